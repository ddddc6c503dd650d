import Glibc
import Synchronization

@testable import Playback

/// Notes when the machine stood still: when a short sleep became a long one. A virtual machine may be held for
/// tens of milliseconds, which no player can make good.
final class StallWatch: Sendable {
  private struct State {
    var stalls: [Range<UInt64>] = []
    var ending = false
  }

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  private let shared: Shared
  private let thread: pthread_t

  init() throws {
    let shared = Shared()
    self.shared = shared
    thread = try PlayerThread.start(stack: 1 << 20) {
      var before = Monotonic.now()
      while !shared.state.withLock(\.ending) {
        usleep(1_000)
        let now = Monotonic.now()
        let stall = before..<now
        if now - before > 3_000_000 { shared.state.withLock { $0.stalls.append(stall) } }
        before = now
      }
    }
  }

  /// Ends the watch. The answer tells whether nothing stood still during a time.
  func finish() -> (Range<UInt64>) -> Bool {
    shared.state.withLock { $0.ending = true }
    pthread_join(thread, nil)
    let stalls = shared.state.withLock(\.stalls)
    return { time in !stalls.contains { $0.overlaps(time) } }
  }
}
