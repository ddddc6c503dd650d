import AudioFiles
import Glibc
import Graphs
import Kinds
import Pictures
import Scripting
import Sessions
import Signals
import Storage
import Terminals
import Workspaces

/// A session with everything that it needs, wired.
struct Engine {
  let session: Session
  let workspace: Workspace
  let manager: SignalManager

  /// `folder` is where the patch lies: relative file names begin there.
  init(_ options: SoundOptions, folder: String, output: any PlayOutput) throws {
    let rate = options.rate
    let files = FileAccess(folder: folder, isTrusted: options.trust)
    let account = SampleAccount()
    let memory = options.memoryLimit
    manager = SignalManager(catalogue: .all, rate: rate, budget: options.cache << 20) { path in
      try Self.samples(path, files, rate, account, memory)
    }
    workspace = Workspace(manager: manager)
    session = try Session(
      workspace: workspace, output: output, files: files, channels: options.channels,
      memoryLimit: memory << 20, samples: account)
    session.writing.limit = Int(options.writeLimit * 1_073_741_824)
    session.shown = { isatty(STDOUT_FILENO) == 1 ? $0.sanitized(keepingNewlines: true) : $0 }
    session.onTell = { Output.shared.write($0 + "\n") }
    session.onFault = { Messages.error($0) }
    session.onHint = { Messages.hint($0) }
    session.lua.timeLimit = options.timeLimit
    session.columns = { isatty(STDOUT_FILENO) == 1 ? TerminalSize.current().columns : nil }
    session.rows = { isatty(STDOUT_FILENO) == 1 ? TerminalSize.current().rows : nil }
    let color = options.color
    session.screen = { DrawingScreen.current(color) }
    session.onLive = { frame in
      try LiveDisplay.run { keys in
        try frame(keys.map { LiveKey(rawValue: $0.rawValue) ?? .other })?.text(
          on: DrawingScreen.current(color))
      }
    }
    CurrentInterrupt.set(session.lua.interrupter)
  }

  /// Every file that a row names is judged here, wherever the row came from.
  private static func samples(
    _ path: String, _ files: FileAccess, _ rate: Int, _ account: SampleAccount, _ memory: Int
  ) throws -> Samples {
    let left = account.left / 4
    do {
      let loaded = try AudioFile.load(
        path: files.readable(path), rate: rate, sampleLimit: min(left, AudioFile.sampleLimit))
      if let remark = loaded.remark { Messages.hint("\(path): \(remark)") }
      return Samples(loaded.planes, in: account)
    } catch let error as AudioFileError {
      if error.isTooLong, left < AudioFile.sampleLimit {
        throw SignalError(
          "not enough memory: \(path) holds more than the \(left >> 18) MiB of \(memory) MiB that are left (neap --memory-limit allows more)"
        )
      }
      throw SignalError(error.description)
    }
  }

  /// The folder of a patch; of anything else, where the program was started.
  static func folder(of patch: String?) -> String {
    let here = WorkingFolder.path ?? "."
    guard let patch, let slash = patch.lastIndex(of: "/") else { return here }
    let folder = String(patch[..<slash])
    if folder.isEmpty { return "/" }
    return folder.hasPrefix("/") ? folder : here + "/" + folder
  }

  /// What a file is called in its folder.
  static func name(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file
  }

  /// The text of a patch.
  static func source(_ path: String) throws -> String {
    if path == "-" { return try readAllStandardInput() }
    let bytes: [UInt8]
    do { bytes = try AtomicFile.read(path, limit: 64 << 20) } catch {
      // Perhaps it was meant as a command.
      let commands = [
        "run", "open", "lesson", "homework", "listen", "send", "render", "check", "doctor", "help",
      ]
      throw SignalError(
        error.message
          + (path.contains(where: { $0 == "." || $0 == "/" })
            ? "" : NearestNames.question(path, among: commands)))
    }
    return withoutMarks(String(decoding: bytes, as: UTF8.self))
  }

  /// Some editors begin a file with a mark of its encoding. A first line that begins with # is for the shell; Lua sees
  /// an empty one, so that line numbers hold.
  private static func withoutMarks(_ given: String) -> String {
    let text = given.first == "\u{FEFF}" ? String(given.dropFirst()) : given
    guard text.hasPrefix("#") else { return text }
    return String(text.drop { $0 != "\n" })
  }
}

/// What Ctrl-C stops: the Lua state that evaluates. Reached from a signal handler, so it is one word of memory.
enum CurrentInterrupt {
  private static let address = AtomicAddress()

  static func set(_ interrupter: LuaInterrupter) {
    // Kept until there is another: a signal may come at any time, but its handler runs on this thread, before or after.
    let former = address.exchange(UInt(bitPattern: Unmanaged.passRetained(interrupter).toOpaque()))
    guard let pointer = UnsafeRawPointer(bitPattern: former) else { return }
    Unmanaged<LuaInterrupter>.fromOpaque(pointer).release()
  }

  static let hook: Interrupts.Hook = {
    guard let pointer = UnsafeRawPointer(bitPattern: CurrentInterrupt.address.load()) else { return }
    Unmanaged<LuaInterrupter>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.interrupt() }
  }
}
