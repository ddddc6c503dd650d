import Glibc
package import Signals

extension SignalKind {
  package static let crossfade = SignalKind(
    "crossfade", .arithmetic, "Goes from one signal to another.",
    example: "crossfade(saw(110), sine(220), line(0, 1, 2)) * 0.7",
    Stream("a", "What is heard at 0."), Stream("b", "What is heard at 1."),
    Stream("pos", 0...1, .ratio, default: 0.5, "Where: 0 is a, 1 is b."),
    Choice(
      "law", ["power", "linear"],
      "Whether both are at -3 dB in the middle, as suits signals that have nothing in common, or at half.")
  ) { _, a, b, pos, law in
    let parameters = [PointParameter(b), PointParameter(pos, in: 0...1, standard: 0.5)]
    if law == "power" { return try Pointwise(PowerFade(), a, parameters) }
    return try Pointwise(LinearFade(), a, parameters)
  }
}

extension PointFunction {
  /// Where either is heard; one that a fixed place silences is not.
  fileprivate func rangeOfFade(_ inputs: [StreamInput]) -> SignalRange {
    let (a, b, places) = (inputs[0].shape.range, inputs[1].shape.range, inputs[2].constant)
    if let places, places.allSatisfy({ $0 == 0 }) { return a }
    if let places, places.allSatisfy({ $0 == 1 }) { return b }
    return a.union(b)
  }
}

private struct LinearFade: PointFunction {
  var isWorthKeeping: Bool { false }
  func range(_ inputs: [StreamInput]) -> SignalRange? { rangeOfFade(inputs) }
  func number(_ v: [Double]) -> Double? { v[0] * (1 - v[2]) + v[1] * v[2] }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { a, b, place in mulAdd(a, 1 - place, mulAdd(b, place, 0)) }
  }
}

/// Both gains are sines of the part that is left of a quarter turn, so that each end is exactly one signal.
private struct PowerFade: PointFunction {
  func range(_ inputs: [StreamInput]) -> SignalRange? { rangeOfFade(inputs) }
  func number(_ v: [Double]) -> Double? {
    v[0] * FastMath.sineOfQuarter((1 - v[2]) * .pi / 2) + v[1] * FastMath.sineOfQuarter(v[2] * .pi / 2)
  }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { a, b, place in
      let near = Float(FastMath.sineOfQuarter(Double(1 - place) * (.pi / 2)))
      let far = Float(FastMath.sineOfQuarter(Double(place) * (.pi / 2)))
      return mulAdd(a, near, mulAdd(b, far, 0))
    }
  }
}
