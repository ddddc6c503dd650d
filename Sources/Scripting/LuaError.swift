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

  /// What Lua's `error` was given, where that was no string.
  package func value(in state: LuaState) -> LuaValue? {
    guard let reference else { return nil }
    return try? state.perform(.same, [.reference(reference)]).first
  }

  static let closed = LuaError("the Lua state is closed")
  static let memory = LuaError("not enough memory", kind: .memory)
}
