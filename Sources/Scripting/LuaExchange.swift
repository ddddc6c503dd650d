internal import LuaShim

/// What the C side can do under protection.
enum LuaOperation {
  case call, load, makeTable, get, set, keys, meta, same, text, seed, globals, sameCode, code, libraries,
    trust, environment

  /// Whether it runs what a patch says.
  var isForeign: Bool { self == .call || self == .text }

  var code: Int32 {
    switch self {
    case .call: LS_CALL
    case .load: LS_LOAD
    case .makeTable: LS_MAKE_TABLE
    case .get: LS_GET
    case .set: LS_SET
    case .keys: LS_KEYS
    case .meta: LS_META
    case .same: LS_SAME
    case .text: LS_TEXT
    case .seed: LS_SEED
    case .globals: LS_GLOBALS
    case .sameCode: LS_SAME_CODE
    case .code: LS_CODE
    case .libraries: LS_LIBRARIES
    case .trust: LS_TRUST
    case .environment: LS_ENVIRONMENT
    }
  }
}

/// What is handed over to an operation.
enum LuaOperand {
  case value(LuaValue)
  case reference(LuaReference)
  case closure(LuaClosure)
}

/// The way of values between the two languages.
extension LuaState {
  /// Runs an operation and gives its results; the stack is afterwards as it was.
  func perform(
    _ operation: LuaOperation, _ operands: [LuaOperand] = [], within seconds: Double? = nil,
    hasOwnTime: Bool = false
  ) throws(LuaError) -> [LuaValue] {
    let host = try open()
    let height = ls_height(host)
    defer { ls_restore(host, height) }
    ls_clear(host)
    for operand in operands { put(operand, host) }
    depth += 1
    let outcome: Int32
    if let seconds = seconds ?? (hasOwnTime ? timeLimit : nil), timeLimit > 0 {
      var outer = ls_time()
      ls_narrow_time(host, min(seconds, timeLimit), hasOwnTime, &outer)
      outcome = ls_run(host, operation.code)
      ls_widen_time(host, &outer)
    } else {
      let isTimed = depth == 1 && operation.isForeign && ls_begin_time(host, timeLimit)
      outcome = ls_run(host, operation.code)
      if isTimed { ls_end_time(host) }
    }
    depth -= 1
    guard outcome == LS_OK else { throw failure(host, outcome) }
    return try values(from: height + 1, host)
  }

  func put(_ values: [LuaValue], _ host: OpaquePointer) {
    ls_clear(host)
    for value in values { put(.value(value), host) }
  }

  private func put(_ operand: LuaOperand, _ host: OpaquePointer) {
    switch operand {
    case .reference(let reference): ls_put_reference(host, reference.index)
    case .closure(let closure):
      ls_put_closure(host).initializeMemory(as: (any LuaObject).self, to: closure)
    case .value(let value): put(value, host)
    }
  }

  private func put(_ value: LuaValue, _ host: OpaquePointer) {
    switch value {
    case .nil, .other: ls_put_nil(host)
    case .boolean(let value): ls_put_boolean(host, value)
    case .integer(let value): ls_put_integer(host, Int64(value))
    case .number(let value): ls_put_number(host, value)
    case .string(var text): text.withUTF8 { ls_put_string(host, $0.baseAddress, $0.count) }
    case .table(let table): ls_put_reference(host, table.reference.index)
    case .function(let function): ls_put_reference(host, function.reference.index)
    case .object(let object):
      let identity = UnsafeRawPointer(bitPattern: UInt(bitPattern: ObjectIdentifier(object)))
      ls_put_object(host, handle(of: object, host), identity, max(0, object.luaByteCount))
        .initializeMemory(as: (any LuaObject).self, to: object)
    }
  }

  /// The C side's description of an object's class, made when the class is first met.
  private func handle(of object: any LuaObject, _ host: OpaquePointer) -> OpaquePointer {
    let name = ObjectIdentifier(type(of: object))
    if let known = typesByClass[name] { return known }
    let type = type(of: object).luaType
    let made: OpaquePointer = ls_make_type(host, type.name, type.events, Int32(types.count))
    types.append(LuaTypeBox(type))
    typesByClass[name] = made
    return made
  }

  /// The values from a place on the stack to its top.
  func values(from first: Int32, _ host: OpaquePointer) throws(LuaError) -> [LuaValue] {
    let top = ls_height(host)
    guard first <= top else { return [] }
    var values: [LuaValue] = []
    values.reserveCapacity(Int(top - first) + 1)
    for index in first...top {
      var read = ls_value()
      guard ls_read(host, index, &read) == LS_OK else { throw .memory }
      values.append(value(read))
    }
    return values
  }

  func element(_ index: Int, of table: LuaReference) throws(LuaError) -> LuaValue {
    let host = try open()
    let height = ls_height(host)
    defer { ls_restore(host, height) }
    var read = ls_value()
    guard ls_raw_index(host, table.index, Int64(index), &read) == LS_OK else { throw .memory }
    return value(read)
  }

  private func value(_ read: ls_value) -> LuaValue {
    switch read.tag {
    case LS_NIL: return .nil
    case LS_BOOLEAN: return .boolean(read.integer != 0)
    case LS_INTEGER: return .integer(Int(read.integer))
    case LS_NUMBER: return .number(read.number)
    case LS_STRING: return .string(text(read.text, read.length))
    case LS_TABLE:
      let reference = LuaReference(index: read.reference, releases: releases)
      return .table(LuaTable(link: link, reference: reference, identity: read.identity))
    case LS_FUNCTION:
      let reference = LuaReference(index: read.reference, releases: releases)
      return .function(LuaFunction(link: link, reference: reference, identity: read.identity))
    case LS_OBJECT:
      guard let words = read.words else { return .nil }
      return .object(words.assumingMemoryBound(to: (any LuaObject).self).pointee)
    default: return .other(typeName: read.text.map { String(cString: $0) } ?? "nil")
    }
  }

  func text(_ bytes: UnsafePointer<CChar>?, _ length: Int) -> String {
    guard let bytes else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}
