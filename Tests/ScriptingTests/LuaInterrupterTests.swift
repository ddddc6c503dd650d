import Glibc
import Scripting
import Synchronization
import Testing
import Waits

/// What the signal's handler ends. The tests are serialised, and the handler only reads.
private let target = Mutex<LuaInterrupter?>(nil)

@Suite(.serialized, .waits)
struct LuaInterrupterTests {
  /// Runs a chunk and sends this thread a signal after some milliseconds of its work; gives the error and the milliseconds of work after.
  /// A signal that came before the chunk runs would find no line: on a busy machine that may last, so what counts is the
  /// time that this thread has had since the first line ran, and what is to be ended begins on the second.
  private func interrupt(_ state: LuaState, _ source: String, after delay: Int = 30) throws
    -> (LuaError?, Double)
  {
    target.withLock { $0 = state.interrupter }
    signal(SIGUSR1) { _ in target.withLock { $0 }?.interrupt() }
    // The threads on which tests run have all signals blocked.
    var mask = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, SIGUSR1)
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    let plan = Plan(thread: pthread_self(), delay: delay)
    try state.define("begin") { _ in
      plan.begun.store(plan.time, ordering: .releasing)
      return []
    }
    var sender = pthread_t()
    pthread_create(
      &sender, nil,
      { context in
        let plan = Unmanaged<Plan>.fromOpaque(context!).takeRetainedValue()
        while plan.milliseconds < plan.delay {
          if plan.isOver.load(ordering: .acquiring) { return nil }
          usleep(1_000)
        }
        plan.sent.store(plan.time, ordering: .releasing)
        pthread_kill(plan.thread, SIGUSR1)
        return nil
      }, Unmanaged.passRetained(plan).toOpaque())
    let error = failure { try state.run("begin()" + source) }
    let end = plan.time
    plan.isOver.store(true, ordering: .releasing)
    pthread_join(sender, nil)
    target.withLock { $0 = nil }
    let sent = plan.sent.load(ordering: .acquiring)
    return (error, sent == 0 ? 0 : Double(end - sent) / 1_000)
  }

  private final class Plan: Sendable {
    let thread: pthread_t
    let delay: Int
    /// The thread's time as its chunk began, in microseconds; 0 before.
    let begun = Atomic(0)
    let isOver = Atomic(false)
    /// The same as the signal was sent.
    let sent = Atomic(0)

    init(thread: pthread_t, delay: Int) {
      self.thread = thread
      self.delay = delay
    }

    /// What the thread has had of a processor, in microseconds.
    var time: Int {
      var clock = clockid_t()
      var time = timespec()
      pthread_getcpuclockid(thread, &clock)
      clock_gettime(clock, &time)
      return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
    }

    var milliseconds: Int {
      let start = begun.load(ordering: .acquiring)
      return start == 0 ? 0 : (time - start) / 1_000
    }
  }

  private static let loops = [
    "\nwhile true do end",
    "\nwhile true do local s = ('x'):rep(100000000) end",
    "\nwhile true do pcall(function() while true do end end) end",
    "\nwhile true do pcall(pcall, error) end",
    "\nlocal co = coroutine.create(function() while true do end end) coroutine.resume(co) while true do end",
    "\nlocal f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end",
    "\nlocal f = coroutine.wrap(function() while true do pcall(function() while true do end end) end end) f()",
    "\nwhile true do coroutine.resume(coroutine.create(function() while true do end end)) end",
    "\nxpcall(function() while true do end end, function() while true do end end)",
    "\nwhile true do xpcall(function() while true do end end, function() while true do end end) end",
    "\nlocal x <close> = setmetatable({}, {__close = function() while true do end end}) while true do end",
    "\nlocal co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do end end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co)",
    "\nlocal t = setmetatable({}, {__index = function(t, k) return t[k .. ''] end}) while true do pcall(function() return t.x end) end",
    "\ntable.sort({1, 2, 3, 4, 5}, function(a, b) while true do end end)",
    "\nstring.gsub('abc', '.', function() while true do end end)",
    "\nwhile true do swift(function() while true do end end) end",
    "\nwhile true do pcall(swift, function() pcall(swift, function() while true do end end) end) end",
    "\ncoroutine.wrap(function() swift(coroutine.wrap(function() while true do end end)) end)()",
  ]

  @Test(arguments: loops + Runaway.loopsInC + Runaway.others)
  func whateverRunsEnds(source: String) throws {
    let state = try LuaState()
    try state.define("swift") { arguments in
      do { return try arguments.state.call(arguments[0].asFunction!, []) } catch { throw error }
    }
    let (error, late) = try interrupt(state, source)
    #expect(error?.kind == .interrupted, "\(String(describing: error))")
    #expect(error?.message == "t:2: interrupted")
    #expect(late < 500)
    #expect(state.isInterrupted)
    state.clearInterrupt()
    #expect(try state.run("local s = 0 for i = 1, 1000 do s = s + i end return s") == [500_500])
    #expect(state.stackHeight == 0)
  }

  @Test func anInterruptHoldsUntilItIsCleared() throws {
    let state = try LuaState()
    state.interrupt()
    #expect(failure { try state.run("x = 1") }?.kind == .interrupted)
    #expect(failure { try state.run("x = 1") }?.kind == .interrupted)
    state.clearInterrupt()
    try state.run("x = 1")
    #expect(try state.globals["x"] == 1)
  }

  @Test func aCoroutineThatSleptGoesOnAfterwards() throws {
    let state = try LuaState()
    try state.run(
      "co = coroutine.create(function() while true do coroutine.yield(1) end end) coroutine.resume(co)")
    try state.define("stop") {
      $0.state.interrupt()
      return []
    }
    #expect(failure { try state.run("stop() while true do end") }?.kind == .interrupted)
    state.clearInterrupt()
    #expect(try state.run("return coroutine.resume(co)") == [true, 1])
  }

  @Test func aSwiftFunctionMayAskAndEnd() throws {
    let state = try LuaState()
    try state.define("long") { arguments in
      arguments.state.interrupt()
      while !arguments.state.isInterrupted {}
      throw LuaError("interrupted", kind: .interrupted)
    }
    let error = failure { try state.run("\nlong()") }
    #expect(error?.kind == .interrupted)
    #expect(error?.message == "t:2: interrupted")
  }
}
