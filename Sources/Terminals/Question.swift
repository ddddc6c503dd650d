import Glibc

/// A question that whoever sits at the terminal answers by y or n.
package enum Question {
  /// Where standard input and output are a terminal, which somebody may sit at.
  package static var canBeAsked: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// Shows the question in a line of its own and waits for a key: y or Y is yes, anything else that is typed no, and so is
  /// nothing within so many seconds. What was typed before it was seen is no answer. `meanwhile` is called every now and
  /// then, and ends the wait by false.
  package static func ask(_ text: String, seconds: Int = 60, meanwhile: () -> Bool) -> Bool {
    guard canBeAsked else { return false }
    return ImmediateKeys.read(TCSAFLUSH) {
      Output.shared.write("\(text.sanitized()) (y or n) ")
      Output.shared.flush()
      let answer = answer(until: monotonicMilliseconds() + seconds * 1_000, meanwhile)
      Output.shared.write(answer.text + "\n")
      Output.shared.flush()
      return answer.isYes
    } ?? false
  }

  private static func answer(until end: Int, _ meanwhile: () -> Bool) -> (isYes: Bool, text: String) {
    while meanwhile() {
      let left = end - monotonicMilliseconds()
      guard left > 0 else { return (false, "no, since nobody answers") }
      var entry = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, Int32(min(50, left))) > 0 else { continue }
      var key: UInt8 = 0
      guard read(0, &key, 1) == 1 else { return (false, "no") }
      let isYes = key == UInt8(ascii: "y") || key == UInt8(ascii: "Y")
      return (isYes, isYes ? "yes" : "no")
    }
    return (false, "no")
  }
}
