/// A sentence for a person: what was given, what is expected.
package struct DesignError: Error, Hashable, Sendable, CustomStringConvertible {
  package let message: String
  package init(_ message: String) { self.message = message }
  package var description: String { message }

  /// Whoever asked wants no answer any more.
  package static let interrupted = DesignError("interrupted")
}
