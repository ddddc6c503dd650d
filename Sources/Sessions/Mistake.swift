import Scripting

/// An error that tells of a line, with the text that holds it: told as a sentence, the line below it and a caret under what
/// it is about.
struct Mistake {
  let source: SourceTokens
  let line: Int
  /// What went wrong, without its position.
  let text: String
  /// An example of a word of Neap's; nil for other names.
  let example: (String) -> String?

  /// The sentence, and the token that it is about.
  typealias Telling = (sentence: String, token: SourceTokens.Token?)

  var here: [SourceTokens.Token] { source.on(line).map { source.tokens[$0] } }

  func told() -> (sentence: String, excerpt: String, line: Int?) {
    let telling = foreignComment() ?? differenceEquation() ?? syntax() ?? values() ?? (text, named())
    let token = telling.token ?? here.first
    guard let token else { return (telling.sentence, "", nil) }
    // Of equal words on a line nobody knows which it was, and a caret under the wrong one is worse than none.
    let isOneOfMany = telling.token != nil && isByName && here.count { $0.text == token.text } > 1
    return (telling.sentence, excerpt(token, isMarked: !isOneOfMany), token.line)
  }

  /// Whether all that is known of the place is what is called there.
  private var isByName: Bool { text.hasPrefix("bad argument #") }

  /// The line and a caret, cut to what a terminal of 80 columns shows.
  private func excerpt(_ token: SourceTokens.Token, isMarked: Bool) -> String {
    guard source.lines.indices.contains(token.line - 1) else { return "" }
    let line = source.lines[token.line - 1].map { $0 == "\t" ? " " : $0 }
    let most = 68
    let first = line.count <= most ? 0 : max(0, min(token.column - most / 2, line.count - most))
    let shown = String(line.dropFirst(first).prefix(most))
    let number = "\(token.line)"
    guard isMarked else { return "  \(number) | \(shown)" }
    let gutter = String(repeating: " ", count: number.count)
    let width = max(1, min(token.text.prefix { !$0.isNewline }.count, most - (token.column - first)))
    let caret =
      String(repeating: " ", count: token.column - first) + "^" + String(repeating: "~", count: width - 1)
    return "  \(number) | \(shown)\n  \(gutter) | \(caret)"
  }

  // MARK: Where

  /// What a sentence of Neap's is about: the value that it says was given, else the first word of it that the line has.
  private func named() -> SourceTokens.Token? {
    let words = text.split { " ,;:()[]".contains($0) }.map(String.init)
    if text.contains("is another number at each sample") {
      let places = source.on(line).filter { place in
        place > 0 && words.first == source.tokens[place].text
          && ["if", "elseif", "while", "until", "not"].contains(source.tokens[place - 1].text)
      }
      if let place = places.first { return source.tokens[place] }
    }
    if text.contains("a decimal point is a point"), let place = decimalComma() {
      return source.tokens[place - 1]
    }
    if text.contains(" is lost: one name"), let lost = words.first,
      let token = here.last(where: { $0.kind == .number && $0.text == lost })
    {
      return token
    }
    if let token = misspelt() { return token }
    if text.hasPrefix("an instrument called by hand"),
      let shelf = here.first(where: { ["synths", "kits"].contains($0.text) })
    {
      return shelf
    }
    if text.contains("are counted from 1 to"), let place = indexed.first { return source.tokens[place - 2] }
    if text.hasPrefix("a signal has no length"), let token = sign(["#"]) { return token }
    if text.hasPrefix("a signal is not indexed"),
      let place = source.on(line).first(where: { $0 > 0 && source.tokens[$0].text == "[" })
    {
      return source.tokens[place - 1]
    }
    let start =
      operatorSign(words.first ?? "")
      ?? words.prefix(2).lazy.compactMap { word in
        bare(word) ?? here.first { $0.kind == .word && $0.text == word }
      }.first
    if let place = words.firstIndex(of: "given"), place > 1 {
      let given = words[..<place]
      let after = here.filter {
        start == nil || start?.kind == .sign || $0.column > (start?.column ?? 0)
      }
      if let token = after.first(where: { token in
        token.kind == .number && given.contains { Double($0) != nil && Double($0) == Double(token.text) }
      }) {
        return token
      }
      if let quoted = Self.quoted(text, "\""),
        let token = after.first(where: { $0.kind == .text && $0.text.dropFirst().dropLast() == quoted })
      {
        return token
      }
    }
    if let start { return start }
    if text.contains("is not bound"), let name = words.first {
      // A call's line is its last one; what stands in it may stand before.
      return source.tokens.last { $0.line < line && $0.kind == .word && $0.text == name }
    }
    for quoted in [Self.quoted(text, "\""), Self.quoted(text, "'", "'")].compactMap({ $0 }) {
      if let token = here.first(where: { $0.text == quoted }) { return token }
    }
    return here.first { token in
      token.kind == .word && words.contains(token.text) && !SourceTokens.keywords.contains(token.text)
    }
  }

  /// The comma of the line that stands between two numbers, without white space.
  private func decimalComma() -> Int? { source.on(line).last(where: source.isDecimalComma) }

  /// A word that is no field: of `math.sin(1) + sin(1)` the second.
  private func bare(_ word: String) -> SourceTokens.Token? {
    let place = source.on(line).first { place in
      source.tokens[place].kind == .word && source.tokens[place].text == word
        && (place == 0 || ![".", ":"].contains(source.tokens[place - 1].text))
    }
    return place.map { source.tokens[$0] }
  }

  /// The sign of a kind that is written as one, where the line does not name the kind itself.
  private func operatorSign(_ kind: String) -> SourceTokens.Token? {
    let signs = ["add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "^", "mod": "%"]
    guard let sign = signs[kind], !here.contains(where: { $0.kind == .word && $0.text == kind }) else {
      return nil
    }
    return self.sign([sign])
  }

  /// What a sentence says that there is none of.
  private func misspelt() -> SourceTokens.Token? {
    let words = text.split { " ,;:()[]".contains($0) }.map(String.init)
    var names: [String] = []
    if text.contains("has no parameter \""), let name = Self.quoted(text, "\"") { names.append(name) }
    if let place = words.indices.first(where: { $0 > 0 && words[$0...].starts(with: ["is", "no", "option"]) })
    {
      names.append(words[place - 1])
    }
    if let place = words.indices.first(where: { words[$0...].starts(with: ["has", "no"]) }),
      words.indices.contains(place + 2)
    {
      names.append(words[place + 2])
    }
    return names.lazy.compactMap { name in here.first { $0.kind == .word && $0.text == name } }.first
  }

  static func quoted(_ text: String, _ open: Character, _ close: Character? = nil) -> String? {
    guard let start = text.firstIndex(of: open) else { return nil }
    let rest = text[text.index(after: start)...]
    guard let end = rest.firstIndex(of: close ?? open) else { return nil }
    return String(rest[..<end])
  }

  func sign(_ signs: Set<String>) -> SourceTokens.Token? {
    here.first { $0.kind == .sign && signs.contains($0.text) }
  }
}
