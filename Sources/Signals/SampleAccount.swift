import Synchronization

/// What given samples hold of a session's memory.
package final class SampleAccount: Sendable {
  private let held = Atomic(0)
  private let most = Atomic(Int.max)

  package init() {}

  /// Bytes of the samples that are alive.
  package var bytes: Int { held.load(ordering: .relaxed) }

  /// Bytes that they may hold together.
  package var capacity: Int {
    get { most.load(ordering: .relaxed) }
    set { most.store(newValue, ordering: .relaxed) }
  }

  /// Bytes that they may yet hold.
  package var left: Int { max(0, capacity - bytes) }

  func add(_ bytes: Int) { held.add(bytes, ordering: .relaxed) }
  func remove(_ bytes: Int) { held.subtract(bytes, ordering: .relaxed) }
}
