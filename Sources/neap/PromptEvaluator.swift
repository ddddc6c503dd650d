import Graphs
import Scripting
import Sessions
import Terminals

/// The prompt's chunks, evaluated and answered.
final class PromptEvaluator: PromptClient {
  private let session: Session
  private let faults: FaultReports
  private var hasHinted = false
  weak var prompt: Prompt?
  /// Waits until what a chunk changed is kept.
  var acknowledge: () -> Void = {}

  init(_ session: Session, _ output: DeferredOutput) {
    self.session = session
    faults = FaultReports(output)
    session.onLeave = { [weak self] in self?.prompt?.leave() }
    session.aside = { [weak self] body in
      guard let prompt = self?.prompt else { return body() }
      prompt.aside(body)
    }
  }

  func isIncomplete(_ chunk: String) -> Bool { !isQuestion(chunk) && session.isIncomplete(chunk) }

  func missing(_ chunk: String) -> String? { session.missing(chunk) }

  func evaluate(_ chunk: String) {
    let bar = ProgressBar(Session.firstLine(chunk))
    let told = session.onTell
    session.onTell = { text in
      bar.hide()
      told(text)
    }
    defer {
      bar.finish()
      session.onTell = told
      session.onPrint = {}
      session.ask = nil
    }
    if Question.canBeAsked {
      session.ask = { [session] question in
        bar.hide()
        return Question.ask(question) { session.meanwhile() }
      }
    }
    session.onProgress = { bar.show($0, after: 200) }
    session.onPrint = { bar.hide() }
    faults.beginAnew()
    do {
      if isQuestion(chunk) { return try answer(chunk) }
      let values = try session.evaluate(chunk, name: "prompt", printsExpression: true)
      bar.finish()
      acknowledge()
      bar.finish()
      if !values.isEmpty {
        print(session.printed(values) { $0.sanitized(keepingNewlines: true) })
      }
      hint(chunk)
    } catch {
      bar.finish()
      Messages.error(Evaluation.text(error))
    }
    Output.shared.flush()
  }

  func goOn() -> String? {
    let bar = ProgressBar("lesson")
    defer {
      bar.finish()
      Output.shared.flush()
    }
    session.onProgress = { bar.show($0, after: 200) }
    faults.beginAnew()
    do { return try session.continueLesson() } catch { Messages.error(Evaluation.text(error)) }
    return nil
  }

  /// A step of its own, as if hush() were typed.
  func hush() {
    do { try session.evaluate("hush()", name: "prompt") } catch { Messages.error(Evaluation.text(error)) }
  }

  /// `?word`, `word?`, `?`, `help` and `?sine(440)`.
  private func isQuestion(_ chunk: String) -> Bool {
    let text = chunk.trimmingSpaces()
    return text == "help" || text.hasPrefix("?")
      || (text.hasSuffix("?") && text.dropLast().allSatisfy(Self.isOfWord))
  }

  private static func isOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  private func answer(_ chunk: String) throws {
    let text = chunk.trimmingSpaces()
    let asked =
      text == "help" ? "" : String(text.hasPrefix("?") ? text.dropFirst() : text.dropLast()).trimmingSpaces()
    if asked.allSatisfy(Self.isOfWord) || MiniNotationHelp.names.contains(asked) {
      session.tell(try session.help(named: asked))
    } else {
      try session.evaluate("help(\(asked))", name: "prompt")
    }
    Output.shared.flush()
  }

  private func hint(_ chunk: String) {
    guard !hasHinted, chunk.hasPrefix("local ") else { return }
    hasHinted = true
    Messages.hint("a local is gone with its chunk; leave local away to keep the name")
  }

  func completions(for context: CompletionContext) -> [Completion] {
    if context.isInString {
      switch session.textCompletions(in: context.chunk) {
      case .choices(let choices): return choices.map { Completion($0) }
      case .files(let endings):
        return fileCompletions(of: context.word, in: session.files.folder).filter { file in
          file.text.hasSuffix("/") || endings.isEmpty
            || endings.contains { file.text.lowercased().hasSuffix($0) }
        }
      }
    }
    return session.completions(of: context.word, in: context.chunk).map { Completion($0.text, note: $0.note) }
  }

  func poll() -> Int? {
    faults.tell()
    if let problem = session.takeRecordingProblem() { Messages.error(problem) }
    session.tick()
    return session.isHurried ? 20 : 200
  }
}

extension String {
  func trimmingSpaces() -> String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
