import ArgumentParser
import Glibc
import Scripting
import Sessions
import Terminals

/// Whether a patch is Lua.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Tell whether a patch has mistakes of syntax, without running it.")

  @OptionGroup var sound: SoundOptions

  @Argument(help: ArgumentHelp("The patch, or - for standard input.", valueName: "patch"))
  var patch: String

  func run() throws {
    Output.shared.setStyle(Style(sound.color, for: STDERR_FILENO))
    do {
      let engine = try Engine(sound, folder: Engine.folder(of: patch), output: NoOutput())
      if patch.hasSuffix(".neap") {
        try engine.session.open(Engine.name(of: patch))
      } else {
        try engine.session.check(Engine.source(patch), name: patch == "-" ? "stdin" : patch)
      }
    } catch {
      Messages.error(Evaluation.text(error))
      throw ExitCode(1)
    }
  }
}
