import Pictures
import Scripting

extension Session {
  /// `print` tells of an instrument what it is, of a table what is in it, and of all else what Lua's own tells.
  func definePrinting() throws {
    guard let own = standardNames["print"]?.asFunction else { return }
    standardNames["print"] = .function(
      try lua.function("print") { [unowned self] arguments in
        let shown = try arguments.values.map { value -> LuaValue in
          if try isTold(value) { return .string(self.shown(text(of: value))) }
          // Pictures have escapes of their own.
          if case .object = value { return value }
          return .string(self.shown(try lua.text(of: value)))
        }
        onPrint()
        return try lua.call(own, shown)
      })
  }

  private func isTold(_ value: LuaValue) throws -> Bool {
    switch value {
    case .function: try help(ofInstrument: value) != nil
    case .table: try lua.text(of: value).hasPrefix("table: ")
    default: false
    }
  }

  /// Runs `body` with what it prints given to `receive`, lines with their newline.
  package func printing<R>(to receive: @escaping (String) -> Void, _ body: () throws -> R) throws -> R {
    // What stopped the chunk before is not meant for this one.
    lua.clearInterrupt()
    let own = standardNames["print"]
    standardNames["print"] = .function(
      try lua.function("print") { [unowned self] arguments in
        let texts = arguments.values.map { value -> String in
          if (try? isTold(value)) == true { return text(of: value) }
          return (try? arguments.state.text(of: value)) ?? value.described
        }
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
