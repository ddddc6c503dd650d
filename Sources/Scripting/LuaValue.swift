/// A value of Lua, as Swift sees it.
package enum LuaValue {
  case `nil`
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  /// Bytes that are not UTF-8 come as U+FFFD.
  case string(String)
  case table(LuaTable)
  case function(LuaFunction)
  case object(any LuaObject)
  /// A coroutine, say: something that Swift has no use for.
  case other(typeName: String)

  /// The type as Lua's own messages name it.
  package var typeName: String {
    switch self {
    case .nil: "nil"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string: "string"
    case .table: "table"
    case .function: "function"
    case .object(let object): type(of: object).luaType.name
    case .other(let name): name
    }
  }

  /// For error sentences: `the string "abc"`, `the number 3`, `nil`, `a table`.
  package var described: String {
    switch self {
    case .nil: return "nil"
    case .boolean(let value): return "the boolean \(value)"
    case .integer(let value): return "the number \(value)"
    case .number(let value): return "the number \(LuaValue.text(of: value))"
    case .string(let text):
      let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
      let escaped = shown.flatMap { $0 == "\n" ? "\\n" : $0 == "\"" ? "\\\"" : String($0) }
      return "the string \"\(String(escaped))\""
    case .table, .function, .object, .other:
      let name = typeName
      return (name.first.map("aeiou".contains) ?? false ? "an " : "a ") + name
    }
  }

  /// A number as a person writes it: 440, not 440.0.
  static func text(of value: Double) -> String {
    if let whole = Int(exactly: value), abs(value) < 1e15 { return String(whole) }
    return String(value)
  }

  package var isNil: Bool {
    if case .nil = self { true } else { false }
  }

  /// As Lua's `if` decides.
  package var isTrue: Bool {
    switch self {
    case .nil, .boolean(false): false
    default: true
    }
  }

  package var asBoolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// A number of either sort.
  package var asDouble: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A whole number, of either sort.
  package var asInteger: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  package var asString: String? {
    if case .string(let value) = self { value } else { nil }
  }

  package var asTable: LuaTable? {
    if case .table(let value) = self { value } else { nil }
  }

  package var asFunction: LuaFunction? {
    if case .function(let value) = self { value } else { nil }
  }

  package func asObject<Object: LuaObject>(_ type: Object.Type = Object.self) -> Object? {
    if case .object(let value) = self { Object.cast(value) } else { nil }
  }
}

/// As Lua's `rawequal`: 1 is 1.0; tables, functions and objects are equal where they are the same.
extension LuaValue: Equatable {
  package static func == (left: LuaValue, right: LuaValue) -> Bool {
    switch (left, right) {
    case (.nil, .nil): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Int(exactly: b) == a
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.table(let a), .table(let b)): a == b
    case (.function(let a), .function(let b)): a == b
    case (.object(let a), .object(let b)): a === b
    default: false
    }
  }
}

extension LuaValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(nilLiteral: ()) { self = .nil }
}
