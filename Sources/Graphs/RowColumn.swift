import Signals

/// What is known of each row beside what stands in it: a column of the table. An id's number is its place, so that nothing
/// is hashed where every row of a large workspace is asked for.
struct RowColumn<Value> {
  private var values: [Value?] = []

  subscript(id: SignalID) -> Value? {
    get { id.index < values.count ? values[id.index] : nil }
    set {
      if id.index >= values.count {
        if newValue == nil { return }
        values.append(contentsOf: repeatElement(nil, count: id.index + 1 - values.count))
      }
      values[id.index] = newValue
    }
    _modify {
      if id.index >= values.count {
        values.append(contentsOf: repeatElement(nil, count: id.index + 1 - values.count))
      }
      yield &values[id.index]
    }
  }

  @discardableResult
  mutating func removeValue(forKey id: SignalID) -> Value? {
    guard id.index < values.count else { return nil }
    return values[id.index].take()
  }
}
