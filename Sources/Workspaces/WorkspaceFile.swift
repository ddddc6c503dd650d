package import Graphs
package import Signals

/// The serialised form of a workspace: one object, a row on each line, sorted, so that it diffs well.
package struct WorkspaceFile {
  /// The version that this writes. A reader of version n reads every version before it, and the founding form.
  /// Since 2 long buffers are base64, and one that stands in several places is told once.
  package static let version = 2

  /// What stands in a file beside the rows.
  package struct Contents {
    package var rate: Int
    /// Signals by their names' slots, other values as they are.
    package var names: JSONFields
    package var playing: [(uuid: String, start: Int, label: String?)]
    /// In decibels.
    package var volume: Double
    /// The mixer's controls by the sound's name.
    package var strips: JSONFields = [:]
    /// The uuid of the master's chain.
    package var chain: String?
    package var tempo: JSONValue?
    package var steps: JSONValue?

    package init(
      rate: Int, names: JSONFields = [:], playing: [(uuid: String, start: Int, label: String?)] = [],
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
      var fields: JSONFields = ["signal": .string(item.uuid), "start": .number(Double(item.start))]
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
    /// What is left out of a damaged file, each with why; nil where nothing may be.
    package var left: [String]?

    /// A fault ends the reading, or of a damaged file leaves out what it concerns.
    mutating func tell(_ fault: SignalError) throws(SignalError) {
      guard left != nil else { throw fault }
      left?.append(fault.message)
    }
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
  ///
  /// - Parameter isDamaged: whether what is at fault is left out.
  static func parse(
    _ json: JSONValue, isDamaged: Bool = false, manager: SignalManager,
    revise: (SignalData) throws -> SignalData, score: (SavedScore) throws -> Signal
  ) throws -> Loaded {
    let rows: [JSONValue]
    var contents = Contents(rate: manager.rate)
    var isFounding = false
    var left: [String] = []
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
      if isDamaged {
        for (key, part) in fields.sorted(by: { $0.key < $1.key }) {
          do { contents = try self.contents([key: part], contents) } catch let error as SignalError {
            left.append(error.message)
          }
        }
      } else {
        contents = try self.contents(fields, contents)
      }
    default: throw SignalError("this is not a workspace: expected an object, or a list of rows")
    }
    var loaded = Loaded(contents: contents, left: isDamaged ? left : nil)
    try makeRows(rows, isFounding, manager, revise, score, &loaded)
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
        loaded.contents.names[name] = nil
        try loaded.tell(SignalError("names: \(name): it refers to \(uuid), which is not in the file"))
        continue
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

  private static func contents(_ fields: JSONFields, _ standard: Contents) throws -> Contents {
    var contents = standard
    if let rate = fields["rate"]?.double {
      guard let whole = Int(exactly: rate), whole > 0 else {
        throw SignalError("rate: \(rate) was given; a whole number of frames a second is expected")
      }
      contents.rate = whole
    }
    if let names = fields["names"], names.fields == nil { throw SignalError("names: an object is expected") }
    contents.names = fields["names"]?.fields ?? contents.names
    if let list = fields["playing"], list.list == nil { throw SignalError("playing: a list is expected") }
    contents.playing = try fields["playing"]?.list.map(self.playing) ?? contents.playing
    let mixer = fields["mixer"]?.fields ?? [:]
    if let volume = mixer["volume"] {
      guard let decibels = volume.double else {
        throw SignalError("mixer: volume: a number in decibels is expected")
      }
      contents.volume = decibels
    }
    contents.strips = mixer["strips"]?.fields ?? contents.strips
    contents.chain = mixer["master"]?.text ?? contents.chain
    contents.steps = fields["steps"] ?? contents.steps
    contents.tempo = fields["tempo"].flatMap { $0 == .null ? nil : $0 } ?? contents.tempo
    return contents
  }

  private static func playing(_ list: [JSONValue]) throws -> [(uuid: String, start: Int, label: String?)] {
    try list.map { item in
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
  }
}
