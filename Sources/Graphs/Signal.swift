package import Signals

/// A handle to a row: holds it, and resolves what it means when asked, so that a slot's handle follows its name.
package final class Signal {
  package let id: SignalID
  package let manager: SignalManager

  /// Takes over one holding of `id` that the caller has.
  init(adopting id: SignalID, _ manager: SignalManager) {
    self.id = id
    self.manager = manager
  }

  deinit { manager.release(id) }

  package var data: SignalData { manager[id] }
  package func version() throws -> SignalVersion { try manager.version(of: id) }
}
