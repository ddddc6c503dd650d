/// A line of a journal, to be written out by whoever writes it: that of a large session is millions of characters, and the
/// prompt need not wait for them.
package struct JournalText: Sendable {
  private let json: JSONValue

  init(_ fields: JSONFields) { json = .object(fields) }

  /// Throws where a number in it is not finite.
  package func line() throws -> String { try json.line() }
}
