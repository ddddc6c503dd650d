/// What the prompt asks of whoever evaluates. Every call comes on the thread that runs the prompt.
package protocol PromptClient: AnyObject {
  /// Whether a chunk needs more lines before it can be evaluated.
  func isIncomplete(_ chunk: String) -> Bool

  /// What an incomplete chunk lacks, as a sentence without its stop; nil where that cannot be told.
  func missing(_ chunk: String) -> String?

  /// Evaluates a chunk and prints its results itself; the terminal is in its normal mode meanwhile.
  func evaluate(_ chunk: String)

  /// Enter on an empty line: goes on with what goes on by it. Answers the chunk that was run, which is entered into the
  /// history; nil where there was none.
  func goOn() -> String?

  /// What may stand in place of `context.word`. In a string, `fileCompletions` may help.
  func completions(for context: CompletionContext) -> [Completion]

  /// Ctrl-T, while a line is being typed: silence, and the line stays.
  func hush()

  /// Does what is due, and answers how many milliseconds later it wants to be called again, or nil for
  /// not before something happens. Called at the start, when due, after every chunk and after a wake.
  func poll() -> Int?
}

extension PromptClient {
  package func hush() {}
  package func missing(_ chunk: String) -> String? { nil }
  package func goOn() -> String? { nil }
}

/// Where Tab was pressed.
package struct CompletionContext: Equatable, Sendable {
  /// The chunk up to the cursor, with the lines entered before.
  package let chunk: String
  /// The whole line being typed.
  package let line: String
  /// Where the cursor stands in `line`, in UTF-8 bytes.
  package let cursor: Int
  /// What is to be completed: in code a word with its dots and colons, in a string all of it so far.
  package let word: String
  package let isInString: Bool

  package init(chunk: String, line: String, cursor: Int, word: String, isInString: Bool) {
    self.chunk = chunk
    self.line = line
    self.cursor = cursor
    self.word = word
    self.isInString = isInString
  }
}

/// One way to complete a word.
package struct Completion: Hashable, Sendable {
  /// What replaces the word, whole.
  package let text: String
  /// What the list of candidates shows in its place, such as a file's name without its folder.
  package let shown: String
  /// A few words beside it in the list, such as a unit.
  package let note: String?

  package init(_ text: String, shown: String? = nil, note: String? = nil) {
    self.text = text
    self.shown = shown ?? text
    self.note = note
  }
}
