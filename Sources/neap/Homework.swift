import ArgumentParser
import Glibc
import Scripting
import Sessions
import Terminals

/// Students' files against a teacher's checks.
struct Homework: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "homework", abstract: "Check students' files against a teacher's checks.",
    discussion: """
      EXAMPLES:
        neap homework anna.lua                  by checks.lua beside it
        neap homework --checks task1.lua *.lua
        neap homework --within -60 anna.lua

      Exit status: 0 where every answer is right, 1 where one is not.
      """)

  @OptionGroup var sound: SoundOptions

  @Option(
    help: ArgumentHelp(
      "The teacher's file; checks.lua beside each student's unless told otherwise.", valueName: "FILE"))
  var checks: String?

  // A level below what is wanted begins with a minus.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Decibels of what is wanted within which samples may differ where a check does not say.",
      valueName: "DB"))
  var within = -80.0

  @Argument(help: ArgumentHelp("The students' files.", valueName: "file"))
  var files: [String]

  func validate() throws {
    guard within < 0, within.isFinite else {
      throw ValidationError("--within: \(within) was given; a number of decibels below 0 is expected")
    }
  }

  func run() throws {
    guard !sound.trust else {
      throw ValidationError(
        "--trust: students' files are not trusted; each reads below this folder, and writes nothing")
    }
    Output.shared.setStyle(Style(sound.color, for: STDERR_FILENO))
    var isRight = true
    for file in files {
      // Files are named from where the program was started, and a student reads below that folder only.
      do {
        let engine = try Engine(sound, folder: Engine.folder(of: nil), output: NoOutput())
        let session = engine.session
        let report = try Interrupts.watch(hook: CurrentInterrupt.hook) {
          try Interrupts.evaluating {
            try session.homework(file, checks ?? session.checks(beside: file), within: within)
          }
        }
        // A student's sentences are another's.
        print(report.lines.joined(separator: "\n").sanitized(keepingNewlines: true))
        isRight = isRight && report.isRight
      } catch let error as LuaError where error.kind == .interrupted {
        Messages.error(Evaluation.text(error))
        throw ExitCode(130)
      } catch {
        // Of many files it is told whose.
        Messages.error("\(file): \(Evaluation.text(error))")
        isRight = false
      }
    }
    if !isRight { throw ExitCode(1) }
  }
}
