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
      try define(name, .help, "\(name)()", "Leaves the prompt, as Ctrl-D does.") { session, _ in
        session.onLeave()
        return []
      }
    }
    try define("redo", .editing, "redo()", "Does again what undo took back.") { session, _ in
      session.walksHistory()
      guard let title = session.workspace.redo() else { throw LuaError("redo: there is nothing to do again") }
      return [.string("did again: \(Session.firstLine(title))")]
    }
  }

  /// The first line of a chunk, for telling which it was.
  static func firstLine(_ chunk: String) -> String {
    let line = chunk.prefix { $0 != "\n" }
    return line.count > 60 || line.count < chunk.count ? line.prefix(60) + "…" : String(line)
  }
}
