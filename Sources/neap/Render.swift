import ArgumentParser
import AudioFiles
import DiskCache
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

  @Flag(
    help: "Each sound into a file as well, song-bass.flac beside song.flac: plain samples before the master.")
  var stems = false

  @Option(help: ArgumentHelp("Bits of a sample: 16, 24, or 32, which is floating point.", valueName: "N"))
  var bits: Bits?

  @Flag(help: "Round to 16 or 24 bits with noise (TPDF), the same each time.")
  var dither = false

  @Option(
    help: ArgumentHelp(
      "How much of the disk may hold what was rendered, for the next time, in GiB; 0 neither keeps nor looks.",
      valueName: "GIB"))
  var diskCache = 4.0

  @Option(
    help: ArgumentHelp(
      "How many threads render: sounds, or the parts of a large mix, side by side. The samples are the same. What is kept on the disk is rendered by one; --disk-cache 0 keeps nothing.",
      valueName: "N"))
  var threads = 1

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
    guard diskCache >= 0, diskCache <= 1e6 else {
      throw ValidationError("--disk-cache: \(diskCache) was given; 0 to 1000000, in GiB, is expected")
    }
    guard (1...64).contains(threads) else {
      throw ValidationError("--threads: \(threads) was given; 1 to 64 is expected")
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
      engine.session.segments = segments(engine)
      try Interrupts.watch(hook: CurrentInterrupt.hook) {
        try Interrupts.evaluating {
          if patch.hasSuffix(".neap") {
            try engine.session.open(Engine.name(of: patch))
          } else {
            try engine.session.evaluate(
              Engine.source(patch), name: patch == "-" ? "stdin" : patch, isNamedPatch: true)
          }
          if let status = engine.session.exitStatus { throw ExitCode(status) }
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

  private func segments(_ engine: Engine) -> SegmentKeeper? {
    guard diskCache > 0, let path = SegmentFolder.standardPath(environmentVariable) else { return nil }
    let folder = SegmentFolder(path: path, limit: Int(diskCache * 1_073_741_824)) { Messages.hint($0) }
    return engine.manager.segmentKeeper(folder, code: CodeIdentity.bytes)
  }

  private func render(_ engine: Engine) throws {
    let session = engine.session
    let snapshot = try engine.workspace.snapshot()
    guard !snapshot.sounds.isEmpty else {
      Messages.error("\(patch) plays nothing, so there is nothing to render; play(sig) says what is heard")
      throw ExitCode(1)
    }
    if session.isWaitingForBars {
      Messages.hint(
        "at() and each() act while a patch plays, and are not in the file: neap --output \(output ?? "song.wav") \(patch) plays it into one"
      )
    }
    let end = to ?? length.map { from + $0 }
    if end == nil, MixAnswer.end(of: snapshot) == nil {
      Messages.error("\(patch) plays without end: --to or --length, in seconds, is expected")
      throw ExitCode(2)
    }
    var job = RenderJob(path: output, from: frame(from), to: end.map(frame))
    job.isStems = stems
    job.threads = threads
    job.isLast = true
    job.encoding = bits.map(\.encoding)
    job.isDithered = dither
    let bar = ProgressBar("rendering \(output ?? patch)")
    defer { bar.finish() }
    let lines = try session.render(job) { bar.show($0) }
    bar.finish()
    // One file without a remark is the one that was asked for.
    for line in lines where lines.count > 1 || line.contains(" samples ") { Messages.hint(line) }
  }

  private func frame(_ seconds: Double) -> Int { Int((seconds * Double(sound.rate)).rounded()) }

  /// How a sample is stored.
  enum Bits: String, ExpressibleByArgument, CaseIterable {
    case sixteen = "16"
    case twentyFour = "24"
    case float = "32"

    init?(argument: String) { self.init(rawValue: argument == "float" ? "32" : argument) }

    var encoding: AudioEncoding {
      switch self {
      case .sixteen: .pcm16
      case .twentyFour: .pcm24
      case .float: .float
      }
    }
  }
}
