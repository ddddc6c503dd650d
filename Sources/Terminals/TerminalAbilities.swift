import CReadline
import Glibc

/// What the terminal behind standard output can do beside text.
package enum TerminalAbilities {
  /// Lets a terminal echo and edit lines that a program before left otherwise: readline takes over whether it echoes.
  static func mend() {
    var settings = termios()
    guard isatty(0) == 1, tcgetattr(0, &settings) == 0 else { return }
    settings.c_lflag |= tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    settings.c_iflag |= tcflag_t(ICRNL)
    settings.c_oflag |= tcflag_t(OPOST | ONLCR)
    tcsetattr(0, TCSADRAIN, &settings)
  }

  /// Whether it shows sixels: asked with 0.3 s for the answer. Only where standard input and output
  /// are a terminal and nobody else reads its keys; what else was typed in that time is given back.
  package static func askForSixels(environment: (String) -> String? = environmentVariable) -> Bool {
    guard isatty(0) == 1, isatty(1) == 1 else { return false }
    // These are known, and answer nothing or too late.
    let kind = environment("TERM") ?? ""
    guard !kind.isEmpty, kind != "dumb", kind != "linux" else { return false }
    var before = termios()
    guard tcgetattr(0, &before) == 0 else { return false }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(0, TCSANOW, &raw)
    defer { tcsetattr(0, TCSANOW, &before) }
    // Primary device attributes: ESC [ ? 62 ; 4 ; … c, where 4 stands for sixels.
    let question: [UInt8] = [0x1b, 0x5b, 0x63]
    guard Glibc.write(1, question, question.count) == question.count else { return false }
    var answer: [UInt8] = []
    let limit = monotonicMilliseconds() + 300
    while answers(in: answer) == nil {
      var entry = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      let rest = limit - monotonicMilliseconds()
      guard rest > 0, poll(&entry, 1, Int32(rest)) > 0 else { break }
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = read(0, &bytes, bytes.count)
      guard count > 0 else { break }
      answer += bytes[..<count]
    }
    let (numbers, typed) = answers(in: answer) ?? ([], answer)
    // What was typed ahead comes to the line that is read next.
    for byte in typed { rl_stuff_char(Int32(byte)) }
    return numbers.contains(4)
  }

  /// The numbers of an answer to the question for primary device attributes, and what stood beside it; nil without one.
  static func answers(in bytes: [UInt8]) -> (numbers: [Int], rest: [UInt8])? {
    let start: [UInt8] = [0x1b, 0x5b, 0x3f]
    for place in bytes.indices where bytes[place...].starts(with: start) {
      guard let end = bytes[(place + 3)...].firstIndex(where: { !(0x30...0x3b).contains($0) }),
        bytes[end] == 0x63
      else { continue }
      let numbers = bytes[(place + 3)..<end].split(separator: 0x3b).compactMap {
        Int(String(decoding: $0, as: UTF8.self))
      }
      return (numbers, Array(bytes[..<place] + bytes[(end + 1)...]))
    }
    return nil
  }

  /// How large a character is in pixels, where the terminal says so.
  package static func cell() -> (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0, size.ws_xpixel > 0,
      size.ws_ypixel > 0
    else { return nil }
    return (Int(size.ws_xpixel) / Int(size.ws_col), Int(size.ws_ypixel) / Int(size.ws_row))
  }
}
