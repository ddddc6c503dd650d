/// Periods in frames. A period is *a* period, not the least one.
package enum Period {
  /// The longest period that is still named; past it a signal counts as having none.
  package static let longest = 1 << 20

  /// The least common multiple of two periods, or nil past `longest` or where one side has none.
  package static func combined(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b, a > 0, b > 0 else { return nil }
    var x = a
    var y = b
    while y != 0 { (x, y) = (y, x % y) }
    let product = (a / x).multipliedReportingOverflow(by: b)
    return product.overflow || product.partialValue > longest ? nil : product.partialValue
  }

  /// The least P up to `longest` for which frequency x P / rate is whole to 1e-9, and that whole number of turns.
  ///
  /// Found among the convergents of the continued fraction: a ratio within 1e-9 / P of a fraction with a
  /// denominator P of at most 2^20 lies closer than 1 / (2 P^2), so the fraction is one of them (Legendre, 1798).
  package static func ofOscillator(frequency: Double, rate: Int) -> (frames: Int, turns: Int)? {
    let ratio = frequency / Double(rate)
    guard ratio.isFinite, abs(ratio) < 0x1p20 else { return nil }
    if ratio == 0 { return (1, 0) }
    // Numerators h and denominators k of successive convergents.
    var h0 = 0
    var h1 = 1
    var k0 = 1
    var k1 = 0
    var rest = abs(ratio)
    for _ in 0..<64 {
      let whole = rest.rounded(.down)
      guard whole < 0x1p40 else { return nil }
      let term = Int(whole)
      (h0, h1) = (h1, term &* h1 &+ h0)
      (k0, k1) = (k1, term &* k1 &+ k0)
      if k1 > longest || k1 < 0 { return nil }
      if k1 > 0, abs(abs(ratio) * Double(k1) - Double(h1)) <= 1e-9 { return (k1, ratio < 0 ? -h1 : h1) }
      let fraction = rest - whole
      if fraction < 1e-15 { return nil }
      rest = 1 / fraction
    }
    return nil
  }
}
