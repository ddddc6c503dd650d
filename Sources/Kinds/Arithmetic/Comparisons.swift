package import Signals

extension SignalKind {
  package static let minimum = SignalKind(
    "min", .arithmetic, "The lesser of two signals, sample by sample.",
    example: "saw(110) * min(line(0, 4, 2), 1) * 0.7",
    Stream("a", "One signal."), Stream("b", "The other.")
  ) { try Elementwise<Lesser>($1, $2) }

  package static let maximum = SignalKind(
    "max", .arithmetic, "The greater of two signals, sample by sample.",
    example: "saw(110):lowpass(max(sine(2) * 2000, 300)) * 0.7",
    Stream("a", "One signal."), Stream("b", "The other.")
  ) { try Elementwise<Greater>($1, $2) }

  package static let isGreater = SignalKind(
    "gt", .arithmetic, "1 where a signal is greater than another, 0 elsewhere.",
    example: "gt(sine(2), 0.5) * saw(110) * 0.7",
    Stream("a", "What is to be greater."), Stream("b", "Than this.")
  ) { try Elementwise<IsGreater>($1, $2) }

  package static let isLess = SignalKind(
    "lt", .arithmetic, "1 where a signal is less than another, 0 elsewhere.",
    example: "lt(sine(2), 0.5) * saw(110) * 0.7",
    Stream("a", "What is to be less."), Stream("b", "Than this.")
  ) { try Elementwise<IsLess>($1, $2) }
}

extension BinaryOperation {
  /// Where a result may be other than zero that is zero where both sides are: of both; of one side alone where what
  /// the other holds for ever gives zero with silence.
  fileprivate static func rangeOfEither(_ a: StreamInput, _ b: StreamInput) -> SignalRange {
    if let constants = b.constant, constants.allSatisfy({ number(0, $0) == 0 }) { return a.shape.range }
    if let constants = a.constant, constants.allSatisfy({ number($0, 0) == 0 }) { return b.shape.range }
    return a.shape.range.union(b.shape.range)
  }
}

private enum Lesser: BinaryOperation {
  static func sample(_ a: Float, _ b: Float) -> Float { a < b ? a : b }
  static func number(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange { rangeOfEither(a, b) }
}

private enum Greater: BinaryOperation {
  static func sample(_ a: Float, _ b: Float) -> Float { a > b ? a : b }
  static func number(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange { rangeOfEither(a, b) }
}

private enum IsGreater: BinaryOperation {
  static func sample(_ a: Float, _ b: Float) -> Float { a > b ? 1 : 0 }
  static func number(_ a: Double, _ b: Double) -> Double { a > b ? 1 : 0 }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange { rangeOfEither(a, b) }
}

private enum IsLess: BinaryOperation {
  static func sample(_ a: Float, _ b: Float) -> Float { a < b ? 1 : 0 }
  static func number(_ a: Double, _ b: Double) -> Double { a < b ? 1 : 0 }
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange { rangeOfEither(a, b) }
}
