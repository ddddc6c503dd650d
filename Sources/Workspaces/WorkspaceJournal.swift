import Graphs
package import Signals

/// What a session's journal tells of its workspace: first all of it, then for each chunk its text and what it changed.
///
/// A line is JSON: `{"chunk": "bass = saw(55)", "rows": [row, …], "names": {"bass": uuid, "gone": null}, "texts": {"f": [7, chunk]},
/// "playing": […], "mixer": {…}, "tempo": {…}, "settings": {…}, "at": 3, "steps": {"from": 2, "list": [{…}]}}`. What did not change is not
/// told. Rows are those of a workspace file; `texts` are the names that only the text of a chunk can make
/// again, each with that text and its place among such; wherever a name comes back to what it was, as after undo, it is
/// the text that made it first. The first line of a journal has no chunk, and the rate besides.
package final class WorkspaceJournal {
  /// Of a value that Lua keeps, what a file holds of it and the signals inside; nil where no file can hold it.
  package typealias Plain = (AnyObject) -> (json: JSONValue, signals: [SignalID])?
  /// Of a score, what Lua keeps of it and the signals inside. Throws where no file can hold it.
  package typealias Made = (Int) throws -> (made: JSONFields, signals: [SignalID])

  private let workspace: Workspace
  private let plain: Plain
  private let made: Made
  /// What else a session is set to, which no workspace keeps.
  private let settings: () -> [String: Double]
  private var manager: SignalManager { workspace.manager }
  /// The rows that were told, those that no file holds, and what each slot was told to be bound to.
  private var told = RowMarks()
  private var unheld = RowMarks()
  /// By uuid, as `targets`: a name's slot may go and come again at another place.
  private var unheldSlots: Set<String> = []
  private var targets: [String: String?] = [:]
  /// What was told last of each part, and of each name that is no signal.
  private var parts: [String: JSONValue] = [:]
  private var values: [String: Int] = [:]
  private var stepsKept = 0
  private var stepsJoined = 0
  private var stepsReplaced = 0
  private var at = 0
  private var rows: [JSONValue] = []
  /// The chunks that made what no file holds: of signals by their rows' uuids, of values by themselves.
  private var madeRows: [String: Origin] = [:]
  private var madeValues: [ObjectIdentifier: (value: WeakValue, origin: Origin)] = [:]
  private var origins = 0

  private struct Origin {
    let place: Int
    let text: String
    var json: JSONValue { .array([.number(Double(place)), .string(text)]) }
  }
  private struct WeakValue {
    weak var value: AnyObject?
  }
  /// Whether the line that was made last tells of no change.
  package private(set) var isUnchanged = true

  package init(
    _ workspace: Workspace, plain: @escaping Plain, made: @escaping Made,
    settings: @escaping () -> [String: Double]
  ) {
    (self.workspace, self.plain, self.made, self.settings) = (workspace, plain, made, settings)
  }

  /// All there is, as the first line of a journal.
  package func snapshot() -> JournalText {
    (told, unheld, unheldSlots) = (RowMarks(), RowMarks(), [])
    (targets, parts, values) = ([:], [:], [:])
    var fields = changes(to: Set(workspace.names.keys), reading: [], isWhole: true, chunk: nil)
    fields["neap"] = .number(Double(WorkspaceFile.version))
    fields["rate"] = .number(Double(manager.rate))
    return JournalText(fields)
  }

  /// What the chunk that ended last changed. `read` are names it read, whose tables it may have written into.
  package func line(chunk: String, touched: Set<String>, read: Set<String>) -> JournalText {
    var fields = changes(to: touched, reading: read.subtracting(touched), isWhole: false, chunk: chunk)
    isUnchanged = fields.isEmpty
    fields["chunk"] = .string(chunk)
    return JournalText(fields)
  }

  /// Says which chunk's text made what a name is, where it is not the one that a line is made for.
  package func note(_ name: String, madeBy text: String) {
    origins += 1
    note(name, Origin(place: origins, text: text))
  }

  private func note(_ name: String, _ origin: Origin) {
    switch workspace.names[name] {
    case .signal(let signal)?: madeRows[manager.uuid(of: signal.id)] = origin
    case .other(let value)?: madeValues[ObjectIdentifier(value)] = (WeakValue(value: value), origin)
    case nil: break
    }
  }

  /// Of a name that no file holds, the text that made what it is: noted before, or the chunk at hand.
  private func origin(_ name: String, _ chunk: String?) -> JSONValue? {
    func known() -> Origin? {
      switch workspace.names[name] {
      case .signal(let signal)?: madeRows[manager.uuid(of: signal.id)]
      case .other(let value)?:
        madeValues[ObjectIdentifier(value)].flatMap { $0.value.value === value ? $0.origin : nil }
      case nil: nil
      }
    }
    if known() == nil, let chunk { note(name, madeBy: chunk) }
    return known()?.json
  }

  private func changes(
    to names: Set<String>, reading read: Set<String>, isWhole: Bool, chunk: String?
  ) -> JSONFields {
    rows = []
    if isWhole { madeValues = madeValues.filter { $0.value.value.value != nil } }
    var fields: JSONFields = [:]
    var changed: JSONFields = [:]
    var texts: JSONFields = [:]
    for name in names.sorted() {
      switch workspace.names[name] {
      case nil:
        values[name] = nil
        changed[name] = .null
        if let slot = manager.existingSlot(name) { _ = enter(slot) }
      case .signal?:
        values[name] = nil
        guard let slot = workspace.slot(name)?.id else { continue }
        if !enter(slot) { texts[name] = origin(name, chunk) }
        changed[name] = .string(manager.uuid(of: slot))
      case .other(let object)?:
        guard let json = json(object) else {
          values[name] = nil
          changed[name] = .null
          texts[name] = origin(name, chunk)
          continue
        }
        values[name] = json.hashValue
        changed[name] = json
      }
    }
    for name in read.sorted() {
      guard case .other(let object)? = workspace.names[name], let former = values[name],
        let json = json(object), json.hashValue != former
      else { continue }
      values[name] = json.hashValue
      changed[name] = json
    }
    if !changed.isEmpty { fields["names"] = .object(changed) }
    if !texts.isEmpty { fields["texts"] = .object(texts) }
    if let tempo = manager.existingSlot(Workspace.tempoSlot), manager.target(tempo) != nil {
      _ = enter(tempo)
    }
    tell("playing", playing(), in: &fields)
    tell("mixer", mixer(), in: &fields)
    tell("tempo", TempoCoding.json(workspace.tempo), in: &fields)
    tell("settings", .object(JSONFields(settings().mapValues(JSONValue.number))), in: &fields)
    tellSteps(isWhole, &fields)
    if !rows.isEmpty { fields["rows"] = .array(rows) }
    return fields
  }

  private func tell(_ part: String, _ json: JSONValue, in fields: inout JSONFields) {
    if parts.updateValue(json, forKey: part) != json { fields[part] = json }
  }

  private func json(_ object: AnyObject) -> JSONValue? {
    guard let (json, signals) = plain(object) else { return nil }
    // Every row is entered, whatever stands of the others.
    let isHeld = signals.map(enter).allSatisfy { $0 }
    return isHeld ? json : nil
  }

  // MARK: Parts

  private func playing() -> JSONValue {
    .array(
      workspace.playing.map { item in
        var fields: JSONFields = [
          "start": .number(Double(item.start)), "label": .string(item.label),
        ]
        if enter(item.signal.id) || manager.isSlot(item.signal.id) {
          fields["signal"] = .string(manager.uuid(of: item.signal.id))
        }
        return .object(fields)
      })
  }

  private func mixer() -> JSONValue {
    let desk = workspace.desk
    var fields: JSONFields = ["volume": .number(desk.volume)]
    var strips: JSONFields = [:]
    for (label, strip) in desk.strips where !strip.isNeutral {
      let saved = strip.keeping { signal, _ in enter(signal.id) }
      strips[label] = MixerCoding.json(saved, manager)
    }
    if !strips.isEmpty { fields["strips"] = .object(strips) }
    if let chain = desk.chain, enter(chain.id) { fields["master"] = .string(manager.uuid(of: chain.id)) }
    return .object(fields)
  }

  private func tellSteps(_ isWhole: Bool, _ fields: inout JSONFields) {
    let isAnew = isWhole || workspace.stepsReplaced != stepsReplaced
    // The step that others became part of is told anew.
    let kept = workspace.stepsKept - stepsKept + (workspace.stepsJoined == stepsJoined ? 0 : 1)
    (stepsKept, stepsReplaced, stepsJoined) =
      (workspace.stepsKept, workspace.stepsReplaced, workspace.stepsJoined)
    if isAnew || workspace.presentStep != at { fields["at"] = .number(Double(workspace.presentStep)) }
    at = workspace.presentStep
    guard isAnew || kept > 0 else { return }
    let first = isAnew ? 0 : max(0, workspace.present - kept)
    let list = workspace.steps[first...].map { step -> JSONValue in
      var writer = StepWriter(
        manager: manager, complaint: { [self] in enter($0) ? nil : "" },
        plain: { [self] in json($0) })
      return writer.json(step)
    }
    fields["steps"] = .object([
      "from": .number(Double(workspace.forgotten + first)), "list": .array(list),
    ])
  }

  // MARK: Rows

  /// Tells a row and all that it hangs on, where that was not told before; whether a file can hold it.
  private func enter(_ root: SignalID) -> Bool {
    var pending: [(id: SignalID, isLast: Bool)] = [(root, false)]
    while let (id, isLast) = pending.popLast() {
      let uuid = manager.uuid(of: id)
      if isLast {
        tell(id, uuid)
        continue
      }
      if manager.isSlot(id) {
        let target = manager.target(id)
        guard targets[uuid] != .some(target.map(manager.uuid(of:))) else { continue }
        targets[uuid] = .some(target.map(manager.uuid(of:)))
        pending.append((id, true))
        if let target { pending.append((target, false)) }
      } else if !told.contains(id, uuid), !unheld.contains(id, uuid), scores[uuid] == nil {
        // A score that is being entered may stand in its own kit.
        pending.append((id, true))
        if let number = manager.scoreNumber(id) {
          guard let (made, signals) = try? made(number) else {
            unheld.insert(id, uuid)
            continue
          }
          scores[uuid] = made
          pending += signals.map { ($0, false) }
        } else {
          pending += manager.references(id).map { ($0, false) }
        }
      }
    }
    return !isUnheld(root)
  }

  /// What Lua keeps of the scores that are being entered.
  private var scores: [String: JSONFields] = [:]

  private func isUnheld(_ id: SignalID) -> Bool {
    let uuid = manager.uuid(of: id)
    return manager.isSlot(id) ? unheldSlots.contains(uuid) : unheld.contains(id, uuid)
  }

  private func tell(_ id: SignalID, _ uuid: String) {
    if manager.isSlot(id) {
      unheldSlots.remove(uuid)
      guard let target = manager.target(id) else { return rows.append(RowCoding.json(id, in: manager)) }
      guard !isUnheld(target) else {
        unheldSlots.insert(uuid)
        return rows.append(
          .object([
            "uuid": .string(uuid), "type": .string(SignalKind.slotType),
            "name": .string(manager[id].slotName ?? ""),
          ]))
      }
      return rows.append(RowCoding.json(id, in: manager))
    }
    // What is read in several ways waits in several places.
    if unheld.contains(id, uuid) || told.contains(id, uuid) { return }
    if let made = scores.removeValue(forKey: uuid) {
      told.insert(id, uuid)
      return rows.append(.object(ScoreSaving.row(id, made, in: manager)))
    }
    // What hangs on a slot that only a text can fill is whole once that text has run.
    guard !manager.references(id).contains(where: { !manager.isSlot($0) && isUnheld($0) }) else {
      unheld.insert(id, uuid)
      return
    }
    told.insert(id, uuid)
    rows.append(RowCoding.json(id, in: manager))
  }
}
