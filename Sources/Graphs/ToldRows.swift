package import Signals

extension SignalManager {
  /// Does `body` with some rows told as others: uuids, theirs and those of all that hangs on them, are then what a table
  /// has that holds the others.
  package func telling<R>(_ others: [SignalID: SignalData], _ body: () throws -> R) rethrows -> R {
    guard !others.isEmpty else { return try body() }
    let concerned = Array(others.keys) + dependents(of: Array(others.keys))
    func forget() { for id in concerned { uuids[id] = nil } }
    forget()
    toldAs = others
    defer {
      toldAs = [:]
      forget()
    }
    return try body()
  }

  /// What a file is told of a row.
  package func told(_ id: SignalID) -> SignalData { toldAs[id] ?? self[id] }
}
