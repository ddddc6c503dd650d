import Signals

/// What Lua's grammar stumbled over, in the words of who wrote it.
extension Mistake {
  func syntax() -> Telling? {
    guard let range = text.firstRange(of: " near ") else { return nil }
    let near = String(text[range.upperBound...])
    let isAtEnd = near == "<eof>"
    let word = isAtEnd ? "" : Self.unquoted(near)
    if let colon = colonOfBlock() { return colon }
    if text.hasPrefix("unfinished string") || text.hasPrefix("unfinished long string") {
      let open = source.tokens.last { $0.kind == .text && $0.line <= line }
      return ("the text that begins here has no closing quote", open)
    }
    if text.hasPrefix("malformed number") {
      let digits = word.prefix { $0.isNumber || $0 == "." }
      let token = source.tokens.first { $0.line == line && $0.kind == .number && word.hasPrefix($0.text) }
      if let token, let sentence = unit(behind: token, digits) { return (sentence, token) }
      return (
        "\(word)… is no number: is a * missing, as in \(digits) * \(word.dropFirst(digits.count))…?", token
      )
    }
    if word.hasPrefix("!"), let at = stop(at: word), let sentence = Self.foreign(word, nil, nil) {
      return (sentence, source.tokens[at])
    }
    if word.hasPrefix("<\\"),
      let letter = source.tokens.first(where: {
        $0.line == line && !$0.text.allSatisfy(\.isASCII) && $0.kind != .text
      })
    {
      if let power = ["²": 2, "³": 3][letter.text] {
        return ("\(letter.text) is written ^ \(power)", letter)
      }
      return (
        "\(letter.text) stands in texts and comments only: names are of the letters a to z, digits and _",
        letter
      )
    }
    if text.hasPrefix("'end' expected"), ["else", "elseif"].contains(word), let token = elseTooMany(word) {
      return (
        "this if has an else already, the last of its parts: what stands before it is elseif … then", token
      )
    }
    if let close = Self.expectedClosing(text), isAtEnd || close != "end" {
      return unclosed(close, isAtEnd, word)
    }
    if word == "/", let first = here.first, first.text == word {
      return ("-- begins a comment in Lua", first)
    }
    let at = stop(at: word)
    if let other = foreignFunction() ?? bareMethod(before: isAtEnd ? source.tokens.count : at) {
      return other
    }
    if isAtEnd { return atEnd() }
    guard let at else { return nil }
    let token = source.tokens[at]
    if word.count == 1, "@$`\\".contains(word) { return ("\(word) means nothing outside of texts", token) }
    let before = at > 0 ? source.tokens[at - 1] : nil
    if word == ":", let before, before.kind == .number {
      return (
        "\(before.text) has no methods: what a method is asked of stands in parentheses, as in (sine(440) * 0.1):lowpass(800)",
        token
      )
    }
    if let other = Self.foreign(word, before, at + 1 < source.tokens.count ? source.tokens[at + 1] : nil) {
      return (other, token)
    }
    if word == "=" { return equals(token, before) }
    if text.hasPrefix("'then' expected") || text.hasPrefix("'do' expected") {
      let missing = text.hasPrefix("'then'") ? "then" : "do"
      return ("\(missing) is missing before \(word)", token)
    }
    if [")", "]", "}"].contains(word) {
      return ("\(word) closes nothing that is open: one too many, or a value is missing before it", token)
    }
    if ["else", "elseif", "until"].contains(word), text.hasPrefix("<eof> expected") {
      let opening = word == "until" ? "repeat" : "if … then"
      return ("\(word) goes on with \(opening), and there is none open here", token)
    }
    if word == "end", text.hasPrefix("<eof> expected") || text.hasPrefix("unexpected symbol") {
      return ("this end ends nothing: one too many", token)
    }
    if let other = foreignStatement(before: at) { return other }
    if let value = valueOfFunction(before: at) {
      return ("return is missing before \(value.text): a function answers what it returns", value)
    }
    if text.hasPrefix("unexpected symbol"), token.kind == .number, at + 1 < source.tokens.count,
      source.tokens[at + 1].kind == .word, source.tokens[at + 1].line == token.line
    {
      return (
        "a value stands here by itself: bind it, as in x = \(word) * \(source.tokens[at + 1].text)…, or play(…) it",
        token
      )
    }
    if let before, before.isValueEnd, before.line == token.line,
      token.kind == .number || token.kind == .text
        || (token.kind == .word && !SourceTokens.keywords.contains(word))
    {
      if before.kind == .word, !["end", "nil", "true", "false"].contains(before.text), token.kind == .number {
        return (
          "\(before.text) \(word): what a word is given stands in parentheses, \(before.text)(\(word)); a product has a *",
          token
        )
      }
      if before.kind == .word, token.kind == .word, example(before.text) != nil {
        let given = at + 1 < source.tokens.count && source.tokens[at + 1].text == "(" ? "\(word)(…)" : word
        return (
          "\(before.text) \(word): what a word is given stands in parentheses, \(before.text)(\(given))",
          token
        )
      }
      return ("something is missing between \(before.text) and \(word): a *, or a comma", token)
    }
    if text.hasPrefix("unexpected symbol"), SourceTokens.keywords.contains(word) {
      return ("a value is missing before \(word)", token)
    }
    if text.hasPrefix("unexpected symbol"), let call = callBehindValue(before: at) {
      return (Self.strayCall(call.text), call)
    }
    if text.hasPrefix("syntax error") {
      return ("a value stands here by itself: bind it (x = …), or play(…) it", statement(of: at))
    }
    if text.hasPrefix("<name> expected") {
      return ("a name is expected here; \(word) is none", token)
    }
    return nil
  }

  /// What stands first in a function and is no statement: `function(y) 0.1 * x end`, `function(y) y * 2 end`.
  private func valueOfFunction(before at: Int) -> SourceTokens.Token? {
    func isFirst(_ place: Int) -> Bool {
      place > 0 && source.tokens[place].kind != .text && source.endsParameters(place - 1)
    }
    let token = source.tokens[at]
    if isFirst(at), token.kind == .number || token.text == "-" { return token }
    return isFirst(at - 1) && token.kind == .sign && source.tokens[at - 1].kind == .word
      && ["*", "+", "-", "/", "^", "%"].contains(token.text) ? source.tokens[at - 1] : nil
  }

  /// What is said of a call that stands where a statement begins, behind a value in its line.
  static func strayCall(_ word: String) -> String {
    "\(word)(…) stands behind a value: a * or another sign is missing before it, a : where it is a method, or a new line"
  }

  /// The word of a call that ends before a sign and stands behind a value in its line: `saw(55) sine(3) * 2` is stopped at the *.
  private func callBehindValue(before at: Int) -> SourceTokens.Token? {
    guard at > 0, source.tokens[at - 1].text == ")", let open = source.start(of: at - 1), open > 1 else {
      return nil
    }
    let (value, word) = (source.tokens[open - 2], source.tokens[open - 1])
    return word.kind == .word && value.isValueEnd && value.text != "end" && value.line == word.line
      ? word : nil
  }

  /// A number with its unit behind it, as it is written elsewhere.
  func unit(behind token: SourceTokens.Token, _ digits: Substring) -> String? {
    guard source.lines.indices.contains(token.line - 1), let number = Double(digits) else { return nil }
    let rest = source.lines[token.line - 1].dropFirst(token.column + digits.count)
    let name = String(rest.drop { $0 == " " }.prefix { $0.isLetter })
    let units: [String: (factor: Double, unit: String)] = [
      "k": (1_000, "a thousand is written out"), "hz": (1, "frequencies are in hertz"),
      "khz": (1_000, "frequencies are in hertz"),
      "s": (1, "times are in seconds"), "sec": (1, "times are in seconds"),
      "ms": (0.001, "times are in seconds"),
      "db": (1, "levels are in decibels where that is said, and else factors"),
    ]
    guard let found = units[name.lowercased()] else { return nil }
    let value = Numerals.text((number * found.factor * 1e9).rounded() / 1e9)
    return "\(digits)\(name): a number has no unit behind it; \(found.unit): \(value)"
  }

  private func equals(_ token: SourceTokens.Token, _ before: SourceTokens.Token?) -> Telling {
    let condition = source.tokens.last {
      $0.line == token.line && $0.column < token.column
        && ["if", "elseif", "while", "until"].contains($0.text)
    }
    if let condition {
      return ("= binds a name; == compares, as in \(condition.text) \(before?.text ?? "x") == …", token)
    }
    if before.map({ SourceTokens.keywords.contains($0.text) }) == true {
      return ("\(before?.text ?? "") is a word of Lua's and cannot be bound", before)
    }
    return ("= binds a name or a field, alone in its statement; == compares", token)
  }

  /// `bass:lowpass`, without what it is given.
  private func bareMethod(before end: Int?) -> Telling? {
    guard text.hasPrefix("function arguments expected"), let end, end > 2 else { return nil }
    let (value, colon, method) = (source.tokens[end - 3], source.tokens[end - 2], source.tokens[end - 1])
    guard colon.text == ":", method.kind == .word else { return nil }
    let whose = value.kind == .word ? value.text : "…"
    return (
      "\(method.text) stands behind a : and is called: \(whose):\(method.text)(…), with parentheses", method
    )
  }

  private func atEnd() -> Telling? {
    guard let last = source.tokens.last else { return nil }
    if text.hasPrefix("unexpected symbol") { return ("a value is missing behind \(last.text)", last) }
    if text.hasPrefix("<name> expected"), [":", "."].contains(last.text) {
      return ("a name is missing behind the \(last.text), as in bass:lowpass(800)", last)
    }
    if text.hasPrefix("syntax error"), source.tokens.count > 1 {
      let number = source.tokens[source.tokens.count - 2]
      if number.kind == .number, number.line == last.line,
        let sentence = unit(behind: number, number.text[...])
      {
        return (sentence, last)
      }
    }
    if text.hasPrefix("syntax error"),
      let product = source.tokens.indices.dropLast().first(where: { place in
        let (number, next) = (source.tokens[place], source.tokens[place + 1])
        return number.kind == .number && number.line == next.line
          && (next.text == "(" || (next.kind == .word && !SourceTokens.keywords.contains(next.text)))
      })
    {
      let (number, next) = (source.tokens[product].text, source.tokens[product + 1])
      return ("\(number) \(next.text)…: is a * missing, as in \(number) * \(next.text)…?", next)
    }
    if text.hasPrefix("syntax error"), let first = statement(of: source.tokens.count - 1) {
      return ("a value stands here by itself: bind it (x = …), or play(…) it", first)
    }
    return nil
  }

  private static func unquoted(_ text: String) -> String {
    text.count > 2 && text.hasPrefix("'") && text.hasSuffix("'") ? String(text.dropFirst().dropLast()) : text
  }

  /// Signs of other languages.
  private static func foreign(_ word: String, _ before: SourceTokens.Token?, _ next: SourceTokens.Token?)
    -> String?
  {
    switch (word, before?.text, next?.text) {
    case ("!", _, _), ("!=", _, _): "!= is ~= in Lua, and ! is not"
    case (">", "-"?, _), ("-", _, ">"?), (">", "|"?, _), ("|", _, ">"?):
      "a chain is written with a colon, as in saw(55):lowpass(800)"
    case ("&", _, _), ("&&", _, _): "&& is and in Lua"
    case ("|", _, _), ("||", _, _): "|| is or in Lua"
    case ("+", _, "+"?), ("-", _, "-"?), ("+", "+"?, _), ("-", "-"?, _):
      "x\(word)\(word) is x = x \(word) 1 in Lua"
    case (_, _, "="?) where ["+", "-", "*", "/", "^", "%", "//", ".."].contains(word):
      "x \(word)= y is x = x \(word) y in Lua"
    case ("*", "*"?, _): "a power is written with ^"
    case ("//", _, _): "-- begins a comment in Lua"
    case ("[", _, _) where before?.isValueEnd != true: "a list is written in braces, as in {1, 2, 3}"
    case ("?", _, _): "a ? b : c is a and b or c in Lua"
    default: nil
    }
  }

  /// The token that Lua stopped at.
  func stop(at word: String) -> Int? {
    let found = source.on(line).filter {
      source.tokens[$0].text == word
        || (word.count == 1 && source.tokens[$0].kind == .sign && source.tokens[$0].text.hasPrefix(word))
    }
    // Of several the one that cannot stand where it does.
    if word == "=" {
      return found.last { place in
        place == 0
          || source.on(line).contains {
            $0 < place
              && (["if", "elseif", "while", "until", "=", "=="].contains(source.tokens[$0].text)
                || SourceTokens.keywords.contains(source.tokens[place - 1].text))
          }
      } ?? found.last
    }
    if found.count > 1,
      let odd = found.first(where: {
        $0 > 0 && source.tokens[$0].kind != .sign && source.tokens[$0 - 1].isValueEnd
      })
    {
      return odd
    }
    if found.count > 1,
      let odd = found.first(where: {
        $0 > 0 && source.tokens[$0 - 1].kind == .sign && !source.tokens[$0 - 1].isValueEnd
      })
    {
      return odd
    }
    return found.first
  }

  /// The first token of the line's statement, as far as the line tells.
  private func statement(of place: Int) -> SourceTokens.Token? {
    guard source.tokens.indices.contains(place) else { return nil }
    return source.tokens.first { $0.line == source.tokens[place].line }
  }
}
