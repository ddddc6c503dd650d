package import Designs
import Glibc

/// What is done number by number; one number alone goes with each of many.
package enum VectorOperation: Sendable {
  case add, subtract, multiply, divide, power
}

extension Vector {
  /// A number or a row of them.
  package enum Operand: Sendable {
    case number(Complex, isComplex: Bool)
    case vector(Vector)

    fileprivate var count: Int? { if case .vector(let vector) = self { vector.count } else { nil } }
    fileprivate var isComplex: Bool {
      switch self {
      case .number(_, let isComplex): isComplex
      case .vector(let vector): vector.isComplex
      }
    }
    fileprivate func real(_ place: Int) -> Double {
      switch self {
      case .number(let number, _): number.real
      case .vector(let vector): vector.real[place]
      }
    }
    fileprivate func value(_ place: Int) -> Complex {
      switch self {
      case .number(let number, _): number
      case .vector(let vector): vector[place]
      }
    }
  }

  /// Rows must be equally long; what is made of complex numbers is complex.
  package static func combine(_ operation: VectorOperation, _ left: Operand, _ right: Operand)
    throws(NumberError) -> Vector
  {
    if let first = left.count, let second = right.count, first != second {
      throw NumberError(
        "buffers of \(first) and \(second) numbers were given; equally long ones, or one number, are expected"
      )
    }
    let count = left.count ?? right.count ?? 1
    if !left.isComplex, !right.isComplex {
      return Vector((0..<count).map { real(operation, left.real($0), right.real($0)) })
    }
    return Vector((0..<count).map { complex(operation, left.value($0), right.value($0)) })
  }

  private static func real(_ operation: VectorOperation, _ a: Double, _ b: Double) -> Double {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: pow(a, b)
    }
  }

  package static func complex(_ operation: VectorOperation, _ a: Complex, _ b: Complex) -> Complex {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: b == Complex(0) ? Complex(a.real / 0, a.imaginary / 0) : a / b
    case .power: power(a, b)
    }
  }

  /// Small whole powers by multiplying, so that they are exact where they can be; the rest by the principal logarithm.
  private static func power(_ base: Complex, _ exponent: Complex) -> Complex {
    if exponent.isReal, exponent.real == exponent.real.rounded(), abs(exponent.real) <= 64 {
      let whole = [Complex](repeating: base, count: Int(abs(exponent.real))).product
      return exponent.real < 0 ? complex(.divide, Complex(1), whole) : whole
    }
    if base == Complex(0) { return exponent.real > 0 ? Complex(0) : Complex(.nan, .nan) }
    let logarithm = exponent * Complex(log(base.magnitude), atan2(base.imaginary, base.real))
    return exp(logarithm.real) * Complex(angle: logarithm.imaginary)
  }

  package static prefix func - (vector: Vector) -> Vector {
    Vector(vector.real.map { -$0 }, vector.imaginary?.map { -$0 })
  }
}
