import Glibc

/// What threads share, with a lock, and waiting until it is as one of them wants it.
package final class Monitor<State>: @unchecked Sendable {
  // Unchecked because `state` is a variable: it is read and written by who holds the lock alone.

  private var state: State
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  package init(_ state: State) {
    self.state = state
    pthread_mutex_init(lock, nil)
    // The time of day may be set while somebody waits.
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(changed, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Does `body` with the state; whoever waits looks at it again.
  package func with<R>(_ body: (inout State) -> R) -> R {
    pthread_mutex_lock(lock)
    defer {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(lock)
    }
    return body(&state)
  }

  /// Looks at the state, and again each time that another changed it, until `body` answers. It changes the state where it
  /// answers, and nowhere else.
  package func wait<R>(for body: (inout State) -> R?) -> R {
    while true {
      if let answer = wait(milliseconds: 60_000, for: body) { return answer }
    }
  }

  /// The same; nil where `body` does not answer in so many milliseconds.
  package func wait<R>(milliseconds: Int, for body: (inout State) -> R?) -> R? {
    var latest = timespec()
    clock_gettime(CLOCK_MONOTONIC, &latest)
    let nanoseconds = latest.tv_nsec + milliseconds % 1_000 * 1_000_000
    latest.tv_sec += milliseconds / 1_000 + nanoseconds / 1_000_000_000
    latest.tv_nsec = nanoseconds % 1_000_000_000
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if let answer = body(&state) {
        pthread_cond_broadcast(changed)
        return answer
      }
      if pthread_cond_timedwait(changed, lock, &latest) == ETIMEDOUT { return nil }
    }
  }
}
