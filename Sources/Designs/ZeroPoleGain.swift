import Glibc

/// A filter as its zeros, its poles and the factor in front.
package struct ZeroPoleGain: Sendable {
  package var zeros: [Complex]
  package var poles: [Complex]
  package var gain: Double

  package init(zeros: [Complex], poles: [Complex], gain: Double) {
    (self.zeros, self.poles, self.gain) = (zeros, poles, gain)
  }

  /// Numerator and denominator in falling powers of z.
  package var transferFunction: (b: [Double], a: [Double]) {
    (Self.polynomial(zeros).map { gain * $0 }, Self.polynomial(poles))
  }

  /// The monic polynomial with these zeros, which come in conjugate pairs.
  private static func polynomial(_ zeros: [Complex]) -> [Double] {
    var factors = [Complex(1)]
    for zero in zeros {
      factors.append(Complex(0))
      for i in stride(from: factors.count - 1, to: 0, by: -1) {
        factors[i] = factors[i] - zero * factors[i - 1]
      }
    }
    return factors.map(\.real)
  }

  private var degree: Int { poles.count - zeros.count }

  // MARK: From a lowpass with its edge at 1 rad/s

  func lowpass(_ edge: Double) -> ZeroPoleGain {
    ZeroPoleGain(
      zeros: zeros.map { edge * $0 }, poles: poles.map { edge * $0 }, gain: gain * pow(edge, Double(degree)))
  }

  func highpass(_ edge: Double) -> ZeroPoleGain {
    ZeroPoleGain(
      zeros: zeros.map { Complex(edge) / $0 } + [Complex](repeating: Complex(0), count: degree),
      poles: poles.map { Complex(edge) / $0 }, gain: gain * inversionGain)
  }

  func bandpass(_ low: Double, _ high: Double) -> ZeroPoleGain {
    let (centre, half) = (low * high, (high - low) / 2)
    return ZeroPoleGain(
      zeros: Self.spread(zeros.map { half * $0 }, centre) + [Complex](repeating: Complex(0), count: degree),
      poles: Self.spread(poles.map { half * $0 }, centre), gain: gain * pow(high - low, Double(degree)))
  }

  func bandstop(_ low: Double, _ high: Double) -> ZeroPoleGain {
    let (centre, half) = (low * high, (high - low) / 2)
    let middle = Complex(0, centre.squareRoot())
    return ZeroPoleGain(
      zeros: Self.spread(zeros.map { Complex(half) / $0 }, centre)
        + [Complex](repeating: middle, count: degree)
        + [Complex](repeating: middle.conjugate, count: degree),
      poles: Self.spread(poles.map { Complex(half) / $0 }, centre), gain: gain * inversionGain)
  }

  private var inversionGain: Double { (zeros.map { -$0 }.product / poles.map { -$0 }.product).real }

  /// Each point in two, on both sides of the centre, whose square is given.
  private static func spread(_ points: [Complex], _ centre: Double) -> [Complex] {
    let roots = points.map { ($0 * $0 - Complex(centre)).squareRoot }
    return zip(points, roots).map { $0 + $1 } + zip(points, roots).map { $0 - $1 }
  }

  /// The bilinear transform for frequencies warped by 4 tan(pi f / rate).
  var digital: ZeroPoleGain {
    let four = Complex(4)
    let scale = (zeros.map { four - $0 }.product / poles.map { four - $0 }.product).real
    return ZeroPoleGain(
      zeros: zeros.map { (four + $0) / (four - $0) } + [Complex](repeating: Complex(-1), count: degree),
      poles: poles.map { (four + $0) / (four - $0) }, gain: gain * scale)
  }
}
