import Signals

/// Angles of complex numbers as whole numbers, one turn being 2^32, so that sums wrap as turns do.
enum Angle {
  /// The angle of (re, im), good to 2^-26 turns; 0 for (0, 0).
  @inline(__always)
  static func of(_ re: Float, _ im: Float) -> UInt32 {
    let (a, b) = (re.magnitude, im.magnitude)
    let (low, high) = (a < b ? a : b, a < b ? b : a)
    let t = low / (high > 0x1p-126 ? high : 0x1p-126)
    let z = t * t
    // The arc tangent in turns on an eighth of the circle: a polynomial through Chebyshev's points, error 2e-9.
    var r = mulAdd(z, 0.00045106086, -0.0025473107)
    r = mulAdd(z, r, 0.006778096)
    r = mulAdd(z, r, -0.011929447)
    r = mulAdd(z, r, 0.016928966)
    r = mulAdd(z, r, -0.022604109)
    r = mulAdd(z, r, 0.031819029)
    r = mulAdd(z, r, -0.053051224)
    r = mulAdd(z, r, 0.15915494)
    var turns = t * r
    turns = b > a ? 0.25 - turns : turns
    turns = re < 0 ? 0.5 - turns : turns
    turns = im < 0 ? -turns : turns
    return UInt32(truncatingIfNeeded: (Double(turns) * 0x1p32 + Phase.rounder).bitPattern)
  }

  @inline(__always)
  static func cosine(_ angle: UInt32) -> Float { SineWave.value(angle &+ 0x4000_0000) }

  @inline(__always)
  static func sine(_ angle: UInt32) -> Float { SineWave.value(angle) }
}
