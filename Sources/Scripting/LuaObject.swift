/// A Swift object that Lua may hold.
///
/// While Lua holds it, pushing it again gives the same userdata, so that `==` and table keys work. The collector ends
/// Lua's hold at some time of its own; `deinit` must not use the state.
package protocol LuaObject: AnyObject, SendableMetatype {
  /// What Lua can do with it. Read once for each class and state.
  static var luaType: LuaType { get }
  /// About how many bytes it holds that Lua does not see. The collector hurries accordingly.
  var luaByteCount: Int { get }
}

extension LuaObject {
  package var luaByteCount: Int { 0 }
}
