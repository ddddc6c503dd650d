import Graphs
package import Signals

/// What a journal's lines come to: a workspace, and what only the text of chunks can make again.
package struct MergedJournal {
  /// As a workspace file has it, steps included.
  package let document: JSONValue
  package let rate: Int
  /// Chunks to run again, in their order, each for the names that it bound last.
  package let texts: [(chunk: String, names: [String])]
  /// The sounds that played and that no journal can hold.
  package let lostSounds: [String]
  /// The names that were in a step what no journal can hold.
  package let lostOfSteps: [String]
  /// What else the session was set to.
  package let settings: [String: Double]
  /// How many chunks there are, and the last of them.
  package let count: Int
  package let last: String

  /// Stands where a text is going to make a signal.
  private static let awaited = "00000000-0000-0000-0000-000000000000"

  /// `lines` are those of a journal, the snapshot first. Throws where they are not what Neap wrote.
  package init(_ lines: [String]) throws(SignalError) {
    var merging = Merging()
    for (number, line) in lines.enumerated() {
      guard let fields = (try? JSONValue(parsing: Array(line.utf8)))?.fields else {
        throw SignalError("line \(number + 1): an object is expected")
      }
      if number == 0 {
        guard let version = fields["neap"]?.double, version <= Double(WorkspaceFile.version),
          let rate = fields["rate"]?.double.flatMap(Int.init(exactly:))
        else { throw SignalError("line 1: a snapshot that this Neap reads is expected") }
        merging.rate = rate
      }
      merging.take(fields)
    }
    guard merging.rate > 0 else { throw SignalError("it has no snapshot") }
    self = merging.merged
  }

  private init(_ merging: Merging, _ document: JSONValue, _ lost: [String]) {
    self.document = document
    rate = merging.rate
    lostSounds = lost
    // Of what played under no name there is nothing to say.
    lostOfSteps = Set(
      (document.fields?["steps"]?.fields?["list"]?.list ?? []).flatMap { step in
        (step.fields?["lost"]?.list ?? []).compactMap(\.text).filter {
          step.fields?["names"]?.fields?[$0] != nil
        }
      }
    ).sorted()
    settings = merging.parts["settings"]?.fields?.compactMapValues(\.double) ?? [:]
    count = merging.count
    last = merging.last
    var texts: [String: (place: Int, names: [String])] = [:]
    for (name, made) in merging.texts {
      let former = texts[made.text]
      texts[made.text] = (min(former?.place ?? made.place, made.place), (former?.names ?? []) + [name])
    }
    self.texts = texts.sorted { $0.value.place < $1.value.place }.map { ($0.key, $0.value.names.sorted()) }
  }

  private struct Merging {
    var rate = 0
    var rows: [String: JSONValue] = [:]
    var names: [String: JSONValue] = [:]
    var parts: [String: JSONValue] = [:]
    var steps: [JSONValue] = []
    var forgotten = 0
    var at = 0
    /// The text that makes a name, for those that only one can make, and its place among such.
    var texts: [String: (place: Int, text: String)] = [:]
    var count = 0
    var last = ""

    mutating func take(_ fields: JSONFields) {
      if let chunk = fields["chunk"]?.text {
        count += 1
        last = chunk
      }
      for row in fields["rows"]?.list ?? [] {
        if let uuid = row.fields?["uuid"]?.text { rows[uuid] = row }
      }
      for (name, value) in fields["names"]?.fields ?? JSONFields() {
        names[name] = value == .null ? nil : value
        texts[name] = nil
      }
      for (name, made) in fields["texts"]?.fields ?? JSONFields() {
        guard let list = made.list, list.count == 2, let place = list[0].double, let text = list[1].text
        else { continue }
        texts[name] = (Int(exactly: place) ?? 0, text)
      }
      for part in ["playing", "mixer", "tempo", "settings"] {
        if let json = fields[part] { parts[part] = json }
      }
      if let from = fields["steps"]?.fields?["from"]?.double.flatMap(Int.init(exactly:)),
        let list = fields["steps"]?.fields?["list"]?.list
      {
        if steps.isEmpty || from < forgotten { (forgotten, steps) = (from, []) }
        steps = Array(steps.prefix(max(0, from - forgotten))) + list
      }
      if let at = fields["at"]?.double.flatMap(Int.init(exactly:)) { self.at = at }
    }

    var merged: MergedJournal {
      var rows = rows
      for (uuid, row) in rows {
        guard var fields = row.fields, fields["type"]?.text == SignalKind.slotType, fields["refs"] == nil,
          let name = fields["name"]?.text, texts[name] != nil
        else { continue }
        fields["refs"] = .object(["target": .string(MergedJournal.awaited)])
        rows[uuid] = .object(fields)
        rows[MergedJournal.awaited] = .object([
          "uuid": .string(MergedJournal.awaited), "type": .string("buffer"), "values": .array([.number(0)]),
        ])
      }
      var lost: [String] = []
      let playing = (parts["playing"]?.list ?? []).filter { item in
        if let uuid = item.fields?["signal"]?.text, rows[uuid] != nil { return true }
        lost.append(item.fields?["label"]?.text ?? "a sound")
        return false
      }
      var document: JSONFields = [
        "neap": .number(Double(WorkspaceFile.version)), "rate": .number(Double(rate)),
        "names": .object(JSONFields(names)), "playing": .array(playing),
      ]
      for part in ["mixer", "tempo"] { document[part] = parts[part] }
      document["steps"] = goable()
      document["signals"] = .array(reached(document, rows))
      return MergedJournal(self, .object(document), lost)
    }

    /// The steps that can be gone to from the present one without a gap.
    private func goable() -> JSONValue? {
      let present = at - forgotten
      guard (0...steps.count).contains(present) else { return nil }
      let end = steps[present...].firstIndex(of: .null) ?? steps.count
      // A workspace remembers so many.
      let oldest = min(present, max(0, end - Workspace.mostSteps))
      let first = max(oldest, steps[..<present].lastIndex(of: .null).map { $0 + 1 } ?? 0)
      guard first < end else { return nil }
      return .object([
        "present": .number(Double(present - first)), "list": .array(Array(steps[first..<end])),
      ])
    }

    /// The rows whose uuids stand in the document, or in a row that is reached.
    private func reached(_ document: JSONFields, _ rows: [String: JSONValue]) -> [JSONValue] {
      var found: Set<String> = []
      var pending: [JSONValue] = Array(document.values)
      // Durations in beats hang on this one, and no name.
      pending += rows.values.filter {
        $0.fields?["type"]?.text == SignalKind.slotType && $0.fields?["name"]?.text == Workspace.tempoSlot
      }.compactMap { $0.fields?["uuid"] }
      while let json = pending.popLast() {
        switch json {
        case .string(let text):
          if let row = rows[text], found.insert(text).inserted { pending.append(row) }
        case .array(let list): pending += list
        case .object(let fields): pending += fields.values
        default: break
        }
      }
      return found.sorted().compactMap { rows[$0] }
    }
  }
}
