import Glibc

/// The filter b / a in falling powers of z that has a response which is known at any frequency.
package struct RationalFit: Sendable {
  package let b: [Double]
  package let a: [Double]
  package let zeros: [Complex]
  package let poles: [Complex]

  /// The lowest order up to `order` that meets the response everywhere, to 1e-7 of its greatest magnitude; nil where none
  /// does. `response` is asked for angles between 0 and pi. For each order the equations b - H a = 0 are solved in the
  /// least squares' sense (E. C. Levy, Complex-Curve Fitting, 1959) in powers of 1/z, and where their rounding is too much,
  /// as it is of many poles next to 1, in powers of 1 - 1/z.
  package init?(order most: Int, response: (Double) -> Complex) {
    var angles: [Double] = []
    let count = 160
    for place in 0..<count {
      // Closer to 0, where low filters do what they do.
      let part = (Double(place) + 0.5) / Double(count)
      angles.append(place % 2 == 0 ? .pi * part : .pi * pow(10, -3.5 * (1 - part)))
    }
    let values = angles.map(response)
    let greatest = values.map(\.magnitude).max() ?? 0
    guard greatest > 0, greatest.isFinite else { return nil }
    let delays = angles.map { Complex(angle: -$0) }
    for order in 0...most {
      for isDifference in [false, true] {
        let points = isDifference ? delays.map { Complex(1) - $0 } : delays
        if Patience.isAtEnd { return nil }
        guard let (above, below) = Self.solved(order, points, values, greatest) else { continue }
        // Of what is there beside powers, every figure is seen: the polynomials themselves are compared.
        guard Self.worst(above, below, points, values) < 1e-7 * greatest,
          let fit = try? Self(above, below, isDifference, reach: isDifference ? 2 : 1)
        else { continue }
        self = fit
        return
      }
    }
    return nil
  }

  private init(_ above: [Double], _ below: [Double], _ isDifference: Bool, reach: Double)
    throws(DesignError)
  {
    // What is as good as nothing is nothing, so that it has no root far away.
    func clean(_ list: [Double]) -> [Double] {
      let sizes = list.enumerated().map { abs($0.element) * pow(reach, Double($0.offset)) }
      let largest = sizes.max() ?? 0
      return zip(list, sizes).map { $1 < 1e-9 * largest ? 0 : $0 }
    }
    let (top, bottom) = isDifference ? (above, below) : (clean(above), clean(below))
    guard isDifference else {
      (b, a) = (top, bottom)
      (zeros, poles) = try Self.roots(top, bottom)
      return
    }
    let scale = bottom.reduce(0, +)
    b = Self.expanded(top).map { $0 / scale }
    a = Self.expanded(bottom).map { $0 / scale }
    zeros = try Self.places(clean(top))
    poles = try Self.places(clean(bottom))
  }

  /// Zeros and poles of b / a in falling powers of z, those at 0 included; what stands at 0 in both is in neither.
  package static func roots(_ b: [Double], _ a: [Double]) throws(DesignError)
    -> (zeros: [Complex], poles: [Complex])
  {
    let order = max(b.count, a.count)
    func padded(_ list: [Double]) -> [Double] { list + [Double](repeating: 0, count: order - list.count) }
    var zeros = try Polynomial.roots(padded(b))
    var poles = try Polynomial.roots(padded(a))
    while let zero = zeros.firstIndex(of: Complex(0)), let pole = poles.firstIndex(of: Complex(0)) {
      zeros.remove(at: zero)
      poles.remove(at: pole)
    }
    return (zeros, poles)
  }

  /// Powers of 1 - x as powers of x.
  private static func expanded(_ list: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: list.count)
    for factor in list.reversed() {
      for place in result.indices.reversed() where place > 0 { result[place] -= result[place - 1] }
      result[0] += factor
    }
    return result
  }

  /// Where z lies at the roots of a polynomial in 1 - 1/z; a missing power is a root at 0, one at infinity none.
  private static func places(_ list: [Double]) throws(DesignError) -> [Complex] {
    let roots = try Polynomial.roots(list.reversed())
    let atZero = list.count - 1 - roots.count
    return [Complex](repeating: Complex(0), count: max(0, atZero))
      + roots.compactMap { root in
        let inverse = Complex(1) - root
        return inverse.magnitude < 1e-9 ? nil : Complex(1) / inverse
      }
  }

  private static func worst(
    _ above: [Double], _ below: [Double], _ points: [Complex], _ values: [Complex]
  ) -> Double {
    zip(points, values).map { point, value in
      (Polynomial.value(above.reversed(), point) / Polynomial.value(below.reversed(), point) - value)
        .magnitude
    }.max() ?? .infinity
  }

  /// The factors of powers of the points, the lowest first.
  private static func solved(_ order: Int, _ points: [Complex], _ values: [Complex], _ greatest: Double) -> (
    [Double], [Double]
  )? {
    let columns = 2 * order + 1
    var found: ([Double], [Double])?
    // Weighted by what the last solution says, so that the quotient is met and not its denominator. After C. K. Sanathanan
    // and J. Koerner, 1963.
    for _ in 0..<3 {
      var rows: [[Double]] = []
      var right: [Double] = []
      for (point, value) in zip(points, values) {
        let below = found.map { Polynomial.value($0.1.reversed(), point).magnitude } ?? 1
        let weight = 1 / (max(value.magnitude, 1e-3 * greatest) * max(below, 1e-200))
        var powers = [Complex(weight)]
        for _ in 0..<order { powers.append(powers[powers.count - 1] * point) }
        let terms = powers + powers.dropFirst().map { -(value * $0) }
        rows += [terms.map(\.real), terms.map(\.imaginary)]
        right += [weight * value.real, weight * value.imaginary]
      }
      // Columns of one length, since powers differ by many.
      let lengths = (0..<columns).map { column in
        rows.reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
      }
      guard lengths.allSatisfy({ $0 > 0 && $0.isFinite }) else { return found }
      let scaled = rows.map { row in zip(row, lengths).map { $0 / $1 } }
      guard let x = LeastSquares.solved(scaled, right, columns) else { return found }
      let factors = zip(x, lengths).map { $0 / $1 }
      found = (Array(factors[...order]), [1] + factors[(order + 1)...])
    }
    return found
  }
}
