import Terminals
import Testing

/// Bytes from a terminal as keys.
struct KeyTests {
  @Test(arguments: [
    ("\u{1b}[A\u{1b}[B", [Key.up, .down]), ("\u{1b}OC\u{1b}OD", [.right, .left]),
    ("\u{1b}[1;2C\u{1b}[1;5D", [.pageUp, .pageDown]),
    ("\u{1b}[5~\u{1b}[6~\u{1b}[1~\u{1b}[H", [.pageUp, .pageDown, .home, .home]),
    ("hjkl+-", [.left, .down, .up, .right, .right, .left]), ("\r", [.other]), ("\u{1b}", [.other]),
    ("\u{1b}[3~", [.other]), ("ä", [.other]), ("\u{1b}[C\u{1b}[C\u{1b}[C", [.right, .right, .right]),
    ("\u{1b}[", [.other]), ("", []),
  ])
  func bytesAreKeys(text: String, keys: [Key]) {
    #expect(Key.keys(in: Array(text.utf8)[...]) == keys)
  }
}
