internal import LuaShim

extension LuaState {
  /// Compiles a chunk of source, never binary.
  /// - Parameters:
  ///   - name: What messages show before the line, a file's path, say.
  ///   - environment: Where the chunk's globals live; `globals` if nil.
  ///   - isOwn: Whether it is the host's: then a mistake in what it was called for is told at its caller's line.
  package func load(
    _ source: String, name: String, environment: LuaTable? = nil, isOwn: Bool = false
  ) throws(LuaError) -> LuaFunction {
    let environment = environment.map { LuaOperand.reference($0.reference) } ?? .value(.nil)
    // A script may begin as the shell wants it, and is then the same with that line a comment.
    let bare = source.first == "\u{FEFF}" ? String(source.dropFirst()) : source
    let text = bare.hasPrefix("#!") ? "--" + bare : bare
    // With `@` a long name loses its beginning, not its end.
    let results = try perform(
      .load, [.value(.string(text)), .value(.string((isOwn ? "=" : "@") + name)), environment])
    if case .function(let function)? = results.first { return function }
    var message = results.last?.asString ?? "not enough memory"
    if isInterrupted, message.hasSuffix("interrupted") {
      throw LuaError(
        message: message, traceback: nil, kind: .interrupted, isPositioned: true, reference: nil)
    }
    if message.hasPrefix("attempt to load a binary chunk") {
      message = "\(name):1: this is a binary chunk; Neap runs Lua's source only"
    }
    throw LuaError(
      message: message, traceback: nil, kind: Self.kind(ofLoading: message, source), isPositioned: true,
      reference: nil)
  }

  /// Whether more lines may make a chunk of it.
  package func isIncomplete(_ source: String) -> Bool {
    do {
      _ = try load(source, name: "?")
      return false
    } catch {
      return error.kind == .incomplete
    }
  }

  private static func kind(ofLoading message: String, _ source: String) -> LuaError.Kind {
    if message == LuaError.memory.message { return .memory }
    guard message.hasSuffix("<eof>") else { return .syntax }
    // A value or a method alone, as `tone = 440 Hz`: nobody begins the next line with what it would be called with.
    if message.hasSuffix("syntax error near <eof>")
      || message.hasSuffix("function arguments expected near <eof>")
    {
      return .syntax
    }
    // A string in quotes ends with its line, unless a backslash continues it.
    return message.hasSuffix("unfinished string near <eof>") && !source.hasSuffix("\\")
      ? .syntax : .incomplete
  }

  /// Calls a function, with any number of results.
  /// - Parameters:
  ///   - seconds: How long it may take, where that is less than the chunk may.
  ///   - hasOwnTime: Whether it has as long as a chunk, and what it takes is none of the chunk's.
  @discardableResult
  package func call(
    _ function: LuaFunction, _ arguments: [LuaValue] = [], within seconds: Double? = nil,
    hasOwnTime: Bool = false
  ) throws(LuaError) -> [LuaValue] {
    let results: [LuaValue]
    do throws(LuaError) {
      results = try perform(
        .call, [.reference(function.reference)] + arguments.map { .value($0) }, within: seconds,
        hasOwnTime: hasOwnTime)
    } catch {
      // What the chunk had made is garbage by now, and the next one shall find room.
      if depth == 0, error.kind == .memory { collect() }
      throw error
    }
    if depth == 0 { passing = nil }
    return results
  }

  /// A Swift closure as a function of Lua. Lua owns the closure; one that holds the state holds it for ever, so take
  /// the state from the arguments.
  package func function(
    _ name: String, _ body: @escaping (LuaArguments) throws -> [LuaValue]
  ) throws(LuaError) -> LuaFunction {
    guard case .function(let function)? = try perform(.same, [.closure(LuaClosure(name, body))]).first else {
      throw .memory
    }
    return function
  }

  package func makeTable() throws(LuaError) -> LuaTable {
    guard case .table(let table)? = try perform(.makeTable).first else { throw .memory }
    return table
  }

  /// The value as `tostring` gives it.
  package func text(of value: LuaValue) throws(LuaError) -> String {
    try perform(.text, [.value(value)]).first?.asString ?? ""
  }

  /// What an operation that failed left behind, as an error. One that Swift has handed on comes out as it went in.
  func failure(_ host: OpaquePointer, _ outcome: Int32) -> LuaError {
    var length = 0
    let message = text(ls_message(host, &length), length)
    let traceback = text(ls_traceback(host, &length), length)
    defer { passing = nil }
    if let passing, passing.isPositioned, passing.message == message { return passing }
    var kind = outcome == LS_MEMORY ? LuaError.Kind.memory : .runtime
    if let passing, message.hasSuffix(passing.message) { kind = passing.kind }
    if isInterrupted, message.hasSuffix("interrupted") { kind = .interrupted }
    let top = ls_height(host)
    let index = kind == .runtime && !ls_is_string(host, top) ? ls_keep(host, top) : 0
    return LuaError(
      message: message, traceback: traceback.isEmpty ? nil : traceback, kind: kind, isPositioned: true,
      reference: index > 0 ? LuaReference(index: index, releases: releases) : nil)
  }
}
