package import Graphs
package import Signals

/// The serialised form of a workspace: one object, a row on each line, sorted, so that it diffs well.
package struct WorkspaceFile {
  /// The version that this writes. A reader of version n reads every version before it, and the founding form.
  package static let version = 1

  /// What stands in a file beside the rows.
  package struct Contents {
    package var rate: Int
    /// Signals by their names' slots, other values as they are.
    package var names: [String: JSONValue]
    package var playing: [(uuid: String, start: Int, label: String?)]
    /// In decibels.
    package var volume: Double
    /// The mixer's controls by the sound's name.
    package var strips: [String: JSONValue] = [:]
    /// The uuid of the master's chain.
    package var chain: String?
    package var tempo: JSONValue?
    package var steps: JSONValue?

    package init(
      rate: Int, names: [String: JSONValue] = [:], playing: [(uuid: String, start: Int, label: String?)] = [],
      volume: Double = -12
    ) {
      (self.rate, self.names, self.playing, self.volume) = (rate, names, playing, volume)
    }
  }

  /// The text of a workspace: the rows that `roots` reach.
  package static func text(
    _ contents: Contents, roots: [SignalID], _ scores: ScoreSaving? = nil, manager: SignalManager
  )
    throws -> String
  {
    var lines: [(uuid: String, text: String)] = []
    let scores = scores ?? ScoreSaving(manager) { _ in throw SignalError("a score") }
    for id in reached(roots, scores) {
      let row = scores.row(id) ?? RowCoding.json(id, in: manager)
      lines.append((manager.uuid(of: id), try row.line()))
    }
    lines.sort { $0.uuid < $1.uuid }
    let playing = contents.playing.map { item -> JSONValue in
      var fields: [String: JSONValue] = ["signal": .string(item.uuid), "start": .number(Double(item.start))]
      if let label = item.label { fields["label"] = .string(label) }
      return .object(fields)
    }
    let names = try contents.names.sorted { $0.key < $1.key }.map {
      "  \(try JSONValue.string($0.key).line()): \(try $0.value.line())"
    }
    return """
      {"neap": \(version), "rate": \(contents.rate),
      "signals": [
      \(lines.map { "  " + $0.text }.joined(separator: ",\n"))
      ],
      "names": {
      \(names.joined(separator: ",\n"))
      },
      "playing": \(try JSONValue.array(playing).line()),
      "mixer": \(try mixer(contents)),
      "tempo": \(try (contents.tempo ?? .null).line())\(try stepsText(contents))}

      """
  }

  /// A step on each line.
  private static func stepsText(_ contents: Contents) throws -> String {
    guard let fields = contents.steps?.fields, let list = fields["list"]?.list else { return "" }
    let lines = try list.map { "  " + (try $0.line()) }.joined(separator: ",\n")
    return ",\n\"steps\": {\"present\": \(try (fields["present"] ?? .null).line()), \"list\": [\n\(lines)\n]}"
  }

  private static func mixer(_ contents: Contents) throws -> String {
    var text = "{\"volume\": \(Numerals.text(contents.volume))"
    if !contents.strips.isEmpty { text += ", \"strips\": \(try JSONValue.object(contents.strips).line())" }
    if let chain = contents.chain { text += ", \"master\": \(try JSONValue.string(chain).line())" }
    return text + "}"
  }

  private static func reached(_ roots: [SignalID], _ scores: ScoreSaving) -> [SignalID] {
    var seen: Set<SignalID> = []
    var pending = roots
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      pending.append(contentsOf: scores.references(next))
    }
    return Array(seen)
  }

  /// What was read: handles that keep the rows alive, slots not yet bound.
  package struct Loaded {
    package var contents: Contents
    package var signals: [String: Signal] = [:]
    /// Slots by uuid, with the uuid of what each is to be bound to.
    package var slots: [(slot: Signal, name: String, target: String)] = []
    /// By their numbers.
    package var scores: [SavedScore] = []
  }

  /// Reads a workspace or the founding form. Rows are made, nothing is bound; an error names the row.
  ///
  /// - Parameters:
  ///   - revise: what a row shall be, where it is to be another than the file's.
  ///   - score: makes a score.
  package static func parse(
    _ bytes: [UInt8], manager: SignalManager, revise: (SignalData) throws -> SignalData = { $0 },
    score: (SavedScore) throws -> Signal = { _ in
      throw SignalError("a score stands in a workspace, and nowhere else")
    }
  ) throws -> Loaded {
    let json: JSONValue
    // Some editors begin a file with a mark of its encoding.
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
    do { json = try JSONValue(parsing: text) } catch {
      throw SignalError("this is not a workspace: it is not JSON")
    }
    return try parse(json, manager: manager, revise: revise, score: score)
  }

  /// The same of a document that was read.
  static func parse(
    _ json: JSONValue, manager: SignalManager, revise: (SignalData) throws -> SignalData,
    score: (SavedScore) throws -> Signal
  ) throws -> Loaded {
    let rows: [JSONValue]
    var contents = Contents(rate: manager.rate)
    var isFounding = false
    switch json {
    case .array(let list):
      rows = list
      isFounding = true
    case .object(let fields):
      guard let written = fields["neap"]?.double else {
        throw SignalError("this is not a workspace: it has no \"neap\" version")
      }
      guard written <= Double(version) else {
        throw SignalError(
          "this workspace is of version \(Numerals.text(written)); this Neap reads up to version \(version)")
      }
      if let extra = fields.keys.sorted().first(where: { !Self.keys.contains($0) }) {
        throw SignalError(
          "\"\(extra)\" is no part of a workspace: \(Self.keys.sorted().joined(separator: ", ")) are")
      }
      if let signals = fields["signals"], signals.list == nil {
        throw SignalError("signals: a list of rows is expected")
      }
      rows = fields["signals"]?.list ?? []
      contents = try self.contents(fields, contents)
    default: throw SignalError("this is not a workspace: expected an object, or a list of rows")
    }
    var loaded = Loaded(contents: contents)
    try make(rows, isFounding, manager, revise, score, &loaded)
    try checkNames(&loaded)
    return loaded
  }

  private static let keys: Set<String> = [
    "neap", "rate", "signals", "names", "playing", "mixer", "tempo", "steps",
  ]

  /// Every name is bound to something, and by one row. In a file made by hand a name may refer to any row itself.
  private static func checkNames(_ loaded: inout Loaded) throws {
    for (name, value) in loaded.contents.names.sorted(by: { $0.key < $1.key }) {
      guard let uuid = value.text else { continue }
      guard let signal = loaded.signals[uuid] else {
        throw SignalError("names: \(name): it refers to \(uuid), which is not in the file")
      }
      let slot = signal.data.slotName
      guard slot == nil || slot == name else {
        throw SignalError("names: \(name): \(uuid) is the row of another name, \(slot ?? "")")
      }
      if slot == nil { loaded.slots.append((signal.manager.slot(name), name, uuid)) }
    }
    var rows: [String: String] = [:]
    for slot in loaded.slots {
      if let other = rows.updateValue(slot.target, forKey: slot.name) {
        throw SignalError("rows \(other) and \(slot.target) both bear the name \(slot.name)")
      }
    }
  }

  private static func contents(_ fields: [String: JSONValue], _ standard: Contents) throws -> Contents {
    var contents = standard
    if let rate = fields["rate"]?.double {
      guard let whole = Int(exactly: rate), whole > 0 else {
        throw SignalError("rate: \(rate) was given; a whole number of frames a second is expected")
      }
      contents.rate = whole
    }
    if let names = fields["names"], names.fields == nil { throw SignalError("names: an object is expected") }
    contents.names = fields["names"]?.fields ?? [:]
    if let list = fields["playing"], list.list == nil { throw SignalError("playing: a list is expected") }
    contents.playing = try (fields["playing"]?.list ?? []).map { item in
      guard let fields = item.fields, let uuid = fields["signal"]?.text else {
        throw SignalError("playing: an object with a signal is expected")
      }
      let start = fields["start"]?.double ?? 0
      guard let frame = Int(exactly: start), frame % Grid.block == 0, abs(frame) < 1 << 53 else {
        throw SignalError(
          "playing: start: \(start) was given; a frame on the grid of \(Grid.block) is expected")
      }
      return (uuid, frame, fields["label"]?.text)
    }
    let mixer = fields["mixer"]?.fields ?? [:]
    if let volume = mixer["volume"] {
      guard let decibels = volume.double else {
        throw SignalError("mixer: volume: a number in decibels is expected")
      }
      contents.volume = decibels
    }
    contents.strips = mixer["strips"]?.fields ?? [:]
    contents.chain = mixer["master"]?.text
    contents.steps = fields["steps"]
    contents.tempo = fields["tempo"].flatMap { $0 == .null ? nil : $0 }
    return contents
  }

  /// Makes the rows, inputs before readers; slots break every circle of names.
  private static func make(
    _ rows: [JSONValue], _ isFounding: Bool, _ manager: SignalManager,
    _ revise: (SignalData) throws -> SignalData, _ score: (SavedScore) throws -> Signal,
    _ loaded: inout Loaded
  )
    throws
  {
    /// In the founding form a row may bear a name, and what refers to it follows that name.
    var slotsOfRows: [String: Signal] = [:]
    var fields: [String: [String: JSONValue]] = [:]
    for (number, row) in rows.enumerated() {
      guard let row = row.fields else { throw SignalError("row \(number + 1): expected an object") }
      guard let uuid = row["uuid"]?.text else { throw SignalError("row \(number + 1): it has no uuid") }
      if fields.updateValue(row, forKey: uuid) != nil { throw SignalError("row \(uuid) stands twice") }
      if row["type"]?.text == SignalKind.slotType {
        guard let name = row["name"]?.text, let target = row["refs"]?.fields?["target"]?.text else {
          throw SignalError("row \(uuid): a slot needs a name and refs with a target")
        }
        let slot = manager.slot(name)
        loaded.signals[uuid] = slot
        loaded.slots.append((slot, name, target))
      } else if isFounding, let name = row["name"] {
        guard let name = name.text else { throw SignalError("row \(uuid): name: a string is expected") }
        slotsOfRows[uuid] = manager.slot(name)
      }
    }
    var pending = fields.keys.sorted()
    var open: Set<String> = []
    while let uuid = pending.last {
      guard loaded.signals[uuid] == nil, let row = fields[uuid] else {
        pending.removeLast()
        continue
      }
      let missing = RowCoding.references(row).filter { loaded.signals[$0] == nil && slotsOfRows[$0] == nil }
      if let dangling = missing.first(where: { fields[$0] == nil }) {
        throw SignalError("row \(uuid): it refers to \(dangling), which is not in the file")
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
          throw SignalError("row \(uuid): \(error.message)")
        }
        pending.removeLast()
      } else if !open.insert(uuid).inserted {
        throw SignalError("row \(uuid): it depends on itself")
      } else {
        pending.append(contentsOf: missing)
      }
    }
    for slot in loaded.slots where loaded.signals[slot.target] == nil {
      throw SignalError("row \(slot.name): it refers to \(slot.target), which is not in the file")
    }
    for (uuid, slot) in slotsOfRows.sorted(by: { $0.key < $1.key }) {
      loaded.slots.append((slot, slot.data.slotName ?? "", uuid))
    }
    try refuseOpenEnds(fields, loaded)
  }

  /// A row that hangs on a loop is somewhere inside of that loop; one that hangs on the mix, inside the master's chain.
  private static func refuseOpenEnds(_ fields: [String: [String: JSONValue]], _ loaded: Loaded) throws {
    let read = Set(fields.values.flatMap(RowCoding.references))
    let chains = Set(StepChains.uuids(loaded.contents.steps) + (loaded.contents.chain.map { [$0] } ?? []))
    for (uuid, signal) in loaded.signals.sorted(by: { $0.key < $1.key })
    where signal.manager.isOpen(signal.id) && !read.contains(uuid) {
      if chains.contains(uuid), signal.manager.isChain(signal.id) { continue }
      throw SignalError(
        "row \(uuid): it hangs on a loop that no feedback row around it closes, or on the mix outside of the master's chain"
      )
    }
  }
}
