import Signals

/// What stands where in a statement, as far as its tokens tell.
extension SourceTokens {
  /// Whether a name is bound there, alone or in a list.
  func binds(_ name: String, at place: Int) -> Bool {
    tokens[place].text == name && tokens.indices.contains(place + 1)
      && ["=", ","].contains(tokens[place + 1].text)
  }

  /// Whether a comma stands between two whole numbers, without white space.
  func isDecimalComma(_ place: Int) -> Bool {
    guard place > 0, tokens.indices.contains(place + 1), tokens[place].text == "," else { return false }
    let (whole, comma, part) = (tokens[place - 1], tokens[place], tokens[place + 1])
    return [whole, part].allSatisfy { $0.kind == .number && $0.text.allSatisfy(\.isNumber) }
      && whole.line == part.line && whole.column + whole.text.count == comma.column
      && comma.column + 1 == part.column
  }

  /// Whether a comma outside of brackets follows `name = …` or `local name = …` in its line, with one name and no other comma.
  func bindsOneName(before comma: Int) -> Bool {
    var place = comma - 1
    while place > 0, tokens[place].line == tokens[comma].line, tokens[place].text != "=" {
      if [")", "}", "]"].contains(tokens[place].text), tokens[place].kind == .sign {
        guard let open = start(of: place) else { return false }
        place = open
      } else if tokens[place].kind == .sign, [",", "(", "{", "[", ";"].contains(tokens[place].text) {
        return false
      } else if Self.keywords.contains(tokens[place].text) {
        return false
      }
      place -= 1
    }
    guard place > 0, tokens[place].text == "=", tokens[place].line == tokens[comma].line,
      tokens[place - 1].kind == .word, depths[place] == 0
    else { return false }
    // Braces hold fields, and a list of names as many values.
    guard place > 1, !["for", ",", ">"].contains(tokens[place - 2].text) else { return place == 1 }
    return tokens[place - 2].line < tokens[place - 1].line || tokens[place - 2].text == "local"
  }

  /// Whether a parenthesis closes the parameters of a function.
  func endsParameters(_ place: Int) -> Bool {
    guard tokens[place].text == ")", let open = start(of: place) else { return false }
    var before = open - 1
    while before >= 0, tokens[before].kind == .word || [".", ":"].contains(tokens[before].text) {
      if tokens[before].text == "function" { return true }
      before -= 1
    }
    return false
  }

  /// Whether a chain of calls ends in what is no signal, or does something of its own, as `saw(55):play()`.
  func asksMore(_ chain: Range<Int>, _ words: [String: Word]) -> Bool {
    if chain.upperBound < tokens.count, [".", "[", "="].contains(tokens[chain.upperBound].text) {
      return true
    }
    return chain.dropLast().contains { place in
      tokens[place].text == ":" && !(words[tokens[place + 1].text]?.declaration is SignalKind)
    }
  }
}
