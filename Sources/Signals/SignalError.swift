/// A sentence for a person: what was given, what is expected, in which unit.
package struct SignalError: Error, Hashable, Sendable, CustomStringConvertible {
  package let message: String
  package init(_ message: String) { self.message = message }
  package var description: String { message }
}
