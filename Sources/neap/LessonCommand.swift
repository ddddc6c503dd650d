import ArgumentParser
import Glibc
import Lessons
import Scripting
import Sessions
import Terminals

/// A lesson at the prompt.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Open a lesson in digital signal processing at the prompt.",
    discussion: """
      EXAMPLES:
        neap lesson                             which lessons there are
        neap lesson aliasing                    opens one
        neap lesson --clean aliasing            as if nobody had read it before
        neap lesson --verify my_lesson.md       runs all of it, for those who write one

      Enter on an empty line runs the block that is shown, or goes on.
      lesson.check() checks an exercise, lesson.hint() helps.
      """)

  @OptionGroup var sound: SoundOptions
  @OptionGroup var options: PlayOptions

  @Flag(
    help:
      "Run every block, exercise, solution and mistake of a lesson, and tell what is wrong with it. Without a lesson, of all."
  )
  var verify = false

  @Argument(help: ArgumentHelp("The lesson's name, or a file that ends in .md.", valueName: "lesson"))
  var lesson: String?

  func run() throws {
    useUTF8()
    Output.shared.setStyle(Style(sound.color, for: STDERR_FILENO))
    if verify { return try verifyLessons() }
    let isFile = lesson?.hasSuffix(".md") ?? false
    let course: Performance.Course = isatty(STDIN_FILENO) == 1 && lesson != nil ? .prompt : .toEnd
    let performance = try Performance(
      sound, options, folder: Engine.folder(of: isFile ? lesson : nil), course: course)
    try performance.run {
      guard let lesson else { return print(performance.engine.session.lessonList { "neap lesson \($0)" }) }
      let name = (isFile ? Engine.name(of: lesson) : lesson).filter {
        $0 != "\"" && $0 != "\\" && !$0.isNewline
      }
      try performance.evaluate("lesson", isFatal: true) { "lesson(\"\(name)\")" }
    }
  }

  private func verifyLessons() throws {
    let isFile = lesson?.hasSuffix(".md") ?? false
    var isWell = true
    do {
      let engine = try Engine(sound, folder: Engine.folder(of: isFile ? lesson : nil), output: NoOutput())
      let session = engine.session
      for name in lesson.map({ [isFile ? Engine.name(of: $0) : $0] }) ?? session.lessonNames {
        let problems = try session.problems(in: session.findLesson(name))
        isWell = isWell && problems.isEmpty
        print(
          session.shown(
            problems.isEmpty
              ? "\(name): all right" : problems.map { "\(name): \($0)" }.joined(separator: "\n")))
      }
    } catch {
      Messages.error(Evaluation.text(error))
      throw ExitCode(1)
    }
    if !isWell { throw ExitCode(1) }
  }
}
