import Scripting
import Workspaces

/// Chunks of which what comes before a mistake is worth something.
extension Session {
  /// Evaluates a chunk and keeps what it bound until it fails, if it does: that failure. Nothing plays then.
  func evaluateAsFar(_ source: String, name: String) throws -> LuaError? {
    lua.clearInterrupt()
    let function: LuaFunction
    do {
      function = try load(source, name, false)
      try refuseMistaken(source, name: name)
    } catch { throw told(error, source: source, name: name) }
    var failure: (any Error)?
    func run(plays: Bool) throws {
      try transaction(source) {
        do { _ = try lua.call(function, scriptArguments) } catch let error as LuaError
          where error.kind == .runtime || exitStatus != nil
        {
          lua.clearInterrupt()
          if exitStatus == nil { failure = asPattern(error) }
        }
        if failure != nil || !plays { workspace.setPlaying([]) }
        return []
      }
    }
    do {
      do { try run(plays: true) } catch let error as LuaError where error.kind == .runtime {
        // What cannot be played was bound; what it says was said.
        try printing(to: { _ in }) { try run(plays: false) }
        failure = error
      }
    } catch { throw told(error, source: source, name: name) }
    return failure.flatMap { told($0, source: source, name: name) as? LuaError }
  }
}
