import CReadline

/// How much room a terminal has, in character cells.
package struct TerminalSize: Equatable, Sendable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size of the terminal behind a descriptor; where there is none, COLUMNS and LINES, else 80 by 24.
  package static func current(
    of descriptor: Int32 = 1, environment: (String) -> String? = environmentVariable
  ) -> TerminalSize {
    var columns: Int32 = 0
    var rows: Int32 = 0
    if terminal_size(descriptor, &columns, &rows) == 1 {
      return TerminalSize(columns: Int(columns), rows: Int(rows))
    }
    func number(_ name: String, _ otherwise: Int) -> Int {
      guard let value = environment(name).flatMap({ Int($0) }), value > 0 else { return otherwise }
      return value
    }
    return TerminalSize(columns: number("COLUMNS", 80), rows: number("LINES", 24))
  }
}
