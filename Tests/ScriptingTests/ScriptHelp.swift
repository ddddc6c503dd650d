import Scripting

extension LuaState {
  /// Runs a chunk named `t`.
  @discardableResult
  func run(_ source: String, name: String = "t", environment: LuaTable? = nil) throws(LuaError) -> [LuaValue]
  {
    try call(try load(source, name: name, environment: environment))
  }

  func define(_ name: String, _ body: @escaping (LuaArguments) throws -> [LuaValue]) throws {
    try globals.set(.string(name), .function(try function(name, body)))
  }
}

/// The error of something that must fail.
func failure(_ body: () throws -> Void) -> LuaError? {
  do {
    try body()
    return nil
  } catch {
    return error as? LuaError
  }
}

/// Counts what lives.
final class Census {
  var live = 0
}

/// A row of numbers that Lua can do arithmetic with.
final class Row: LuaObject {
  var numbers: [Double]
  let census: Census?
  let luaByteCount: Int

  init(_ numbers: [Double], census: Census? = nil, bytes: Int = 0) {
    self.numbers = numbers
    self.census = census
    luaByteCount = bytes
    census?.live += 1
  }

  deinit { census?.live -= 1 }

  static let luaType = LuaType(
    "row", of: Row.self,
    index: { row, key, _ in
      if let place = key.asInteger {
        return row.numbers.indices.contains(place - 1) ? .number(row.numbers[place - 1]) : .nil
      }
      if key == "count" { return .integer(row.numbers.count) }
      throw LuaError("a row has no \(key.asString ?? key.described)")
    },
    newIndex: { row, key, value, _ in
      guard let place = key.asInteger, let number = value.asDouble else {
        throw LuaError("a row holds numbers")
      }
      row.numbers[place - 1] = number
    },
    length: { row, _ in row.numbers.count },
    call: { row, arguments in [.object(row), .integer(arguments.count), arguments[0]] },
    describe: { row, _ in "row of \(row.numbers.count)" },
    arithmetic: { operation, left, right, _ in
      let l = left.asObject(Row.self), r = right.asObject(Row.self)
      guard let a = l?.numbers.first ?? left.asDouble, let b = r?.numbers.first ?? right.asDouble else {
        throw LuaError("a row and \(right.described)")
      }
      let census = l?.census ?? r?.census
      switch operation {
      case .add: return .object(Row([a + b], census: census))
      case .sub: return .object(Row([a - b], census: census))
      case .mul: return .object(Row([a * b], census: census))
      case .unm: return .object(Row([-a], census: census))
      default: return .string("\(operation) \(a) \(b)")
      }
    },
    concat: { left, right, _ in .string("\(left.typeName)..\(right.typeName)") },
    equals: { left, right, _ in left.asObject(Row.self)?.numbers == right.asObject(Row.self)?.numbers }
  )
}
