import Designs
import Numerics
import Scripting
import Signals

/// What a buffer answers: `b:max()`.
extension SampleBuffer {
  private typealias Method = @Sendable (SampleBuffer, LuaArguments) throws -> [LuaValue]

  /// The names, for completion and for sentences.
  static let methodNames: [String] = methods.keys.sorted()

  func method(_ key: LuaValue, _ state: LuaState) throws -> LuaValue {
    guard let name = key.asString, let method = Self.methods[name] else {
      throw LuaError(
        "a buffer has numbers 1 to \(vector.count), and \(Self.methodNames.joined(separator: ", ")); \(key.described) was asked for"
          + NearestNames.question(key.asString ?? "", among: Self.methodNames))
    }
    return .function(
      try state.function(name) { arguments in
        guard let buffer = arguments[0].asObject(SampleBuffer.self) else {
          throw LuaError("\(name): call it with a colon, as in b:\(name)(…)")
        }
        return try method(buffer, arguments)
      })
  }

  private static let methods: [String: Method] = [
    "re": { buffer, _ in [answer(Vector(buffer.vector.real))] },
    "im": { buffer, _ in [answer(Vector(buffer.vector.imaginaryParts))] },
    "abs": { buffer, _ in [answer(Vector(buffer.vector.magnitudes))] },
    "angle": { buffer, _ in [answer(Vector(buffer.vector.angles))] },
    "conj": { buffer, _ in [answer(buffer.vector.conjugate)] },
    "n": { buffer, arguments in
      guard let number = arguments[1].asInteger else {
        throw LuaError(
          "b:n(k): a whole number, counted from 0, is expected; \(arguments[1].described) was given")
      }
      return [buffer.vector.real.indices.contains(number) ? buffer.value(number) : .nil]
    },
    "sum": { buffer, _ in [scalar(buffer.vector.sum, buffer.vector.isComplex)] },
    "mean": { buffer, arguments in
      try buffer.refuseNone(arguments.name)
      let (sum, count) = (buffer.vector.sum, Double(buffer.vector.count))
      return [scalar(Complex(sum.real / count, sum.imaginary / count), buffer.vector.isComplex)]
    },
    "max": { [.number($0.vector.real[try $0.extreme($1, isGreatest: true)])] },
    "min": { [.number($0.vector.real[try $0.extreme($1, isGreatest: false)])] },
    "argmax": { [.integer(try $0.extreme($1, isGreatest: true) + 1)] },
    "argmin": { [.integer(try $0.extreme($1, isGreatest: false) + 1)] },
    "map": { try $0.mapped($1) },
  ]

  private static func answer(_ vector: Vector) -> LuaValue { .object(SampleBuffer(vector)) }

  private static func scalar(_ value: Complex, _ isComplex: Bool) -> LuaValue {
    isComplex ? .object(ComplexNumber(value)) : .number(value.real)
  }

  private func refuseNone(_ name: String) throws {
    guard vector.count > 0 else { throw LuaError("\(name): the buffer is empty") }
  }

  private func extreme(_ arguments: LuaArguments, isGreatest: Bool) throws -> Int {
    try refuseNone(arguments.name)
    guard let place = vector.place(ofGreatest: isGreatest) else {
      throw LuaError("\(arguments.name): complex numbers have no order; b:abs():\(arguments.name)() has one")
    }
    return place
  }

  /// `b:map(function(x, place) … end)`.
  private func mapped(_ arguments: LuaArguments) throws -> [LuaValue] {
    guard let function = arguments[1].asFunction else {
      throw LuaError(
        "map: a function is expected, as in b:map(function(x) return x * x end); \(arguments[1].described) was given"
      )
    }
    let values = try (0..<vector.count).map { place in
      try arguments.state.call(function, [value(place), .integer(place + 1)]).first ?? .nil
    }
    return [.object(SampleBuffer(try Vector(values, "map: the function")))]
  }
}

extension Vector {
  /// Numbers of Lua, complex where one of them is; `owner` answered them.
  init(_ values: [LuaValue], _ owner: String) throws {
    var isComplex = false
    let numbers = try values.map { value -> Complex in
      if let number = value.asDouble { return Complex(number) }
      guard let number = value.asObject(ComplexNumber.self) else {
        throw LuaError("\(owner) is expected to answer numbers; it answered \(value.described)")
      }
      isComplex = true
      return number.value
    }
    self = isComplex ? Vector(numbers) : Vector(numbers.map(\.real))
  }
}
