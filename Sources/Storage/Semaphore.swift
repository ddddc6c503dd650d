import Glibc

/// A count that threads wait for.
///
/// Its memory is its own for as long as it lives, and the functions on it are made for many threads: that is why it may be
/// sent.
final class Semaphore: @unchecked Sendable {
  private let count = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(count, 0, 0) }

  deinit {
    sem_destroy(count)
    count.deallocate()
  }

  func signal() { sem_post(count) }

  func wait() { while sem_wait(count) != 0, errno == EINTR {} }

  /// Whether it came within so many seconds. The clock on the wall may be set meanwhile: it is asked for a tenth of a second
  /// at a time.
  func wait(seconds: Double) -> Bool {
    // Time that the machine sleeps through does not count.
    let clock = SuspendingClock()
    let latest = clock.now + .seconds(seconds)
    repeat {
      var slice = timespec()
      clock_gettime(CLOCK_REALTIME, &slice)
      slice.tv_nsec += 100_000_000
      if slice.tv_nsec >= 1_000_000_000 {
        slice.tv_sec += 1
        slice.tv_nsec -= 1_000_000_000
      }
      if sem_timedwait(count, &slice) == 0 { return true }
    } while clock.now < latest
    return false
  }
}
