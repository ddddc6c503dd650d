import Designs
import Graphs
import Numerics
import Scripting
import Signals
import Workspaces

/// What a workspace file holds of values that are no signals: numbers, strings, booleans, buffers, functions as their
/// source, and tables of such; tables, and long buffers, that are one stay one.
///
/// A number or a boolean stands as it is, what JSON cannot tell apart as an object: `{"string": "a"}`, `{"float": 5}`,
/// `{"integer": "9223372036854775807"}`, `{"function": "function(n) … end"}`, `{"table": [[key, value], …], "as": 1}`,
/// `{"same": 1}`, `{"signal": uuid}`, `{"buffer": […], "imaginary": […]}`, of many numbers `{"floats": base64, "imaginary": base64}`
/// or, where they need it, `{"doubles": …}`, `{"complex": [re, im]}`, `{"pattern": "drums:every(4, function#1)", "functions": […]}`, of Neap's own `{"instrument": "kits.drums.kick_hard"}`.
final class ValueWriter {
  private let session: Session
  /// What was told and may be met again: tables and buffers, by the numbers that they were given.
  private var numbers: [Shared: Int] = [:]
  private var seen: Set<Shared> = []
  private var shared: Set<Shared> = []
  private var deep: Set<LuaTable> = []
  private static let deepest = 100
  private(set) var signals: [SignalID] = []
  /// What no file holds, each with why.
  private(set) var left: [String] = []

  init(_ session: Session) { self.session = session }

  /// What is one wherever it stands.
  private enum Shared: Hashable {
    case table(LuaTable)
    case buffer(ObjectIdentifier)

    init?(_ value: LuaValue) {
      switch value {
      case .table(let table): self = .table(table)
      case .object(let buffer as SampleBuffer) where PackedNumbers.isWorthIt(buffer.vector.count):
        self = .buffer(ObjectIdentifier(buffer))
      default: return nil
      }
    }
  }

  /// Notes the tables that are met more than once, and those that lie too deep.
  func survey(_ value: LuaValue) throws {
    var pending = [(value, 0)]
    while let (value, depth) = pending.popLast() {
      guard let one = Shared(value), try value.asTable == nil || !session.isPattern(value) else { continue }
      guard seen.insert(one).inserted else {
        shared.insert(one)
        continue
      }
      guard case .table(let table) = value else { continue }
      guard depth < Self.deepest else {
        deep.insert(table)
        continue
      }
      for (key, value) in try table.pairs() { pending += [(key, depth + 1), (value, depth + 1)] }
    }
  }

  /// A name's value; nil, and a complaint, where it cannot be held.
  func json(_ name: String, _ value: LuaValue) -> JSONValue? {
    let before = numbers
    do { return try json(value) } catch {
      // What only it told of is told where it comes next.
      numbers = before
      left.append("\(name) (\((error as? LuaError)?.message ?? "\(error)"))")
      return nil
    }
  }

  /// What a step's name held; nil where no file can hold it.
  func jsonOfStep(_ value: LuaValue) -> JSONValue? {
    let before = (numbers: numbers, signals: signals.count)
    if let json = try? json(value) { return json }
    numbers = before.numbers
    signals.removeLast(signals.count - before.signals)
    return nil
  }

  fileprivate func json(_ value: LuaValue) throws -> JSONValue {
    if let path = try session.shelfPath(value) { return .object(["instrument": .string(path)]) }
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
      return .object(told(value) { Self.fields(buffer.vector) })
    case .object(let kit as Kit): return .object(["samples": .string(kit.folder)])
    case .object(let number as ComplexNumber):
      return .object(["complex": .array([number.value.real, number.value.imaginary].map(Self.number))])
    default: throw LuaError(value.described)
    }
  }

  private static func fields(_ vector: Vector) -> JSONFields {
    let parts = [vector.real] + (vector.imaginary.map { [$0] } ?? [])
    let isPacked = PackedNumbers.isWorthIt(vector.count)
    let isSingle = isPacked && parts.allSatisfy { $0.allSatisfy { $0.isNaN || Double(Float($0)) == $0 } }
    let told = parts.map { part -> JSONValue in
      guard isPacked else { return .array(part.map(number)) }
      return isSingle ? PackedNumbers.json(part.map { Float($0) }) : PackedNumbers.json(part)
    }
    var fields: JSONFields = [isSingle ? "floats" : isPacked ? "doubles" : "buffer": told[0]]
    if told.count > 1 { fields["imaginary"] = told[1] }
    return fields
  }

  /// What is met more than once is told where it comes first, and its number after that.
  private func told(_ value: LuaValue, _ fields: () throws -> JSONFields) rethrows
    -> JSONFields
  {
    guard let one = Shared(value), shared.contains(one) else { return try fields() }
    if let number = numbers[one] { return ["same": .number(Double(number))] }
    let number = numbers.count + 1
    numbers[one] = number
    var told = try fields()
    told["as"] = .number(Double(number))
    return told
  }

  /// JSON has no infinities.
  private static func number(_ value: Double) -> JSONValue {
    value.isFinite ? .number(value) : .string("\(value)")
  }

  private func json(_ table: LuaTable) throws -> JSONValue {
    if let pattern = try pattern(.table(table)) { return pattern }
    if let meta = session.standardNames["getmetatable"]?.asFunction,
      try session.lua.call(meta, [.table(table)]).first?.isNil == false
    {
      throw LuaError("a table with a metatable")
    }
    guard !deep.contains(table) else {
      throw LuaError("tables that lie more than \(Self.deepest) deep in one another")
    }
    return .object(
      try told(.table(table)) {
        ["table": .array(try table.pairs().map { key, value in .array([try json(key), try json(value)]) })]
      })
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
    var fields: JSONFields = ["pattern": .string(text)]
    let functions = try session.items(held).map { item in
      try survey(item)
      return try json(item)
    }
    if !functions.isEmpty { fields["functions"] = .array(functions) }
    return .object(fields)
  }

  /// What Lua keeps of a score.
  func score(_ source: ScoreSource) throws -> JSONFields {
    session.settle(source)
    var fields: JSONFields = ["pattern": try json(source.table["pattern"])]
    let instrument = try source.table["instrument"]
    // What stands under a name is told with that name, if at all.
    if let name = source.instrumentName, let value = session.otherValue(named: name) {
      let writer = ValueWriter(session)
      do {
        try writer.survey(value)
        _ = try writer.json(value)
      } catch {
        throw LuaError("\(name), which is \((error as? LuaError)?.message ?? "\(error)")")
      }
    }
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
