import ArgumentParser
import Glibc
import Terminals

/// A saved workspace at the prompt.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Go on with a saved workspace at the prompt.",
    discussion: """
      EXAMPLES:
        neap open song.neap                     as save("song.neap") left it

      Names, patterns, functions, what plays, the mixer and the steps of undo
      come back, and the tempo that there was at last. save() saves it again.
      """)

  @OptionGroup var sound: SoundOptions
  @OptionGroup var options: PlayOptions

  @Flag(help: "Do not listen for neap send.")
  var noListen = false

  @Argument(help: ArgumentHelp("The workspace.", valueName: "song.neap"))
  var workspace: String

  func run() throws {
    useUTF8()
    Output.shared.setStyle(Style(sound.color, for: STDERR_FILENO))
    if workspace.hasSuffix(".lua") {
      Messages.error(
        "\(workspace) is a patch, which neap -i \(workspace) plays at the prompt; a workspace is expected")
      throw ExitCode(1)
    }
    let performance = try Performance(sound, options, folder: Engine.folder(of: workspace), course: .prompt)
    try performance.run {
      try performance.open(workspace)
      if !noListen { try performance.listen(as: options.listenerName ?? Performance.listenerName(workspace)) }
    }
  }
}
