import Glibc
import Pictures
import Terminals

/// What the terminal shows.
struct TerminalCheckup {
  func findings() -> [Finding] {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      return [
        Finding(
          subject: "terminal", state: .note, what: "standard input and output are no terminal",
          remedy: "neap at a terminal has a prompt; from a script, neap song.lua and neap render need none")
      ]
    }
    let size = TerminalSize.current()
    let kind = environmentVariable("TERM") ?? ""
    var findings: [Finding] = []
    let isSmall = size.columns < 80 || size.rows < 24
    findings.append(
      Finding(
        subject: "terminal", state: isSmall || kind.isEmpty || kind == "dumb" ? .note : .ok,
        what: "\(kind.isEmpty ? "TERM is not set" : kind), \(size.columns) by \(size.rows)",
        remedy: kind.isEmpty || kind == "dumb"
          ? "set TERM, as in TERM=xterm-256color, for colours and keys"
          : isSmall ? "pictures and lessons are made for 80 by 24 or more" : ""))
    let isUnicode = String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8"
    findings.append(
      Finding(
        subject: "characters", state: isUnicode ? .ok : .note,
        what: isUnicode ? "UTF-8: pictures in braille are seen, as in ⣿⠿⠛⠉" : "the locale is not UTF-8",
        remedy: isUnicode ? "" : "LANG=C.UTF-8 neap, so that typed letters count as one character each"))
    let screen = DrawingScreen.current(.auto)
    let colours =
      switch screen.colours {
      case .none: "no colours"
      case .basic: "8 colours"
      case .indexed: "256 colours"
      case .direct: "all colours"
      }
    findings.append(
      Finding(
        subject: "colours", state: screen.colours == .none ? .note : .ok,
        what: colours + (screen.cell == nil ? ", pictures as text" : ", pictures as sixels"),
        remedy: screen.colours == .none
          ? "NO_COLOR or TERM says so; --color always gives them all the same" : ""))
    return findings
  }
}
