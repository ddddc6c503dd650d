import Terminals
import Testing

@Suite struct TerminalSizeTests {
  @Test func withoutATerminalTheEnvironmentSays() {
    let variables = ["COLUMNS": "132", "LINES": "no number"]
    #expect(
      TerminalSize.current(of: -1) { variables[$0] } == TerminalSize(columns: 132, rows: 24))
    #expect(TerminalSize.current(of: -1) { _ in nil } == TerminalSize(columns: 80, rows: 24))
  }
}
