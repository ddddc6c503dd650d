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
      let closure = object as? LuaClosure
    else { throw LuaError("the function is gone") }
    return try closure.body(LuaArguments(state: self, name: closure.name, values: values))
  }

  fileprivate func handle(_ event: Int32, of type: LuaType, _ values: [LuaValue]) throws -> [LuaValue] {
    let arguments = LuaArguments(state: self, name: type.name, values: values)
    let (first, second) = (arguments[0], arguments[1])
    if let operation = LuaArithmetic(rawValue: event - LS_ADD), let arithmetic = type.arithmetic {
      return [try arithmetic(operation, first, second, self)]
    }
    if event == LS_CONCAT, let concat = type.concat { return [try concat(first, second, self)] }
    if event == LS_EQUALS, let equals = type.equals { return [.boolean(try equals(first, second, self))] }
    guard case .object(let object) = first else { throw LuaError("the \(type.name) is gone") }
    switch event {
    case LS_INDEX: return [try type.index?(object, second, self) ?? .nil]
    case LS_NEWINDEX: try type.newIndex?(object, second, arguments[2], self)
    case LS_LENGTH: return [.integer(try type.length?(object, self) ?? 0)]
    case LS_DESCRIBE: return [.string(try type.describe?(object, self) ?? type.name)]
    default:
      let given = LuaArguments(state: self, name: type.name, values: Array(values.dropFirst()))
      return try type.call?(object, given) ?? []
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
