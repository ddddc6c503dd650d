import Synchronization

/// An address that a signal handler may read.
final class AtomicAddress: Sendable {
  private let value = Atomic<UInt>(0)
  func store(_ address: UInt) { value.store(address, ordering: .releasing) }
  func load() -> UInt { value.load(ordering: .acquiring) }
}
