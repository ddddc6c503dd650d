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
  /// The object as one of this class, nil if it is none. An exact match, the usual case, spares the dynamic cast.
  static func cast(_ object: any LuaObject) -> Self? {
    type(of: object) == Self.self ? unsafeDowncast(object, to: Self.self) : object as? Self
  }

  package var luaByteCount: Int { 0 }
}
