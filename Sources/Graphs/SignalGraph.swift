import Signals

/// Edges between rows, both ways: dependents, order, cycles. Knows nothing of what a row means.
struct SignalGraph {
  private var readers = RowColumn<Set<SignalID>>()

  mutating func connect(_ reader: SignalID, to input: SignalID) {
    if readers[input]?.insert(reader) == nil { readers[input] = [reader] }
  }

  mutating func disconnect(_ reader: SignalID, from input: SignalID) {
    readers[input]?.remove(reader)
    if readers[input]?.isEmpty == true { readers[input] = nil }
  }

  func readers(of id: SignalID) -> Set<SignalID> { readers[id] ?? [] }

  /// Everything that depends on any of `ids`, at any distance.
  func dependents(of ids: [SignalID]) -> [SignalID] {
    var seen: Set<SignalID> = []
    var found: [SignalID] = []
    var pending = ids
    while let next = pending.popLast() {
      for reader in readers(of: next) where seen.insert(reader).inserted {
        found.append(reader)
        pending.append(reader)
      }
    }
    return found
  }

  /// The way from `input` up to `reader`, both included, where `reader` depends on `input`.
  func path(from input: SignalID, to reader: SignalID) -> [SignalID]? {
    if input == reader { return [input] }
    var cameFrom: [SignalID: SignalID] = [:]
    var pending = [input]
    while let next = pending.popLast() {
      for above in readers(of: next) where above != input && cameFrom[above] == nil {
        cameFrom[above] = next
        if above == reader {
          var path = [above]
          while let below = cameFrom[path[path.count - 1]] { path.append(below) }
          return path.reversed()
        }
        pending.append(above)
      }
    }
    return nil
  }
}
