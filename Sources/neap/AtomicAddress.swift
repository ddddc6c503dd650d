import Synchronization

/// An address that a signal handler may read.
final class AtomicAddress: Sendable {
  private let value = Atomic<UInt>(0)
  func exchange(_ address: UInt) -> UInt { value.exchange(address, ordering: .acquiringAndReleasing) }
  func load() -> UInt { value.load(ordering: .acquiring) }
}
