import Lessons
import Scripting
import Signals

/// How words are found: by family, by what is told of them, one after the other.
extension Session {
  func defineFinding() throws {
    try define(
      "apropos", .help, "apropos(text)",
      "The words whose name, parameters or description hold a text, or that belong to a topic, as \"echo\" or \"loud\", a line for each; of several parts all have to hold.",
      example: "apropos(\"echo\")"
    ) { session, arguments in
      guard let text = arguments[0].asString, !text.isEmpty else {
        throw LuaError(
          "apropos: a text is expected, as in apropos(\"echo\"); \(arguments[0].described) was given")
      }
      let lines = session.apropos(text)
      session.tell(lines.isEmpty ? "nothing tells of \"\(text)\"" : lines.joined(separator: "\n"))
      return []
    }
    try define(
      "kinds", .help, "for k in kinds() do … end",
      "Every word that makes or processes signals, one after the other: k.name, k.family, k.doc, k.example, k.signature, k.source and k.parameters, a list of {name=, doc=, takes=}.",
      example: "for k in kinds() do print(k.family, k.signature) end"
    ) { session, arguments in
      [.function(try session.eachKind(arguments.state))]
    }
  }

  private func eachKind(_ lua: LuaState) throws -> LuaFunction {
    let list = wordsByFamily.flatMap(\.words).filter {
      $0.declaration != nil && $0.family != .design && $0.family != .patterns
    }
    var place = 0
    return try lua.function("next") { _ in
      guard place < list.count else { return [.nil] }
      defer { place += 1 }
      let word = list[place]
      let table = try lua.makeTable()
      let source = word.declaration?.source ?? ""
      for (key, value) in [
        ("name", word.name), ("family", word.family.rawValue), ("doc", word.doc), ("example", word.example),
        ("signature", word.signature), ("source", source),
      ] where !value.isEmpty { try table.set(.string(key), .string(value)) }
      let parameters = try lua.makeTable()
      for (number, parameter) in (word.declaration?.parameters ?? []).enumerated() {
        let entry = try lua.makeTable()
        try entry.set("name", .string(parameter.name))
        try entry.set("doc", .string(parameter.doc))
        try entry.set("takes", .string(parameter.summary))
        try parameters.set(.integer(number + 1), .table(entry))
      }
      try table.set("parameters", .table(parameters))
      return [.table(table)]
    }
  }

  /// A line for each word that tells of `text`, those first whose name does, then those that are of its kind.
  func apropos(_ text: String) -> [String] {
    loadPatterns()
    let parts = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    // Of several parts a word has to tell of each.
    let topics = parts.count > 1 && RelatedWords.of(text.lowercased()).isEmpty ? parts : [text.lowercased()]
    let related = topics.map(RelatedWords.of)
    func rank(_ word: Word, _ topic: Int) -> Int? {
      let (wanted, related) = (topics[topic], related[topic])
      if word.name == wanted { return 0 }
      if word.name.contains(wanted) { return 1 }
      if related.contains(word.name) { return 2 }
      let parameters = word.declaration?.parameters ?? []
      if parameters.contains(where: { $0.name == wanted }) { return 3 }
      if word.family.rawValue == wanted || word.family.title.lowercased() == wanted { return 4 }
      if word.doc.lowercased().contains(wanted) { return 5 }
      if word.declaration?.source.lowercased().contains(wanted) == true { return 5 }
      return parameters.contains { $0.doc.lowercased().contains(wanted) } ? 6 : nil
    }
    let found = words.values.compactMap { word -> (rank: Int, word: Word)? in
      let ranks = topics.indices.compactMap { rank(word, $0) }
      return ranks.count == topics.count ? (ranks.max() ?? 0, word) : nil
    }
    .sorted { ($0.rank, $0.word.name) < ($1.rank, $1.word.name) }
    let told = lines(found.map(\.word)) + instruments(about: text.lowercased())
    return told + lessons(about: text.lowercased(), inText: told.isEmpty)
  }

  /// A line for each lesson whose title or headings tell of `text`, or what stands below them.
  private func lessons(about text: String, inText: Bool) -> [String] {
    guard text.count > 2 else { return [] }
    return lessonShelf.names.compactMap { name in
      guard let lesson = try? lessonShelf.lesson(name) else { return nil }
      if name.contains(text) || lesson.title.lowercased().contains(text) {
        return "  lesson(\"\(name)\")  \(lesson.title)"
      }
      guard
        let page = lesson.pages.firstIndex(where: {
          $0.heading.lowercased().contains(text) || inText && tells($0, text)
        })
      else { return nil }
      return "  lesson(\"\(name)\", \(page + 1))  \(lesson.title): \(lesson.pages[page].heading)"
    }
  }

  private func tells(_ page: Lesson.Page, _ text: String) -> Bool {
    page.parts.contains {
      if case .text(let line) = $0 { line.lowercased().contains(text) } else { false }
    }
  }

  /// A line for each instrument and kit that tells of `text`.
  private func instruments(about text: String) -> [String] {
    guard (try? instruments("synths")) != nil else { return [] }
    return instrumentDocs.filter { name, doc in
      name.contains(text) || doc.lowercased().contains(text)
    }.map { name, doc in "  \(shelved(name))  \(doc.firstSentence)" }.sorted()
  }

  /// What is told of a family: `filter`, `filters`, `noise`.
  func help(ofFamily text: String) -> String? {
    loadPatterns()
    let wanted = text.lowercased()
    guard wanted.count > 2,
      let family = Family.allCases.first(where: {
        $0.rawValue == wanted || $0.rawValue.hasPrefix(wanted) || $0.title.lowercased().hasPrefix(wanted)
      }), let found = wordsByFamily.first(where: { $0.family == family })
    else { return nil }
    return ([family.title + ":"] + lines(found.words)).joined(separator: "\n")
  }

  private func lines(_ words: [Word]) -> [String] {
    let width = min(24, words.map(\.name.count).max() ?? 0)
    return words.map { word in
      "  \(word.name.padding(to: width))  \(word.doc.firstSentence)"
    }
  }
}

extension String {
  /// Up to the first full stop that ends a sentence; the stop itself aside.
  var firstSentence: Substring {
    for place in indices where self[place] == "." {
      let next = index(after: place)
      if next == endIndex || self[next].isWhitespace { return self[..<place] }
    }
    return self[...]
  }
}
