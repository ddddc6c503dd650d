import Glibc
import Sessions
import Terminals

/// What the program itself says, on standard error; at a terminal in lines that fit, broken between words.
enum Messages {
  static func error(_ text: String) { say(text, as: .error) }
  static func hint(_ text: String) { say(text, as: .hint) }
  static func plain(_ text: String) { Output.shared.message(text, as: .plain) }

  private static func say(_ text: String, as role: Style.Role) {
    let safe = text.sanitized(keepingNewlines: true)
    let columns = isatty(STDERR_FILENO) == 1 ? TerminalSize.current(of: STDERR_FILENO).columns : nil
    Output.shared.message(columns.map { Paragraphs.broken(safe, columns: max(20, $0)) } ?? safe, as: role)
  }
}
