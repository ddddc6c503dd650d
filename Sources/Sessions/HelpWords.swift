import Graphs
import Scripting
import Signals
import Workspaces

/// `help()`, `help(word)`, `?word`: told from the declarations.
extension Session {
  func defineHelp() throws {
    try define(
      "help", .help, "help([word], [example])",
      "Tells what there is, what a word does, examples first, or which words a family has: help(\"filters\"). help(\"lowpass\", 2) does the second of lowpass's examples, help(2) the second of those that were told last: a signal is heard. help(\"words\") lists all words.",
      example: "help(\"lowpass\", 1)"
    ) { session, arguments in
      if let number = arguments[0].asInteger, arguments.count == 1 {
        return try session.runExample(number, of: session.toldExamples)
      }
      if !arguments[1].isNil {
        guard let number = arguments[1].asInteger else {
          throw LuaError(
            "help: an example's number is expected, as in help(\"lowpass\", 2); \(arguments[1].described) was given"
          )
        }
        let told = session.toldExamples
        session.toldExamples = []
        _ = try session.help(about: arguments[0])
        let examples = session.toldExamples
        if examples.isEmpty { session.toldExamples = told }
        return try session.runExample(number, of: examples)
      }
      session.tell(arguments.count > 0 ? try session.help(about: arguments[0]) : session.overview())
      return []
    }
  }

  /// Tells of a word, a family, a name that is bound; of nothing, what there is.
  package func help(named name: String) throws -> String {
    if name.isEmpty { return overview() }
    if name == "words" { return allWords() }
    if library == nil, patternWordNames().contains(name) { _ = try patternLibrary() }
    if let word = words[name] { return text(word) + (name == "p" ? "\n\n" + MiniNotationHelp.text : "") }
    if MiniNotationHelp.names.contains(name.lowercased()) { return MiniNotationHelp.text }
    if workspace.names[name] != nil, let value = try read(.string(name)), value.asString == nil {
      return try help(about: value)
    }
    if let family = help(ofFamily: name) { return family }
    var shelf = LuaValue.nil
    for (place, part) in name.split(separator: ".").enumerated() {
      shelf =
        try place == 0
        ? (["synths", "kits"].contains(part) ? instruments(String(part)) : .nil)
        : shelf.asTable?.get(.string(String(part))) ?? .nil
    }
    if let instrument = try help(ofInstrument: shelf) { return instrument }
    // lesson.check is told where lesson is.
    if let dot = name.firstIndex(of: "."), let word = words[String(name[..<dot])] { return text(word) }
    if let own = ForeignNames.word(for: name) { return "\(name) \(own)" }
    let titles = Family.allCases.flatMap { [$0.rawValue, $0.title.lowercased()] }
    let near = NearestNames.question(name, among: words.keys + titles)
    var lines = near.isEmpty ? apropos(name) : []
    // Of several as of one.
    if lines.isEmpty, near.isEmpty, name.count > 3, name.hasSuffix("s") {
      lines = apropos(String(name.dropLast()))
    }
    guard !lines.isEmpty else { throw LuaError("\(name) is not a word of Neap's\(near)") }
    let rest = lines.count > 20 ? ["  and \(lines.count - 20) more: apropos(\"\(name)\") tells them all"] : []
    return (["\(name) is no word of Neap's; these tell of it:"] + lines.prefix(20) + rest).joined(
      separator: "\n")
  }

  private func help(about value: LuaValue) throws -> String {
    if let name = value.asString { return try help(named: name) }
    if let word = words.values.first(where: { $0.value == value }) { return try help(named: word.name) }
    if let instrument = try help(ofInstrument: value) { return instrument }
    // A word of a kit for which there are several sounds.
    if let list = value.asTable, list.count > 0,
      let told = try? items(list).map({ try help(ofInstrument: $0) }),
      !told.contains(nil)
    {
      return told.compactMap { $0 }.joined(separator: "\n\n")
    }
    if let object = value.asObject(SignalObject.self) {
      let id = manager.target(object.signal.id) ?? object.signal.id
      return describe(object) + "\n\n" + ((try? help(named: manager.typeName(of: id))) ?? "")
    }
    if value.asFunction != nil || value.asTable != nil || value.asDouble != nil {
      return self.text(of: value)
    }
    throw LuaError("help: a word is expected, as in help(lowpass); \(value.described) was given")
  }

  private func text(_ word: Word) -> String {
    var lines: [String] = []
    let examples = examples(of: word)
    if !examples.isEmpty { lines += numbered(examples) + [""] }
    lines.append(word.signature)
    lines.append(word.doc)
    if let kind = word.declaration {
      let width = kind.parameters.map(\.name.count).max() ?? 0
      for parameter in kind.parameters {
        let name = parameter.name.padding(to: width)
        lines.append("  \(name)  \(parameter.doc)")
        lines.append("  \(String(repeating: " ", count: width))  \(parameter.summary)")
      }
      if word.isMethod {
        lines.append("Also a method: sig:\(word.name)(…). Parameters may be named: \(word.name){sig, …}.")
      }
      if !kind.source.isEmpty { lines.append("After \(kind.source).") }
    }
    return lines.joined(separator: "\n")
  }

  private func overview() -> String {
    loadPatterns()
    let width = Self.firstExamples.map(\.code.count).max() ?? 0
    let examples = zip(numbered(Self.firstExamples.map(\.code)), Self.firstExamples).map { line, example in
      "\(line.padding(to: width + 9))\(example.what)"
    }
    let families = wordsByFamily.map { "\($0.family.rawValue) (\($0.words.count))" }
    return """
      \(examples.joined(separator: "\n"))

      help(1) does the first of these, help(2) the second.
      help("lowpass") tells about a word, examples first; so does ?lowpass. apropos("echo") searches.
      help("filters") lists a family, help("words") all of them: \(families.joined(separator: ", ")).
      lesson() lists lessons in digital signal processing.

      Times are in seconds, frequencies in hertz, levels as factors. + - * / ^ % work between signals and numbers.
      _ is the last value. Tab completes, Ctrl-C stops a chunk, Ctrl-D leaves.
      """
  }

  /// Every word by its family.
  private func allWords() -> String {
    loadPatterns()
    return wordsByFamily.map { "\($0.family.title): \($0.words.map(\.name).joined(separator: " "))" }
      .joined(separator: "\n")
  }
}

extension String {
  /// Filled with spaces to `width` characters.
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
