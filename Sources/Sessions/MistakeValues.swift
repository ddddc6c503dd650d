/// Lua's errors as it runs: what is nil, and what is called, indexed or calculated with that cannot be.
extension Mistake {
  func values() -> Telling? {
    let what = Self.quoted(text, "(", ")") ?? ""
    let name = Self.quoted(what, "'").map { $0 } ?? ""
    let place = place(of: name)
    let token = place.map { source.tokens[$0] }
    if let telling = nothingAtIndex(name) { return telling }
    if let rest = after("attempt to index a nil value") {
      let asked = place.flatMap { fieldAsked(behind: $0) } ?? "what stands behind it"
      if rest.isEmpty || name.isEmpty {
        guard name.isEmpty, let asking = askedOfNothing() else {
          return (
            "nil has no \(name.isEmpty ? asked : ":\(name)"): what stands before it gave nothing", token
          )
        }
        return ("nil has no :\(asking.text): what stands before it gave nothing", asking)
      }
      return ("\(name) is nil, so \(asked) finds nothing: \(origin(what, name))", token)
    }
    if after("attempt to index a function value") != nil, !name.isEmpty {
      guard let example = example(name) else {
        return ("\(name) is a function, which has no fields: call it first, as in \(name)(…)", token)
      }
      return ("\(name) is a word that is called first, as in \(example), and then asked", token)
    }
    if after("attempt to index a") != nil {
      let type = typeGiven("attempt to index a")
      let name = name == "?" ? "" : name
      let asked = place.flatMap { fieldAsked(behind: $0) } ?? "fields and methods"
      return (
        "\(name.isEmpty ? type : "\(name) is \(type), which") has no \(asked); signals, buffers and tables have",
        token
      )
    }
    if after("attempt to call a nil value") != nil {
      if what.hasPrefix("method") {
        // A word of patterns is told with what is missing.
        let hint = text.firstRange(of: "'): \(name) is a word of patterns").map {
          ": \(text[$0.lowerBound...].dropFirst(4))"
        }
        let whose = place.flatMap {
          $0 > 1 && source.tokens[$0 - 2].kind == .word ? source.tokens[$0 - 2].text : nil
        }
        if hint == nil, example(name) != nil {
          return ("signals have a method \(name), and \(whose ?? "what stands before it") is none", token)
        }
        return ("there is no method \(name) here\(hint ?? "")", token)
      }
      if what.hasPrefix("field") {
        return ("\(name) is nil: that table holds nothing of this name to call", token)
      }
      return ("\(name.isEmpty ? "what is called" : name) is nil: there is nothing to call", token)
    }
    if after("attempt to call a") != nil {
      let type = typeGiven("attempt to call a")
      if what.hasPrefix("for iterator") {
        return (
          "for … in goes through what pairs(t) or ipairs(t) gives, as in for i, v in ipairs(t) do; \(type) was given",
          here.indices.dropFirst().first { here[$0 - 1].text == "in" }.map { here[$0] }
        )
      }
      let call = here.indices.dropFirst().first {
        here[$0].text == "(" && here[$0 - 1].isValueEnd
          && (name.isEmpty ? here[$0 - 1].kind != .word : here[$0 - 1].text == name)
      }
      if what.hasPrefix("method") || what.hasPrefix("field"), let token {
        let sentence =
          type == "text" || type == "a number"
          ? "\(name) is \(type), which is not called: a parameter is set, as in bass.\(name) = …, or given where its word is called"
          : "\(name) is \(type), which is not called"
        return (sentence, token)
      }
      return (
        "\(name.isEmpty ? "\(type) is" : "\(name) is \(type), which is") not called: is a * missing before the parenthesis?",
        call.map { here[$0] } ?? token
      )
    }
    if after("attempt to perform arithmetic on a") != nil {
      let type = typeGiven("attempt to perform arithmetic on a")
      if type == "nil" {
        return (
          "\(name.isEmpty ? "nil" : "\(name) is nil, which") cannot be calculated with: \(origin(what, name))",
          token ?? sign(Self.arithmetic)
        )
      }
      if type == "a table" {
        return (
          "a table cannot be calculated with: channels are sine{440, 442} or stereo(a, b), a list of samples is buffer{…}",
          token ?? sign(Self.arithmetic)
        )
      }
      return (
        "\(name.isEmpty ? type : "\(name) is \(type), which") cannot be calculated with: a number or a signal is expected\(type == "a function" ? ", as a call gives it: \(example(name) ?? "\(name)(…)")" : "")",
        token ?? sign(Self.arithmetic)
      )
    }
    if after("attempt to perform bitwise operation on a") != nil {
      let sign = sign(["|", "&", "~", "<<", ">>"])
      let type = typeGiven("attempt to perform bitwise operation on a")
      return (
        "\(sign?.text ?? "a sign of bits") works on whole numbers; \(type) was given\(type == "a signal" ? ": a chain is written with a colon, as in saw(55):lowpass(800), and a sum with +" : "")",
        sign
      )
    }
    if text.hasPrefix("attempt to compare") {
      let token = sign(["<", ">", "<=", ">="])
      if text.contains("signal") {
        return (
          "a signal cannot be compared so: it is another number at each sample, and neither true nor false; gt(a, b) and lt(a, b) are signals that are 1 where it holds",
          token
        )
      }
      let types = text.replacing("attempt to compare ", with: "").replacing("two ", with: "").replacing(
        " values", with: "s")
      return (
        "\(types.replacing(" with ", with: " and ")) cannot be compared: two numbers are expected\(types.contains("nil") ? "; one of them is nil, as a misspelt name gives it" : "")",
        token
      )
    }
    if after("attempt to concatenate a") != nil {
      let type = typeGiven("attempt to concatenate a")
      return (
        "\(name.isEmpty ? type : "\(name) is \(type), which") cannot be joined by ..: text or a number is expected, as tostring(…) gives it",
        token ?? sign([".."])
      )
    }
    if after("attempt to get length of a") != nil {
      return (
        "\(name.isEmpty ? typeGiven("attempt to get length of a") : "\(name) is \(typeGiven("attempt to get length of a")), which") has no length: # counts lists, texts and buffers",
        token ?? sign(["#"])
      )
    }
    if text.hasPrefix("attempt to "),
      text.contains("a 'string' with a 'number'") || text.contains("a 'number' with a 'string'")
        || text.contains("a 'string' with a 'string'")
    {
      let token = here.first { $0.kind == .text }
      return ("text is not calculated with: tonumber(…) makes a number of it, .. joins texts", token)
    }
    if let rest = after("bad argument #"), let number = rest.first, let function = Self.quoted(text, "'") {
      let why = Self.quoted(rest, "(", ")") ?? rest
      let parts = why.split(separator: ", got ", maxSplits: 1).map(String.init)
      let sentence =
        parts.count == 2
        ? "\(Self.phrase(parts[0].replacing(" expected", with: ""))) is expected; \(Self.phrase(parts[1])) was given"
        : why
      return ("\(function): argument \(number): \(sentence)", here.first { $0.text == function })
    }
    if let rest = after("bad 'for' "), let open = rest.firstIndex(of: "(") {
      let given = rest.firstRange(of: "got ").map { rest[$0.upperBound...].dropLast() } ?? "another value"
      return (
        "for: numbers are expected, as in for n = 1, 8 do; the \(rest[..<open])is \(Self.phrase(String(given)))",
        here.first { $0.text == "for" }
      )
    }
    if text.hasPrefix("'for'") {
      return (
        "for: numbers are expected, as in for n = 1, 8 do; \(text.replacing("'for' ", with: ""))",
        here.first { $0.text == "for" }
      )
    }
    return nil
  }

  /// Where a name of the line is used so that it can fail: asked for a field, called, calculated with.
  private func place(of name: String) -> Int? {
    let found = source.on(line).filter { source.tokens[$0].text == name && source.tokens[$0].kind == .word }
    func text(_ place: Int) -> String {
      source.tokens.indices.contains(place) ? source.tokens[place].text : ""
    }
    let isCalculating = self.text.contains("arithmetic") || self.text.contains("concatenate")
    let signs = isCalculating ? Self.arithmetic.union([".."]) : [":", ".", "[", "("]
    return found.first { signs.contains(text($0 + 1)) || (isCalculating && signs.contains(text($0 - 1))) }
      ?? found.last
  }

  private static let arithmetic: Set<String> = ["+", "-", "*", "/", "^", "%", "//"]

  private func after(_ prefix: String) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  /// Where a number stands in square brackets behind a value.
  var indexed: [Int] {
    source.on(line).filter { place in
      place > 1 && source.tokens[place].kind == .number && source.tokens[place - 1].text == "["
        && source.tokens[place - 2].isValueEnd
    }
  }

  /// `a[4]` of a list of three.
  private func nothingAtIndex(_ name: String) -> Telling? {
    guard name == "integer index" || name == "?", text.hasPrefix("attempt to ") else { return nil }
    let signs = text.contains("arithmetic") ? Self.arithmetic : [".", ":", "[", "("]
    let places = indexed
    let place = places.first { place in
      source.tokens.indices.contains(place + 2) && signs.contains(source.tokens[place + 2].text)
        || (text.contains("arithmetic") && place > 2 && signs.contains(source.tokens[place - 3].text))
    }
    guard let place = place ?? places.first else { return nil }
    let (list, number) = (source.tokens[place - 2], source.tokens[place].text)
    let whose = list.kind == .word ? list.text : "…"
    let why = number == "0" ? "a list begins at 1" : "the list holds nothing there"
    return ("\(whose)[\(number)] is nil: \(why)", list)
  }

  /// `a table`, of "attempt to index a table value".
  private func typeGiven(_ prefix: String) -> String {
    Self.phrase(
      (after(prefix) ?? "").replacing("n ", with: "", maxReplacements: 0).split(separator: " ").first.map(
        String.init) ?? "a value")
  }

  private static func phrase(_ type: String) -> String {
    switch type {
    case "nil": "nil"
    case "no value", "no": "nothing"
    case "string": "text"
    default: "aeiou".contains(type.first ?? "b") ? "an \(type)" : "a \(type)"
    }
  }

  /// Why a name may be nil.
  private func origin(_ what: String, _ name: String) -> String {
    if what.hasPrefix("local") || what.hasPrefix("upvalue") {
      return "nothing was given to the local \(name) before"
    }
    if what.hasPrefix("field") { return "the table before it holds nothing of this name" }
    return "nothing was given to it before"
  }

  /// The method that is called on what a call gave, where that gave nothing: behind `play(…)`, or the only one there is.
  private func askedOfNothing() -> SourceTokens.Token? {
    let methods = source.on(line).filter { place in
      place > 1 && source.tokens[place].kind == .word && [":", "."].contains(source.tokens[place - 1].text)
        && source.tokens[place - 2].text == ")"
    }
    let behindPlay = methods.first { place in
      source.start(of: place - 2).map { $0 > 0 && source.tokens[$0 - 1].text == "play" } ?? false
    }
    return (behindPlay ?? (methods.count == 1 ? methods.first : nil)).map { source.tokens[$0] }
  }

  /// `:lowpass` behind the name at a place.
  private func fieldAsked(behind place: Int) -> String? {
    guard source.tokens.indices.contains(place + 2), [":", "."].contains(source.tokens[place + 1].text) else {
      return source.tokens.indices.contains(place + 1) && source.tokens[place + 1].text == "[" ? "[…]" : nil
    }
    return source.tokens[place + 1].text + source.tokens[place + 2].text
  }
}
