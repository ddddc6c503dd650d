/// Reads a lesson from Markdown.
///
/// `# ` is the title and the first page, `## ` each further page. A block marked `lua` is run; of an exercise
/// `lua exercise` is what is there to begin with, and run too; `lua check` checks it; `lua solution` and
/// `lua mistake`, whose first line is a comment with the words that refuse it, and hints stand in `<details>`, which a
/// page in the web keeps folded up and a terminal does not show.
package struct LessonReader {
  private let file: String
  private var title: String?
  private var pages: [Lesson.Page] = []
  private var heading = ""
  private var parts: [Lesson.Part] = []
  private var paragraph = ""
  private var hint: String?
  private var start: String?
  private var check: String?
  private var solution: String?
  private var hints: [String] = []
  private var mistakes: [Lesson.Mistake] = []
  /// The block that is open: what it is, its lines, where it began.
  private var block: (kind: String, lines: [String], from: Int)?
  private var line = 0

  /// - Parameters:
  ///   - name: What the lesson is called.
  ///   - file: What messages call the file.
  package static func read(_ text: String, name: String, file: String) throws(LessonError) -> Lesson {
    var reader = LessonReader(file: file)
    // "\r\n" is one character, and no "\n".
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
      try reader.take(String(line))
    }
    return try reader.finish(name)
  }

  private init(file: String) { self.file = file }

  private func error(_ problem: String, line: Int? = nil) -> LessonError {
    LessonError(file: file, line: line ?? self.line, problem: problem)
  }

  private mutating func take(_ text: String) throws(LessonError) {
    line += 1
    if var open = block {
      if text.hasPrefix("```") {
        block = nil
        try close(open.kind, open.lines, open.from)
      } else {
        open.lines.append(text)
        block = open
      }
      return
    }
    if text.hasPrefix("```") {
      endParagraph()
      block = (text.dropFirst(3).trimmed, [], line)
    } else if text.hasPrefix("<details>") {
      endParagraph()
      hint = ""
    } else if text.hasPrefix("</details>") {
      endParagraph()
      guard let told = hint else { throw error("</details> ends what did not begin") }
      if !told.isEmpty { hints.append(told) }
      hint = nil
    } else if text.hasPrefix("# ") || text.hasPrefix("## ") {
      try turn(to: text.drop { $0 == "#" }.trimmed, isTitle: text.hasPrefix("# "))
    } else if text.trimmed.isEmpty {
      endParagraph()
    } else {
      let isItem = text.hasPrefix("- ") || text.hasPrefix("> ")
      if isItem, text.hasPrefix("- ") || paragraph.isEmpty { endParagraph() }
      let bare = text.hasPrefix("> ") ? String(text.dropFirst(2)) : text
      paragraph += (paragraph.isEmpty ? "" : " ") + bare.trimmed
    }
  }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else { return }
    let plain = Self.plain(paragraph)
    paragraph = ""
    if let told = hint {
      hint = told.isEmpty ? plain : told + " " + plain
    } else {
      parts.append(.text(plain))
    }
  }

  /// Without the marks of emphasis; code keeps its own.
  private static func plain(_ text: String) -> String {
    var isCode = false
    return String(
      text.filter { character in
        if character == "`" { isCode.toggle() }
        return isCode || character != "*"
      })
  }

  private mutating func close(_ kind: String, _ lines: [String], _ from: Int) throws(LessonError) {
    let code = lines.joined(separator: "\n")
    switch kind {
    case "lua", "lua exercise":
      guard hint == nil else {
        throw error("a block in <details> is \"lua solution\" or \"lua mistake\"", line: from)
      }
      if kind == "lua exercise" {
        guard start == nil else { throw error("a page has one exercise", line: from) }
        start = code
      }
      parts.append(.block(code))
    case "lua check":
      guard check == nil else { throw error("a page has one check", line: from) }
      check = code
    case "lua solution":
      guard solution == nil else { throw error("an exercise has one solution", line: from) }
      solution = code
    case "lua mistake":
      guard let first = lines.first, first.hasPrefix("-- ") else {
        throw error("a mistake begins with a comment, the words that refuse it", line: from)
      }
      mistakes.append(
        Lesson.Mistake(code: lines.dropFirst().joined(separator: "\n"), verdict: first.dropFirst(3).trimmed))
    default:
      throw error(
        "a block is marked \"lua\", \"lua exercise\", \"lua check\", \"lua solution\" or \"lua mistake\"; \"\(kind)\" was given",
        line: from)
    }
  }

  private mutating func turn(to next: String, isTitle: Bool) throws(LessonError) {
    if isTitle {
      guard title == nil else { throw error("a lesson has one title") }
      title = next
    } else {
      guard title != nil else { throw error("a lesson begins with its title, as in # Sampling") }
      try endPage()
    }
    heading = next
  }

  private mutating func endPage() throws(LessonError) {
    endParagraph()
    var exercise: Lesson.Exercise?
    if let check {
      guard let solution else { throw error("the exercise on \"\(heading)\" lacks its solution") }
      exercise = Lesson.Exercise(
        start: start ?? "", check: check, hints: hints, solution: solution, mistakes: mistakes)
    } else if start != nil || solution != nil || !hints.isEmpty || !mistakes.isEmpty {
      throw error("the exercise on \"\(heading)\" lacks its check")
    }
    pages.append(Lesson.Page(heading: heading, parts: parts, exercise: exercise))
    (parts, hints, mistakes, start, check, solution) = ([], [], [], nil, nil, nil)
  }

  private mutating func finish(_ name: String) throws(LessonError) -> Lesson {
    if let block { throw error("this block has no end", line: block.from) }
    guard hint == nil else { throw error("<details> has no end") }
    guard let title else { throw error("a lesson begins with its title, as in # Sampling") }
    try endPage()
    return Lesson(name: name, title: title, pages: pages)
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
