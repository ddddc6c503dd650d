import Graphs
import Signals

/// A file's rows as signals.
extension WorkspaceFile {
  /// The rows of a file by their places in it, so that a uuid is looked up once for each time that it stands there.
  private struct Rows {
    var uuids: [String] = []
    var places: [String: Int]
    /// Nil where a row is left out.
    var fields: [JSONFields?] = []
    var signals: [Signal?] = []
    /// In the founding form a row may bear a name, and what refers to it follows that name.
    var slots: [Int: Signal] = [:]

    init(expecting count: Int) { places = [String: Int](minimumCapacity: count) }

    /// What another row refers to when it refers to this one, once it is made.
    func referred(_ place: Int) -> Signal? {
      (slots.isEmpty ? nil : slots[place]) ?? signals[place]
    }

    func referred(_ uuid: String) throws -> SignalID {
      guard let place = places[uuid], let signal = referred(place) else { throw Rows.dangling(uuid) }
      return signal.id
    }

    static func dangling(_ uuid: String) -> SignalError {
      SignalError("it refers to \(uuid), which is not in the file")
    }
  }

  /// Makes the rows, inputs before readers; slots break every circle of names.
  static func makeRows(
    _ list: [JSONValue], _ isFounding: Bool, _ manager: SignalManager,
    _ revise: (SignalData) throws -> SignalData, _ score: (SavedScore) throws -> Signal,
    _ loaded: inout Loaded
  )
    throws
  {
    manager.expect(list.count)
    var rows = Rows(expecting: list.count)
    for (number, row) in list.enumerated() {
      guard let row = row.fields, let uuid = row["uuid"]?.text else {
        try loaded.tell(
          SignalError("row \(number + 1): \(row.fields == nil ? "expected an object" : "it has no uuid")"))
        continue
      }
      let place = rows.uuids.count
      if rows.places.updateValue(place, forKey: uuid) != nil {
        throw SignalError("row \(uuid) stands twice")
      }
      rows.uuids.append(uuid)
      rows.fields.append(row)
      rows.signals.append(nil)
      if row["type"]?.text == SignalKind.slotType {
        // A name that is bound no more stands in the steps that knew it, without a target.
        let target = row["refs"]?.fields?["target"]?.text
        guard let name = row["name"]?.text, target != nil || row["refs"] == nil else {
          rows.fields[place] = nil
          rows.places[uuid] = nil
          try loaded.tell(
            SignalError("row \(uuid): a slot needs a name, and refs, where there are any, a target"))
          continue
        }
        let slot = manager.slot(name)
        rows.signals[place] = slot
        guard let target else { continue }
        loaded.slots.append((slot, name, target))
      } else if isFounding, let name = row["name"] {
        guard let name = name.text else { throw SignalError("row \(uuid): name: a string is expected") }
        rows.slots[place] = manager.slot(name)
      }
    }
    try makeSignals(&rows, manager, revise, score, &loaded)
    loaded.signals.reserveCapacity(rows.uuids.count)
    for (uuid, signal) in zip(rows.uuids, rows.signals) { loaded.signals[uuid] = signal }
    for slot in loaded.slots where loaded.signals[slot.target] == nil {
      try loaded.tell(
        SignalError("row \(slot.name): it refers to \(slot.target), which is not in the file"))
    }
    if loaded.left != nil { dropUnbound(&loaded) }
    for (place, slot) in rows.slots.sorted(by: { rows.uuids[$0.key] < rows.uuids[$1.key] }) {
      loaded.slots.append((slot, slot.data.slotName ?? "", rows.uuids[place]))
    }
    try refuseOpenEnds(rows, loaded)
  }

  private static func makeSignals(
    _ rows: inout Rows, _ manager: SignalManager, _ revise: (SignalData) throws -> SignalData,
    _ score: (SavedScore) throws -> Signal, _ loaded: inout Loaded
  ) throws {
    // A file's rows are in order mostly; what was left out is passed over.
    var pending = Array(rows.uuids.indices)
    if zip(rows.uuids, rows.uuids.dropFirst()).contains(where: { $0 > $1 }) {
      pending.sort { rows.uuids[$0] < rows.uuids[$1] }
    }
    var open = [Bool](repeating: false, count: rows.uuids.count)
    while let place = pending.last {
      guard rows.signals[place] == nil, let row = rows.fields[place] else {
        pending.removeLast()
        continue
      }
      let uuid = rows.uuids[place]
      var missing: [Int] = []
      var dangling: String?
      for reference in RowCoding.references(row) where dangling == nil {
        guard let below = rows.places[reference] else {
          dangling = reference
          continue
        }
        if rows.referred(below) != nil { continue }
        if rows.fields[below] == nil { dangling = reference }
        missing.append(below)
      }
      if let dangling {
        rows.fields[place] = nil
        try loaded.tell(SignalError("row \(uuid): \(Rows.dangling(dangling).message)"))
        continue
      }
      if missing.isEmpty {
        do {
          if row["type"]?.text == SignalKind.scoreType {
            var saved = try ScoreSaving.score(row)
            let signal = try score(saved)
            saved.signal = signal
            loaded.scores.append(saved)
            rows.signals[place] = signal
            pending.removeLast()
            continue
          }
          let data = try RowCoding.data(row, catalogue: manager.catalogue, resolve: rows.referred)
          rows.signals[place] = manager.signal(try revise(data))
        } catch let error as SignalError {
          rows.fields[place] = nil
          try loaded.tell(SignalError("row \(uuid): \(error.message)"))
        }
        pending.removeLast()
      } else if open[place] {
        rows.fields[place] = nil
        try loaded.tell(SignalError("row \(uuid): it depends on itself"))
      } else {
        open[place] = true
        pending.append(contentsOf: missing)
      }
    }
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
  private static func refuseOpenEnds(_ rows: Rows, _ loaded: Loaded) throws {
    let open = loaded.signals.filter { $0.value.manager.isOpen($0.value.id) }
    if open.isEmpty { return }
    let read = Set(rows.fields.compactMap { $0 }.flatMap(RowCoding.references))
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
