import Scripting
import Signals
import Workspaces

/// Steps back and forth.
extension Session {
  func defineHistory() throws {
    try define("undo", .editing, "undo()", "Takes back the last chunk: names, what plays, the master.") {
      session, _ in
      session.walksHistory()
      guard let title = session.workspace.undo() else {
        throw LuaError("undo: there is nothing to take back")
      }
      return [.string("took back: \(Session.firstLine(title))")]
    }
    for name in ["exit", "quit"] {
      try define(
        name, .help, "\(name)([status])",
        "Leaves at once, the prompt as Ctrl-D does, a script as os.exit; with a status, which is 0 unless told otherwise."
      ) { session, arguments in
        session.exitStatus = try Self.status(arguments)
        session.onLeave()
        // Nothing of the chunk runs any more.
        session.lua.interrupt()
        return []
      }
    }
    try define("redo", .editing, "redo()", "Does again what undo took back.") { session, _ in
      session.walksHistory()
      guard let title = session.workspace.redo() else { throw LuaError("redo: there is nothing to do again") }
      return [.string("did again: \(Session.firstLine(title))")]
    }
  }

  private static func status(_ arguments: LuaArguments) throws -> Int32 {
    switch arguments[0] {
    case .nil, .boolean(true): return 0
    case .boolean(false): return 1
    default:
      guard let status = arguments[0].asInteger, (0...255).contains(status) else {
        throw LuaError(
          "\(arguments.name): a whole number from 0 to 255 is expected; \(arguments[0].described) was given")
      }
      return Int32(status)
    }
  }

  /// The first line of a chunk, for telling which it was.
  static func firstLine(_ chunk: String) -> String {
    let line = chunk.prefix { $0 != "\n" }
    return line.count > 60 || line.count < chunk.count ? line.prefix(60) + "…" : String(line)
  }
}
