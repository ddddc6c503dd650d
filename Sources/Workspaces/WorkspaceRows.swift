import Graphs
import Signals

/// A file's rows as signals.
extension WorkspaceFile {
  /// Makes the rows, inputs before readers; slots break every circle of names.
  static func makeRows(
    _ rows: [JSONValue], _ isFounding: Bool, _ manager: SignalManager,
    _ revise: (SignalData) throws -> SignalData, _ score: (SavedScore) throws -> Signal,
    _ loaded: inout Loaded
  )
    throws
  {
    /// In the founding form a row may bear a name, and what refers to it follows that name.
    var slotsOfRows: [String: Signal] = [:]
    var fields = [String: [String: JSONValue]](minimumCapacity: rows.count)
    loaded.signals.reserveCapacity(rows.count)
    manager.expect(rows.count)
    var order: [String] = []
    for (number, row) in rows.enumerated() {
      guard let row = row.fields, let uuid = row["uuid"]?.text else {
        try loaded.tell(
          SignalError("row \(number + 1): \(row.fields == nil ? "expected an object" : "it has no uuid")"))
        continue
      }
      if fields.updateValue(row, forKey: uuid) != nil { throw SignalError("row \(uuid) stands twice") }
      order.append(uuid)
      if row["type"]?.text == SignalKind.slotType {
        // A name that is bound no more stands in the steps that knew it, without a target.
        let target = row["refs"]?.fields?["target"]?.text
        guard let name = row["name"]?.text, target != nil || row["refs"] == nil else {
          fields[uuid] = nil
          try loaded.tell(
            SignalError("row \(uuid): a slot needs a name, and refs, where there are any, a target"))
          continue
        }
        let slot = manager.slot(name)
        loaded.signals[uuid] = slot
        guard let target else { continue }
        loaded.slots.append((slot, name, target))
      } else if isFounding, let name = row["name"] {
        guard let name = name.text else { throw SignalError("row \(uuid): name: a string is expected") }
        slotsOfRows[uuid] = manager.slot(name)
      }
    }
    // A file's rows are in order mostly; what was left out is passed over.
    var pending = order.sorted()
    var open: Set<String> = []
    while let uuid = pending.last {
      guard loaded.signals[uuid] == nil, let row = fields[uuid] else {
        pending.removeLast()
        continue
      }
      let missing = RowCoding.references(row).filter { loaded.signals[$0] == nil && slotsOfRows[$0] == nil }
      if let dangling = missing.first(where: { fields[$0] == nil }) {
        fields[uuid] = nil
        try loaded.tell(SignalError("row \(uuid): it refers to \(dangling), which is not in the file"))
        continue
      }
      if missing.isEmpty {
        do {
          if row["type"]?.text == SignalKind.scoreType {
            var saved = try ScoreSaving.score(row)
            let signal = try score(saved)
            saved.signal = signal
            loaded.scores.append(saved)
            loaded.signals[uuid] = signal
            pending.removeLast()
            continue
          }
          let data = try RowCoding.data(row, catalogue: manager.catalogue) {
            guard let signal = slotsOfRows[$0] ?? loaded.signals[$0] else {
              throw SignalError("it refers to \($0), which is not in the file")
            }
            return signal.id
          }
          loaded.signals[uuid] = manager.signal(try revise(data))
        } catch let error as SignalError {
          fields[uuid] = nil
          try loaded.tell(SignalError("row \(uuid): \(error.message)"))
        }
        pending.removeLast()
      } else if !open.insert(uuid).inserted {
        fields[uuid] = nil
        try loaded.tell(SignalError("row \(uuid): it depends on itself"))
      } else {
        pending.append(contentsOf: missing)
      }
    }
    for slot in loaded.slots where loaded.signals[slot.target] == nil {
      try loaded.tell(
        SignalError("row \(slot.name): it refers to \(slot.target), which is not in the file"))
    }
    if loaded.left != nil { dropUnbound(&loaded) }
    for (uuid, slot) in slotsOfRows.sorted(by: { $0.key < $1.key }) {
      loaded.slots.append((slot, slot.data.slotName ?? "", uuid))
    }
    try refuseOpenEnds(fields, loaded)
  }

  /// What hangs on a name that is bound to nothing is left out with it.
  private static func dropUnbound(_ loaded: inout Loaded) {
    let unbound = loaded.slots.filter { loaded.signals[$0.target] == nil }
    loaded.slots.removeAll { loaded.signals[$0.target] == nil }
    let manager = unbound.first?.slot.manager
    let lost = Set(manager?.dependents(of: unbound.map(\.slot.id)) ?? []).union(unbound.map(\.slot.id))
    guard !lost.isEmpty else { return }
    loaded.signals = loaded.signals.filter { !lost.contains($0.value.id) }
    // Names that are bound to what is lost are unbound in turn.
    if loaded.slots.contains(where: { loaded.signals[$0.target] == nil }) { dropUnbound(&loaded) }
  }

  /// A row that hangs on a loop is somewhere inside of that loop; one that hangs on the mix, inside the master's chain.
  private static func refuseOpenEnds(_ fields: [String: [String: JSONValue]], _ loaded: Loaded) throws {
    let open = loaded.signals.filter { $0.value.manager.isOpen($0.value.id) }
    if open.isEmpty { return }
    let read = Set(fields.values.flatMap(RowCoding.references))
    let chains = Set(StepChains.uuids(loaded.contents.steps) + (loaded.contents.chain.map { [$0] } ?? []))
    for (uuid, signal) in open.sorted(by: { $0.key < $1.key }) where !read.contains(uuid) {
      if chains.contains(uuid), signal.manager.isChain(signal.id) { continue }
      // It is lost with what it stood in, and means nothing.
      if loaded.left != nil { continue }
      throw SignalError(
        "row \(uuid): it hangs on a loop that no feedback row around it closes, or on the mix outside of the master's chain"
      )
    }
  }
}
