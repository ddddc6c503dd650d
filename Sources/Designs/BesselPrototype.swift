import Glibc

/// Lowpasses with the flattest group delay (Thomson, 1949): their poles are the zeros of the reverse Bessel
/// polynomials.
enum BesselPrototype {
  /// Past this order the zeros are no longer exact enough in double precision.
  static let highestOrder = 50

  static func zeroPoleGain(_ order: Int, _ norm: Prototype.BesselNorm) throws(DesignError) -> ZeroPoleGain {
    guard order <= highestOrder else {
      throw DesignError("N: \(order) was given; expected 1 to \(highestOrder) for a Bessel filter")
    }
    var poles = try zeros(order)
    // The product of all poles: (2 order)! / (order! 2^order) = 1 x 3 x 5 x ... x (2 order - 1).
    let last = stride(from: 1, to: 2 * order, by: 2).reduce(1) { $0 * Double($1) }
    var gain = last
    switch norm {
    case .delay: break
    case .phase:
      let scale = pow(last, -1 / Double(order))
      poles = poles.map { scale * $0 }
      gain = 1
    case .mag:
      let scale = 1 / edge(poles, last)
      poles = poles.map { scale * $0 }
      gain = pow(scale, Double(order)) * last
    }
    return ZeroPoleGain(zeros: [], poles: poles, gain: gain)
  }

  /// The reverse Bessel polynomial and its derivative, s of the left half plane.
  ///
  /// From order to order its values cancel there, by exp(2 Re s). Of z = -s they do not: t_n(-z) = exp(-2z) t_n(z) + (-1)^n
  /// exp(-z) 2 z^(n+1) i_n(z), i_n the modified spherical Bessel function (Abramowitz and Stegun 10.2), whose series has
  /// no cancellation that matters.
  private static func value(_ order: Int, _ s: Complex) -> (Complex, Complex) {
    let z = -s
    let (now, before) = ascending(order, z)
    let falling = Complex(exp(-z.real)) * Complex(angle: -z.imaginary)
    func value(_ n: Int, _ ascended: Complex) -> Complex {
      falling * falling * ascended + (n.isMultiple(of: 2) ? 1 : -1) * (falling * growing(n, z))
    }
    let whole = value(order, now)
    return (whole, whole - s * value(order - 1, before))
  }

  /// The polynomial of an order and of the one before, by the recurrence: exact to the right.
  private static func ascending(_ order: Int, _ z: Complex) -> (Complex, Complex) {
    var (before, now) = (Complex(1), z + Complex(1))
    for n in 2..<max(2, order + 1) { (before, now) = (now, Double(2 * n - 1) * now + z * z * before) }
    return (now, before)
  }

  /// 2 z^(n+1) i_n(z).
  private static func growing(_ n: Int, _ z: Complex) -> Complex {
    let square = z * z
    var first = 2 * z
    for k in 1..<max(1, n + 1) { first = (1 / Double(2 * k + 1)) * (first * square) }
    var (sum, term) = (Complex(0), Complex(1))
    for k in 1..<2_000 {
      sum = sum + term
      term = (0.5 / Double(k * (2 * n + 2 * k + 1))) * (term * square)
      if term.magnitude < 1e-18 * sum.magnitude { break }
    }
    return first * sum
  }

  /// From points near where they are (Campos and Calderón, 2012).
  private static func zeros(_ order: Int) throws(DesignError) -> [Complex] {
    if order == 1 { return [Complex(-1)] }
    let n = Double(order)
    func polynomial(_ x: Double, _ c: [Double]) -> Double { c.reversed().reduce(0) { $0 * x + $1 } }
    let s = polynomial(n, [0, 0, 2, 0, -3, 1])
    let r = polynomial(n, [0, 0, 2, 1])
    let b = [[0, -6, 0, 5, -1], [8, 24, -12, -2], [-24, -12, 12], [16, -8]].map { polynomial(n, $0) / s }
    let a = [0, (-6 - 6 * n) / r, 6 / r]
    // Zeros of the Bessel polynomial are the inverses of those of its reverse.
    var x = (1...order).map { Complex(1) / Complex(polynomial(Double($0), a), polynomial(Double($0), b)) }
    try Aberth.improve(&x, rounds: 40) { s in
      let (value, slope) = value(order, s)
      return value == Complex(0) ? nil : slope / value
    }
    // Exact pairs.
    return x.indices.map { 0.5 * (x[$0] + x[order - 1 - $0].conjugate) }
  }

  /// Where the lowpass is 3 dB down, in rad/s.
  private static func edge(_ poles: [Complex], _ gain: Double) -> Double {
    var (low, high) = (0.0, 100.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      let loss = poles.reduce(1.0) { $0 * (Complex(0, middle) - $1).magnitude }
      if gain / loss > 0.5.squareRoot() { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
