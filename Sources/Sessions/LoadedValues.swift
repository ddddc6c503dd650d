import Graphs
import Numerics
import Scripting
import Signals
import Workspaces

/// Makes values of what a file holds of them.
final class ValueReader {
  private let session: Session
  private let title: String
  /// Binds a name that is read before its own turn.
  private var need: (String) throws -> Void = { _ in }
  /// What is met again, by its number.
  private var shared: [Int: LuaValue] = [:]
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
      if let path = fields["instrument"]?.text {
        guard let found = try session.shelved(at: path) else {
          throw SignalError(
            "there is no instrument \(path); print(synths) and print(kits) list those there are")
        }
        return found
      }
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
        return .object(SampleBuffer(try vector(samples, fields["imaginary"]?.list)))
      }
      if let text = fields["floats"]?.text {
        return try packed(text, fields) { PackedNumbers.floats($0)?.map(Double.init) }
      }
      if let text = fields["doubles"]?.text { return try packed(text, fields, PackedNumbers.doubles) }
      if let folder = fields["samples"]?.text { return .object(try Kit(folder, session)) }
      if let parts = fields["complex"]?.list, parts.count == 2 {
        return .object(ComplexNumber(try vector([parts[0]], [parts[1]])[0]))
      }
      if let number = fields["same"]?.double.flatMap({ Int(exactly: $0) }), let value = shared[number] {
        return value
      }
      if let list = fields["table"]?.list { return try table(list, fields["as"]?.double, signal) }
    default: break
    }
    throw SignalError("this is no value that a workspace holds: \((try? json.line()) ?? "")")
  }

  private func packed(_ text: String, _ fields: JSONFields, _ read: (String) -> [Double]?) throws
    -> LuaValue
  {
    let imaginary = fields["imaginary"].map { read($0.text ?? "-") }
    guard let real = read(text), imaginary == nil || imaginary??.count == real.count else {
      throw SignalError("a buffer of many numbers is base64 of float32 or float64, or two such of one length")
    }
    let buffer = LuaValue.object(SampleBuffer(Vector(real, imaginary ?? nil)))
    if let number = fields["as"]?.double.flatMap({ Int(exactly: $0) }) { shared[number] = buffer }
    return buffer
  }

  private func vector(_ real: [JSONValue], _ imaginary: [JSONValue]?) throws -> Vector {
    func numbers(_ list: [JSONValue]) -> [Double] {
      list.compactMap { $0.double ?? $0.text.flatMap(Double.init) }
    }
    let parts = (numbers(real), imaginary.map(numbers))
    guard parts.0.count == real.count, parts.1?.count ?? real.count == real.count else {
      throw SignalError("a buffer is a list of numbers, or two of one length")
    }
    return Vector(parts.0, parts.1)
  }

  private func table(_ list: [JSONValue], _ number: Double?, _ signal: (String) -> Signal?) throws -> LuaValue
  {
    let table = try session.lua.makeTable()
    if let number = number.flatMap({ Int(exactly: $0) }) { shared[number] = .table(table) }
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
