import Graphs
import Scripting
import Signals
import Workspaces

/// What a workspace file holds of values that are no signals: numbers, strings, booleans, buffers, functions as their
/// source, and tables of such; tables that are one stay one.
///
/// A number or a boolean stands as it is, what JSON cannot tell apart as an object: `{"string": "a"}`, `{"float": 5}`,
/// `{"integer": "9223372036854775807"}`, `{"function": "function(n) … end"}`, `{"table": [[key, value], …], "as": 1}`,
/// `{"same": 1}`, `{"signal": uuid}`, `{"buffer": […]}`, `{"pattern": "drums:every(4, function#1)", "functions": […]}`.
final class ValueWriter {
  private let session: Session
  private var numbers: [LuaTable: Int] = [:]
  private var seen: Set<LuaTable> = []
  private var shared: Set<LuaTable> = []
  private var deep: Set<LuaTable> = []
  private static let deepest = 100
  private(set) var signals: [SignalID] = []
  /// What no file holds, each with why.
  private(set) var left: [String] = []

  init(_ session: Session) { self.session = session }

  /// Notes the tables that are met more than once, and those that lie too deep.
  func survey(_ value: LuaValue) throws {
    var pending = [(value, 0)]
    while let (value, depth) = pending.popLast() {
      guard case .table(let table) = value, try !session.isPattern(value) else { continue }
      guard seen.insert(table).inserted else {
        shared.insert(table)
        continue
      }
      guard depth < Self.deepest else {
        deep.insert(table)
        continue
      }
      for (key, value) in try table.pairs() { pending += [(key, depth + 1), (value, depth + 1)] }
    }
  }

  /// A name's value; nil, and a complaint, where it cannot be held.
  func json(_ name: String, _ value: LuaValue) -> JSONValue? {
    do { return try json(value) } catch {
      left.append("\(name) (\((error as? LuaError)?.message ?? "\(error)"))")
      return nil
    }
  }

  fileprivate func json(_ value: LuaValue) throws -> JSONValue {
    switch value {
    case .boolean(let flag): return .bool(flag)
    case .integer(let number):
      return number.magnitude <= 1 << 53
        ? .number(Double(number)) : .object(["integer": .string(String(number))])
    case .number(let number):
      if !number.isFinite { return .object(["float": .string("\(number)")]) }
      return number == number.rounded() ? .object(["float": .number(number)]) : .number(number)
    case .string(let text):
      // What stands for bytes that are no text.
      guard !text.unicodeScalars.contains("\u{fffd}") else { throw LuaError("a string that is no UTF-8") }
      return .object(["string": .string(text)])
    case .function(let function):
      guard let source = session.lua.source(of: function) else {
        throw LuaError("a function that uses locals around it, or is none of the patch's")
      }
      return .object(["function": .string(source)])
    case .table(let table): return try json(table)
    case .object(let object as SignalObject):
      let id = object.signal.id
      signals.append(id)
      return .object(["signal": .string(session.manager.uuid(of: id))])
    case .object(let buffer as SampleBuffer):
      return .object(["buffer": .array(buffer.samples.map { .number(Double($0)) })])
    default: throw LuaError(value.described)
    }
  }

  private func json(_ table: LuaTable) throws -> JSONValue {
    if let pattern = try pattern(.table(table)) { return pattern }
    guard !deep.contains(table) else {
      throw LuaError("tables that lie more than \(Self.deepest) deep in one another")
    }
    if let number = numbers[table] { return .object(["same": .number(Double(number))]) }
    var fields: [String: JSONValue] = [:]
    if shared.contains(table) {
      numbers[table] = numbers.count + 1
      fields["as"] = .number(Double(numbers.count))
    }
    fields["table"] = .array(
      try table.pairs().map { key, value in .array([try json(key), try json(value)]) })
    return .object(fields)
  }
}

extension ValueWriter {
  /// A pattern, or what awaits one, as its source.
  private func pattern(_ value: LuaValue) throws -> JSONValue? {
    guard let library = session.library else { return nil }
    let isAwaiting = try session.lua.call(library.isAwaiting, [value]).first?.asBoolean == true
    guard try isAwaiting || session.isPattern(value) else { return nil }
    let saved = try session.lua.call(library.saved, [value])
    guard let text = saved.first?.asString, let held = saved.last?.asTable else { return nil }
    var fields: [String: JSONValue] = ["pattern": .string(text)]
    let functions = try session.items(held).map { item in
      try survey(item)
      return try json(item)
    }
    if !functions.isEmpty { fields["functions"] = .array(functions) }
    return .object(fields)
  }

  /// What Lua keeps of a score.
  func score(_ source: ScoreSource) throws -> [String: JSONValue] {
    var fields = ["pattern": try json(source.table["pattern"])]
    let instrument = try source.table["instrument"]
    if let name = try source.instrumentName ?? session.shelfName(instrument) {
      fields["instrument"] = .object(["name": .string(name)])
    } else if !instrument.isNil {
      try survey(instrument)
      fields["instrument"] = try json(instrument)
    }
    if let controls = try source.table["controls"].asTable, try !controls.keys().isEmpty {
      try survey(.table(controls))
      fields["controls"] = try json(.table(controls))
    }
    return fields
  }
}

/// Makes values of what a file holds of them.
final class ValueReader {
  private let session: Session
  private let title: String
  /// Binds a name that is read before its own turn.
  private var need: (String) throws -> Void = { _ in }
  private var tables: [Int: LuaTable] = [:]
  private let opening = Opening()

  init(_ session: Session, title: String) { (self.session, self.title) = (session, title) }

  func value(_ json: JSONValue, _ signal: (String) -> Signal?) throws -> LuaValue {
    switch json {
    case .bool(let flag): return .boolean(flag)
    case .number(let number): return Int(exactly: number).map(LuaValue.integer) ?? .number(number)
    case .object(let fields):
      if let text = fields["string"]?.text { return .string(text) }
      if let number = fields["integer"]?.text.flatMap(Int.init) { return .integer(number) }
      if let number = fields["float"]?.double ?? fields["float"]?.text.flatMap(Double.init) {
        return .number(number)
      }
      if let source = fields["function"]?.text { return try function(source) }
      if let text = fields["pattern"]?.text {
        return try pattern(text, fields["functions"]?.list ?? [], signal)
      }
      if let uuid = fields["signal"]?.text {
        guard let found = signal(uuid) else {
          throw SignalError("it refers to \(uuid), which is not in the file")
        }
        return .object(session.object(found))
      }
      if let samples = fields["buffer"]?.list {
        return .object(SampleBuffer(samples.compactMap(\.double).map(Float.init)))
      }
      if let number = fields["same"]?.double.flatMap({ Int(exactly: $0) }), let table = tables[number] {
        return .table(table)
      }
      if let list = fields["table"]?.list { return try table(list, fields["as"]?.double, signal) }
    default: break
    }
    throw SignalError("this is no value that a workspace holds: \((try? json.line()) ?? "")")
  }

  private func table(_ list: [JSONValue], _ number: Double?, _ signal: (String) -> Signal?) throws -> LuaValue
  {
    let table = try session.lua.makeTable()
    if let number = number.flatMap({ Int(exactly: $0) }) { tables[number] = table }
    for entry in list {
      guard let pair = entry.list, pair.count == 2 else {
        throw SignalError("a table is a list of keys and values, [[key, value], …]")
      }
      try table.set(try value(pair[0], signal), try value(pair[1], signal))
    }
    return .table(table)
  }

  /// A value that may read names which are not bound yet.
  func value(_ json: JSONValue, _ signal: (String) -> Signal?, _ need: (String) throws -> Void) throws
    -> LuaValue
  {
    try withoutActuallyEscaping(need) { need in
      let outer = self.need
      self.need = need
      defer { self.need = outer }
      return try value(json, signal)
    }
  }

  /// What Lua keeps of a score.
  func score(_ saved: SavedScore, _ signal: (String) -> Signal?) throws {
    guard let made = saved.signal, let number = session.manager.scoreNumber(made.id) else { return }
    let library = try session.patternLibrary()
    guard let json = saved.made["pattern"] else { throw SignalError("pattern: a pattern is expected") }
    let pattern = try value(json, signal)
    var name: String?
    var instrument = LuaValue.nil
    if let text = saved.made["instrument"]?.fields?["name"]?.text {
      name = text
      instrument = try evaluated(text, [])
    } else if let json = saved.made["instrument"] {
      instrument = try value(json, signal)
    }
    let controls = try saved.made["controls"].map { try value($0, signal) } ?? .nil
    let table = try session.lua.call(
      saved.isHeld ? library.held : library.score,
      saved.isHeld ? [pattern] : [pattern, instrument, name.map(LuaValue.string) ?? .nil, controls]
    ).first?.asTable
    guard let table else { throw SignalError("a score could not be made") }
    let isGlobal = name.map { session.workspace.names[$0] != nil } ?? false
    try session.enterScore(number, table, instrument: isGlobal ? name : nil, isHeld: saved.isHeld)
  }

  private func pattern(_ text: String, _ functions: [JSONValue], _ signal: (String) -> Signal?) throws
    -> LuaValue
  {
    let library = try session.patternLibrary()
    let held = try session.lua.makeTable()
    for (index, json) in functions.enumerated() {
      try held.set(.integer(index + 1), try value(json, signal))
    }
    let chunk = try session.lua.call(library.chunkOf, [.string(text)]).first?.asString ?? ""
    let made = try evaluated(chunk, [.table(held)])
    let isAwaiting = try session.lua.call(library.isAwaiting, [made]).first?.asBoolean == true
    guard try isAwaiting || session.isPattern(made) else {
      throw SignalError("a pattern is expected, and not what \(text) is")
    }
    return made
  }

  /// What a chunk answers that reads names and sets none.
  private func evaluated(_ text: String, _ arguments: [LuaValue]) throws -> LuaValue {
    let environment = try session.lua.makeEnvironment(
      index: { [unowned self] key in try read(key) },
      newIndex: { _, _ in throw LuaError("a workspace's patterns set no names") })
    let chunk = try session.lua.load(
      text.hasPrefix("local") ? text : "return \(text)", name: title, environment: environment)
    return try session.lua.call(chunk, arguments).first ?? .nil
  }

  /// What a name means while a workspace is opened: patterns are made then, and a transform of the user's may run for that;
  /// nothing else does.
  private func read(_ key: LuaValue) throws -> LuaValue? {
    guard let name = key.asString else { return nil }
    try need(name)
    let library = try session.patternLibrary()
    let isOfPatterns = try name != "play" && !library.words[name].isNil
    guard session.workspace.names[name] != nil || isOfPatterns || Self.known.contains(name) else {
      throw LuaError(
        "\(name): a workspace runs nothing while it is opened; what its patterns are made of are words of patterns"
      )
    }
    return try session.read(key)
  }

  /// Of Lua's own, what touches nothing.
  private static let known: Set<String> = [
    "synths", "kits", "math", "string", "table", "utf8", "ipairs", "pairs", "next", "select", "tonumber",
    "tostring", "type", "error", "assert", "pcall",
  ]

  /// The file is open: what it holds is the patch's now.
  func end() { opening.holds = false }

  /// It is only made.
  private func function(_ source: String) throws -> LuaValue {
    let session = session
    let opening = opening
    let environment = try session.lua.makeEnvironment(
      index: { [weak session, unowned self] key in
        opening.holds ? try read(key) : try session?.read(key)
      },
      newIndex: { [weak session] key, value in
        guard !opening.holds else { throw LuaError("a workspace runs nothing while it is opened") }
        try session?.write(key, value)
      })
    let text = "return \(source)"
    let chunk = try session.lua.load(text, name: title, environment: environment)
    session.lua.note(source: text, name: title)
    guard let made = try session.lua.call(chunk).first, made.asFunction != nil else {
      throw SignalError("the source of a function is expected")
    }
    return made
  }

  private final class Opening {
    var holds = true
  }
}
