import Designs
import Glibc
import Graphs
import Numerics
import Scripting
import Signals

/// Numbers as a Lua sequence, real or complex: indexed from 1, and never changed. A signal made of them has samples of
/// single precision.
final class SampleBuffer: LuaObject {
  let vector: Vector
  /// Whether it is the b of a design that answered an a too.
  let hasDenominator: Bool

  init(_ vector: Vector, hasDenominator: Bool = false) {
    (self.vector, self.hasDenominator) = (vector, hasDenominator)
  }
  convenience init(_ numbers: [Double]) { self.init(Vector(numbers)) }
  convenience init(_ samples: [Float]) { self.init(Vector(samples.map(Double.init))) }

  var luaByteCount: Int { vector.count * (vector.isComplex ? 16 : 8) }

  /// Real numbers, where `word` takes no others.
  func reals(_ word: String) throws -> [Double] {
    guard !vector.isComplex else {
      throw LuaError(
        "\(word): real numbers are expected; complex ones were given (b:re(), b:im() and b:abs() are real)")
    }
    return vector.real
  }

  func samples(_ word: String) throws -> [Float] {
    try reals(word).map { number in
      let sample = Float(number)
      guard sample.isFinite else {
        throw LuaError("\(word): finite samples are expected; the buffer holds \(Numerals.text(number))")
      }
      return sample
    }
  }

  /// The buffer as a signal that begins at frame 0.
  func signal(_ session: Session) throws -> Signal {
    let samples = try session.counted([try samples("a buffer as a signal")])
    return session.manager.signal(SignalData(type: "buffer", arguments: [.samples(samples)]))
  }

  /// One number, from place 0.
  func value(_ place: Int) -> LuaValue {
    vector.isComplex ? .object(ComplexNumber(vector[place])) : .number(vector.real[place])
  }

  static let luaType = LuaType(
    "buffer", of: SampleBuffer.self,
    index: { buffer, key, state in
      if let place = key.asInteger {
        guard place >= 1 else {
          throw LuaError(
            "a buffer's numbers are counted from 1 to \(buffer.vector.count); \(place) was asked for (b:n(0) counts from 0)"
          )
        }
        return place >= 1 && place <= buffer.vector.count ? buffer.value(place - 1) : .nil
      }
      return try buffer.method(key, state)
    },
    newIndex: { _, _, _, _ in
      throw LuaError(
        "a buffer cannot be changed; b:map(…) and arithmetic make new ones, array{…} one of a list")
    },
    length: { buffer, _ in buffer.vector.count },
    call: { buffer, arguments in [try buffer.part(arguments)] },
    describe: { buffer, _ in buffer.text },
    arithmetic: { operation, left, right, _ in try NumberArithmetic.answer(operation, left, right) },
    equals: { left, right, _ in
      guard let left = left.asObject(SampleBuffer.self), let right = right.asObject(SampleBuffer.self) else {
        return false
      }
      return left.vector == right.vector
    })

  /// `b(from, to)`: places from 1, both ends included; negative ones count from the end, as in string.sub.
  private func part(_ arguments: LuaArguments) throws -> LuaValue {
    func place(_ number: Int, _ standard: Int) throws -> Int {
      let value = arguments[number]
      guard let place = value.isNil ? standard : value.asInteger else {
        throw LuaError("b(from, to): places, whole numbers, are expected; \(value.described) was given")
      }
      return place < 0 ? max(1, vector.count + 1 + place) : max(1, place)
    }
    guard arguments.count > 0 else {
      throw LuaError("b(from, to): the first and the last place of a part are expected")
    }
    let (first, last) = (try place(0, 1), min(try place(1, vector.count), vector.count))
    return .object(SampleBuffer(first <= last ? vector[first - 1..<last] : Vector([Double]())))
  }

  private var text: String {
    let shown = (0..<min(16, vector.count)).map { place in
      vector.isComplex
        ? ComplexNumber.text(vector[place]) { SampleBuffer.text($0) } : SampleBuffer.text(vector.real[place])
    }
    let line = shown.joined(separator: " ")
    return vector.count <= 16 ? line : "\(line) … (\(vector.count) samples)"
  }

  /// Four significant digits, whole numbers without a point.
  static func text(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e6 { return String(Int(number)) }
    return significant(number, 4)
  }

  private static func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var scale = 1.0
    var exponent = 0
    while abs(value) * scale < 0.1, exponent < 60 {
      scale *= 10
      exponent += 1
    }
    while abs(value) * scale >= 1 {
      scale /= 10
      exponent -= 1
    }
    var power = 1.0
    for _ in 0..<digits { power *= 10 }
    // Told as decimals, so that nothing of how it came about is seen.
    let mantissa = (value * scale * power).rounded()
    return Numerals.text(Double("\(Int(mantissa))e\(-(digits + exponent))") ?? value)
  }
}
