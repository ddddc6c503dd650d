internal import LuaShim
internal import Synchronization

/// Ends what a Lua state runs. It may outlive the state, and then does nothing.
package final class LuaInterrupter: Sendable {
  /// The host's address, 0 when the state has closed.
  private let host: Atomic<UInt>

  /// Another, retained, that ends with this one; 0 where there is none.
  private let next = Atomic<UInt>(0)

  init(host: OpaquePointer) { self.host = Atomic(UInt(bitPattern: host)) }

  deinit { Self.release(next.load(ordering: .acquiring)) }

  private static func release(_ address: UInt) {
    guard let pointer = UnsafeRawPointer(bitPattern: address) else { return }
    Unmanaged<LuaInterrupter>.fromOpaque(pointer).release()
  }

  /// From now on what ends this ends `other` too, until that has closed. To be called in the state's thread.
  package func add(_ other: LuaInterrupter) {
    // Those that have closed are let go. A handler in this thread runs whole, before or after each step.
    while let first = Self.interrupter(at: next.load(ordering: .acquiring)),
      first.host.load(ordering: .acquiring) == 0
    {
      let address = next.load(ordering: .acquiring)
      next.store(first.next.exchange(0, ordering: .acquiringAndReleasing), ordering: .releasing)
      Self.release(address)
    }
    other.next.store(next.load(ordering: .acquiring), ordering: .releasing)
    next.store(UInt(bitPattern: Unmanaged.passRetained(other).toOpaque()), ordering: .releasing)
  }

  private static func interrupter(at address: UInt) -> LuaInterrupter? {
    UnsafeRawPointer(bitPattern: address).map {
      Unmanaged<LuaInterrupter>.fromOpaque($0).takeUnretainedValue()
    }
  }

  func close() { host.store(0, ordering: .releasing) }

  /// To be called in the state's thread, where it may well be in a signal handler: it takes no lock and no memory.
  /// Another thread sends that thread a signal (`pthread_kill`) whose handler calls this.
  package func interrupt() {
    if let pointer = OpaquePointer(bitPattern: host.load(ordering: .acquiring)) { ls_interrupt(pointer) }
    // Walked by addresses: retaining is no affair of a signal handler.
    if let rest = UnsafeRawPointer(bitPattern: next.load(ordering: .acquiring)) {
      Unmanaged<LuaInterrupter>.fromOpaque(rest)._withUnsafeGuaranteedRef { $0.interrupt() }
    }
  }
}
