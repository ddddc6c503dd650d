import ArgumentParser
import Glibc
import Terminals

/// A prompt without a prompt.
struct Listen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen", abstract: "Play what neap send sends, without a prompt.",
    discussion: """
      EXAMPLES:
        neap listen &                           until neap send -e 'exit()'
        neap listen song.lua                    plays a patch meanwhile

      The same user alone may send; what is sent runs as a patch does.
      """)

  @OptionGroup var sound: SoundOptions
  @OptionGroup var options: PlayOptions

  @Argument(help: ArgumentHelp("A patch to begin with.", valueName: "patch"))
  var patch: String?

  func run() throws {
    useUTF8()
    Output.shared.setStyle(Style(sound.color, for: STDERR_FILENO))
    let performance = try Performance(
      sound, options, folder: Engine.folder(of: patch), course: .untilStopped)
    try performance.run {
      if let patch { try performance.evaluate(patch, arguments: [], isFatal: true) }
      try performance.listen(as: options.listenerName ?? Performance.listenerName(patch))
    }
  }
}
