import Graphs
import Scripting
import Signals
import Workspaces

extension Session {
  /// One way to complete a word, and a few words about it.
  package struct Candidate {
    package let text: String
    package let note: String?
  }

  /// What may stand in place of `word` at the end of `chunk`: a global, a parameter's name inside braces, or behind a dot
  /// or a colon a parameter or a method.
  package func completions(of word: String, in chunk: String = "") -> [Candidate] {
    guard let split = word.lastIndex(where: { $0 == "." || $0 == ":" }) else {
      let named = parameters(named: word, in: chunk)
      return word.isEmpty && !named.isEmpty ? named : named + globals(word)
    }
    let base = String(word[..<split])
    let start = String(word[word.index(after: split)...])
    let lead = word[...split]
    var found: [Candidate] = []
    if let slot = workspace.slot(base) {
      let object = SignalObject(slot, self)
      if word[split] == ":" {
        found = words.values.filter(\.isMethod).map { Candidate(text: $0.name, note: nil) }
      } else {
        for row in rowsSeen(below: object) {
          for parameter in declaration(of: row)?.parameters ?? [] {
            found.append(Candidate(text: parameter.name, note: parameter.unit))
          }
        }
      }
    } else if base.isEmpty, word[split] == ":" {
      // Behind a bracket, saw(55):low, or a string, p"bd":eu
      let isString = chunk.dropLast(word.count).last.map { $0 == "\"" || $0 == "'" } == true
      found =
        isString
        ? patternMethods() : words.values.filter(\.isMethod).map { Candidate(text: $0.name, note: nil) }
    } else if word[split] == ":", isPatternName(base) {
      found = patternMethods()
    } else if let shelf = try? shelfEntries(base) {
      found = shelf
    } else if base == "mixer" {
      found = workspace.mixerLabels.map { Candidate(text: $0, note: nil) }
    } else if base.hasPrefix("mixer.") {
      found = Self.mixerFields.map { Candidate(text: $0, note: $0 == "gain" ? "dB" : nil) }
    } else if base == "manager" {
      found = Self.managerMethods.map { Candidate(text: $0, note: nil) }
    } else if let fields = standardFields[base] {
      found = fields.map { Candidate(text: $0, note: nil) }
    } else if case .other(let box)? = workspace.names[base],
      (box as? LuaBox)?.value.asObject(SampleBuffer.self) != nil
    {
      found = SampleBuffer.methodNames.map { Candidate(text: $0, note: nil) }
    } else if case .other(let box)? = workspace.names[base], let table = (box as? LuaBox)?.value.asTable,
      let keys = try? table.keys()
    {
      found = keys.compactMap(\.asString).filter(isIdentifier).map { Candidate(text: $0, note: nil) }
    }
    var seen: Set<String> = []
    return found.filter { $0.text.hasPrefix(start) && seen.insert($0.text).inserted }
      .sorted { $0.text < $1.text }
      .map { Candidate(text: lead + $0.text, note: $0.note) }
  }

  /// The parameters of the word whose braces the chunk ends in: lowpass{saw(55), cu or lowpass(saw(55), {cu
  private func parameters(named start: String, in chunk: String) -> [Candidate] {
    let before = chunk.dropLast(start.count)
    guard let last = before.last(where: { !$0.isWhitespace }), last == "{" || last == ",",
      let call = OpenCall(atEndOf: before), call.isInBraces, let word = words[call.word]
    else { return [] }
    return (word.declaration?.parameters ?? []).filter { $0.name.hasPrefix(start) }
      .map { Candidate(text: $0.name + "=", note: $0.unit) }
  }

  /// What may stand in a string.
  package enum TextCandidates {
    case choices([String])
    /// Files whose names end so; any, where nothing is said.
    case files([String])
  }

  /// What may stand in the string that a chunk ends in: what its parameter has to choose from, or files of the sort that
  /// its word takes.
  package func textCompletions(in chunk: String) -> TextCandidates {
    guard let quote = chunk.lastIndex(where: { $0 == "\"" || $0 == "'" || $0 == "[" }),
      let call = OpenCall(atEndOf: chunk[..<quote])
    else { return .files([]) }
    switch call.word {
    case "sample": return .files([".wav", ".flac", ".ogg", ".oga", ".aif", ".aiff", ".aifc"])
    case "dofile", "loadfile": return .files([".lua"])
    case "load", "save": return .files([".neap", ".json"])
    case "help", "apropos": return .choices(wordNames)
    default: break
    }
    guard let parameters = words[call.word]?.declaration?.parameters else { return .files([]) }
    let named = call.parameter.flatMap { name in parameters.first { $0.name == name } }
    let shift = call.isMethod ? 1 : 0
    let placed = call.place + shift < parameters.count ? parameters[call.place + shift] : nil
    switch (named ?? placed)?.form {
    case .choice(let choices)?: return .choices(choices)
    case .any?: return .choices(((named ?? placed) as? AnyValue)?.choices ?? [])
    default: return .files([])
    }
  }

  private func isPatternName(_ name: String) -> Bool {
    guard case .other(let box)? = workspace.names[name], let value = (box as? LuaBox)?.value else {
      return false
    }
    return (try? isPattern(value)) ?? false
  }

  private func patternMethods() -> [Candidate] {
    loadPatterns()
    return patternWordNames().map { Candidate(text: $0, note: nil) } + [Candidate(text: "query", note: nil)]
  }

  /// What is on `synths`, `kits` or in one of the kits.
  private func shelfEntries(_ path: String) throws -> [Candidate]? {
    let parts = path.split(separator: ".").map(String.init)
    guard let shelf = parts.first, ["synths", "kits"].contains(shelf), parts.count <= 3 else { return nil }
    var table = try instruments(shelf)
    for part in parts.dropFirst() { table = try table.asTable?.get(.string(part)) ?? .nil }
    return try table.asTable.map(sounds)?.map { Candidate(text: $0, note: nil) }
  }

  private func globals(_ start: String) -> [Candidate] {
    let names = Set(workspace.names.keys).union(words.keys).union(standardNames.keys).union(
      patternWordNames())
    return names.filter { $0.hasPrefix(start) }.sorted().map { Candidate(text: $0, note: nil) }
  }
}

extension Parameter {
  /// The unit's symbol, where the parameter has one.
  fileprivate var unit: String? {
    switch form {
    case .stream(_, let quantity), .number(_, let quantity): quantity.symbol.isEmpty ? nil : quantity.symbol
    default: nil
    }
  }
}
