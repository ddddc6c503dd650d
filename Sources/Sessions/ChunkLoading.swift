import Scripting

/// The text of chunks: whether one is whole, and what is made of it.
extension Session {
  /// Whether more lines may complete a chunk.
  package func isIncomplete(_ chunk: String) -> Bool {
    lua.clearInterrupt()
    // An expression is whole, though as a statement it would want more.
    return (try? lua.load("return \(chunk)", name: "prompt", environment: nil)) == nil
      && (lua.isIncomplete(chunk) || lua.isIncomplete("return \(chunk)"))
      && (try? lua.load(Self.returningLastLine(chunk), name: "prompt", environment: nil)) == nil
  }

  /// Several lines at once, pasted, may end in an expression.
  private static func returningLastLine(_ chunk: String) -> String {
    guard let end = chunk.lastIndex(of: "\n") else { return chunk }
    return chunk[...end] + "return " + chunk[chunk.index(after: end)...]
  }

  /// Whether a chunk is Lua: throws its syntax error.
  package func check(_ source: String, name: String) throws {
    do {
      _ = try lua.load(source, name: name, environment: environment)
      try refuseMistaken(source, name: name)
    } catch { throw told(error, source: source, name: name) }
  }

  /// What an incomplete chunk lacks, as a sentence without its stop; nil where it lacks nothing.
  package func missing(_ chunk: String) -> String? {
    do { try check(chunk, name: "prompt") } catch {
      let message = (error as? LuaError)?.message ?? "\(error)"
      guard message.hasPrefix("prompt:"), let end = message.firstRange(of: ": ") else { return message }
      return String(message[end.upperBound...])
    }
    return nil
  }

  /// Compiles a chunk with the session's globals; its functions can be told as their source from then on.
  func load(_ source: String, _ name: String, _ isExpression: Bool) throws -> LuaFunction {
    func compiled(_ text: String) throws -> LuaFunction {
      let function = try lua.load(text, name: name, environment: chunkEnvironment)
      lua.note(source: text, name: name)
      return function
    }
    if isExpression, let function = try? compiled("return \(source)") {
      return inItsPlace("", source[...], name) ?? function
    }
    do { return try compiled(source) } catch {
      guard isExpression, let function = try? compiled(Self.returningLastLine(source)),
        let end = source.lastIndex(of: "\n")
      else { throw error }
      return inItsPlace(source[...end], source[source.index(after: end)...], name) ?? function
    }
  }

  /// A tail call leaves no line behind at which a mistake could be told, so the last expression is called within a call.
  private func inItsPlace(_ before: Substring, _ expression: Substring, _ name: String) -> LuaFunction? {
    // Behind a comment the call ends in a line of its own; elsewhere what fails would be told at that line.
    let end = expression.contains("--") ? "\n)" : ")"
    return try? lua.load(
      "\(before)return (function(...) return ... end)(\(expression)\(end)", name: name,
      environment: chunkEnvironment)
  }
}
