package import Lessons
import Measures
import Signals
import Graphs
import Scripting
import Workspaces

/// Whether a lesson does what it says: for those who write one, and for the tests.
extension Session {
  /// Lines that a step may take of a terminal of 24: the rest is the prompt and what is said below.
  static let mostOfAStep = 20

  /// What is wrong with a lesson, a sentence each: every page's blocks are run in a session of their own, what an exercise
  /// begins with and its mistakes must be refused, its solution must be right, and every step must fit 80 columns by 24 lines.
  package func problems(in lesson: Lesson) throws -> [String] {
    var found: [String] = []
    if lesson.exercises.count < 2 {
      found.append("at least two exercises are expected; it has \(lesson.exercises.count)")
    }
    let blocks = lesson.pages.flatMap {
      $0.parts.compactMap { if case .block(let code) = $0 { code } else { nil } }
    }
    if let first = blocks.first, first.count(where: \.isNewline) > 2 {
      found.append("the first block has at most 3 lines")
    }
    for step in LessonCourse.steps(of: lesson, columns: 80) where step.lines > Self.mostOfAStep {
      found.append("page \(step.page): a step takes \(step.lines) lines; at most \(Self.mostOfAStep) fit")
    }
    for (number, page) in lesson.pages.enumerated() {
      if lua.isInterrupted { throw LuaError("interrupted", kind: .interrupted) }
      found += try problems(on: page).map { "page \(number + 1) (\(page.heading)): \($0)" }
    }
    return found
  }

  private func problems(on page: Lesson.Page) throws -> [String] {
    let blocks = page.parts.compactMap { if case .block(let code) = $0 { code } else { nil } }
    var found: [String] = []
    let reader = try beside()
    for block in blocks {
      do { try reader.try(block) } catch {
        found.append("\(Self.firstLine(block)): \((error as? LuaError)?.message ?? "\(error)")")
      }
    }
    if lua.isInterrupted { throw LuaError("interrupted", kind: .interrupted) }
    guard let exercise = page.exercise, found.isEmpty else { return found }
    func verdicts(_ answer: String?) throws -> (isRight: Bool, text: String) {
      let student = try beside()
      for block in blocks { try student.try(block) }
      if let answer { try student.try(answer) }
      var checked: [CheckedAnswer] = []
      _ = try student.transaction("check") {
        checked = try student.judge(exercise.check, name: "check")
        return []
      }
      return (
        checked.allSatisfy(\.verdict.isRight),
        checked.map { "\($0.name): \($0.verdict.text)" }.joined(separator: "; ")
      )
    }
    func attempt(_ what: String, _ answer: String?, _ judge: ((isRight: Bool, text: String)) -> String?) {
      do { if let problem = judge(try verdicts(answer)) { found.append("\(what): \(problem)") } } catch {
        found.append("\(what): \((error as? LuaError)?.message ?? "\(error)")")
      }
    }
    attempt("the beginning", nil) { $0.isRight ? "it is taken for an answer" : nil }
    attempt("the solution", exercise.solution) { $0.isRight ? nil : $0.text }
    for mistake in exercise.mistakes {
      attempt("the mistake \"\(Self.firstLine(mistake.code))\"", mistake.code) { verdict in
        if verdict.isRight { return "it is taken for right" }
        return verdict.text.contains(mistake.verdict)
          ? nil : "\"\(mistake.verdict)\" is expected, and it is told \"\(verdict.text)\""
      }
    }
    if lua.isInterrupted { throw LuaError("interrupted", kind: .interrupted) }
    if exercise.mistakes.isEmpty { found.append("the exercise has no mistake") }
    return found
  }

  /// Evaluates a chunk as the prompt does; what it prints and draws is made, and shown to nobody.
  private func `try`(_ chunk: String) throws {
    try printing(to: { _ in }) {
      let values = try evaluate(chunk, name: "lesson", printsExpression: true)
      if !values.isEmpty { _ = printed(values) }
    }
  }

  /// A session that knows nothing of this one's names and makes no sound.
  func beside() throws -> Session {
    let manager = SignalManager(
      catalogue: manager.catalogue, rate: manager.rate, loadSamples: manager.context.loadSamples)
    let other = try Session(
      workspace: Workspace(manager: manager), output: NoOutput(),
      files: FileAccess(folder: files.folder, isTrusted: false), channels: channels,
      memoryLimit: lua.memoryLeft)
    other.writing = writing
    other.shown = shown
    other.lua.timeLimit = lua.timeLimit
    // Ctrl-C means both.
    lua.interrupter.add(other.lua.interrupter)
    other.onTell = { _ in }
    other.isBeside = true
    other.columns = { 80 }
    return other
  }
}
