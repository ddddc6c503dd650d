import Testing

@testable import Terminals

struct LiveDisplayTests {
  /// What a terminal shows after what was sent, as far as the display's own escapes go.
  private struct Shown {
    var lines: [String]
    var row = 0
    var scrolled = 0
    init(_ rows: Int) { lines = [String](repeating: "", count: rows) }

    mutating func take(_ text: String) {
      var rest = Substring(text)
      while let next = rest.first {
        if next == "\u{1b}" {
          let body = rest.dropFirst(2)
          let digits = body.prefix { $0.isNumber }
          let command = body.dropFirst(digits.count).first
          rest = body.dropFirst(digits.count + 1)
          switch command {
          case "A": row = max(0, row - (Int(digits) ?? 1))
          case "H": row = 0
          case "J": lines = lines.map { _ in "" }
          default: break
          }
          continue
        }
        rest = rest.dropFirst()
        if next == "\n" {
          row += 1
          if row == lines.count {
            lines = Array(lines.dropFirst()) + [""]
            row -= 1
            scrolled += 1
          }
        } else if next == "\r" {
          lines[row] = ""
        } else {
          if lines[row].hasSuffix("|") { lines[row] = "" }
          lines[row].append(next)
        }
      }
    }
  }

  private func lines(_ count: Int) -> [String] { (1...count).map { "\($0)|" } }

  @Test func whatIsDrawnAgainStandsInTheSamePlace() {
    var place = LiveDisplay.Place()
    var shown = Shown(24)
    for _ in 0..<3 { shown.take(place.drawn(lines(20), on: TerminalSize(columns: 80, rows: 24))) }
    #expect(shown.lines.prefix(20).elementsEqual(lines(20)) && shown.scrolled == 0)
    // Fewer lines leave nothing of the others.
    let fewer = place.drawn(lines(5), on: TerminalSize(columns: 80, rows: 24))
    #expect(fewer.count(where: { $0 == "\n" }) == 20)
  }

  @Test func aTerminalThatIsMadeSmallerShowsThePictureAtOnce() {
    var place = LiveDisplay.Place()
    _ = place.drawn(lines(22), on: TerminalSize(columns: 80, rows: 24))
    var shown = Shown(12)
    shown.row = 11
    for _ in 0..<3 { shown.take(place.drawn(lines(11), on: TerminalSize(columns: 40, rows: 12))) }
    #expect(shown.lines.prefix(11).elementsEqual(lines(11)), "\(shown.lines)")
    #expect(shown.scrolled == 0)
  }

  @Test func whatIsTallerThanTheScreenIsCutAndStaysInItsPlace() {
    var place = LiveDisplay.Place()
    var shown = Shown(12)
    for _ in 0..<3 { shown.take(place.drawn(lines(17), on: TerminalSize(columns: 80, rows: 12))) }
    #expect(shown.scrolled == 0 && shown.lines.first == "1|" && shown.lines[10] == "11|")
  }
}
