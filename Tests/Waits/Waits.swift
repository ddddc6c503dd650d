import Glibc
import Synchronization
package import Testing

/// A suite that mostly waits: for a sound server, another process, a clock.
///
/// Its tests run on threads of their own, so that none of the few that all others share stands still with them, and from the start,
/// not behind the thousand that were queued before: the suite takes as long as the machine has work, not as long as it waits besides.
package struct Waits: SuiteTrait, TestScoping {
  private static let threads = WaitingThreads(count: 2)

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(Self.threads) { try await function() }
  }
}

extension Trait where Self == Waits {
  package static var waits: Self { Waits() }
}

private final class WaitingThreads: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var first = 0
  }
  private let state = Mutex(State())
  nonisolated(unsafe) private let waiting: UnsafeMutablePointer<sem_t>

  init(count: Int) {
    let others = Self.tasks()
    unsafe waiting = .allocate(capacity: 1)
    unsafe sem_init(waiting, 0, 0)
    for _ in 0..<count {
      var thread = pthread_t()
      var attributes = pthread_attr_t()
      unsafe pthread_attr_init(&attributes)
      // As much as the main thread has: what is deep is tested too.
      unsafe pthread_attr_setstacksize(&attributes, 8 << 20)
      let context = Unmanaged.passRetained(self).toOpaque()
      unsafe pthread_create(
        &thread, &attributes,
        { context in
          guard let context = unsafe context else { return nil }
          unsafe Unmanaged<WaitingThreads>.fromOpaque(context).takeUnretainedValue().run()
          return nil
        }, context)
    }
    // What computes lets what waits go first, and the servers and programs that it starts: they are judged by a clock.
    for task in others { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), task, 10) }
  }

  /// The threads of this process, by the kernel's numbers.
  private static func tasks() -> [UInt32] {
    guard let folder = unsafe opendir("/proc/self/task") else { return [] }
    defer { unsafe closedir(folder) }
    var found: [UInt32] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if let number = UInt32(name) { found.append(number) }
    }
    return found
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
    unsafe sem_post(waiting)
  }

  private func run() {
    while true {
      while unsafe sem_wait(waiting) != 0 {}
      let job = state.withLock { state -> UnownedJob? in
        guard state.first < state.jobs.count else { return nil }
        defer { state.first += 1 }
        return state.jobs[state.first]
      }
      if let job { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
  }
}
