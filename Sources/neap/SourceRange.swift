import Glibc
import Remotes

/// `song.lua`, `song.lua:12`, `song.lua:12-20` or `song.lua:12-`: lines of a file, counted from 1.
struct SourceRange: Equatable {
  let file: String
  var first = 1
  /// nil for the file's last.
  var last: Int?

  init(_ text: String) throws(RemoteError) {
    // A file may be called just that.
    guard access(text, F_OK) != 0, let colon = text.lastIndex(of: ":") else {
      file = text
      return
    }
    let range = text[text.index(after: colon)...]
    let parts = range.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let first = Int(parts[0]), first > 0 else {
      file = text
      return
    }
    file = String(text[..<colon])
    self.first = first
    last = first
    if parts.count == 2 {
      last = parts[1].isEmpty ? nil : Int(parts[1])
      guard parts[1].isEmpty || last != nil else {
        throw RemoteError("\(text): lines are expected, as in \(file):12-20")
      }
      if let last, last < first {
        throw RemoteError("\(text): the lines end at \(last), before they begin at \(first)")
      }
    }
  }

  /// Those lines of the file's text.
  func lines(of text: String) throws(RemoteError) -> String {
    if first == 1, last == nil { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let count = lines.last?.isEmpty == true ? lines.count - 1 : lines.count
    guard first <= count else {
      throw RemoteError("\(file) has \(count) lines; line \(first) was asked for")
    }
    return lines[(first - 1)..<min(last ?? count, count)].joined(separator: "\n")
  }
}
