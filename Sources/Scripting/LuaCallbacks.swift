internal import LuaShim

/// Where Lua enters Swift. The answer tells the C side to hand the results over, or to raise, once this has returned.
func enterSwift(
  context: UnsafeMutableRawPointer?, event: Int32, type: Int32, words: UnsafeRawPointer?
) -> Int32 {
  guard let context else { return LS_RAISE }
  let state = Unmanaged<LuaState>.fromOpaque(context).takeUnretainedValue()
  guard let host = state.host else { return LS_RAISE }
  do {
    let arguments = try state.values(from: 1, host)
    let results: [LuaValue]
    if event == LS_CLOSURE {
      results = try state.callClosure(words, arguments)
    } else {
      results = try state.handle(event, of: state.types[Int(type)], arguments)
    }
    state.put(results, host)
    return LS_OK
  } catch {
    state.handOn(error, host)
    return LS_RAISE
  }
}

/// Where Lua's hold on an object ends.
func dropObject(_ words: UnsafeMutableRawPointer?) {
  words?.assumingMemoryBound(to: (any LuaObject).self).deinitialize(count: 1)
}

extension LuaState {
  fileprivate func callClosure(_ words: UnsafeRawPointer?, _ values: [LuaValue]) throws -> [LuaValue] {
    guard let object = words?.assumingMemoryBound(to: (any LuaObject).self).pointee,
      let closure = LuaClosure.cast(object)
    else { throw LuaError("the function is gone") }
    return try closure.body(LuaArguments(state: self, name: closure.name, values: values))
  }

  fileprivate func handle(_ event: Int32, of box: LuaTypeBox, _ values: [LuaValue]) throws -> [LuaValue] {
    func argument(_ place: Int) -> LuaValue { place < values.count ? values[place] : .nil }
    let (first, second) = (argument(0), argument(1))
    if let operation = LuaArithmetic(rawValue: event - LS_ADD), let arithmetic = box.type.arithmetic {
      return [try arithmetic(operation, first, second, self)]
    }
    if event == LS_CONCAT, let concat = box.type.concat { return [try concat(first, second, self)] }
    if event == LS_EQUALS, let equals = box.type.equals { return [.boolean(try equals(first, second, self))] }
    guard case .object(let object) = first else { throw LuaError("the \(box.type.name) is gone") }
    switch event {
    case LS_INDEX: return [try box.type.index?(object, second, self) ?? .nil]
    case LS_NEWINDEX: try box.type.newIndex?(object, second, argument(2), self)
    case LS_LENGTH: return [.integer(try box.type.length?(object, self) ?? 0)]
    case LS_PAIRS: return [try box.type.entries?(object, self).map(LuaValue.table) ?? .nil]
    case LS_DESCRIBE: return [.string(try box.type.describe?(object, self) ?? box.type.name)]
    default:
      let given = LuaArguments(state: self, name: box.type.name, values: Array(values.dropFirst()))
      return try box.type.call?(object, given) ?? []
    }
    return []
  }

  /// Makes a Swift error ready to be raised. One that came out of Lua goes on as it is, with its first position.
  fileprivate func handOn(_ error: any Error, _ host: OpaquePointer) {
    let known = error as? LuaError
    passing = known
    if let reference = known?.reference {
      ls_error_value(host, reference.index)
    } else {
      var message = known?.message ?? String(describing: error)
      message.withUTF8 { ls_error(host, $0.baseAddress, $0.count, known?.isPositioned ?? false) }
    }
  }
}
