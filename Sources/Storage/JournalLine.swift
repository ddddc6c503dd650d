/// One line of a journal: 16 hexadecimal digits that stand for the rest, a space, and the text, which holds no line end.
package enum JournalLine {
  package static func encoded(_ text: String) -> [UInt8] {
    precondition(!text.utf8.contains(10), "a line holds no line end")
    let bytes = Array(text.utf8)
    return Array(digits(checksum(bytes[...])).utf8) + [32] + bytes + [10]
  }

  /// The text of a line without its end; nil where it is not what was written.
  package static func decoded(_ line: ArraySlice<UInt8>) -> String? {
    guard line.count >= 17, line[line.startIndex + 16] == 32 else { return nil }
    let text = line.dropFirst(17)
    guard line.prefix(16).elementsEqual(digits(checksum(text)).utf8) else { return nil }
    return String(validating: text, as: UTF8.self)
  }

  /// FNV-1a of 64 bits (Fowler, Noll, Vo): enough against what chance does to a file.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return state
  }

  private static func digits(_ number: UInt64) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}

/// What a journal's file holds.
package struct JournalContents: Equatable {
  /// Lines in the order in which they were written; the first is a snapshot.
  package var lines: [String] = []
  /// Whether the last line was cut off: what a process leaves that was killed while writing it.
  package var isCutOff = false
  /// Lines, counted from 1, that are not what was written. What follows one builds on it, and is not read.
  package var damaged: Int?

  package init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    var number = 0
    while !rest.isEmpty {
      number += 1
      guard let end = rest.firstIndex(of: 10) else {
        isCutOff = true
        return
      }
      guard let text = JournalLine.decoded(rest[..<end]) else {
        damaged = number
        return
      }
      lines.append(text)
      rest = rest[(end + 1)...]
    }
  }
}
