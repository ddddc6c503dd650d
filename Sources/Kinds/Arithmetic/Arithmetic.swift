import Glibc
package import Signals

extension SignalKind {
  package static let add = SignalKind(
    "add", .arithmetic, "The sum of two signals.", example: "sine(220) * 0.4 + sine(330) * 0.4",
    Stream("a", "The first term."), Stream("b", "The second term.")
  ) { try Elementwise<Sum>($1, $2) }

  package static let sub = SignalKind(
    "sub", .arithmetic, "The difference of two signals.", example: "sine(220) * 0.4 - sine(330) * 0.4",
    Stream("a", "What to subtract from."), Stream("b", "What to subtract.")
  ) { try Elementwise<Difference>($1, $2) }

  package static let mul = SignalKind(
    "mul", .arithmetic, "The product of two signals. Where one side is silent, the other is not asked.",
    example: "saw(110) * 0.5",
    Stream("a", "The first factor."), Stream("b", "The second factor.")
  ) { try Elementwise<Product>($1, $2) }

  package static let div = SignalKind(
    "div", .arithmetic, "The quotient of two signals. A quotient that is not finite, as x / 0, is 0.",
    example: "saw(110) / 2",
    Stream("a", "The dividend."), Stream("b", "The divisor.")
  ) { try Elementwise<Quotient>($1, $2) }

  package static let pow = SignalKind(
    "pow", .arithmetic,
    "A signal to the power of another. A power that is not a finite number, as of a negative base to a "
      + "fraction, is 0.",
    example: "sine(110) ^ 3 * 0.7",
    Stream("a", "The base."), Stream("b", "The exponent.")
  ) { try Elementwise<Power>($1, $2) }

  package static let mod = SignalKind(
    "mod", .arithmetic, "The remainder of a division, with the sign of the divisor as in Lua. x % 0 is 0.",
    example: "((sine(110) * 2) % 1 - 0.5) * 0.5",
    Stream("a", "The dividend."), Stream("b", "The divisor.")
  ) { try Elementwise<Remainder>($1, $2) }
}

// `sample` is what `ScalarOperation` says, written again: from there it stays a call for every sample, where here it is
// a loop in vectors. `FlatLoopTests` hold both to the same bits.
private enum Sum: BinaryOperation {
  static var scalar: ScalarOperation? { .add }
  static func sample(_ a: Float, _ b: Float) -> Float { a + b }
  static func number(_ a: Double, _ b: Double) -> Double { a + b }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange { a.shape.range.union(b.shape.range) }
}

private enum Difference: BinaryOperation {
  static var scalar: ScalarOperation? { .subtract }
  static func sample(_ a: Float, _ b: Float) -> Float { a - b }
  static func number(_ a: Double, _ b: Double) -> Double { a - b }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange { a.shape.range.union(b.shape.range) }
}

private enum Product: BinaryOperation {
  static var isSilencedByZero: Bool { true }
  static var scalar: ScalarOperation? { .multiply }
  static func sample(_ a: Float, _ b: Float) -> Float { mulAdd(a, b, 0) }
  static func number(_ a: Double, _ b: Double) -> Double { a * b + 0 }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange {
    a.shape.range.intersection(b.shape.range)
  }
}

private enum Quotient: BinaryOperation {
  static var scalar: ScalarOperation? { .divide }
  static func sample(_ a: Float, _ b: Float) -> Float { finite(a / b) }
  static func number(_ a: Double, _ b: Double) -> Double { finite(a / b) }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange { a.shape.range }
}

private enum Remainder: BinaryOperation {
  static func sample(_ a: Float, _ b: Float) -> Float { Float(number(Double(a), Double(b))) }
  // Exact for floats while the quotient is below 2^29: quotient and product then fit the double.
  static func number(_ a: Double, _ b: Double) -> Double {
    let rest = a - (a / b).rounded(.down) * b
    return abs(rest) <= abs(b) ? rest : 0
  }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange { a.shape.range }
}

private enum Power: BinaryOperation {
  static var isWorthKeeping: Bool { true }

  static func sample(_ a: Float, _ b: Float) -> Float {
    if b == 2 { return finite(a * a) }
    if b == 1 { return finite(a) }
    if b == 0.5 { return finite(a.squareRoot()) }
    return finite(powf(a, b))
  }

  static func number(_ a: Double, _ b: Double) -> Double { finite(Glibc.pow(a, b)) }

  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange {
    guard let exponents = b.constant, exponents.allSatisfy({ $0 > 0 }) else { return .all }
    return a.shape.range
  }

  /// The cases of `sample` that need no library, each a loop without branches.
  static func fill(_ y: inout MutableSpan<Float>, _ a: Span<Float>, _ b: Float) {
    precondition(a.count == y.count)
    if b == 2 {
      for i in y.indices { y[i] = finite(a[i] * a[i]) }
    } else if b == 1 {
      for i in y.indices { y[i] = finite(a[i]) }
    } else if b == 0.5 {
      for i in y.indices { y[i] = finite(a[i].squareRoot()) }
    } else {
      for i in y.indices { y[i] = finite(powf(a[i], b)) }
    }
  }
}

/// `x`, and 0 for what is not finite; never -0.
@inline(__always) private func finite<T: FloatingPoint>(_ x: T) -> T { x - x == 0 ? x + 0 : 0 }
