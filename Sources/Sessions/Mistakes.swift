import Graphs
import Scripting
import Signals
import Workspaces

/// Mistakes that Lua lets pass or tells of in its own words, told as who made them would.
extension Session {
  /// An error of a chunk as a sentence, its line and a caret below.
  func told(_ error: any Error, source: String, name: String) -> any Error {
    guard let error = error as? LuaError, error.excerpt.isEmpty, error.kind != .interrupted,
      error.kind != .memory, let place = error.place
    else { return error }
    if place.name.hasPrefix("instruments/"), let line = Self.line(of: name, in: error.traceback) {
      let calling = LuaError(
        "\(name):\(line): an instrument called by hand takes a whole note, as in synths.bell{freq = 220, dur = 1, amp = 1}; p\"c4\":on(synths.bell) makes them"
      )
      return told(calling, source: source, name: name)
    }
    let text: String
    if place.name == Self.shortened(name) {
      text = source
    } else if let known = lua.texts(named: place.name).first {
      text = known
    } else {
      return error
    }
    let mistake = Mistake(source: SourceTokens(text), line: place.line, text: place.text) { [self] name in
      words[name].flatMap { $0.example.isEmpty ? nil : $0.example }
    }
    let (sentence, excerpt, shown) = mistake.told()
    // The end of a text lies behind its last line where that is ended as lines are.
    let line = shown ?? min(place.line, mistake.source.tokens.last?.line ?? place.line)
    return error.told("\(place.name):\(line): \(sentence)", excerpt: excerpt)
  }

  /// The innermost line of a chunk that was at work.
  private static func line(of name: String, in traceback: String?) -> Int? {
    guard let traceback, let place = traceback.firstRange(of: "\(shortened(name)):") else { return nil }
    return Int(traceback[place.upperBound...].prefix { $0.isNumber })
  }

  /// As Lua tells a long name: its end, behind dots.
  private static func shortened(_ name: String) -> String {
    name.utf8.count < 60 ? name : "..." + String(decoding: name.utf8.suffix(56), as: UTF8.self)
  }

  /// Refuses a chunk that Lua would run and that cannot be meant: `2 saw(55)`, which is two statements, and conditions that
  /// hold always since they are signals. Notes where names stand as conditions, to be judged when they are read.
  func refuseMistaken(_ source: String, name: String) throws {
    conditions.removeAll()
    // Nobody types more; and a long table of numbers need not be read twice.
    guard source.utf8.count < 100_000 else { return }
    let found = SourceTokens(source)
    for place in found.tokens.indices {
      let token = found.tokens[place]
      if token.isValueEnd, token.text != "end" { try refuseMissingSign(found, place, name) }
      if token.kind == .word, ["if", "elseif", "while", "until", "not"].contains(token.text) {
        try refuseSignalCondition(found, place, name)
      }
      try refuseSignalOperand(found, place, name)
      try refuseDot(found, place, name)
      try refuseLostValue(found, place, name)
      noteChoice(found, place)
    }
  }

  /// `2 saw(55)`, `saw(55) sine(3)` and `saw(55)lowpass(800)` are two statements, of which the second makes a signal for nothing.
  private func refuseMissingSign(_ source: SourceTokens, _ place: Int, _ name: String) throws {
    let tokens = source.tokens
    guard tokens.indices.contains(place + 2), tokens[place + 1].line == tokens[place].line,
      makesSignal(source, tokens[place + 1]), let end = chainEnd(source, place + 1),
      !source.asksMore(place + 1..<end, words)
    else { return }
    let (value, word) = (tokens[place], tokens[place + 1].text)
    let sentence =
      if value.kind == .number {
        "\(value.text) \(word)(…): a * is missing between them: \(value.text) * \(word)(…)"
      } else if source.endsParameters(place) {
        "\(word)(…) makes a signal for nothing: return is missing before it"
      } else {
        Mistake.strayCall(word)
      }
    throw LuaError("\(name):\(value.line): \(sentence)")
  }

  /// `bass == saw(55)` at the prompt answers false, which may be taken for a verdict.
  func hintOfComparison(_ source: String) {
    guard source.utf8.count < 1_000 else { return }
    let tokens = SourceTokens(source).tokens
    guard tokens.count > 2, tokens[0].kind == .word, tokens[1].text == "==",
      !SourceTokens.keywords.contains(tokens[0].text)
    else { return }
    onHint("== compares, and binds nothing: \(tokens[0].text) = … binds")
  }

  /// `x = sine(440) * 0,5` and `x = additive{1, 0.5}, 200` bind what stands before the comma, and let go of the number behind it.
  private func refuseLostValue(_ source: SourceTokens, _ place: Int, _ name: String) throws {
    let tokens = source.tokens
    guard tokens[place].text == ",", tokens.indices.contains(place + 1), tokens[place + 1].kind == .number,
      source.bindsOneName(before: place)
    else { return }
    guard source.isDecimalComma(place) else {
      throw LuaError(
        "\(name):\(tokens[place].line): \(tokens[place + 1].text) is lost: one name is bound to one value, and what stands behind the comma is another"
      )
    }
    let (whole, part) = (tokens[place - 1].text, tokens[place + 1].text)
    throw LuaError(
      "\(name):\(tokens[place].line): \(whole),\(part) is two numbers, of which the second is lost: a decimal point is a point, as in \(whole).\(part)"
    )
  }

  private func refuseSignalCondition(_ source: SourceTokens, _ place: Int, _ name: String) throws {
    let tokens = source.tokens
    guard tokens.indices.contains(place + 1), tokens[place + 1].kind == .word else { return }
    let (word, token) = (tokens[place].text, tokens[place + 1])
    let next = place + 2 < tokens.count ? tokens[place + 2] : nil
    if makesSignal(source, token), let end = chainEnd(source, place + 1),
      !source.asksMore(place + 1..<end, words)
    {
      let isWhole =
        end >= tokens.count || ["then", "do", "and", "or"].contains(tokens[end].text)
        || word == "until" && tokens[end].line > tokens[end - 1].line
      if word == "not" || isWhole {
        throw LuaError("\(name):\(token.line): \(Self.signalCondition("\(token.text)(…)"))")
      }
      return
    }
    guard !SourceTokens.keywords.contains(token.text), !source.locals.contains(token.text) else { return }
    let isCompared =
      next.map { ["==", "~="].contains($0.text) } == true && place + 3 < tokens.count
      && tokens[place + 3].kind == .number
    let isBare =
      next.map { ["then", "do", "and", "or"].contains($0.text) || (word == "until" && $0.line > token.line) }
      ?? true
    let isDenied = word == "not" && next.map { ![".", ":", "(", "[", "{"].contains($0.text) } ?? true
    if isCompared || isBare || isDenied { conditions[token.text, default: []].insert(token.line) }
  }

  /// `sine(3) == 0` is false whatever the signal is, and `sine(440) and saw(3)` is the second; `wide and saw(3) or sine(3)` is how
  /// Lua chooses between two.
  private func refuseSignalOperand(_ source: SourceTokens, _ place: Int, _ name: String) throws {
    let tokens = source.tokens
    let token = tokens[place]
    let before = place > 0 ? tokens[place - 1].text : ""
    guard makesSignal(source, token), ![".", ":", "==", "~="].contains(before),
      let end = chainEnd(source, place),
      tokens.indices.contains(end + 1), !source.asksMore(place..<end, words)
    else { return }
    let isCompared = ["==", "~="].contains(tokens[end].text) && tokens[end + 1].kind == .number
    let isChosen = tokens[end].text == "and" || (tokens[end].text == "or" && !source.isChosen(place))
    if isCompared || isChosen {
      throw LuaError("\(name):\(token.line): \(Self.signalCondition("\(token.text)(…)"))")
    }
  }

  /// `sine(440).lowpass(800)` is a filter that awaits its signal, and lets go of the sine.
  private func refuseDot(_ source: SourceTokens, _ place: Int, _ name: String) throws {
    let tokens = source.tokens
    try refuseDotOfName(source, place, name)
    guard makesSignal(source, tokens[place]), place == 0 || ![".", ":"].contains(tokens[place - 1].text),
      let end = chainEnd(source, place), tokens.indices.contains(end + 2), tokens[end].text == ".",
      makesSignal(source, tokens[end + 1]), ["(", "{"].contains(tokens[end + 2].text)
    else { return }
    let (word, method) = (tokens[place].text, tokens[end + 1].text)
    throw LuaError(
      "\(name):\(tokens[end].line): \(method) is asked of \(word)(…) with a colon: \(word)(…):\(method)(…)")
  }

  /// The same of a name that holds a signal: `bass.lowpass(800)`.
  private func refuseDotOfName(_ source: SourceTokens, _ place: Int, _ name: String) throws {
    let tokens = source.tokens
    guard tokens.indices.contains(place + 3), tokens[place].kind == .word, tokens[place + 1].text == ".",
      makesSignal(source, tokens[place + 2]), ["(", "{"].contains(tokens[place + 3].text),
      place == 0 || ![".", ":"].contains(tokens[place - 1].text)
    else { return }
    let (word, method) = (tokens[place].text, tokens[place + 2].text)
    guard !source.locals.contains(word), words[word] == nil else { return }
    let bindings = tokens.indices.filter { source.binds(word, at: $0) }
    if bindings.isEmpty {
      guard case .signal(let signal)? = workspace.names[word],
        declaration(of: signal.id)?.parameters.contains(where: { $0.name == method }) != true
      else { return }
    } else {
      // What the chunk itself binds may be a table by then, but where it is a signal each time.
      guard bindings.allSatisfy({ bindsSignal(source, $0, but: method) }) else { return }
    }
    throw LuaError(
      "\(name):\(tokens[place].line): \(method) is asked of \(word) with a colon: \(word):\(method)(…)")
  }

  /// `bass = saw(55):lowpass(800)`, of whose kinds none has a parameter of that name.
  private func bindsSignal(_ source: SourceTokens, _ place: Int, but parameter: String) -> Bool {
    let tokens = source.tokens
    // Behind a comma it is another value's name, and in braces a field.
    guard tokens.indices.contains(place + 2), tokens[place + 1].text == "=",
      place == 0 || ![",", "{", ";"].contains(tokens[place - 1].text),
      makesSignal(source, tokens[place + 2]), let end = chainEnd(source, place + 2),
      !source.asksMore(place + 2..<end, words)
    else { return false }
    return (place + 2..<end).allSatisfy {
      words[tokens[$0].text]?.declaration?.parameters.contains { $0.name == parameter } != true
    }
  }

  /// `x and 3 or 4` chooses as if does, where x is a bare name; `x and x.type` asks whether there is one. `x == 3` compares.
  private func noteChoice(_ source: SourceTokens, _ place: Int) {
    let tokens = source.tokens
    guard tokens[place].kind == .word, !SourceTokens.keywords.contains(tokens[place].text),
      !source.locals.contains(tokens[place].text), tokens.indices.contains(place + 2),
      tokens[place + 2].kind == .number, place > 0,
      ["=", "(", ",", "{", "return"].contains(tokens[place - 1].text)
    else { return }
    let isChosen =
      tokens[place + 1].text == "and" && tokens.indices.contains(place + 3) && tokens[place + 3].text == "or"
    guard isChosen || ["==", "~="].contains(tokens[place + 1].text) else { return }
    conditions[tokens[place].text, default: []].insert(tokens[place].line)
  }

  static func signalCondition(_ what: String) -> String {
    "\(what) is a signal: it is another number at each sample, and neither true nor false; gt(a, b) and lt(a, b) are signals that are 1 where it holds, and switch(which, {a, b}) takes one or the other"
  }

  /// Where a name that is read stands as a condition.
  func refuseCondition(_ name: String) throws {
    guard let lines = conditions[name], let line = lua.currentLine()?.line, lines.contains(line) else {
      return
    }
    throw LuaError(Self.signalCondition(name))
  }

  private func makesSignal(_ source: SourceTokens, _ token: SourceTokens.Token) -> Bool {
    token.kind == .word && words[token.text]?.declaration is SignalKind
      && !source.locals.contains(token.text)
  }

  /// Behind a call and the methods that are called on it; nil where it is no call.
  private func chainEnd(_ source: SourceTokens, _ place: Int) -> Int? {
    let tokens = source.tokens
    guard tokens.indices.contains(place + 1), ["(", "{"].contains(tokens[place + 1].text) else { return nil }
    var end = source.end(of: place + 1)
    while let at = end, tokens.indices.contains(at + 2), tokens[at].text == ":",
      ["(", "{"].contains(tokens[at + 2].text)
    {
      end = source.end(of: at + 2)
    }
    return end
  }
}
