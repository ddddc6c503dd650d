import CReadline
import Glibc

/// Tab: asks the client for candidates and hands them to readline.
final class Completer {
  /// Dots and colons are part of a word, so that `bass.cut` and `bass:lo` complete whole.
  private static let breaksInCode = " \t\n\"'`@$><=;|&{}()[],+-*/%^#~!?"

  /// One prompt runs at a time, on one thread, and readline calls back on that thread only.
  nonisolated(unsafe) static var current: Completer?

  private let client: any PromptClient
  /// The lines entered before the one being typed.
  var earlier = ""
  private var candidates: [Completion] = []
  private var next = 0
  private var breaks: UnsafeMutablePointer<CChar>?

  init(client: any PromptClient) {
    self.client = client
  }

  deinit { free(breaks) }

  static func configure(onStandardError: Bool) {
    prompt_configure(
      onStandardError ? 1 : 0,
      { word, _, _ in
        prompt_own_completion()
        guard let word, let current = Completer.current else { return nil }
        current.find(String(cString: word))
        return rl_completion_matches(word) { _, state in Completer.current?.nextMatch(isFirst: state == 0) }
      },
      { Completer.current?.wordBreaks() },
      { matches, count, _ in Completer.current?.show(matches, Int(count)) }
    )
  }

  private var chunkToCursor: String {
    let line = UnsafeBufferPointer(start: prompt_line(), count: Int(prompt_cursor()))
    return earlier + String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func wordBreaks() -> UnsafeMutablePointer<CChar>? {
    free(breaks)
    breaks =
      switch OpenText(atEndOf: chunkToCursor) {
      case .quoted(let quote): strdup(String(UnicodeScalar(quote)))
      case .longString: strdup("[")
      case .code, .comment: strdup(Self.breaksInCode)
      }
    return breaks
  }

  private func find(_ word: String) {
    let chunk = chunkToCursor
    let open = OpenText(atEndOf: chunk)
    guard open != .comment else {
      candidates = []
      return
    }
    let context = CompletionContext(
      chunk: chunk, line: String(cString: prompt_line()), cursor: Int(prompt_cursor()), word: word,
      isInString: open != .code)
    // readline would take a candidate that does not begin with the word for a reason to shorten the word.
    candidates = Interrupts.answering { client.completions(for: context) }.filter { $0.text.hasPrefix(word) }
  }

  private func nextMatch(isFirst: Bool) -> UnsafeMutablePointer<CChar>? {
    if isFirst { next = 0 }
    guard next < candidates.count else { return nil }
    defer { next += 1 }
    return strdup(candidates[next].text)
  }

  /// Lists the candidates as far as the screen reaches: readline's own pager would hold up the loop.
  private func show(_ matches: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int) {
    guard let matches else { return }
    let known = Dictionary(candidates.map { ($0.text, $0) }) { first, _ in first }
    // The first of readline's matches is what they have in common.
    let entries = (1...max(1, count)).compactMap { matches[$0].map { String(cString: $0) } }
      .map { known[$0] ?? Completion($0) }
    let size = TerminalSize.current()
    prompt_print(
      "\r\n" + candidateList(entries, columns: size.columns, rows: max(1, size.rows - 4)))
    rl_forced_update_display()
  }
}

/// Candidates in columns, top to bottom, or one a line where they carry notes; what does not fit in the
/// rows is counted.
func candidateList(_ entries: [Completion], columns: Int, rows: Int) -> String {
  let names = entries.map { $0.shown.sanitized() }
  let width = (names.map(\.count).max() ?? 0) + 2
  let hasNotes = entries.contains { $0.note != nil }
  let across = hasNotes ? 1 : max(1, columns / width)
  let shown = min(entries.count, across * rows)
  let down = (shown + across - 1) / across
  var text = ""
  for row in 0..<down {
    var line = ""
    for index in stride(from: row, to: shown, by: down) {
      line += String(repeating: " ", count: max(0, (index / down) * width - line.count)) + names[index]
    }
    if hasNotes, let note = entries[row].note {
      line += String(repeating: " ", count: width - names[row].count) + note.sanitized()
    }
    text += String(line.prefix(columns - 1)) + "\n"
  }
  if shown < entries.count { text += "and \(entries.count - shown) more\n" }
  return text
}
