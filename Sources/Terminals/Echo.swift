import Glibc

/// Whether the terminal shows what is typed by itself.
///
/// While a chunk is evaluated it does not: what is typed ahead stands behind the next prompt, where readline shows it,
/// and not also amid what the chunk prints.
enum Echo {
  /// Standard input's; false where that is no terminal.
  static var isOn: Bool {
    var settings = termios()
    return tcgetattr(0, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }

  static func set(_ isOn: Bool) {
    var settings = termios()
    guard tcgetattr(0, &settings) == 0, (settings.c_lflag & tcflag_t(ECHO) != 0) != isOn else { return }
    if isOn { settings.c_lflag |= tcflag_t(ECHO) } else { settings.c_lflag &= ~tcflag_t(ECHO) }
    tcsetattr(0, TCSANOW, &settings)
  }
}
