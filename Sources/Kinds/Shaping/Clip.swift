package import Signals

extension SignalKind {
  package static let clip = bounded(
    "clip", "Holds a signal between two levels; what lies outside is cut off.",
    "(sine(220) * 3):clip(-0.5, 0.5)",
    Clip())

  package static let fold = bounded(
    "fold", "Reflects what lies outside two levels back between them, as often as it takes.",
    "(sine(110) * 4):fold()", Fold())

  package static let wrap = bounded(
    "wrap", "Brings what lies outside two levels back in at the other end, as often as it takes.",
    "(sine(110) * 2):wrap()", Wrap())

  private static func bounded(
    _ name: String, _ doc: String, _ example: String, _ function: some PointFunction
  ) -> SignalKind {
    SignalKind(
      name, .shaping, doc, example: example,
      Stream("input", "What to hold."),
      Stream("lo", Scaling.levels, .level, default: -1, "The lower level."),
      Stream("hi", Scaling.levels, .level, default: 1, "The upper level.")
    ) {
      try Pointwise(
        function, $1,
        [
          PointParameter($2, in: Scaling.levels, standard: -1),
          PointParameter($3, in: Scaling.levels, standard: 1),
        ])
    }
  }
}

private struct Clip: PointFunction {
  var isWorthKeeping: Bool { false }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { x, low, high in
      let above = x > low ? x : low
      return (above < high ? above : high) + 0
    }
  }
}

// What lies inside is taken as it is, and where the levels do not stand apart there is but one.
private struct Fold: PointFunction {
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { x, low, high in
      let span = Double(high) - Double(low)
      let turns = (Double(x) - Double(low)) / (2 * span)
      let turn = turns - turns.rounded(.down)
      let folded = Float(Double(low).addingProduct(2 * span, turn < 0.5 ? turn : 1 - turn))
      let held = folded - folded == 0 ? folded : low
      return ((x >= low && x <= high) ? x : span > 0 ? held : low) + 0
    }
  }
}

private struct Wrap: PointFunction {
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { x, low, high in
      let span = Double(high) - Double(low)
      let turns = (Double(x) - Double(low)) / span
      let wrapped = Float(Double(low).addingProduct(span, turns - turns.rounded(.down)))
      let held = wrapped < high ? wrapped : low
      return ((x >= low && x < high) ? x : span > 0 ? held : low) + 0
    }
  }
}
