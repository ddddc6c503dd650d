/// Source as words and signs: as much of Lua's grammar as finds functions in it.
struct LuaText {
  private struct Token {
    let text: Substring
    let line: Int
  }

  private let source: String
  private var tokens: [Token] = []

  init(_ source: String) {
    self.source = source
    scan()
  }

  /// Every function that begins on the line `first` and ends on `last`, as an expression; a method's has its `self`.
  func functions(from first: Int, to last: Int) -> [String] {
    tokens.indices.filter { tokens[$0].line == first && tokens[$0].text == "function" }.compactMap { place in
      guard let end = end(of: place), tokens[end].line == last,
        let open = tokens[place...end].firstIndex(where: { $0.text == "(" })
      else { return nil }
      let isMethod = tokens[place..<open].contains { $0.text == ":" }
      let isBare = tokens[open + 1].text == ")"
      let rest = source[tokens[open].text.endIndex..<tokens[end].text.endIndex]
      return "function(" + (isMethod ? isBare ? "self" : "self, " : "") + rest
    }
  }

  private func end(of place: Int) -> Int? {
    var depth = 0
    for next in place..<tokens.count {
      switch tokens[next].text {
      // `while` and `for` have their `do`.
      case "function", "if", "do", "repeat": depth += 1
      case "end", "until":
        depth -= 1
        if depth == 0 { return next }
      default: break
      }
    }
    return nil
  }

  private mutating func scan() {
    let text = source.utf8
    var at = text.startIndex
    var line = 1
    func byte(_ offset: Int = 0) -> UInt8? {
      guard let place = text.index(at, offsetBy: offset, limitedBy: text.endIndex), place < text.endIndex
      else {
        return nil
      }
      return text[place]
    }
    func isWord(_ byte: UInt8?) -> Bool {
      guard let byte else { return false }
      return (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }
    func step(_ count: Int = 1) {
      for _ in 0..<count where at < text.endIndex {
        if text[at] == 10 { line += 1 }
        at = text.index(after: at)
      }
    }
    /// How many = stand in the opening of a long bracket here; nil where none opens.
    func level() -> Int? {
      guard byte() == 91 else { return nil }
      var count = 0
      while byte(1 + count) == 61 { count += 1 }
      return byte(1 + count) == 91 ? count : nil
    }
    func skipLong(_ level: Int) {
      step(level + 2)
      while let next = byte() {
        if next == 93, (0..<level).allSatisfy({ byte(1 + $0) == 61 }), byte(1 + level) == 93 {
          return step(level + 2)
        }
        step()
      }
    }
    while let next = byte() {
      if next == 45, byte(1) == 45 {
        step(2)
        if let level = level() {
          skipLong(level)
        } else {
          while let next = byte(), next != 10 { step() }
        }
      } else if let level = level() {
        skipLong(level)
      } else if next == 34 || next == 39 {
        step()
        while let inside = byte(), inside != next { step(inside == 92 ? 2 : 1) }
        step()
      } else if isWord(next) {
        let start = at
        while isWord(byte()) { step() }
        tokens.append(Token(text: source[start..<at], line: line))
      } else {
        let start = at
        step()
        if next > 32, next < 128 { tokens.append(Token(text: source[start..<at], line: line)) }
      }
    }
  }
}
