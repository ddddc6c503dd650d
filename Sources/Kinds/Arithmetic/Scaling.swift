import Glibc
package import Signals

extension SignalKind {
  package static let linlin = SignalKind(
    "linlin", .arithmetic,
    "Maps one span to another in a straight line. What lies outside the first span is held to its ends.",
    example: "saw(220) * linlin(sine(2), -1, 1, 0.2, 1) * 0.7",
    Stream("x", "What to map."),
    Stream("in_lo", Scaling.levels, .level, "What becomes lo."),
    Stream("in_hi", Scaling.levels, .level, "What becomes hi."),
    Stream("lo", Scaling.levels, .level, "What in_lo becomes."),
    Stream("hi", Scaling.levels, .level, "What in_hi becomes.")
  ) { try Scaling.kernel(ToLine(), $1, $2, $3, $4, $5, in: Scaling.levels) }

  package static let linexp = SignalKind(
    "linexp", .arithmetic,
    "Maps one span to another so that equal steps become equal ratios. What lies outside the first span is held to its ends.",
    example: "saw(110):lowpass(linexp(sine(0.5), -1, 1, 200, 5000)) * 0.7",
    Stream("x", "What to map."),
    Stream("in_lo", Scaling.levels, .level, "What becomes lo."),
    Stream("in_hi", Scaling.levels, .level, "What becomes hi."),
    Stream("lo", Scaling.factors, .level, "What in_lo becomes."),
    Stream("hi", Scaling.factors, .level, "What in_hi becomes.")
  ) { try Scaling.kernel(ToExponential(), $1, $2, $3, $4, $5, in: Scaling.factors) }
}

enum Scaling {
  static let levels = -1e9...1e9
  static let factors = 1e-6...1e9

  fileprivate static func kernel(
    _ function: some PointFunction, _ x: StreamInput, _ inLow: StreamInput, _ inHigh: StreamInput,
    _ low: StreamInput, _ high: StreamInput, in range: ClosedRange<Double>
  ) throws -> any Kernel {
    try Pointwise(
      function, x,
      [
        PointParameter(inLow, in: levels, standard: -1), PointParameter(inHigh, in: levels, standard: 1),
        PointParameter(low, in: range, standard: max(0, range.lowerBound)),
        PointParameter(high, in: range, standard: 1),
      ])
  }

  /// How far `x` is from `low` to `high`, held to 0...1; 0 where both are one.
  @inline(__always)
  static func part(_ x: Double, _ low: Double, _ high: Double) -> Double {
    let part = (x - low) / (high - low)
    let above = part > 0 ? part : 0
    return above < 1 ? above : 1
  }

  /// From `low` to `high` by equal ratios.
  @inline(__always)
  static func between(_ low: Double, _ high: Double, _ part: Double) -> Double {
    let start = FastMath.log2(low)
    return FastMath.exp2(start.addingProduct(part, FastMath.log2(high) - start))
  }

  /// Over five planes: x, the first span, the second span.
  @inline(__always)
  fileprivate static func map(
    _ y: inout MutableSpan<Float>, _ planes: Span<Float>, _ function: (Double, Double, Double) -> Double
  ) {
    let n = y.count
    precondition(planes.count == 5 * n)
    let (x, low, high) = (
      planes.extracting(..<n), planes.extracting(3 * n..<4 * n), planes.extracting(4 * n..<5 * n)
    )
    let (inLow, inHigh) = (planes.extracting(n..<2 * n), planes.extracting(2 * n..<3 * n))
    precondition(x.count == n && low.count == n && high.count == n && inLow.count == n && inHigh.count == n)
    for i in y.indices {
      let part = part(Double(x[i]), Double(inLow[i]), Double(inHigh[i]))
      y[i] = Float(function(part, Double(low[i]), Double(high[i])))
    }
  }
}

private struct ToLine: PointFunction {
  func number(_ v: [Double]) -> Double? { v[3] + Scaling.part(v[0], v[1], v[2]) * (v[4] - v[3]) }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Scaling.map(&y, planes) { part, low, high in low.addingProduct(part, high - low) }
  }
}

private struct ToExponential: PointFunction {
  func number(_ v: [Double]) -> Double? { v[3] * pow(v[4] / v[3], Scaling.part(v[0], v[1], v[2])) }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Scaling.map(&y, planes) { part, low, high in Scaling.between(low, high, part) }
  }
}
