import CReadline
import Glibc

/// Waits where there is no prompt, as a script does that plays on, within `Interrupts.watch`. `poll` does
/// what is due and answers in how many milliseconds it wants to be called again, or nil when nothing is
/// left to wait for; it is called after an event of a source too. Ctrl-C, SIGTERM and SIGHUP end the wait.
package func waitWithoutPrompt(sources: [EventSource] = [], _ poll: () -> Int?) -> ExitReason {
  while true {
    let pending = Interrupts.take()
    if pending.contains(.terminate) { return .signal(SIGTERM) }
    if pending.contains(.hangUp) { return .signal(SIGHUP) }
    if pending.contains(.interrupt) { return .interrupted }
    if pending.contains(.suspend) { kill(getpid(), SIGSTOP) }
    guard let pause = Interrupts.answering(poll) else { return .finished }
    let events = wait(for: [Interrupts.wake] + sources.map(\.descriptor), milliseconds: pause)
    event_drain(Interrupts.wake)
    _ = sources.handle(events[1...])
  }
}

/// What happened to each descriptor (the events of poll) within so many milliseconds; nil waits forever.
func wait(for descriptors: [Int32], milliseconds: Int?) -> [Int32] {
  var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  let limit = milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
  let ready = poll(&entries, nfds_t(entries.count), limit)
  return entries.map { ready > 0 ? Int32($0.revents) : 0 }
}
