import Designs
import Glibc
import Numerics
import Scripting
import Signals

/// A complex number as a Lua value: `complex(1, 2)`, printed as 1+2i.
final class ComplexNumber: LuaObject {
  let value: Complex

  init(_ value: Complex) { self.value = value }

  static let luaType = LuaType(
    "complex number", of: ComplexNumber.self,
    index: { number, key, state in
      guard let name = key.asString, let method = methods[name] else {
        throw LuaError(
          "a complex number has \(methods.keys.sorted().joined(separator: ", ")); \(key.described) was asked for"
        )
      }
      return .function(
        try state.function(name) { arguments in
          guard let number = arguments[0].asObject(ComplexNumber.self) else {
            throw LuaError("\(name): call it with a colon, as in z:\(name)()")
          }
          return [method(number.value)]
        })
    },
    newIndex: { _, _, _, _ in throw LuaError("a complex number cannot be changed") },
    describe: { number, _ in text(number.value, Numerals.text) },
    arithmetic: { operation, left, right, _ in try NumberArithmetic.answer(operation, left, right) },
    equals: { left, right, _ in
      left.asObject(ComplexNumber.self)?.value == right.asObject(ComplexNumber.self)?.value
    })

  private static let methods: [String: @Sendable (Complex) -> LuaValue] = [
    "re": { .number($0.real) }, "im": { .number($0.imaginary) }, "abs": { .number($0.magnitude) },
    "angle": { .number(atan2($0.imaginary, $0.real)) },
    "conj": { .object(ComplexNumber($0.conjugate)) },
  ]

  static func text(_ value: Complex, _ part: (Double) -> String) -> String {
    let isNegative = value.imaginary < 0
    return "\(part(value.real))\(isNegative ? "-" : "+")\(part(abs(value.imaginary)))i"
  }
}

/// What operators do with buffers and complex numbers.
enum NumberArithmetic {
  static func answer(_ operation: LuaArithmetic, _ left: LuaValue, _ right: LuaValue) throws -> LuaValue {
    // Where a signal is met, the buffer is one too.
    if let session = left.asObject(SignalObject.self)?.session ?? right.asObject(SignalObject.self)?.session {
      return try session.arithmetic(operation, left, right)
    }
    let first = try operand(left)
    if operation == .unm {
      if case .number(let number, _) = first { return .object(ComplexNumber(-number)) }
      if case .vector(let vector) = first { return .object(SampleBuffer(-vector)) }
    }
    let second = try operand(right)
    let known: [LuaArithmetic: VectorOperation] = [
      .add: .add, .sub: .subtract, .mul: .multiply, .div: .divide, .pow: .power,
    ]
    guard let wanted = known[operation] else {
      throw LuaError("% and // do not work on buffers and complex numbers; +, -, *, / and ^ do")
    }
    if case .number(let a, _) = first, case .number(let b, _) = second {
      return .object(ComplexNumber(Vector.complex(wanted, a, b)))
    }
    do { return .object(SampleBuffer(try Vector.combine(wanted, first, second))) } catch {
      throw LuaError("\(symbols[operation] ?? ""): \(error.message)")
    }
  }

  private static let symbols: [LuaArithmetic: String] = [
    .add: "+", .sub: "-", .mul: "*", .div: "/", .pow: "^",
  ]

  private static func operand(_ value: LuaValue) throws -> Vector.Operand {
    if let number = value.asDouble { return .number(Complex(number), isComplex: false) }
    if let number = value.asObject(ComplexNumber.self) { return .number(number.value, isComplex: true) }
    if let buffer = value.asObject(SampleBuffer.self) { return .vector(buffer.vector) }
    let hint = value.asTable == nil ? "" : " (array{…} makes a buffer of a list)"
    throw LuaError(
      "arithmetic on a buffer: a number, a complex number, a buffer or a signal is expected; \(value.described) was given\(hint)"
    )
  }
}
