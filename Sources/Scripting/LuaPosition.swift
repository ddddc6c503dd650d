internal import LuaShim

/// Lua's limit for the name of a source (`LUA_IDSIZE`), its final zero included.
private let nameCapacity = 60

extension LuaState {
  /// The innermost line of Lua that is at work; nil where none is.
  package func currentLine() -> (source: String, line: Int)? {
    guard let host else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: nameCapacity) { name in
      guard let source = name.baseAddress else { return nil }
      var line: Int32 = 0
      guard ls_position(host, source, &line) else { return nil }
      return (String(cString: source), Int(line))
    }
  }

  func definition(of function: LuaReference, _ host: OpaquePointer) -> (
    source: String, lines: ClosedRange<Int>
  )? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: nameCapacity) { name in
      guard let source = name.baseAddress else { return nil }
      var (first, last): (Int32, Int32) = (0, 0)
      guard ls_definition(host, function.index, source, &first, &last) else { return nil }
      // A whole chunk says 0 for both.
      return (String(cString: source), Int(first)...Int(max(first, last)))
    }
  }
}
