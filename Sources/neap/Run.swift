import ArgumentParser
import Glibc
import Playback
import Sessions
import Terminals

/// Evaluates patches and plays them; without one, a prompt.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Play a patch, or open the prompt (what neap does without a command).",
    shouldDisplay: true)

  @OptionGroup var sound: SoundOptions
  @OptionGroup var options: PlayOptions

  @Option(
    name: .customShort("e"),
    help: ArgumentHelp("Evaluate a line; may be repeated, each is a chunk of its own.", valueName: "CODE"))
  var lines: [String] = []

  @Flag(name: .short, help: "Open the prompt after the patch.")
  var interactive = false

  @Flag(help: "Evaluate the patch again whenever it is saved; what did not change plays on.")
  var watch = false

  @Flag(help: "Do not listen for neap send.")
  var noListen = false

  @Flag(help: "List the sinks there are.")
  var listDevices = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("A patch, or - for standard input, and what it finds in arg.", valueName: "patch"))
  var patch: [String] = []

  func validate() throws {
    if let first = patch.first, first.hasPrefix("-"), first != "-" {
      throw ValidationError("\(first) is not an option of neap; see neap --help")
    }
    if sound.trust, patch.isEmpty {
      throw ValidationError("--trust: a patch is expected that is trusted, as in neap --trust song.lua")
    }
    if watch {
      guard let file = patch.first, file != "-", !file.hasSuffix(".neap") else {
        let given = patch.first.map { $0 == "-" ? "standard input" : "\($0), a workspace," } ?? "nothing"
        throw ValidationError("--watch: \(given) was given; a patch is expected, as in neap --watch song.lua")
      }
    }
  }

  func run() throws {
    useUTF8()
    Output.shared.setStyle(Style(sound.color, for: STDERR_FILENO))
    if listDevices { return try showDevices() }
    let file = patch.first
    let isWorkspace = file?.hasSuffix(".neap") ?? false
    let wantsPrompt =
      interactive || (lines.isEmpty && !watch && (file == nil || isWorkspace) && isatty(STDIN_FILENO) == 1)
    let course: Performance.Course = wantsPrompt ? .prompt : watch ? .untilStopped : .toEnd
    let performance = try Performance(sound, options, folder: Engine.folder(of: file), course: course)
    try performance.run {
      try prepare(performance, file, wantsPrompt)
      if course != .toEnd, !noListen {
        try performance.listen(as: options.listenerName ?? Performance.listenerName(file))
      }
    }
  }

  /// The chunks that were given, in order. One that fails ends the program, or with -i is told at the prompt.
  private func prepare(_ performance: Performance, _ file: String?, _ wantsPrompt: Bool) throws {
    let session = performance.engine.session
    try session.setArguments(script: file ?? "neap", Array(patch.dropFirst()))
    for line in lines {
      let values = try performance.evaluate("-e", isFatal: !wantsPrompt, printsExpression: true) { line }
      if !values.isEmpty { print(session.printed(values, separator: "\n", safe: session.shown)) }
    }
    if let file, watch {
      do { try FileFollower(file, performance).begin() } catch {
        Messages.error("\(error)")
        throw ExitCode(1)
      }
    } else if let file {
      try performance.evaluate(file, arguments: Array(patch.dropFirst()), isFatal: !wantsPrompt)
    } else if lines.isEmpty, !wantsPrompt {
      try performance.evaluate("stdin", isFatal: true) { try readAllStandardInput() }
    }
  }

  private func showDevices() throws {
    do {
      for device in try Playback.listDevices() {
        print("\(device.isDefault ? "*" : " ") \(device.name)\t\(device.description)")
      }
    } catch {
      Messages.error("\(error)")
      throw ExitCode(1)
    }
  }
}
