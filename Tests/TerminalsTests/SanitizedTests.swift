import Terminals
import Testing

@Suite struct SanitizedTests {
  @Test func ordinaryTextIsLeftAsItIs() {
    #expect("bass = saw(55) äöü 日本 👩‍🎤".sanitized() == "bass = saw(55) äöü 日本 👩‍🎤")
  }

  @Test(arguments: [
    ("\u{1b}[2J", "\\e[2J"), ("a\rb", "a\\rb"), ("\u{07}\u{08}", "\\a\\b"), ("\0", "\\x00"),
    ("\u{7f}", "\\x7f"),
    ("\u{9b}31m", "\\u{9b}31m"), ("a\u{202e}b", "a\\u{202e}b"), ("a\nb\tc", "a\\nb\\tc"),
    ("a\r\nb", "a\\r\\nb"),
  ])
  func whatCouldSteerATerminalIsShown(given: String, shown: String) {
    #expect(given.sanitized() == shown)
  }

  @Test func newlinesMayBeKept() {
    #expect("a\n\tb\u{1b}".sanitized(keepingNewlines: true) == "a\n\tb\\e")
  }
}
