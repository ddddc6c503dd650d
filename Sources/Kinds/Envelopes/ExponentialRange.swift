package import Signals

extension SignalKind {
  package static let exprange = SignalKind(
    "exprange", .envelopes,
    "A signal that lies between -1 and 1, made to lie between two others so that equal steps become equal ratios; what "
      + "lies outside -1 to 1 is held to it.",
    example: "saw(110):lowpass(sine(0.5):exprange(200, 5000)) * 0.7",
    Stream("input", "What to map: -1 becomes lo, 1 becomes hi."),
    Stream("lo", Scaling.factors, .level, "What -1 becomes; above 0."),
    Stream("hi", Scaling.factors, .level, "What 1 becomes; above 0.")
  ) {
    try Pointwise(
      BetweenRatios(), $1,
      [
        PointParameter($2, in: Scaling.factors, standard: 1),
        PointParameter($3, in: Scaling.factors, standard: 1),
      ])
  }
}

private struct BetweenRatios: PointFunction {
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { x, low, high in
      Float(Scaling.between(Double(low), Double(high), Scaling.part(Double(x), -1, 1)))
    }
  }
}
