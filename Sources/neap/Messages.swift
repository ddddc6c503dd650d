import Terminals

/// What the program itself says, on standard error.
enum Messages {
  static func error(_ text: String) {
    Output.shared.message(text.sanitized(keepingNewlines: true), as: .error)
  }
  static func hint(_ text: String) { Output.shared.message(text.sanitized(keepingNewlines: true), as: .hint) }
  static func plain(_ text: String) { Output.shared.message(text, as: .plain) }
}
