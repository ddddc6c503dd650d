import Glibc

/// The windows that SciPy's get_window knows.
package enum Window: Sendable {
  case generalCosine([Double])
  case boxcar, triang, parzen, bohman, bartlett, barthann, cosine, lanczos
  case tukey(alpha: Double)
  case kaiser(beta: Double)
  case kaiserBesselDerived(beta: Double)
  case gaussian(std: Double)
  case generalGaussian(p: Double, sig: Double)
  case chebwin(attenuation: Double)
  case exponential(center: Double?, tau: Double)
  case taylor(nbar: Int, sll: Double, norm: Bool)
  case dpss(bandwidth: Double)

  package static let lengths = 1...1 << 20
  /// A Chebyshev window's cost grows with the square of its length.
  static let longestChebyshev = 1 << 15

  /// Symmetric, as for the design of filters, or periodic, the first `length` of one that is one longer.
  package func samples(_ length: Int, symmetric: Bool) throws(DesignError) -> [Double] {
    guard Self.lengths.contains(length) else {
      throw DesignError("Nx: \(length) was given; expected 1 to \(Self.lengths.upperBound)")
    }
    if case .kaiserBesselDerived(let beta) = self {
      guard symmetric else {
        throw DesignError("kaiser_bessel_derived is symmetric only: give fftbins = false")
      }
      guard length.isMultiple(of: 2) else {
        throw DesignError("Nx: \(length) was given; kaiser_bessel_derived expects an even number")
      }
      return try Self.kaiserBesselDerived(length, beta)
    }
    if length == 1 { return [1] }
    if case .exponential(let center?, _) = self, symmetric {
      throw DesignError("center: \(center) was given; of a symmetric window the centre is the middle")
    }
    return Array(try full(symmetric ? length : length + 1).prefix(length))
  }

  /// A symmetric window of at least two samples.
  private func full(_ m: Int) throws(DesignError) -> [Double] {
    let last = Double(m - 1)
    /// From -1 to 1.
    func place(_ n: Int) -> Double { (2 * Double(n) - last) / last }
    func each(_ value: (Int) -> Double) -> [Double] { (0..<m).map(value) }
    switch self {
    case .generalCosine(let a):
      return each { n in
        a.indices.reduce(0) { $0 + a[$1] * cos(Double($1) * .pi * place(n)) }
      }
    case .boxcar: return each { _ in 1 }
    case .triang:
      let width = Double(m.isMultiple(of: 2) ? m : m + 1)
      return each { 1 - abs(2 * Double($0) - last) / width }
    case .parzen:
      return each { n in
        let x = abs(2 * Double(n) - last) / Double(m)
        return abs(Double(n) - last / 2) <= last / 4
          ? 1 - 6 * x * x * (1 - x) : 2 * (1 - x) * (1 - x) * (1 - x)
      }
    case .bohman:
      return each { n in
        if n == 0 || n == m - 1 { return 0 }
        let x = abs(place(n))
        return (1 - x) * cos(.pi * x) + sin(.pi * x) / .pi
      }
    case .bartlett: return each { 1 - abs(place($0)) }
    case .barthann:
      return each { n in
        let x = abs(place(n)) / 2
        return 0.62 - 0.48 * x + 0.38 * cos(2 * .pi * x)
      }
    case .cosine: return each { sin(.pi * (Double($0) + 0.5) / Double(m)) }
    case .lanczos: return each { Self.sinc(place($0)) }
    case .tukey(let alpha):
      if alpha <= 0 { return each { _ in 1 } }
      let taper = min(alpha, 1)
      return each { n in
        let edge = 1 - abs(place(n))
        return edge >= taper ? 1 : 0.5 - 0.5 * cos(.pi * edge / taper)
      }
    case .kaiser(let beta): return try Self.kaiser(m, beta)
    case .kaiserBesselDerived: return []
    case .gaussian(let std):
      return each { n in
        let x = (Double(n) - last / 2) / std
        return exp(-x * x / 2)
      }
    case .generalGaussian(let p, let sig):
      return each { exp(-0.5 * pow(abs((Double($0) - last / 2) / sig), 2 * p)) }
    case .chebwin(let attenuation): return try Self.chebyshev(m, abs(attenuation))
    case .exponential(let center, let tau): return each { exp(-abs(Double($0) - (center ?? last / 2)) / tau) }
    case .taylor(let nbar, let sll, let norm): return try Self.taylor(m, nbar, sll, norm)
    case .dpss(let bandwidth): return try Slepian.window(m, bandwidth)
    }
  }

  /// sin(pi x) / (pi x).
  static func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(.pi * x) / (.pi * x) }

  // MARK: The longer ones

  static func kaiser(_ m: Int, _ beta: Double) throws(DesignError) -> [Double] {
    guard abs(beta) <= 700 else { throw DesignError("beta: \(beta) was given; expected -700 to 700") }
    if m == 1 { return [1] }
    let top = ModifiedBessel.i0(beta)
    var meter = Patience.Meter()
    return try (0..<m).map { n throws(DesignError) in
      if meter.isAtEnd(after: 1_000) { throw .interrupted }
      let x = (2 * Double(n) - Double(m - 1)) / Double(m - 1)
      return ModifiedBessel.i0(beta * max(0, 1 - x * x).squareRoot()) / top
    }
  }

  private static func kaiserBesselDerived(_ m: Int, _ beta: Double) throws(DesignError) -> [Double] {
    var sum = 0.0
    let sums = try kaiser(m / 2 + 1, beta).map { value in
      sum += value
      return sum
    }
    let half = sums.dropLast().map { ($0 / sum).squareRoot() }
    return half + half.reversed()
  }

  /// The inverse transform of a Chebyshev polynomial (Dolph, 1946).
  private static func chebyshev(_ m: Int, _ attenuation: Double) throws(DesignError) -> [Double] {
    guard m <= longestChebyshev + 1 else {
      throw DesignError("Nx: expected at most \(longestChebyshev) for a Chebyshev window")
    }
    let order = Double(m - 1)
    let beta = cosh(acosh(pow(10, attenuation / 20)) / order)
    let bins = (0..<m).map { k in
      let x = beta * cos(.pi * Double(k) / Double(m))
      if x > 1 { return cosh(order * acosh(x)) }
      if x < -1 { return (m.isMultiple(of: 2) ? -1 : 1) * cosh(order * acosh(-x)) }
      return cos(order * acos(x))
    }
    let cosines = (0..<2 * m).map { cos(.pi * Double($0) / Double(m)) }
    // From the middle outward; half a sample off it where the length is even.
    var meter = Patience.Meter()
    let half = try (0..<(m + 1) / 2).map { place throws(DesignError) -> Double in
      if meter.isAtEnd(after: m) { throw .interrupted }
      let step = 2 * place + (m.isMultiple(of: 2) ? 1 : 0)
      var (sum, angle) = (0.0, 0)
      for bin in bins {
        sum += bin * cosines[angle]
        angle += step
        if angle >= 2 * m { angle -= 2 * m }
      }
      return sum
    }
    let right = m.isMultiple(of: 2) ? half : Array(half.dropFirst())
    let left = half.reversed()
    let window = left + right
    let top = window.max() ?? 1
    return window.map { $0 / top }
  }

  /// Carrara and Goodman, Spotlight Synthetic Aperture Radar, appendix D, 1995.
  private static func taylor(_ m: Int, _ nbar: Int, _ sll: Double, _ norm: Bool) throws(DesignError)
    -> [Double]
  {
    guard (1...1000).contains(nbar) else { throw DesignError("nbar: \(nbar) was given; expected 1 to 1000") }
    let a = acosh(pow(10, sll / 20)) / .pi
    let squares = (1..<max(1, nbar)).map { Double($0 * $0) }
    let near = (Double(nbar) - 0.5) * (Double(nbar) - 0.5)
    let s2 = Double(nbar * nbar) / (a * a + near)
    let factors = squares.indices.map { place -> Double in
      var (above, below) = (place.isMultiple(of: 2) ? 1.0 : -1.0, 2.0)
      for other in squares.indices {
        let middle = Double(other) + 0.5
        above *= 1 - squares[place] / s2 / (a * a + middle * middle)
        if other != place { below *= 1 - squares[place] / squares[other] }
      }
      return above / below
    }
    func value(_ n: Double) -> Double {
      let angle = 2 * .pi * (n - Double(m) / 2 + 0.5) / Double(m)
      return factors.indices.reduce(1) { $0 + 2 * factors[$1] * cos(Double($1 + 1) * angle) }
    }
    let scale = norm ? 1 / value(Double(m - 1) / 2) : 1
    var meter = Patience.Meter()
    return try (0..<m).map { n throws(DesignError) in
      if meter.isAtEnd(after: 16 * nbar) { throw .interrupted }
      return value(Double(n)) * scale
    }
  }
}
