import CLinux
import Glibc

/// Tells, from a thread of its own, when the other end of a socket is gone: what was asked for there need not be finished.
package enum HangUpWatch {
  private final class Watched: Sendable {
    let socket: Int32
    let end: Int32
    let isGone: @Sendable () -> Void
    init(_ socket: Int32, _ end: Int32, _ isGone: @escaping @Sendable () -> Void) {
      (self.socket, self.end, self.isGone) = (socket, end, isGone)
    }
  }

  /// Runs `body`; `isGone` may be called on another thread until `body` returns, and never after.
  package static func during<R, E: Error>(
    _ socket: Int32, isGone: @escaping @Sendable () -> Void, _ body: () throws(E) -> R
  ) throws(E) -> R {
    let end = counter_open()
    guard end >= 0 else { return try body() }
    defer { close(end) }
    let watched = Unmanaged.passRetained(Watched(socket, end, isGone))
    var thread = pthread_t()
    // Signals are for the thread that evaluates.
    var all = sigset_t()
    var former = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &former)
    let isRunning =
      pthread_create(
        &thread, nil,
        { pointer in
          guard let pointer else { return nil }
          HangUpWatch.watch(Unmanaged<Watched>.fromOpaque(pointer).takeRetainedValue())
          return nil
        }, watched.toOpaque()) == 0
    pthread_sigmask(SIG_SETMASK, &former, nil)
    if !isRunning { watched.release() }
    defer {
      if isRunning {
        counter_raise(end)
        pthread_join(thread, nil)
      }
    }
    return try body()
  }

  private static func watch(_ watched: Watched) {
    // Without events asked for, what comes is the end of the connection alone.
    var entries = [
      pollfd(fd: watched.socket, events: 0, revents: 0),
      pollfd(fd: watched.end, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&entries, 2, -1) < 0 && errno == EINTR {}
    if entries[1].revents == 0, entries[0].revents != 0 { watched.isGone() }
  }
}
