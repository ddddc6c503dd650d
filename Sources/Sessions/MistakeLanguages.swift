/// Statements of other languages, which Lua's grammar stumbles over.
extension Mistake {
  /// `def f(x):`, `let x = 3`, `import numpy`: the word before the name that Lua stopped at.
  func foreignStatement(before at: Int) -> Telling? {
    guard at > 0, source.tokens[at].kind == .word, source.tokens[at].line == source.tokens[at - 1].line else {
      return nil
    }
    let (word, name) = (source.tokens[at - 1], source.tokens[at].text)
    // What is a word of Neap's, or stands behind a value, is told as what it is.
    guard example(word.text) == nil, at == 1 || source.tokens[at - 2].line < word.line else { return nil }
    let sentence: String? =
      switch word.text {
      case "def", "fn", "func": "\(word.text) is function in Lua: function \(name)(…) … end"
      case "let", "var", "const", "int", "float", "double":
        "a name is bound without \(word.text): \(name) = …"
      case "import", "from", "using":
        "\(word.text) is no word here: what Neap has is there at once; require(\"\(name)\") reads a file of your own"
      case "match": "there is no match in Lua: if … then … elseif … then … end"
      default: nil
      }
    return sentence.map { ($0, word) }
  }

  /// `lambda y: y`, which Lua takes for a method.
  func foreignFunction() -> Telling? {
    guard text.hasPrefix("function arguments expected") || text.hasPrefix("syntax error"),
      let word = here.first(where: { $0.text == "lambda" })
    else { return nil }
    return ("lambda is function in Lua: function(x) return … end", word)
  }

  /// `for i in range(3): print(i)`: the colon behind which Python's block begins, where `do` or `then` should stand.
  func colonOfBlock() -> Telling? {
    guard
      let opening = here.firstIndex(where: {
        ["if", "elseif", "while", "for", "else", "elif", "do"].contains($0.text) && $0.kind == .word
      }),
      !here.contains(where: { ["then", "do"].contains($0.text) && $0.kind == .word }),
      let colon = here.indices.last(where: { $0 > opening && here[$0].text == ":" })
    else { return nil }
    let behind = here.indices.contains(colon + 1) ? here[colon + 1] : nil
    let isMethod =
      behind.map { $0.line == here[colon].line && $0.column == here[colon].column + 1 } ?? false
    guard !isMethod else { return nil }
    switch here[opening].text {
    case "else": return ("else has no : behind it in Lua, and end closes what if began", here[colon])
    case "for":
      return (
        "do stands where the : does, and end closes the block: for i = 1, 8 do … end", here[colon]
      )
    case "while":
      return ("do stands where the : does, and end closes the block: while … do … end", here[colon])
    default: return ("then stands where the : does, and end closes the block: if … then … end", here[colon])
    }
  }

  /// `y[n-1]`, as difference equations are written.
  func differenceEquation() -> Telling? {
    guard text.hasPrefix("n is not bound"),
      let place = here.indices.first(where: { place in
        place > 1 && here[place].text == "n" && here[place - 1].text == "[" && here[place - 2].kind == .word
      })
    else { return nil }
    let (name, behind) = (here[place - 2].text, here[(place + 1)...].prefix(2))
    let late = behind.first?.text == "-" ? behind.last.flatMap { Int($0.text) } : nil
    let written = late.map { "\(name):z(\($0))" } ?? name
    return ("\(name)[n\(late.map { "-\($0)" } ?? "")] is written \(written)", here[place - 2])
  }

  /// `# a comment` and `5 // a comment`, of which Lua makes a length and a quotient.
  func foreignComment() -> Telling? {
    let isUnbound = text.hasSuffix("is not bound") || text.contains("is not bound;")
    if let first = here.first, first.text == "#", isUnbound || text.contains(" near ") {
      return ("-- begins a comment in Lua, # counts what a list holds", first)
    }
    if isUnbound, let name = text.split(separator: " ").first,
      let place = here.indices.first(where: { $0 > 0 && here[$0].text == name && here[$0 - 1].text == "//" })
    {
      return ("-- begins a comment in Lua, // divides and rounds down", here[place - 1])
    }
    return nil
  }
}
