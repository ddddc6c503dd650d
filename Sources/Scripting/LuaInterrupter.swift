internal import LuaShim
internal import Synchronization

/// Ends what a Lua state runs. It may outlive the state, and then does nothing.
package final class LuaInterrupter: Sendable {
  /// The host's address, 0 when the state has closed.
  private let host: Atomic<UInt>

  init(host: OpaquePointer) { self.host = Atomic(UInt(bitPattern: host)) }

  func close() { host.store(0, ordering: .releasing) }

  /// To be called in the state's thread, where it may well be in a signal handler: it takes no lock and no memory.
  /// Another thread sends that thread a signal (`pthread_kill`) whose handler calls this.
  package func interrupt() {
    guard let pointer = OpaquePointer(bitPattern: host.load(ordering: .acquiring)) else { return }
    ls_interrupt(pointer)
  }
}
