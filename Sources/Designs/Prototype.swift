import Glibc

/// Which analogue lowpass a recursive design is made from, its edge at 1 rad/s.
package enum Prototype: Sendable {
  case butterworth
  /// Ripple in the passband, in dB.
  case chebyshev1(ripple: Double)
  /// Attenuation in the stopband, in dB.
  case chebyshev2(attenuation: Double)
  case elliptic(ripple: Double, attenuation: Double)
  case bessel(BesselNorm)

  /// What the edge of a Bessel lowpass means.
  package enum BesselNorm: String, CaseIterable, Sendable { case phase, delay, mag }

  func zeroPoleGain(order: Int) throws(DesignError) -> ZeroPoleGain {
    switch self {
    case .butterworth:
      return ZeroPoleGain(zeros: [], poles: Self.angles(order).map { -Complex(angle: $0) }, gain: 1)
    case .chebyshev1(let ripple): return Self.chebyshev1(order, ripple)
    case .chebyshev2(let attenuation): return Self.chebyshev2(order, attenuation)
    case .elliptic(let ripple, let attenuation): return try Self.elliptic(order, ripple, attenuation)
    case .bessel(let norm): return try BesselPrototype.zeroPoleGain(order, norm)
    }
  }

  /// pi m / (2 order), for m = 1 - order, 3 - order, ..., order - 1.
  private static func angles(_ order: Int) -> [Double] {
    stride(from: 1 - order, to: order, by: 2).map { .pi * Double($0) / Double(2 * order) }
  }

  private static func hyperbolicSine(_ z: Complex) -> Complex {
    Complex(sinh(z.real) * cos(z.imaginary), cosh(z.real) * sin(z.imaginary))
  }

  /// 10^(dB / 10) - 1, exact where dB is small.
  private static func excess(_ decibels: Double) -> Double { expm1(decibels * (log(10.0) / 10)) }

  private static func chebyshev1(_ order: Int, _ ripple: Double) -> ZeroPoleGain {
    let excess = excess(ripple)
    let mu = asinh(1 / excess.squareRoot()) / Double(order)
    let poles = angles(order).map { -hyperbolicSine(Complex(mu, $0)) }
    var gain = poles.map { -$0 }.product.real
    if order.isMultiple(of: 2) { gain /= (1 + excess).squareRoot() }
    return ZeroPoleGain(zeros: [], poles: poles, gain: gain)
  }

  private static func chebyshev2(_ order: Int, _ attenuation: Double) -> ZeroPoleGain {
    let mu = asinh(excess(attenuation).squareRoot()) / Double(order)
    let zeros = angles(order).filter { $0 != 0 }.map { Complex(0, 1 / sin($0)) }
    let poles = angles(order).map { Complex(-1) / hyperbolicSine(Complex(mu, $0)) }
    let gain = (poles.map { -$0 }.product / zeros.map { -$0 }.product).real
    return ZeroPoleGain(zeros: zeros, poles: poles, gain: gain)
  }

  /// Orfanidis, Lecture Notes on Elliptic Filter Design, 2006.
  private static func elliptic(_ order: Int, _ ripple: Double, _ attenuation: Double) throws(DesignError)
    -> ZeroPoleGain
  {
    let excess = excess(ripple)
    if order == 1 {
      let pole = -(1 / excess).squareRoot()
      return ZeroPoleGain(zeros: [], poles: [Complex(pole)], gain: -pole)
    }
    let selectivity = excess / Self.excess(attenuation)
    guard selectivity > 0, selectivity < 1 else {
      throw DesignError("rs: the attenuation, in dB, is expected to be greater than rp, the ripple")
    }
    let quarter = EllipticFunctions.quarterPeriod(complement: 1 - selectivity)
    let m = parameter(order, selectivity, quarter)
    let whole = EllipticFunctions.quarterPeriod(complement: 1 - m)
    let v = EllipticFunctions.inverseRatio(1 / excess.squareRoot(), complement: selectivity)
    let (sv, cv, dv) = EllipticFunctions.jacobi(whole * v / (Double(order) * quarter), 1 - m)
    var (zeros, poles): ([Complex], [Complex]) = ([], [])
    for j in stride(from: 1 - order % 2, to: order, by: 2) {
      let (s, c, d) = EllipticFunctions.jacobi(Double(j) * whole / Double(order), m)
      let below = 1 - (d * sv) * (d * sv)
      poles.append(Complex(-c * d * sv * cv / below, j == 0 ? 0 : -s * dv / below))
      if j > 0 { zeros.append(Complex(0, 1 / (m.squareRoot() * s))) }
    }
    zeros += zeros.map(\.conjugate)
    poles += poles.filter { !$0.isReal }.map(\.conjugate)
    var gain = (poles.map { -$0 }.product / zeros.map { -$0 }.product).real
    if order.isMultiple(of: 2) { gain /= (1 + excess).squareRoot() }
    return ZeroPoleGain(zeros: zeros, poles: poles, gain: gain)
  }

  /// The parameter whose nome is the order-th root of that of `selectivity`, by theta functions.
  private static func parameter(_ order: Int, _ selectivity: Double, _ quarter: Double) -> Double {
    let complementary = EllipticFunctions.quarterPeriod(complement: selectivity)
    let nome = exp(-.pi * complementary / quarter / Double(order))
    var (above, below) = (0.0, 1.0)
    for n in 0..<10 {
      above += pow(nome, Double(n * (n + 1)))
      below += 2 * pow(nome, Double((n + 1) * (n + 1)))
    }
    return 16 * nome * pow(above / below, 4)
  }
}
