internal import LuaShim

/// A function of Lua, kept alive as long as this is. `LuaState.call` calls it.
package final class LuaFunction: Equatable, Hashable {
  let reference: LuaReference
  private let link: LuaLink
  private let identity: UnsafeRawPointer?

  init(link: LuaLink, reference: LuaReference, identity: UnsafeRawPointer?) {
    self.link = link
    self.reference = reference
    self.identity = identity
  }

  /// Whether they are the same function.
  package static func == (left: LuaFunction, right: LuaFunction) -> Bool { left.identity == right.identity }

  package func hash(into hasher: inout Hasher) { hasher.combine(identity) }

  /// Where it was written, lines from 1 and 0 for a whole chunk; nil for a function that is not Lua.
  package var definition: (source: String, lines: ClosedRange<Int>)? {
    guard let state = link.state, let host = state.host else { return nil }
    return state.definition(of: reference, host)
  }
}

/// A Swift closure on its way to Lua, and as long as Lua holds it.
final class LuaClosure: LuaObject {
  static var luaType: LuaType { LuaType("function", of: LuaClosure.self) }
  let name: String
  let body: (LuaArguments) throws -> [LuaValue]

  init(_ name: String, _ body: @escaping (LuaArguments) throws -> [LuaValue]) {
    self.name = name
    self.body = body
  }
}
