import Graphs
import Signals

/// Steps of undo to a file and back: `{"present": 1, "list": [{"title": "bass = saw(55)", "names": {"bass": [null,
/// "uuid"]}}]}`. Each part tells what was before and what is after; what a step left as it was is not told.
extension Workspace {
  /// The steps as JSON, with the rows that they need. Where a name, or what played, was what no file holds, going there leaves it
  /// out; `left` tells of how many steps that is so.
  func savedSteps(
    _ scores: ScoreSaving, _ plain: @escaping (AnyObject) -> JSONValue?, left: inout [String]
  ) -> (JSONValue?, [SignalID]) {
    if steps.isEmpty { return (nil, []) }
    var roots: [SignalID] = []
    var lost: Set<String> = []
    var count = 0
    var list = [JSONValue](repeating: .null, count: steps.count)
    // In the order in which they are read: a table that comes again refers to where it came first.
    for index in (0..<present).reversed() + Array(present..<steps.count) {
      var writer = StepWriter(manager: manager, complaint: { scores.complaint($0) }, plain: plain)
      list[index] = writer.json(steps[index])
      roots += writer.roots
      count += writer.lost.isEmpty ? 0 : 1
      lost.formUnion(writer.lost)
    }
    if count > 0 {
      left.append(
        "what \(lost.sorted().joined(separator: ", ")) \(lost.count == 1 ? "was" : "were") in \(count) step\(count == 1 ? "" : "s") of undo, which no file holds"
      )
    }
    return (.object(["present": .number(Double(present)), "list": .array(list)]), roots)
  }

  /// What the steps' names held of Lua's.
  package var valuesOfSteps: [AnyObject] {
    var values: [AnyObject] = []
    for step in steps {
      for (_, change) in step.names.sorted(by: { $0.key < $1.key }) {
        if case .other(let object)? = change.before { values.append(object) }
        if case .other(let object)? = change.after { values.append(object) }
      }
    }
    return values
  }

  /// Takes a file's steps for those of this workspace, which stands where the file stood.
  func restoreSteps(
    _ json: JSONValue, _ signal: @escaping (String) -> Signal?,
    _ plain: @escaping (JSONValue) throws -> AnyObject
  ) throws {
    guard let list = json.fields?["list"]?.list, list.count <= Self.mostSteps,
      let present = json.fields?["present"]?.double.flatMap(Int.init(exactly:)),
      (0...list.count).contains(present)
    else {
      throw SignalError("steps: a list, and how many of it are in force, are expected")
    }
    guard list.allSatisfy({ $0.fields != nil }) else { throw SignalError("steps: each is an object") }
    var steps: [Step] = []
    let reader = StepReader(workspace: self, signal: signal, plain: plain)
    func step(_ index: Int, _ desk: (before: Desk, after: Desk)) throws -> Step {
      let fields = list[index].fields ?? [:]
      return Step(
        names: try reader.names(fields), desk: desk, makings: (makings, makings),
        tempo: try reader.tempo(fields, tempo), held: (held, held), title: fields["title"]?.text ?? "",
        present: index, trial: nil, isFromFile: true)
    }
    do {
      var desk = desk
      for index in (0..<present).reversed() {
        let before = try reader.desk(list[index].fields ?? [:], 0, desk)
        _ = try reader.desk(list[index].fields ?? [:], 1, desk)
        steps.insert(try step(index, (before, desk)), at: 0)
        desk = before
      }
      desk = self.desk
      for index in present..<list.count {
        let after = try reader.desk(list[index].fields ?? [:], 1, desk)
        _ = try reader.desk(list[index].fields ?? [:], 0, desk)
        steps.append(try step(index, (desk, after)))
        desk = after
      }
    } catch { throw SignalError("steps: \((error as? SignalError)?.message ?? "\(error)")") }
    setSteps(steps, present: present)
  }
}

/// The chains that the master had in a file's steps.
enum StepChains {
  static func uuids(_ steps: JSONValue?) -> [String] {
    (steps?.fields?["list"]?.list ?? []).flatMap { ($0.fields?["master"]?.list ?? []).compactMap(\.text) }
  }
}

/// A step to JSON. What no file can hold stands as what is not there.
struct StepWriter {
  private let manager: SignalManager
  /// Why no file can hold a row; nil where one can.
  private let complaint: (SignalID) -> String?
  private let plain: (AnyObject) -> JSONValue?
  private(set) var roots: [SignalID] = []
  /// The names that were what no file can hold.
  private(set) var lost: Set<String> = []

  init(
    manager: SignalManager, complaint: @escaping (SignalID) -> String?,
    plain: @escaping (AnyObject) -> JSONValue?
  ) {
    (self.manager, self.complaint, self.plain) = (manager, complaint, plain)
  }

  mutating func json(_ step: Workspace.Step) -> JSONValue {
    var fields: JSONFields = ["title": .string(step.title)]
    var names: JSONFields = [:]
    // In the order in which they are read: a table that comes again refers to where it came first.
    for (name, change) in step.names.sorted(by: { $0.key < $1.key }) {
      names[name] = .array([json(change.before, name), json(change.after, name)])
    }
    if !names.isEmpty { fields["names"] = .object(names) }
    let (before, after) = step.desk
    func pair(_ name: String, _ left: JSONValue, _ right: JSONValue) {
      if left != right { fields[name] = .array([left, right]) }
    }
    pair("playing", playing(before), playing(after))
    pair("volume", .number(before.volume), .number(after.volume))
    pair("strips", strips(before), strips(after))
    pair("master", signal(before.chain, "master"), signal(after.chain, "master"))
    pair("tempo", TempoCoding.json(step.tempo.before), TempoCoding.json(step.tempo.after))
    if !lost.isEmpty { fields["lost"] = .array(lost.sorted().map { .string($0) }) }
    return .object(fields)
  }

  private mutating func json(_ value: Workspace.Value?, _ name: String) -> JSONValue {
    switch value {
    case nil: return .null
    case .signal(let signal)?: return self.signal(signal, name)
    case .other(let object)?:
      if let json = plain(object) { return json }
      lost.insert(name)
      return .null
    }
  }

  private mutating func signal(_ signal: Signal?, _ name: String) -> JSONValue {
    guard let signal else { return .null }
    guard complaint(signal.id) == nil else {
      lost.insert(name)
      return .null
    }
    roots.append(signal.id)
    return .string(manager.uuid(of: signal.id))
  }

  private mutating func playing(_ desk: Desk) -> JSONValue {
    var items: [JSONValue] = []
    for item in desk.playing {
      let signal = signal(item.signal, item.label)
      if signal == .null { continue }
      items.append(
        .object(["signal": signal, "start": .number(Double(item.start)), "label": .string(item.label)]))
    }
    return .array(items)
  }

  private mutating func strips(_ desk: Desk) -> JSONValue {
    var saved: JSONFields = [:]
    for (label, strip) in desk.strips {
      let strip = strip.keeping { control, _ in signal(control, label) != .null }
      saved[label] = MixerCoding.json(strip, manager)
    }
    return .object(saved)
  }
}

private struct StepReader {
  let workspace: Workspace
  let signal: (String) -> Signal?
  let plain: (JSONValue) throws -> AnyObject

  func names(_ fields: JSONFields) throws -> [String: (
    before: Workspace.Value?, after: Workspace.Value?
  )] {
    var names: [String: (before: Workspace.Value?, after: Workspace.Value?)] = [:]
    let lost = (fields["lost"]?.list ?? []).compactMap(\.text)
    for (name, value) in (fields["names"]?.fields ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let pair = value.list, pair.count == 2 else {
        throw SignalError("what a name was and what it became are expected")
      }
      // What no file holds was left out: the name stays as it is when one goes there.
      if lost.contains(name), pair.contains(.null) { continue }
      names[name] = (try self.value(pair[0]), try self.value(pair[1]))
    }
    return names
  }

  private func value(_ json: JSONValue) throws -> Workspace.Value? {
    if json == .null { return nil }
    if let uuid = json.text { return .signal(try found(uuid)) }
    return .other(try plain(json))
  }

  private func found(_ uuid: String) throws -> Signal {
    guard let found = signal(uuid) else {
      throw SignalError("they refer to \(uuid), which is not in the file")
    }
    return found
  }

  /// One side of what a step did to `desk`: 0 for before, 1 for after.
  func desk(_ fields: JSONFields, _ side: Int, _ desk: Desk) throws -> Desk {
    var result = desk
    func part(_ name: String) throws -> JSONValue? {
      guard let value = fields[name] else { return nil }
      guard let pair = value.list, pair.count == 2 else {
        throw SignalError("\(name): what was before and what is after are expected")
      }
      return pair[side]
    }
    if let list = try part("playing")?.list {
      result.playing = try list.map { item in
        guard let uuid = item.fields?["signal"]?.text, let label = item.fields?["label"]?.text,
          let start = item.fields?["start"]?.double.flatMap(Int.init(exactly:)), start % Grid.block == 0
        else { throw SignalError("playing: a signal, its start and its name are expected") }
        return Workspace.Playing(label: label, signal: try found(uuid), start: start)
      }
    }
    if let volume = try part("volume")?.double { result.volume = min(Workspace.loudest, volume) }
    if let strips = try part("strips")?.fields {
      result.strips = try strips.mapValues { try MixerCoding.strip($0, signal) }
    }
    if let chain = try part("master") { result.chain = try chain.text.map(found) }
    return result
  }

  func tempo(_ fields: JSONFields, _ present: TempoMap) throws -> (before: TempoMap, after: TempoMap) {
    guard let pair = fields["tempo"]?.list, pair.count == 2 else { return (present, present) }
    return (
      try TempoCoding.map(pair[0], rate: present.sampleRate),
      try TempoCoding.map(pair[1], rate: present.sampleRate)
    )
  }
}
