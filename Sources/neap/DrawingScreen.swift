import Glibc
import Pictures
import Terminals

/// What standard output shows of pictures.
enum DrawingScreen {
  static func current(_ color: ColorChoice) -> Screen {
    let size = TerminalSize.current()
    return Screen(
      columns: size.columns, rows: size.rows, colours: colours(color), cell: hasSixels ? cell : nil)
  }

  private static func colours(_ color: ColorChoice) -> Screen.Colours {
    guard color.isOn(for: STDOUT_FILENO) else { return .none }
    let depth = environmentVariable("COLORTERM") ?? ""
    if depth == "truecolor" || depth == "24bit" { return .direct }
    return environmentVariable("TERM")?.contains("256") == true ? .indexed : .basic
  }

  private static var cell: Screen.Cell? {
    TerminalAbilities.cell().map { Screen.Cell(width: $0.width, height: $0.height) }
  }

  /// Asked when the first picture is drawn, which is while a chunk is evaluated: nobody reads keys then.
  private static let hasSixels = TerminalAbilities.cell() != nil && TerminalAbilities.askForSixels()
}
