internal import LuaShim

/// The operators that Lua hands on. `unm` (unary minus) gets its one operand twice.
package enum LuaArithmetic: Int32, Sendable, CaseIterable {
  case add, sub, mul, div, mod, pow, unm, idiv
}

/// What Lua can do with the objects of one class. What is left out is an error of Lua's own, as in `attempt to index a
/// signal value`.
package struct LuaType: Sendable {
  package typealias Operands<Result> = @Sendable (LuaValue, LuaValue, LuaState) throws -> Result

  /// The type as error messages name it.
  package let name: String
  let index: (@Sendable (any LuaObject, LuaValue, LuaState) throws -> LuaValue)?
  let newIndex: (@Sendable (any LuaObject, LuaValue, LuaValue, LuaState) throws -> Void)?
  let length: (@Sendable (any LuaObject, LuaState) throws -> Int)?
  let call: (@Sendable (any LuaObject, LuaArguments) throws -> [LuaValue])?
  let describe: (@Sendable (any LuaObject, LuaState) throws -> String)?
  let arithmetic: (@Sendable (LuaArithmetic, LuaValue, LuaValue, LuaState) throws -> LuaValue)?
  let concat: Operands<LuaValue>?
  let equals: Operands<Bool>?
  let entries: (@Sendable (any LuaObject, LuaState) throws -> LuaTable?)?

  /// - Parameters:
  ///   - index: `object[key]` and `object.key`. With integer keys, from 1 to the length, `ipairs` and `pairs` work.
  ///   - newIndex: `object[key] = value`.
  ///   - length: `#object`.
  ///   - call: `object(…)`.
  ///   - describe: `tostring(object)`.
  ///   - arithmetic: either operand may be the object.
  ///   - concat: `..`; either operand may be the object.
  ///   - equals: `==` between two objects that are not the same.
  ///   - entries: What `pairs(object)` walks; what it makes of the table does not reach the object.
  package init<Object: LuaObject>(
    _ name: String, of type: Object.Type,
    index: (@Sendable (Object, LuaValue, LuaState) throws -> LuaValue)? = nil,
    newIndex: (@Sendable (Object, LuaValue, LuaValue, LuaState) throws -> Void)? = nil,
    length: (@Sendable (Object, LuaState) throws -> Int)? = nil,
    call: (@Sendable (Object, LuaArguments) throws -> [LuaValue])? = nil,
    describe: (@Sendable (Object, LuaState) throws -> String)? = nil,
    arithmetic: (@Sendable (LuaArithmetic, LuaValue, LuaValue, LuaState) throws -> LuaValue)? = nil,
    concat: Operands<LuaValue>? = nil,
    equals: Operands<Bool>? = nil,
    entries: (@Sendable (Object, LuaState) throws -> LuaTable?)? = nil
  ) {
    self.name = name
    self.index = index.map { index in
      { @Sendable object, key, state in try index(Self.own(object), key, state) }
    }
    self.newIndex = newIndex.map { newIndex in
      { @Sendable object, key, value, state in try newIndex(Self.own(object), key, value, state) }
    }
    self.length = length.map { length in { @Sendable object, state in try length(Self.own(object), state) } }
    self.call = call.map { call in { @Sendable object, arguments in try call(Self.own(object), arguments) } }
    self.describe = describe.map { describe in
      { @Sendable object, state in try describe(Self.own(object), state) }
    }
    self.arithmetic = arithmetic
    self.concat = concat
    self.equals = equals
    self.entries = entries.map { entries in
      { @Sendable object, state in try entries(Self.own(object), state) }
    }
  }

  private static func own<Object: LuaObject>(_ object: any LuaObject) throws -> Object {
    guard let object = Object.cast(object) else { throw LuaError("an object of another class") }
    return object
  }

  /// The metamethods to make, a bit for each.
  var events: UInt32 {
    func bit(_ event: Int32, _ isThere: Bool) -> UInt32 { isThere ? 1 << UInt32(event) : 0 }
    let operators = LuaArithmetic.allCases.reduce(0) { $0 | bit(LS_ADD + $1.rawValue, arithmetic != nil) }
    return operators | bit(LS_INDEX, index != nil) | bit(LS_NEWINDEX, newIndex != nil)
      | bit(LS_LENGTH, length != nil) | bit(LS_INVOKE, call != nil) | bit(LS_DESCRIBE, describe != nil)
      | bit(LS_EQUALS, equals != nil) | bit(LS_CONCAT, concat != nil)
      | bit(LS_PAIRS, entries != nil)
  }
}

/// A type at rest, so that finding it does not copy its handlers.
final class LuaTypeBox {
  let type: LuaType
  init(_ type: LuaType) { self.type = type }
}
