package import Signals

extension SignalKind {
  package static let softclip = SignalKind(
    "softclip", .shaping,
    "Rounds off what goes past full scale, by a cubic: silence is let through as it is, 1.5 and more become 1.",
    example: "(sine(110) * 2):softclip()",
    source: "Julius O. Smith, Physical Audio Signal Processing, \"Soft Clipping\", 2010",
    Stream("input", "What to shape."),
    Stream("drive", 0...1_000, .ratio, default: 1, "A factor before shaping.")
  ) { try Pointwise(SoftClip(), $1, [PointParameter($2, in: 0...1_000, standard: 1)]) }

  package static let tanh = SignalKind(
    "tanh", .shaping,
    "The hyperbolic tangent: presses what is loud towards full scale, and never quite gets there.",
    example: "saw(110):tanh(4)",
    Stream("input", "What to shape."),
    Stream("drive", 0...1_000, .ratio, default: 1, "A factor before shaping.")
  ) { try Pointwise(Tanh(), $1, [PointParameter($2, in: 0...1_000, standard: 1)]) }

  package static let rectify = SignalKind(
    "rectify", .shaping, "Turns what is below 0 up, or leaves it out.",
    example: "sine(110):rectify(\"half\") - 0.3183",
    Stream("input", "What to shape."),
    Choice("mode", ["full", "half"], "Whether what is below 0 is turned up or left out.")
  ) { _, input, mode in
    if mode == "full" { return try Pointwise(FullWave(), input) }
    return try Pointwise(HalfWave(), input)
  }
}

/// x - 4/27 x^3: of slope 1 at 0, and of slope 0 at 1.5, where it reaches 1.
private struct SoftClip: PointFunction {
  var keepsSilence: Bool { true }
  var isWorthKeeping: Bool { false }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { x, drive in
      let u = (x * drive).limited(to: -1.5...1.5, standard: 0)
      return mulAdd(u, mulAdd(u * u, -4 / 27, 1), 0)
    }
  }
}

private struct Tanh: PointFunction {
  var keepsSilence: Bool { true }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) {
    Self.map(&y, planes) { x, drive in
      Float(FastMath.tanh((Double(x) * Double(drive)).limited(to: -20...20, standard: 0)))
    }
  }
}

private struct FullWave: PointFunction {
  var keepsSilence: Bool { true }
  var isWorthKeeping: Bool { false }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) { Self.map(&y, planes) { $0.magnitude } }
}

private struct HalfWave: PointFunction {
  var keepsSilence: Bool { true }
  var isWorthKeeping: Bool { false }
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>) { Self.map(&y, planes) { $0 > 0 ? $0 : 0 } }
}
