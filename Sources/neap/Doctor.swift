import ArgumentParser
import Glibc
import Terminals

/// Whether all is there that Neap needs.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the sound server, the terminal and the folders, and tell what to do about each.",
    discussion: """
      Each line says what was found: "ok", "note" for what Neap does without, "bad" for what it cannot do
      without, each with what to do about it.

      Exit status: 0 where nothing is bad, 1 where something is.
      """)

  @OptionGroup var sound: SoundOptions

  @Option(help: ArgumentHelp("The output device, as neap --device takes it.", valueName: "NAME"))
  var device: String?

  func run() throws {
    useUTF8()
    var findings = SoundCheckup(device: device, rate: sound.rate, channels: sound.channels).findings()
    findings += TerminalCheckup().findings()
    findings += FolderCheckup().findings()
    findings += LibraryCheckup(sound: sound).findings()
    let style = Style(sound.color, for: STDOUT_FILENO)
    let width = findings.map(\.subject.count).max() ?? 0
    let columns = isatty(STDOUT_FILENO) == 1 ? TerminalSize.current().columns : 10_000
    for finding in findings { print(finding.text(width, columns, style)) }
    if findings.contains(where: { $0.state == .bad }) { throw ExitCode(1) }
  }
}
