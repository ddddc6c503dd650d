import Signals

/// Rows that something was done with, by their places and uuids: a place may later be another row's.
struct RowMarks {
  private var uuids: [String?] = []

  func contains(_ id: SignalID, _ uuid: String) -> Bool { id.index < uuids.count && uuids[id.index] == uuid }

  mutating func insert(_ id: SignalID, _ uuid: String) {
    if id.index >= uuids.count {
      uuids.append(contentsOf: repeatElement(nil, count: id.index + 1 - uuids.count))
    }
    uuids[id.index] = uuid
  }
}
