import Scripting
import Workspaces

/// Steps back and forth.
extension Session {
  func defineHistory() throws {
    try define("undo", "undo()", "Takes back the last chunk: names, what plays, the master.") { session, _ in
      session.walksHistory()
      guard session.workspace.undo() != nil else { throw LuaError("undo: there is nothing to take back") }
      return []
    }
    for name in ["exit", "quit"] {
      try define(name, "\(name)()", "Leaves the prompt, as Ctrl-D does.") { session, _ in
        session.onLeave()
        return []
      }
    }
    try define("redo", "redo()", "Does again what undo took back.") { session, _ in
      session.walksHistory()
      guard session.workspace.redo() != nil else { throw LuaError("redo: there is nothing to do again") }
      return []
    }
  }
}
