import CReadline
import Glibc
import Synchronization

/// Signals, turned into things the main loop can ask for, and the one place that knows what Ctrl-C means:
/// while something is evaluated it calls a hook, and otherwise it only wakes the loop.
///
/// The handlers touch nothing but atomics, the hook, and calls that POSIX allows in them. They run on the
/// thread that called `watch`; one that another thread catches is sent there.
package enum Interrupts {
  /// Asks what is being evaluated to stop. Called within a signal handler, on the evaluating thread, so it
  /// may only do what is async-signal-safe. It may come just too late; whoever evaluates clears what it set
  /// before the next evaluation.
  package typealias Hook = @convention(c) () -> Void

  struct Pending: OptionSet {
    let rawValue: Int
    static let interrupt = Pending(rawValue: 1)
    static let resize = Pending(rawValue: 2)
    static let suspend = Pending(rawValue: 4)
    static let resume = Pending(rawValue: 8)
    static let terminate = Pending(rawValue: 16)
    static let hangUp = Pending(rawValue: 32)
    /// Not a signal: another thread wants the timers looked at.
    static let attention = Pending(rawValue: 64)
  }

  private enum Phase {
    /// The loop waits: a signal is left for it.
    static let waiting = 0
    /// A short call (a timer, a completion): Ctrl-C is meant for the line, and the call is stopped only
    /// when it proves long.
    static let answering = 1
    static let evaluating = 2
  }

  private static let phase = Atomic(Phase.waiting)
  private static let presses = Atomic(0)
  private static let pending = Atomic(0)
  private static let endStatus = Atomic<Int32>(0)
  private static let hookAddress = Atomic<UInt>(0)
  private static let watcher = Atomic<UInt>(0)
  static let wake = event_descriptor()

  /// Written before the handlers are in place and only read by them.
  nonisolated(unsafe) private static var terminal: termios?

  private static let handled = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT, SIGALRM, SIGUSR1]

  /// Runs `body` with the signals handled, and leaves them as they were before. May be nested. `evaluating`
  /// says which part of the body Ctrl-C stops.
  package static func watch<R, E: Error>(hook: Hook, _ body: () throws(E) -> R) throws(E) -> R {
    // A function pointer fits no atomic as such; the handler turns it back.
    let outerHook = hookAddress.exchange(
      unsafeBitCast(hook, to: UInt.self), ordering: .sequentiallyConsistent)
    defer { hookAddress.store(outerHook, ordering: .sequentiallyConsistent) }
    watcher.store(pthread_self(), ordering: .sequentiallyConsistent)
    if outerHook == 0 { prepare() }

    // Whoever started us may have had signals blocked, and that is inherited.
    var mask = sigset_t()
    var formerMask = sigset_t()
    sigemptyset(&mask)
    for number in handled { sigaddset(&mask, number) }
    pthread_sigmask(SIG_UNBLOCK, &mask, &formerMask)
    defer { pthread_sigmask(SIG_SETMASK, &formerMask, nil) }

    var former = handled.map { _ in sigaction() }
    for (index, number) in handled.enumerated() {
      sigaction(number, nil, &former[index])
      // Whoever started us without job control, or with nohup, wants these left alone.
      if (number == SIGTSTP || number == SIGHUP) && signal_is_ignored(number) == 1 { continue }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Interrupts.handle($0) }
      action.sa_flags = SA_RESTART
      sigfillset(&action.sa_mask)
      sigaction(number, &action, nil)
    }
    defer {
      for (index, number) in handled.enumerated() { sigaction(number, &former[index], nil) }
    }
    return try body()
  }

  /// Runs `body` so that Ctrl-C calls the hook. A second Ctrl-C that is not answered within two seconds
  /// restores the terminal and ends the process with 130.
  package static func evaluating<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    try during(Phase.evaluating, body)
  }

  /// Stops what is evaluated, if anything is, as Ctrl-C does. From any thread, within `watch`.
  package static func stopEvaluation() {
    pthread_kill(watcher.load(ordering: .sequentiallyConsistent), SIGUSR1)
  }

  /// Runs a short call, which a Ctrl-C stops only when it has lasted a second longer.
  static func answering<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    try during(Phase.answering, body)
  }

  /// What came since the last call.
  static func take() -> Pending {
    Pending(rawValue: pending.exchange(0, ordering: .sequentiallyConsistent))
  }

  private static func during<R, E: Error>(_ inner: Int, _ body: () throws(E) -> R) throws(E) -> R {
    let outer = phase.exchange(inner, ordering: .sequentiallyConsistent)
    defer {
      phase.store(outer, ordering: .sequentiallyConsistent)
      if outer == Phase.waiting {
        presses.store(0, ordering: .sequentiallyConsistent)
        alarm(0)
      }
    }
    return try body()
  }

  /// The first use of a global may lock, which a handler must not.
  private static func prepare() {
    var settings = termios()
    terminal = tcgetattr(0, &settings) == 0 ? settings : nil
    phase.store(Phase.waiting, ordering: .sequentiallyConsistent)
    presses.store(0, ordering: .sequentiallyConsistent)
    pending.store(0, ordering: .sequentiallyConsistent)
    endStatus.store(128 + SIGINT, ordering: .sequentiallyConsistent)
    event_drain(wake)
  }

  private static func handle(_ number: Int32) {
    let error = errno
    defer { errno = error }
    let owner = watcher.load(ordering: .sequentiallyConsistent)
    guard pthread_equal(owner, pthread_self()) != 0 else {
      pthread_kill(owner, number)
      return
    }
    switch number {
    case SIGINT: interrupt()
    case SIGTERM: end(by: number, .terminate)
    case SIGHUP: end(by: number, .hangUp)
    case SIGWINCH: leave(.resize)
    case SIGTSTP where phase.load(ordering: .sequentiallyConsistent) != Phase.waiting:
      // Whoever has the terminal meanwhile sees what he types.
      let isHidden = terminal != nil && !Echo.isOn
      if isHidden { Echo.set(true) }
      kill(getpid(), SIGSTOP)
      if isHidden, tcgetpgrp(0) == getpgrp() { Echo.set(false) }
    case SIGTSTP: leave(.suspend)
    case SIGCONT where phase.load(ordering: .sequentiallyConsistent) == Phase.evaluating: return
    case SIGCONT: leave(.resume)
    case SIGUSR1: if phase.load(ordering: .sequentiallyConsistent) == Phase.evaluating { callHook() }
    default: lookAgain()
    }
  }

  static func leave(_ what: Pending) {
    pending.bitwiseOr(what.rawValue, ordering: .sequentiallyConsistent)
    event_raise(wake)
  }

  private static func callHook() {
    let address = hookAddress.load(ordering: .sequentiallyConsistent)
    if address != 0 { unsafeBitCast(address, to: Hook.self)() }
  }

  private static func interrupt() {
    let now = phase.load(ordering: .sequentiallyConsistent)
    if now != Phase.evaluating { leave(.interrupt) }
    guard now != Phase.waiting else { return }
    if now == Phase.evaluating { callHook() }
    let count = presses.add(1, ordering: .sequentiallyConsistent).newValue
    // What follows begins a line of its own.
    if now == Phase.evaluating && terminal != nil { say(Echo.isOn ? "\n" : "^C\n") }
    if count <= 2 { alarm(UInt32(count)) }
  }

  private static func end(by number: Int32, _ what: Pending) {
    leave(what)
    guard phase.load(ordering: .sequentiallyConsistent) != Phase.waiting else { return }
    endStatus.store(128 + number, ordering: .sequentiallyConsistent)
    presses.store(2, ordering: .sequentiallyConsistent)
    callHook()
    alarm(2)
  }

  /// A second after the first Ctrl-C, or two after the second, the call it was meant for still runs.
  private static func lookAgain() {
    let now = phase.load(ordering: .sequentiallyConsistent)
    let count = presses.load(ordering: .sequentiallyConsistent)
    guard now != Phase.waiting, count > 0 else { return }
    if count == 1 {
      if now == Phase.answering { callHook() }
      say("neap: still stopping; Ctrl-C again ends neap\n")
      return
    }
    if var settings = terminal { tcsetattr(0, TCSANOW, &settings) }
    say("neap: it did not stop, so neap ends\n")
    _exit(endStatus.load(ordering: .sequentiallyConsistent))
  }

  private static func say(_ text: StaticString) {
    _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
  }
}
