import Chance
import Glibc

/// Text that is nearly right, the same for one seed each time.
struct Fuzzer {
  var random: SeededGenerator

  init(_ seed: Int) { random = SeededGenerator(seed) }

  /// So many seeds; with NEAP_LONG a hundred times as many.
  static func seeds(_ count: Int) -> Range<Int> { 0..<count * (getenv("NEAP_LONG") == nil ? 1 : 100) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func one(of all: [String]) -> String { all[number(0...all.count - 1)] }

  /// A few bytes changed, taken out, doubled, or moved from elsewhere.
  mutating func mutated(_ bytes: [UInt8], most: Int = 6) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<number(1...most) where !bytes.isEmpty {
      let at = number(0...bytes.count - 1)
      let length = min(number(1...8), bytes.count - at)
      switch number(0...6) {
      case 0: bytes[at] = UInt8(number(0...255))
      case 1: bytes[at] ^= 1 << UInt8(number(0...7))
      case 2: bytes.removeSubrange(at..<at + length)
      case 3: bytes.insert(contentsOf: bytes[at..<at + length], at: number(0...bytes.count))
      case 4:
        let from = number(0...bytes.count - length)
        bytes.replaceSubrange(at..<at + length, with: bytes[from..<from + length])
      case 5: bytes.insert(contentsOf: Self.spice[number(0...Self.spice.count - 1)].utf8, at: at)
      default: bytes.removeLast(min(bytes.count, number(0...length)))
      }
    }
    return bytes
  }

  /// What has broken readers before.
  private static let spice = [
    "1e999", "-1", "0x", "nan", "9223372036854775807", "-9223372036854775808", "\u{0}", "\"", "\\",
    "\u{1b}[2J", "[[", "]]",
    "~", "{", "}", "(", ")", "<", ">", "/0", "*1e9", "!999999", "\u{202e}", "é", "\n", "--", "...", "1e-320",
    "null", "[]",
  ]
}
