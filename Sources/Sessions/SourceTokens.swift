/// Words and signs of a chunk, with their places: as much of Lua's grammar as tells what a mistake is about.
struct SourceTokens {
  enum Kind { case word, number, text, sign }

  struct Token {
    let kind: Kind
    let text: String
    /// From 1 on.
    let line: Int
    /// In characters from 0 on.
    let column: Int

    var isValueEnd: Bool {
      switch kind {
      case .number, .text: true
      case .word: !SourceTokens.keywords.contains(text) || ["nil", "true", "false", "end"].contains(text)
      case .sign: [")", "]", "}"].contains(text)
      }
    }
  }

  private(set) var tokens: [Token] = []
  private(set) var locals: Set<String> = []
  /// In how many brackets each token stands.
  private(set) var depths: [Int] = []
  /// The lines as they were written.
  let lines: [Substring]

  static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
    "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]
  /// Longest first.
  private static let signs = ["...", "==", "~=", "!=", "<=", ">=", "//", "::", "<<", ">>", "..", "&&", "||"]

  init(_ source: String) {
    lines = source.split(omittingEmptySubsequences: false) { $0.isNewline }
    scan(Array(source))
    locals = findLocals()
    var depth = 0
    depths = tokens.map { token in
      guard token.kind == .sign else { return depth }
      if ["(", "{", "["].contains(token.text) { depth += 1 }
      defer { if [")", "}", "]"].contains(token.text) { depth -= 1 } }
      return depth
    }
  }

  func on(_ line: Int) -> [Int] { tokens.indices.filter { tokens[$0].line == line } }

  /// The bracket, and the word that `end` or `until` ends, that is opened last and not closed. Where an `end` stands further
  /// left than the line of the block that it closes, it is that block whose own is missing.
  var unclosed: (bracket: Token?, block: Token?) {
    var brackets: [Token] = []
    var blocks: [(token: Token, awaitsDo: Bool)] = []
    let indents = Dictionary(tokens.map { ($0.line, $0.column) }) { first, _ in first }
    var outdented: Token?
    for token in tokens where token.kind != .text {
      switch token.text {
      case "(", "{", "[": brackets.append(token)
      case ")", "}", "]": _ = brackets.popLast()
      case "function", "if", "repeat": blocks.append((token, false))
      case "for", "while": blocks.append((token, true))
      case "do":
        if let last = blocks.last, last.awaitsDo {
          blocks[blocks.count - 1].awaitsDo = false
        } else {
          blocks.append((token, false))
        }
      case "end", "until":
        guard let block = blocks.popLast()?.token, outdented == nil else { break }
        let isFirst = indents[token.line] == token.column
        if isFirst, block.line < token.line, token.column < indents[block.line] ?? 0 { outdented = block }
      default: break
      }
    }
    return (brackets.last, blocks.isEmpty ? nil : outdented ?? blocks.last?.token)
  }

  /// Goes from an opening bracket to behind the one that closes it.
  func end(of open: Int) -> Int? {
    var depth = 0
    for place in open..<tokens.count where tokens[place].kind == .sign {
      switch tokens[place].text {
      case "(", "{", "[": depth += 1
      case ")", "}", "]":
        depth -= 1
        if depth == 0 { return place + 1 }
      default: break
      }
    }
    return nil
  }

  /// Where the bracket opens that `close` closes; nil where none does.
  func start(of close: Int) -> Int? {
    var depth = 0
    for place in tokens[...close].indices.reversed() where tokens[place].kind == .sign {
      switch tokens[place].text {
      case ")", "}", "]": depth += 1
      case "(", "{", "[":
        depth -= 1
        if depth == 0 { return place }
      default: break
      }
    }
    return nil
  }

  private mutating func scan(_ text: [Character]) {
    var at = 0
    var line = 1
    var lineStart = 0
    func isWord(_ place: Int) -> Bool {
      guard place < text.count, let byte = text[place].asciiValue else { return false }
      return (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }
    func isDigit(_ place: Int) -> Bool { place < text.count && text[place].isASCII && text[place].isNumber }
    func has(_ sign: String, _ place: Int) -> Bool { text[place...].starts(with: sign) }
    /// How many = stand in the opening of a long bracket here; nil where none opens.
    func level(_ place: Int) -> Int? {
      guard place < text.count, text[place] == "[" else { return nil }
      let count = text[(place + 1)...].prefix { $0 == "=" }.count
      return has("[", min(text.count, place + 1 + count)) ? count : nil
    }
    func endOfLong(_ place: Int, _ level: Int) -> Int {
      let close = "]" + String(repeating: "=", count: level) + "]"
      var next = place + level + 2
      while next < text.count, !has(close, next) { next += 1 }
      return min(text.count, next + close.count)
    }
    func step(to end: Int) {
      while at < end {
        if text[at].isNewline { (line, lineStart) = (line + 1, at + 1) }
        at += 1
      }
    }
    func take(_ kind: Kind, to end: Int) {
      tokens.append(Token(kind: kind, text: String(text[at..<end]), line: line, column: at - lineStart))
      step(to: end)
    }
    while at < text.count {
      if text[at].isWhitespace {
        step(to: at + 1)
      } else if has("--", at) {
        if let level = level(at + 2) {
          step(to: endOfLong(at + 2, level))
        } else {
          step(to: text[at...].firstIndex { $0.isNewline } ?? text.count)
        }
      } else if let level = level(at) {
        take(.text, to: endOfLong(at, level))
      } else if text[at] == "\"" || text[at] == "'" {
        var end = at + 1
        // A line ends a text but behind a backslash, and \z passes over all white space.
        while end < text.count, text[end] != text[at], !["\n", "\r", "\r\n"].contains(text[end]) {
          let isEscape = text[end] == "\\"
          end += isEscape ? 2 : 1
          if isEscape, text.indices.contains(end - 1), text[end - 1] == "z" {
            while end < text.count, text[end].isWhitespace { end += 1 }
          }
        }
        take(.text, to: min(text.count, end + 1))
      } else if isDigit(at) || (text[at] == "." && isDigit(at + 1)) {
        take(.number, to: endOfNumber(at))
      } else if isWord(at) {
        var end = at
        while isWord(end) { end += 1 }
        take(.word, to: end)
      } else {
        let sign = Self.signs.first { has($0, at) }
        take(.sign, to: at + (sign?.count ?? 1))
      }
    }
    func endOfNumber(_ start: Int) -> Int {
      var end = start
      let isHex = has("0x", start) || has("0X", start)
      if isHex { end += 2 }
      while end < text.count {
        if isDigit(end) || (text[end] == "." && !has("..", end)) || (isHex && text[end].isHexDigit) {
          end += 1
        } else if !isHex, text[end] == "e" || text[end] == "E",
          isDigit(end + 1) || (end + 2 < text.count && "+-".contains(text[end + 1]) && isDigit(end + 2))
        {
          end += 2
        } else {
          break
        }
      }
      return end
    }
  }
}
