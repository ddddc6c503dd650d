import Graphs
import Scripting

/// Errors as people read them.
enum Evaluation {
  static func text(_ error: any Error) -> String {
    if error is RenderInterrupted { return "interrupted" }
    guard let error = error as? LuaError else { return "\(error)" }
    return error.excerpt.isEmpty ? error.message : "\(error.message)\n\(error.excerpt)"
  }
}
