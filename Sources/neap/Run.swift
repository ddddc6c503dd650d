import ArgumentParser
import AudioFiles
import Glibc
import Graphs
import Playback
import Scripting
import Sessions
import Synchronization
import Terminals

/// Evaluates patches and plays them; without one, a prompt.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Play a patch, or open the prompt (what neap does without a command).",
    shouldDisplay: true)

  @OptionGroup var sound: SoundOptions

  @Option(
    name: .customShort("e"),
    help: ArgumentHelp("Evaluate a line; may be repeated, each is a chunk of its own.", valueName: "CODE"))
  var lines: [String] = []

  @Flag(name: .short, help: "Open the prompt after the patch.")
  var interactive = false

  @Option(help: ArgumentHelp("The PulseAudio sink to play to.", valueName: "NAME"))
  var device: String?

  @Flag(help: "List the sinks there are.")
  var listDevices = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Play into a WAV, FLAC, OGG or AIFF file instead.", valueName: "FILE"))
  var output: String?

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("A patch, or - for standard input, and what it finds in arg.", valueName: "patch"))
  var patch: [String] = []

  func validate() throws {
    if let first = patch.first, first.hasPrefix("-"), first != "-" {
      throw ValidationError("\(first) is not an option of neap; see neap --help")
    }
  }

  func run() throws {
    useUTF8()
    Output.shared.setStyle(Style(sound.color, for: STDERR_FILENO))
    if listDevices { return try showDevices() }
    let deferred = DeferredOutput()
    let file = patch.first
    let engine: Engine
    do { engine = try Engine(sound, folder: Engine.folder(of: file), output: deferred) } catch {
      Messages.error("\(error)")
      throw ExitCode(1)
    }
    let wantsPrompt = interactive || (lines.isEmpty && file == nil && isatty(STDIN_FILENO) == 1)
    let status = try Interrupts.watch(hook: CurrentInterrupt.hook) {
      try evaluate(engine, file, wantsPrompt)
      return try play(engine, deferred, wantsPrompt)
    }
    deferred.player?.player.stop()
    if status != 0 { throw ExitCode(status) }
  }

  /// The chunks that were given, in order. One that fails ends the program, or with -i is told at the prompt.
  private func evaluate(_ engine: Engine, _ file: String?, _ wantsPrompt: Bool) throws {
    var chunks: [(name: String, text: () throws -> String)] = lines.map { line in ("-e", { line }) }
    if let file {
      chunks.append((file == "-" ? "stdin" : file, { try Engine.source(file) }))
    } else if lines.isEmpty, !wantsPrompt {
      chunks.append(("stdin", { try readAllStandardInput() }))
    }
    try engine.session.setArguments(script: file ?? "neap", Array(patch.dropFirst()))
    for chunk in chunks {
      do {
        let text = try chunk.text()
        let results = try Interrupts.evaluating {
          try engine.session.evaluate(text, name: chunk.name, printsExpression: chunk.name == "-e")
        }
        if chunk.name == "-e" { for value in results { print(engine.session.text(of: value)) } }
      } catch {
        Messages.error(Evaluation.text(error))
        if (error as? LuaError)?.kind == .interrupted { throw ExitCode(130) }
        if !wantsPrompt { throw ExitCode(1) }
      }
      if let status = engine.session.exitStatus { throw ExitCode(status) }
    }
  }

  private func play(_ engine: Engine, _ deferred: DeferredOutput, _ wantsPrompt: Bool) throws -> Int32 {
    if !wantsPrompt, deferred.present.sounds.isEmpty, !engine.session.isWaitingForBars { return 0 }
    let recording = try output.map { try RecordingFile($0, rate: sound.rate, channels: sound.channels) }
    // What never ends cannot be awaited.
    let isEndless = MixAnswer.end(of: deferred.present) == nil
    if let output, isEndless, !wantsPrompt {
      Messages.hint("This plays without end: \(output) is written as it would be heard, until Ctrl-C.")
    }
    let sink: SinkChoice =
      if let recording {
        .file(wantsPrompt || isEndless ? .realTime : .awaited, write: { try recording.write($0) })
      } else { .pulse(device: device) }
    do {
      try deferred.start(sink, manager: engine.manager, channels: sound.channels) {
        Messages.hint($0.description)
      }
    } catch {
      Messages.error("\(error)")
      throw ExitCode(1)
    }
    defer {
      deferred.player?.player.stop()
      recording?.close()
    }
    if wantsPrompt {
      let client = PromptEvaluator(engine.session, deferred)
      let prompt = Prompt(
        client: client, history: .standard(), interrupt: CurrentInterrupt.hook,
        color: sound.color.isOn(for: STDOUT_FILENO))
      client.prompt = prompt
      let reason = prompt.run()
      return engine.session.exitStatus ?? reason.status
    }
    let reason = playToEnd(engine, deferred)
    return engine.session.exitStatus ?? reason.status
  }

  /// Plays until everything has ended and rung out, or Ctrl-C.
  private func playToEnd(_ engine: Engine, _ deferred: DeferredOutput) -> ExitReason {
    let quiet = sound.rate / 2
    var told: Set<SoundFault> = []
    return waitWithoutPrompt {
      engine.session.tick()
      if engine.session.exitStatus != nil { return nil }
      for fault in deferred.report.takeFaults() where told.insert(fault).inserted {
        Messages.error(fault.sentence)
      }
      let position = deferred.position
      // What is done at bars may change what plays.
      let snapshot = deferred.present
      let end = engine.session.isWaitingForBars ? nil : MixAnswer.end(of: snapshot)
      let rings = MixAnswer.rings(snapshot)
      if let end {
        let audible = deferred.report.lastAudible.load(ordering: .relaxed)
        let last = rings ? max(end, audible) + quiet : end
        if position >= last { return nil }
        if output != nil {
          _ = deferred.player?.player.waitUntilHeard(min(last, position + sound.rate), cancelled: { false })
        }
      } else if output != nil {
        _ = deferred.player?.player.waitUntilHeard(position + sound.rate, cancelled: { false })
      }
      return output == nil ? (engine.session.isWaitingForBars ? 20 : 50) : 0
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
