/// Brackets and blocks that are not closed, or closed too often.
extension Mistake {
  func unclosed(_ close: String, _ isAtEnd: Bool, _ word: String) -> Telling? {
    let open = source.unclosed
    if close == "end" || close == "until" {
      guard let block = open.block else { return nil }
      if let nested = nestedElse {
        return ("else if opens another if, which has no end: elseif goes on with the first", nested)
      }
      return ("\(block.text) has no \(close): what begins in line \(block.line) is never ended", block)
    }
    guard
      let bracket = open.bracket
        ?? source.tokens.last(where: {
          $0.text == ["\u{29}": "(", "}": "{", "]": "["][close] && $0.line <= line
        })
    else { return nil }
    if isAtEnd { return ("this \(bracket.text) is not closed: a \(close) is missing", bracket) }
    let at = stop(at: word)
    if let at, at > 0, source.tokens[at - 1].isValueEnd, source.tokens[at].kind != .sign,
      !SourceTokens.keywords.contains(word)
    {
      if source.tokens[at - 1].kind == .number,
        let sentence = unit(behind: source.tokens[at - 1], source.tokens[at - 1].text[...])
      {
        return (sentence, source.tokens[at])
      }
      return (
        "a *, a comma or a \(close) is missing between \(source.tokens[at - 1].text) and \(word)",
        source.tokens[at]
      )
    }
    if word == "=" {
      return (
        "named values stand in braces, as in lowpass{saw(55), cutoff = 800}; == compares",
        at.map { source.tokens[$0] }
      )
    }
    return ("a \(close) is missing before \(word)", at.map { source.tokens[$0] } ?? bracket)
  }

  /// The second else of a line, or the one that a line holds.
  func elseTooMany(_ word: String) -> SourceTokens.Token? {
    source.on(line).map { source.tokens[$0] }.last { $0.text == word }
  }

  /// The if of an `else if` in one line; written so on purpose it has an end of its own.
  private var nestedElse: SourceTokens.Token? {
    let tokens = source.tokens
    return tokens.indices.dropFirst().first {
      tokens[$0].text == "if" && tokens[$0 - 1].text == "else" && tokens[$0].line == tokens[$0 - 1].line
    }.map { tokens[$0] }
  }

  /// `end`, of "'end' expected (to close 'if' at line 1) near <eof>".
  static func expectedClosing(_ text: String) -> String? {
    guard text.hasPrefix("'"), let closing = quoted(text, "'"), text.contains("' expected") else {
      return nil
    }
    return ["end", "until", ")", "}", "]"].contains(closing) ? closing : nil
  }
}
