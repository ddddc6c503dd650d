import Pictures
import Scripting

extension Session {
  /// Runs `body` with what it prints given to `receive`, lines with their newline.
  package func printing<R>(to receive: @escaping (String) -> Void, _ body: () throws -> R) throws -> R {
    // What stopped the chunk before is not meant for this one.
    lua.clearInterrupt()
    let own = standardNames["print"]
    standardNames["print"] = .function(
      try lua.function("print") { arguments in
        let texts = try arguments.values.map { value in try arguments.state.text(of: value) }
        receive(texts.joined(separator: "\t") + "\n")
        return []
      })
    let told = onTell
    let shown = screen
    // Whoever asked from elsewhere has a screen of his own.
    screen = { Screen() }
    onTell = { receive($0 + "\n") }
    defer {
      standardNames["print"] = own
      onTell = told
      screen = shown
    }
    return try body()
  }
}
