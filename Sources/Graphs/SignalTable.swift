import Signals

/// The flat table: rows, interned by equality, and slots, the only rows that ever change.
///
/// A row lives while something refers to it: another row, a slot, or whoever retained it. Freeing never recurses.
struct SignalTable {
  private struct Row {
    var data: SignalData
    var holders: Int
    /// The loops that the row hangs on, one bit a depth.
    var openLoops: UInt64
    /// What a slot is bound to.
    var target: SignalID?
  }

  private var rows: [Row?] = []
  private var free: [Int] = []
  private var places: [SignalData: SignalID] = [:]
  private(set) var graph = SignalGraph()

  var count: Int { rows.count - free.count }

  subscript(id: SignalID) -> SignalData {
    guard let row = rows[id.index] else { preconditionFailure("row \(id.index) was let go") }
    return row.data
  }

  func openLoops(_ id: SignalID) -> UInt64 { rows[id.index]?.openLoops ?? 0 }
  func target(_ id: SignalID) -> SignalID? { rows[id.index]?.target }
  func isSlot(_ id: SignalID) -> Bool { rows[id.index]?.data.type == SignalKind.slotType }
  func find(_ data: SignalData) -> SignalID? { places[data] }

  var ids: [SignalID] { rows.indices.filter { rows[$0] != nil }.map(SignalID.init) }

  /// What a row refers to; for a slot, what it is bound to.
  func references(_ id: SignalID) -> [SignalID] {
    guard let row = rows[id.index] else { return [] }
    if row.data.type == SignalKind.slotType { return row.target.map { [$0] } ?? [] }
    return row.data.references
  }

  /// The rows of which a row's version is made: of a word, what it made alone.
  func heard(_ id: SignalID) -> [SignalID] {
    guard let row = rows[id.index] else { return [] }
    return WordRow(row.data).map { [$0.made] } ?? references(id)
  }

  /// What grows bit by bit is looked up anew each time that it has grown.
  mutating func reserve(_ more: Int) {
    rows.reserveCapacity(rows.count + more)
    places.reserveCapacity(places.count + more)
  }

  /// The id of the row that equals `data`, held once more for the caller.
  mutating func intern(_ data: SignalData, openLoops: UInt64) -> SignalID {
    if let id = places[data] {
      rows[id.index]?.holders += 1
      return id
    }
    let row = Row(data: data, holders: 1, openLoops: openLoops, target: nil)
    let id: SignalID
    if let index = free.popLast() {
      rows[index] = row
      id = SignalID(index: index)
    } else {
      rows.append(row)
      id = SignalID(index: rows.count - 1)
    }
    places[data] = id
    for reference in data.references {
      retain(reference)
      graph.connect(id, to: reference)
    }
    return id
  }

  mutating func retain(_ id: SignalID) {
    precondition(rows[id.index] != nil, "row \(id.index) was let go")
    rows[id.index]?.holders += 1
  }

  /// Lets go once; answers the rows that went with it.
  @discardableResult
  mutating func release(_ id: SignalID) -> [SignalID] {
    var gone: [SignalID] = []
    var pending = [id]
    while let next = pending.popLast() {
      guard var row = rows[next.index] else { continue }
      row.holders -= 1
      if row.holders > 0 {
        rows[next.index] = row
        continue
      }
      for reference in references(next) {
        graph.disconnect(next, from: reference)
        pending.append(reference)
      }
      rows[next.index] = nil
      places[row.data] = nil
      free.append(next.index)
      gone.append(next)
    }
    return gone
  }

  /// Binds a slot; answers the rows that went with its former target.
  mutating func bind(_ slot: SignalID, to target: SignalID?) -> [SignalID] {
    let former = rows[slot.index]?.target
    if let target {
      retain(target)
      graph.connect(slot, to: target)
    }
    rows[slot.index]?.target = target
    guard let former else { return [] }
    if former != target { graph.disconnect(slot, from: former) }
    return release(former)
  }
}
