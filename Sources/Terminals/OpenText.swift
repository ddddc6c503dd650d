/// What an unfinished chunk of text is in the middle of, by the rules of quotes and comments: Tab offers
/// files within a string, words in code and nothing in a comment.
enum OpenText: Equatable {
  case code
  case comment
  /// Within quotes, the byte that opened them.
  case quoted(UInt8)
  /// Within long brackets of either sort of text.
  case longString

  init(atEndOf chunk: String) {
    let bytes = Array(chunk.utf8)
    var state = OpenText.code
    var index = 0
    while index < bytes.count {
      (state, index) = Self.skip(bytes, from: index)
    }
    self = state
  }

  /// Passes one token and says what is open behind it.
  private static func skip(_ bytes: [UInt8], from start: Int) -> (OpenText, Int) {
    let byte = bytes[start]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return skipQuoted(bytes, from: start) }
    if byte == UInt8(ascii: "["), let level = level(bytes, at: start) {
      return skipLong(bytes, from: start + level + 2, level: level, open: .longString)
    }
    guard bytes[start...].starts(with: "--".utf8) else { return (.code, start + 1) }
    if let level = level(bytes, at: start + 2) {
      return skipLong(bytes, from: start + 4 + level, level: level, open: .comment)
    }
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return (.comment, bytes.count) }
    return (.code, end + 1)
  }

  private static func skipQuoted(_ bytes: [UInt8], from start: Int) -> (OpenText, Int) {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "\n"), bytes[start]: return (.code, index + 1)
      default: index += 1
      }
    }
    return (.quoted(bytes[start]), bytes.count)
  }

  /// The number of equals signs of a long bracket that opens here.
  private static func level(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
    let signs = bytes[(start + 1)...].prefix { $0 == UInt8(ascii: "=") }.count
    let second = start + 1 + signs
    return second < bytes.count && bytes[second] == UInt8(ascii: "[") ? signs : nil
  }

  private static func skipLong(
    _ bytes: [UInt8], from start: Int, level: Int, open: OpenText
  ) -> (OpenText, Int) {
    let close = Array(("]" + String(repeating: "=", count: level) + "]").utf8)
    var index = start
    while index + close.count <= bytes.count {
      if bytes[index...].starts(with: close) { return (.code, index + close.count) }
      index += 1
    }
    return (open, bytes.count)
  }
}
