import Glibc

/// What of a wave lies at one frequency.
enum FourierBin {
  /// The coefficients of cos and sin at `turns` turns a frame, over all of `samples`: of a cos(..) + b sin(..), (a, b),
  /// where whole turns fit.
  static func coefficients(_ samples: [Float], turns: Double) -> (cos: Double, sin: Double) {
    var sums = (cos: 0.0, sin: 0.0)
    for (n, sample) in samples.enumerated() {
      let angle = 2 * .pi * (turns * Double(n)).truncatingRemainder(dividingBy: 1)
      sums.cos += Double(sample) * cos(angle)
      sums.sin += Double(sample) * sin(angle)
    }
    let scale = 2 / Double(samples.count)
    return (sums.cos * scale, sums.sin * scale)
  }

  static func magnitude(_ samples: [Float], turns: Double) -> Double {
    let (c, s) = coefficients(samples, turns: turns)
    return (c * c + s * s).squareRoot()
  }

  /// As a factor.
  static func factor(decibels: Double) -> Double { pow(10, decibels / 20) }
}
