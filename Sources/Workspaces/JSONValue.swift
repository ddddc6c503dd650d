/// A JSON document as a value. The fields of an object are sorted by name.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONFields)

  /// Parses UTF-8 text.
  package init(parsing text: [UInt8]) throws { self = try JSONReader.read(text) }

  /// On one line, keys sorted: the same value gives the same text.
  package func line() throws -> String {
    var writer = JSONWriter()
    try writer.write(self)
    return String(decoding: writer.text, as: UTF8.self)
  }

  package var text: String? { if case .string(let text) = self { text } else { nil } }
  package var double: Double? { if case .number(let number) = self { number } else { nil } }
  package var list: [JSONValue]? { if case .array(let list) = self { list } else { nil } }
  package var fields: JSONFields? { if case .object(let fields) = self { fields } else { nil } }
}
