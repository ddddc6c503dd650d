import Glibc

/// Lines that are drawn again in the same place until whoever draws them has had enough.
package enum LiveDisplay {
  /// Where standard input and output are a terminal: draws the lines of `frame` every so many milliseconds, and at once
  /// when keys are typed, which it is given, until it answers nil. False where they are none, or one that knows no escapes.
  package static func run(milliseconds: Int = 50, _ frame: ([Key]) throws -> [String]?) throws -> Bool {
    guard isatty(0) == 1, isatty(1) == 1, environmentVariable("TERM") != "dumb" else { return false }
    return try ImmediateKeys.read(TCSANOW) {
      send("\u{1b}[?25l")
      defer { send("\u{1b}[?25h") }
      var place = Place()
      var due = monotonicMilliseconds()
      var keys: [Key] = []
      while let lines = try frame(keys) {
        send(place.drawn(lines, on: TerminalSize.current()))
        due = max(due + milliseconds, monotonicMilliseconds())
        // Where the terminal is gone nobody sees it.
        guard let more = typed(until: due) else { break }
        keys = more
      }
      return true
    } ?? false
  }

  /// Where the lines stand.
  struct Place {
    private var height = 0
    private var size: TerminalSize?

    /// What draws lines over the former ones: each is overwritten and its rest erased, all in one write, so that nothing
    /// flickers. What does not fit is left out, and a terminal of another size, which has broken and moved what stood
    /// there as it liked, is cleared.
    mutating func drawn(_ lines: [String], on size: TerminalSize) -> String {
      let shown = lines.prefix(max(1, size.rows - 1))
      var begin = height > 0 ? "\u{1b}[\(height)A\r" : "\r"
      if let former = self.size, former != size {
        begin = "\u{1b}[H\u{1b}[2J"
        height = 0
      }
      self.size = size
      let blank = String(repeating: "\u{1b}[K\n", count: max(0, height - shown.count))
      height = max(height, shown.count)
      return begin + shown.map { $0 + "\u{1b}[K\n" }.joined() + blank
    }
  }

  /// Waits for keys, and takes those that are there; nil at the end of input.
  private static func typed(until due: Int) -> [Key]? {
    var entry = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, Int32(max(0, due - monotonicMilliseconds()))) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(0, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Key.keys(in: bytes[..<count]) : nil
  }

  private static func send(_ text: String) {
    Output.shared.write(text)
    Output.shared.flush()
  }
}
