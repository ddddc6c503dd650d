import CLinux
import Glibc
import Threads

/// Tells, from a thread of its own, when the other end of a socket is gone: what was asked for there need not be finished.
package enum HangUpWatch {
  /// Runs `body`; `isGone` may be called on another thread until `body` returns, and never after.
  package static func during<R, E: Error>(
    _ socket: Int32, isGone: @escaping @Sendable () -> Void, _ body: () throws(E) -> R
  ) throws(E) -> R {
    let end = counter_open()
    guard end >= 0 else { return try body() }
    defer { close(end) }
    let thread = try? OwnThread.start("neap hang-up") { watch(socket, end, isGone) }
    defer {
      if let thread {
        counter_raise(end)
        pthread_join(thread, nil)
      }
    }
    return try body()
  }

  private static func watch(_ socket: Int32, _ end: Int32, _ isGone: () -> Void) {
    // Without events asked for, what comes is the end of the connection alone.
    var entries = [
      pollfd(fd: socket, events: 0, revents: 0),
      pollfd(fd: end, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&entries, 2, -1) < 0 && errno == EINTR {}
    if entries[1].revents == 0, entries[0].revents != 0 { isGone() }
  }
}
