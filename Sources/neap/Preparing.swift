import ArgumentParser
import Scripting
import Sessions
import Terminals

/// What is evaluated before the clock starts.
extension Performance {
  /// Evaluates a patch, or opens a workspace. An error ends the program where it is fatal; Ctrl-C always does.
  func evaluate(_ file: String, arguments: [String], isFatal: Bool) throws {
    if file.hasSuffix(".neap") { return try open(file) }
    try engine.session.setArguments(script: file, arguments)
    try evaluate(file == "-" ? "stdin" : file, isFatal: isFatal, isNamedPatch: true) {
      try Engine.source(file)
    }
  }

  /// Evaluates one chunk; its values, where it is an expression.
  @discardableResult
  func evaluate(
    _ name: String, isFatal: Bool, printsExpression: Bool = false, isNamedPatch: Bool = false,
    _ text: () throws -> String
  ) throws -> [LuaValue] {
    do {
      let source = try text()
      let values = try Interrupts.evaluating {
        try engine.session.evaluate(
          source, name: name, printsExpression: printsExpression, isNamedPatch: isNamedPatch)
      }
      if let status = engine.session.exitStatus { throw ExitCode(status) }
      return values
    } catch let status as ExitCode {
      throw status
    } catch {
      Messages.error(Evaluation.text(error))
      if (error as? LuaError)?.kind == .interrupted { throw ExitCode(130) }
      if isFatal { throw ExitCode(1) }
      return []
    }
  }

  /// Opens a workspace, which lies in the session's folder.
  func open(_ file: String) throws {
    do { try engine.session.open(Engine.name(of: file), toPlay: true) } catch {
      Messages.error(Evaluation.text(error))
      throw ExitCode(1)
    }
  }

  /// What a Neap that plays a file is called: `song` for songs/song.lua.
  static func listenerName(_ file: String?) -> String {
    guard let file, file != "-" else { return "neap" }
    let name = Engine.name(of: file)
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}
