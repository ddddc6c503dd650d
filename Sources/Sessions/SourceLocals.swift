extension SourceTokens {
  /// What the text itself names: its locals, its functions' parameters, what its loops count by. A word of that name is not
  /// meant by it.
  func findLocals() -> Set<String> {
    var found: Set<String> = []
    func list(from start: Int) {
      var place = start
      while tokens.indices.contains(place), tokens[place].kind == .word,
        !Self.keywords.contains(tokens[place].text)
      {
        found.insert(tokens[place].text)
        place += 1
        // An attribute, as in `local x <const>`.
        if tokens.indices.contains(place + 2), tokens[place].text == "<" { place += 3 }
        guard tokens.indices.contains(place), tokens[place].text == "," else { return }
        place += 1
      }
    }
    for (place, token) in tokens.enumerated() where token.kind == .word {
      switch token.text {
      case "local":
        let isFunction = tokens.indices.contains(place + 1) && tokens[place + 1].text == "function"
        list(from: isFunction ? place + 2 : place + 1)
      case "for": list(from: place + 1)
      case "function":
        var open = place + 1
        while tokens.indices.contains(open),
          tokens[open].kind == .word || [".", ":"].contains(tokens[open].text)
        {
          open += 1
        }
        if tokens.indices.contains(open), tokens[open].text == "(" { list(from: open + 1) }
      default: break
      }
    }
    return found
  }

  /// Whether an `and` stands before a place in its expression: what follows is then one of two that are chosen between.
  func isChosen(_ place: Int) -> Bool {
    var at = place - 1
    while at >= 0 {
      let token = tokens[at]
      if token.kind == .sign {
        switch token.text {
        case ")", "]", "}":
          guard let open = start(of: at) else { return false }
          at = open - 1
          continue
        case "(", "[", "{", ",", ";", "=": return false
        default: break
        }
      } else if token.kind == .word {
        if token.text == "and" { return true }
        if token.text == "end" { return isChosenBefore(end: at) }
        if Self.keywords.contains(token.text), !["or", "not", "nil", "true", "false"].contains(token.text) {
          return false
        }
      }
      at -= 1
    }
    return false
  }

  /// Behind a function's end the expression that it stands in goes on to the left of it.
  private func isChosenBefore(end: Int) -> Bool {
    var depth = 0
    for place in (0...end).reversed() where tokens[place].kind == .word {
      switch tokens[place].text {
      case "end": depth += 1
      // `for … do` and `while … do` open one block by two words, of which the do is counted.
      case "function", "if", "do":
        depth -= 1
        if depth == 0 { return tokens[place].text == "function" && isChosen(place) }
      default: break
      }
    }
    return false
  }
}
