import Designs

/// Filters given by a numerator and a denominator in falling powers of z.
enum Rational {
  /// b / a at an angle in radians a sample.
  static func response(_ b: [Double], _ a: [Double], _ angle: Double) -> (real: Double, imaginary: Double) {
    let delay = Complex(angle: -angle)
    func value(_ factors: [Double]) -> Complex {
      factors.reversed().reduce(Complex(0)) { $0 * delay + Complex($1) }
    }
    let value = value(b) / value(a)
    return (value.real, value.imaginary)
  }

  /// Whether all poles lie inside the unit circle: every reflection coefficient is below 1 (Schur, 1917; Cohn, 1922).
  static func isStable(_ a: [Double]) -> Bool {
    guard let first = a.first, first != 0 else { return false }
    var a = a.map { $0 / first }
    while a.count > 1 {
      let reflection = a[a.count - 1]
      guard abs(reflection) < 1 else { return false }
      let scale = 1 / (1 - reflection * reflection)
      let last = a.count - 1
      a = (0..<last).map { (a[$0] - reflection * a[last - $0]) * scale }
    }
    return true
  }
}
