/// What a Swift function was called with.
package struct LuaArguments {
  package let state: LuaState
  /// The name under which the function, or the called object's type, is known.
  package let name: String
  package let values: [LuaValue]

  package init(state: LuaState, name: String, values: [LuaValue]) {
    (self.state, self.name, self.values) = (state, name, values)
  }

  package var count: Int { values.count }

  /// From 0; nil beyond what was given, as in Lua.
  package subscript(position: Int) -> LuaValue {
    values.indices.contains(position) ? values[position] : .nil
  }
}
