import ArgumentParser
import AudioFiles
import Glibc
import Graphs
import Scripting
import Sessions
import Terminals
import Workspaces

/// What a patch plays, into a file, faster than real time.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render what a patch plays into a file, faster than real time.")

  @OptionGroup var sound: SoundOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The WAV, FLAC, OGG or AIFF file to write.", valueName: "FILE"))
  var output: String?

  @Flag(name: .customLong("null"), help: "Render and keep nothing: to measure how long it takes.")
  var isNull = false

  @Option(help: ArgumentHelp("Where to begin, in seconds.", valueName: "S"))
  var from = 0.0

  @Option(help: ArgumentHelp("Where to end, in seconds.", valueName: "S"))
  var to: Double?

  @Option(help: ArgumentHelp("How much, in seconds.", valueName: "S"))
  var length: Double?

  @Argument(help: ArgumentHelp("The patch, or - for standard input.", valueName: "patch"))
  var patch: String

  @Argument(help: ArgumentHelp("What the patch finds in arg.", valueName: "arguments"))
  var arguments: [String] = []

  func validate() throws {
    if output == nil, !isNull {
      throw ValidationError("--output: the file to write is expected, as in -o song.wav (or --null)")
    }
    if output != nil, isNull { throw ValidationError("--null keeps nothing, so --output is not expected") }
    if to != nil, length != nil { throw ValidationError("--to and --length say the same: give one of them") }
    if let to, to <= from {
      throw ValidationError("--to: \(to) s was given; more than --from, \(from) s, is expected")
    }
    if let length, length <= 0 {
      throw ValidationError("--length: \(length) s was given; more than 0 s is expected")
    }
  }

  func run() throws {
    useUTF8()
    Output.shared.setStyle(Style(sound.color, for: STDERR_FILENO))
    do {
      let engine = try Engine(sound, folder: Engine.folder(of: patch), output: NoOutput())
      try engine.session.setArguments(script: patch, arguments)
      try Interrupts.watch(hook: CurrentInterrupt.hook) {
        try Interrupts.evaluating {
          if patch.hasSuffix(".neap") {
            try engine.session.open(Engine.name(of: patch))
          } else {
            try engine.session.evaluate(Engine.source(patch), name: patch == "-" ? "stdin" : patch)
          }
          try render(engine)
        }
      }
    } catch let status as ExitCode {
      throw status
    } catch {
      Messages.error(Evaluation.text(error))
      throw ExitCode((error as? LuaError)?.kind == .interrupted || error is RenderInterrupted ? 130 : 1)
    }
  }

  private func render(_ engine: Engine) throws {
    let snapshot = try engine.workspace.snapshot()
    guard !snapshot.sounds.isEmpty else {
      Messages.error("\(patch) plays nothing, so there is nothing to render; play(sig) says what is heard")
      throw ExitCode(1)
    }
    let rate = Double(sound.rate)
    let first = Int((from * rate).rounded())
    let given = to ?? length.map { from + $0 }
    let last = try given ?? end(snapshot, rate)
    let frames = first..<max(first + 1, Int((last * rate).rounded()))
    let mix = MixAnswer(
      snapshot, channels: sound.channels, cache: engine.manager.cache, log: engine.manager.log)
    let lua = engine.session.lua
    mix.isInterrupted = { lua.isInterrupted }
    let writer = try output.map {
      try AudioFileWriter(path: $0, rate: sound.rate, channels: sound.channels)
    }
    let bar = ProgressBar("rendering \(output ?? patch)")
    defer { bar.finish() }
    try mix.forEachPiece(of: frames, progress: { bar.show(Double($0) / Double($1)) }) { piece in
      try writer?.write(piece.span)
    }
    if given == nil, MixAnswer.rings(snapshot) { try renderTail(mix, frames.upperBound, writer) }
    try writer?.close()
  }

  /// What rings on behind the last input, until it has been below -90 dBFS for half a second, at most a minute.
  private func renderTail(_ mix: MixAnswer, _ end: Int, _ writer: AudioFileWriter?) throws {
    let step = sound.rate / 2
    for number in 0..<120 {
      var loudest: Float = 0
      let from = end + number * step
      try mix.forEachPiece(of: from..<(from + step)) { piece in
        loudest = piece.reduce(loudest) { max($0, abs($1)) }
        try writer?.write(piece.span)
      }
      if loudest < Master.audible { return }
    }
  }

  private func end(_ snapshot: PlaySnapshot, _ rate: Double) throws -> Double {
    guard let end = MixAnswer.end(of: snapshot) else {
      Messages.error("\(patch) plays without end: --to or --length, in seconds, is expected")
      throw ExitCode(2)
    }
    return Double(end) / rate
  }
}
