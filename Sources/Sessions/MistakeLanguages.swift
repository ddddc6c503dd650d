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
}
