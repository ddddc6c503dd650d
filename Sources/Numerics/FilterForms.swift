package import Designs
import Glibc

/// One form of a filter from another: tf2zpk, zpk2sos and group_delay of scipy.signal.
package enum FilterForms {
  package static func tf2zpk(_ b: [Double], _ a: [Double]) throws(NumberError) -> ZeroPoleGain {
    let (numerator, denominator) = (Array(b.drop { $0 == 0 }), Array(a.drop { $0 == 0 }))
    guard let bottom = denominator.first else { throw NumberError("a: a number other than 0 is expected") }
    guard let top = numerator.first else { throw NumberError("b: a number other than 0 is expected") }
    return ZeroPoleGain(
      zeros: try roots(numerator), poles: try roots(denominator), gain: top / bottom)
  }

  package static func zpk2sos(_ zeros: [Complex], _ poles: [Complex], _ gain: Double) throws(NumberError)
    -> [[Double]]
  {
    for (name, points) in [("z", zeros), ("p", poles)] where !isPaired(points) {
      throw NumberError("\(name): complex ones are expected in conjugate pairs")
    }
    return ZeroPoleGain(zeros: zeros, poles: poles, gain: gain).sections
  }

  private static func isPaired(_ points: [Complex]) -> Bool {
    var rest = points.filter { abs($0.imaginary) > 100 * .ulpOfOne * $0.magnitude }
    while let point = rest.popLast() {
      let near = rest.indices.min {
        (rest[$0] - point.conjugate).magnitude < (rest[$1] - point.conjugate).magnitude
      }
      guard let near, (rest[near] - point.conjugate).magnitude <= 1e-9 * point.magnitude else { return false }
      rest.remove(at: near)
    }
    return true
  }

  /// The roots of a polynomial in falling powers whose first factor is not 0, by real part: all at once, each by
  /// Newton's step without the others (Aberth, 1973), and then in pairs.
  static func roots(_ factors: [Double]) throws(NumberError) -> [Complex] {
    guard factors.allSatisfy(\.isFinite) else { throw NumberError("finite numbers are expected") }
    let ending = factors.reversed().prefix { $0 == 0 }.count
    let polynomial = factors.dropLast(ending).map { $0 / factors[0] }
    let degree = polynomial.count - 1
    let atZero = [Complex](repeating: Complex(0), count: ending)
    guard degree > 0 else { return atZero }
    // All lie within Fujiwara's bound (1916); they begin on a circle of the mean magnitude, askew to the real axis.
    let bound =
      2 * (1...degree).reduce(0) { max($0, pow(abs(polynomial[$1]), 1 / Double($1))) }
    let radius = min(bound, pow(abs(polynomial[degree]), 1 / Double(degree)))
    var points = (0..<degree).map { k in
      radius * Complex(angle: 2 * .pi * (Double(k) + 0.25) / Double(degree))
    }
    for _ in 0..<500 {
      var largest = 0.0
      for k in points.indices {
        let (value, slope) = evaluated(polynomial, points[k])
        guard value != Complex(0) else { continue }
        var others = Complex(0)
        for other in points.indices where other != k && points[other] != points[k] {
          others = others + Complex(1) / (points[k] - points[other])
        }
        let step = value / (slope - value * others)
        guard step.real.isFinite, step.imaginary.isFinite else { continue }
        points[k] = points[k] - step
        largest = max(largest, step.magnitude / max(points[k].magnitude, 1e-300))
      }
      if largest < 4 * .ulpOfOne { break }
    }
    return (paired(points, polynomial) + atZero).sorted {
      ($0.real, $0.imaginary) < ($1.real, $1.imaginary)
    }
  }

  private static func evaluated(_ polynomial: [Double], _ at: Complex) -> (value: Complex, slope: Complex) {
    var (value, slope) = (Complex(0), Complex(0))
    for factor in polynomial {
      slope = slope * at + value
      value = value * at + Complex(factor)
    }
    return (value, slope)
  }

  /// Real factors have their roots on the real axis or in conjugate pairs, which rounding has moved a little.
  private static func paired(_ points: [Complex], _ polynomial: [Double]) -> [Complex] {
    var rest = points.sorted { abs($0.imaginary) > abs($1.imaginary) }
    var found: [Complex] = []
    while !rest.isEmpty {
      let point = rest.removeFirst()
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

  /// In samples, at frequencies in radians per sample: the real part of the sum of n b[n] z^-n over that of b[n] z^-n,
  /// less the same of a; 0 where nothing comes out, which has no phase.
  package static func groupDelay(_ b: [Double], _ a: [Double], at angles: [Double]) -> [Double] {
    func delay(_ list: [Double], _ z: Complex) -> Double {
      func value(_ list: [Double]) -> Complex {
        list.reversed().reduce(Complex(0)) { $0 * z + Complex($1) }
      }
      let whole = value(list)
      // What is left by rounding of a sum that is 0.
      guard whole.magnitude > 1e-14 * list.reduce(0, { $0 + abs($1) }) else { return .nan }
      return (value(list.enumerated().map { Double($0) * $1 }) / whole).real
    }
    return angles.map { angle in
      let z = Complex(angle: -angle)
      let delay = delay(b, z) - delay(a, z)
      return delay.isFinite ? delay : 0
    }
  }
}
