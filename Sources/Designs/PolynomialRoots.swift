import Glibc

/// Where polynomials are zero.
package enum Polynomial {
  /// Past this degree they take long, and are lost in the rounding of the coefficients.
  package static let highestDegree = 1_000

  /// The roots of c[0] x^n + c[1] x^(n-1) + … + c[n], by real part: in exact conjugate pairs, and one root several times
  /// where the coefficients tell no more. Zero factors in front are left away; roots at 0 are exact.
  package static func roots(_ coefficients: [Double]) throws(DesignError) -> [Complex] {
    if let odd = coefficients.first(where: { !$0.isFinite }) {
      throw DesignError("finite coefficients are expected; \(odd) was given")
    }
    var factors = Array(coefficients.drop { $0 == 0 })
    let ending = factors.reversed().prefix { $0 == 0 }.count
    factors.removeLast(ending)
    let degree = factors.count - 1
    let zeros = [Complex](repeating: Complex(0), count: max(0, factors.isEmpty ? 0 : ending))
    guard degree > 0 else { return zeros }
    guard degree <= highestDegree else {
      throw DesignError(
        "\(coefficients.count) coefficients have \(degree + ending) roots; at most \(highestDegree) are sought"
      )
    }
    // By a power of two, which leaves every digit.
    let exponent = (factors.map(\.magnitude).max() ?? 1).exponent
    factors = factors.map { Double(sign: .plus, exponent: -Int(exponent), significand: $0) }
    let found = try degree == 1 ? [Complex(-factors[1] / factors[0])] : many(factors)
    return (zeros + found).sorted { ($0.real, $0.imaginary) < ($1.real, $1.imaginary) }
  }

  private static func many(_ factors: [Double]) throws(DesignError) -> [Complex] {
    var points = starts(factors)
    let inverse = Array(factors.reversed())
    let degree = Double(factors.count - 1)
    try Aberth.improve(&points, rounds: 300) { point in
      if point.magnitude <= 1 {
        let (value, slope, size) = evaluated(factors, point)
        return value.magnitude <= 2 * .ulpOfOne * size ? nil : slope / value
      }
      // Outside of the unit circle by the polynomial of the inverse, so that no power overflows.
      let away = Complex(1) / point
      let (value, slope, size) = evaluated(inverse, away)
      return value.magnitude <= 2 * .ulpOfOne * size
        ? nil : away * (Complex(degree) - away * (slope / value))
    }
    let roots = paired(points)
    return try RootClusters(factors, roots).merged(roots)
  }

  /// On circles of the magnitudes that the coefficients tell, askew to both axes (Dario Bini, Numerical Computation of
  /// Polynomial Zeros by Means of Aberth's Method, 1996).
  private static func starts(_ factors: [Double]) -> [Complex] {
    let sizes = factors.reversed().map { log($0.magnitude) }
    // The upper hull of the logarithms over the powers.
    var hull: [Int] = []
    for power in sizes.indices where sizes[power].isFinite {
      while let last = hull.last, let before = hull.dropLast().last,
        (sizes[last] - sizes[before]) * Double(power - before)
          <= (sizes[power] - sizes[before]) * Double(last - before)
      {
        hull.removeLast()
      }
      hull.append(power)
    }
    var points: [Complex] = []
    for (from, to) in zip(hull, hull.dropFirst()) {
      let count = Double(to - from)
      let radius = exp((sizes[from] - sizes[to]) / count)
      for place in 0..<to - from {
        let angle = 2 * .pi * (Double(place) / count + Double(from) / Double(sizes.count)) + 0.7
        points.append(radius * Complex(angle: angle))
      }
    }
    return points
  }

  /// The polynomial's value, by Horner's scheme.
  package static func value(_ factors: [Double], _ x: Complex) -> Complex {
    factors.reduce(Complex(0)) { $0 * x + Complex($1) }
  }

  /// Value and slope, and the sum of the magnitudes of what is added up, by which rounding is measured.
  static func evaluated(_ factors: [Double], _ x: Complex) -> (value: Complex, slope: Complex, size: Double) {
    var (value, slope, size) = (Complex(0), Complex(0), 0.0)
    let magnitude = x.magnitude
    for factor in factors {
      slope = slope * x + value
      value = value * x + Complex(factor)
      size = size * magnitude + abs(factor)
    }
    return (value, slope, size)
  }

  /// Real factors have their roots on the real axis or in conjugate pairs, which rounding has moved a little.
  private static func paired(_ points: [Complex]) -> [Complex] {
    var rest = points.sorted { abs($0.imaginary) < abs($1.imaginary) }
    var found: [Complex] = []
    while let point = rest.popLast() {
      let near = rest.indices.min {
        (rest[$0] - point.conjugate).magnitude < (rest[$1] - point.conjugate).magnitude
      }
      let apart = near.map { (rest[$0] - point.conjugate).magnitude } ?? .infinity
      if let near, abs(point.imaginary) > apart, point.imaginary * rest[near].imaginary < 0 {
        let mean = 0.5 * (point + rest.remove(at: near).conjugate)
        found += [mean, mean.conjugate]
      } else {
        found.append(Complex(point.real))
      }
    }
    return found
  }
}
