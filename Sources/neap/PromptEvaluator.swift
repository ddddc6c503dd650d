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

  init(_ session: Session, _ output: DeferredOutput) {
    self.session = session
    faults = FaultReports(output)
    session.onLeave = { [weak self] in self?.prompt?.leave() }
  }

  func isIncomplete(_ chunk: String) -> Bool { question(chunk) == nil && session.isIncomplete(chunk) }

  func evaluate(_ chunk: String) {
    faults.beginAnew()
    do {
      if let word = question(chunk) {
        print(try session.help(named: word))
        return
      }
      let values = try session.evaluate(chunk, name: "prompt", printsExpression: true)
      if !values.isEmpty {
        print(values.map { session.text(of: $0).sanitized(keepingNewlines: true) }.joined(separator: "\t"))
      }
      hint(chunk)
    } catch {
      Messages.error(Evaluation.text(error))
    }
    Output.shared.flush()
  }

  /// `?word` and `word?`.
  private func question(_ chunk: String) -> String? {
    let text = chunk.trimmingSpaces()
    let word = text.hasPrefix("?") ? text.dropFirst() : text.hasSuffix("?") ? text.dropLast() : ""
    guard !word.isEmpty, word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
    return String(word)
  }

  private func hint(_ chunk: String) {
    guard !hasHinted, chunk.hasPrefix("local ") else { return }
    hasHinted = true
    Messages.hint("a local is gone with its chunk; leave local away to keep the name")
  }

  func completions(for context: CompletionContext) -> [Completion] {
    if context.isInString { return fileCompletions(of: context.word, in: session.files.folder) }
    return session.completions(of: context.word, in: context.chunk).map { Completion($0.text, note: $0.note) }
  }

  func poll() -> Int? {
    faults.tell()
    return 500
  }
}

extension String {
  func trimmingSpaces() -> String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
