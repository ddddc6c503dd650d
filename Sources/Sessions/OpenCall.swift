/// The call that unfinished code ends in: its word, and which of its arguments is being typed.
struct OpenCall {
  let word: String
  /// How many arguments stand before, in the innermost brackets.
  let place: Int
  /// The name behind which the argument is typed: `wave = `.
  let parameter: String?
  let isMethod: Bool
  let isInBraces: Bool

  init?(atEndOf code: some StringProtocol) {
    let text = Array(code)
    func isOfWord(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "_"
    }
    /// The word that ends before a place, and where it begins.
    func word(before place: Int) -> (text: String, start: Int)? {
      var end = place
      while end > 0, text[end - 1] == " " { end -= 1 }
      var start = end
      while start > 0, isOfWord(text[start - 1]) { start -= 1 }
      return start < end ? (String(text[start..<end]), start) : nil
    }
    var depth = 0
    var commas = 0
    var inBraces = false
    var name: String?
    var isFirst = true
    var at = text.count
    if let sign = text.lastIndex(where: { $0 != " " }), text[sign] == "=", let found = word(before: sign) {
      name = found.text
    }
    while at > 0 {
      at -= 1
      switch text[at] {
      case ")", "}", "]": depth += 1
      case ",": if depth == 0, isFirst { commas += 1 }
      case "(", "{", "[":
        depth -= 1
        guard depth < 0 else { continue }
        if isFirst { inBraces = text[at] == "{" }
        isFirst = false
        if let found = word(before: at) {
          self.word = found.text
          isMethod = found.start > 0 && text[found.start - 1] == ":"
          (place, parameter, isInBraces) = (commas, name, inBraces)
          return
        }
        // Braces within a call's brackets are that call's.
        guard text[at] == "{", !isFirst else { return nil }
        depth = 0
      default: break
      }
    }
    // A call without brackets: sample "kick
    guard commas == 0, depth == 0, let found = word(before: text.count), name == nil else { return nil }
    self.word = found.text
    isMethod = found.start > 0 && text[found.start - 1] == ":"
    (place, parameter, isInBraces) = (0, nil, false)
  }
}
