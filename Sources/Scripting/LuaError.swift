/// What went wrong in Lua, or in a Swift function that Lua called.
///
/// A Swift function may throw any error. It reaches Lua, and Swift again beyond, as one message that begins with the
/// innermost Lua line, once, however many levels it passes.
package struct LuaError: Error, CustomStringConvertible {
  package enum Kind: Sendable {
    /// The source is not Lua.
    case syntax
    /// The source ends before the chunk does: more lines may complete it.
    case incomplete
    case runtime
    /// The state has used all its memory. It can be used again: what the chunk had made is free.
    case memory
    /// Someone asked for an end (`LuaState.interrupt`).
    case interrupted
  }

  /// `file:line: what happened`.
  package let message: String
  /// The calls that were open, as Lua prints them; nil for errors that come from no call.
  package let traceback: String?
  package let kind: Kind
  /// Whether the message has been given its position.
  let isPositioned: Bool
  let reference: LuaReference?
  /// The line that the error is about, and a caret below; empty where it is not known.
  package private(set) var excerpt = ""

  /// An error for a Swift function to throw; the position is added on the way.
  package init(_ message: String, kind: Kind = .runtime) {
    self.init(message: message, traceback: nil, kind: kind, isPositioned: false, reference: nil)
  }

  init(message: String, traceback: String?, kind: Kind, isPositioned: Bool, reference: LuaReference?) {
    self.message = message
    self.traceback = traceback
    self.kind = kind
    self.isPositioned = isPositioned
    self.reference = reference
  }

  package var description: String { message }

  /// The same error, told better.
  package func told(_ message: String, excerpt: String) -> LuaError {
    var better = LuaError(
      message: message, traceback: traceback, kind: kind, isPositioned: isPositioned, reference: reference)
    better.excerpt = excerpt
    return better
  }

  /// The message taken apart: the chunk's name as Lua tells it, the line, and what happened.
  package var place: (name: String, line: Int, text: String)? {
    var start = message.startIndex
    while let colon = message[start...].firstIndex(of: ":") {
      let rest = message[message.index(after: colon)...]
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      if !digits.isEmpty, let line = Int(digits), rest.dropFirst(digits.count).starts(with: ": ") {
        return (String(message[..<colon]), line, String(rest.dropFirst(digits.count + 2)))
      }
      start = rest.startIndex
    }
    return nil
  }

  /// What Lua's `error` was given, where that was no string.
  package func value(in state: LuaState) -> LuaValue? {
    guard let reference else { return nil }
    return try? state.perform(.same, [.reference(reference)]).first
  }

  static let closed = LuaError("the Lua state is closed")
  static let memory = LuaError("not enough memory", kind: .memory)
}
