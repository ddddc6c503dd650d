import Glibc

/// Keys that are read as they are typed.
enum ImmediateKeys {
  /// Runs `body` while keys come at once and are not shown; Ctrl-C still interrupts. Nil where standard input is no terminal.
  ///
  /// - Parameter when: what becomes of what was typed before, as `tcsetattr` has it.
  static func read<Answer>(_ when: Int32, _ body: () throws -> Answer) rethrows -> Answer? {
    var before = termios()
    guard tcgetattr(0, &before) == 0 else { return nil }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutablePointer(to: &raw.c_cc) {
      $0.withMemoryRebound(to: cc_t.self, capacity: Int(NCCS)) {
        $0[Int(VMIN)] = 0
        $0[Int(VTIME)] = 0
      }
    }
    tcsetattr(0, when, &raw)
    defer { tcsetattr(0, when, &before) }
    return try body()
  }
}
