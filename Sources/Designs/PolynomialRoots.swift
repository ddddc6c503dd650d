import Glibc

/// Where polynomials are zero.
package enum Polynomial {
  /// The roots of c[0] x^n + c[1] x^(n-1) + … + c[n], all at once. After Oliver Aberth, Iteration Methods for Finding All
  /// Zeros of a Polynomial Simultaneously, 1973. Zero factors in front are left away; roots at 0 are exact.
  package static func roots(_ coefficients: [Double]) -> [Complex] {
    var factors = Array(coefficients.drop { $0 == 0 })
    var atZero = 0
    while factors.count > 1, factors.last == 0 {
      factors.removeLast()
      atZero += 1
    }
    let zeros = [Complex](repeating: Complex(0), count: atZero)
    let degree = factors.count - 1
    guard degree > 0 else { return zeros }
    let slopes = factors.dropLast().enumerated().map { $0.element * Double(degree - $0.offset) }
    // Within the circle that holds all roots, and on no axis of symmetry.
    let radius = pow(abs(factors[degree] / factors[0]), 1 / Double(degree))
    var roots = (0..<degree).map { place in
      radius * Complex(angle: 2 * .pi * Double(place) / Double(degree) + 0.4)
    }
    for _ in 0..<500 {
      var furthest = 0.0
      for place in roots.indices {
        let root = roots[place]
        let value = value(factors, root)
        let slope = Self.value(slopes, root)
        guard value.magnitude > 0 else { continue }
        guard slope.magnitude > 0 else {
          roots[place] = root + Complex(1e-8 * radius, 1e-8 * radius)
          continue
        }
        let step = value / slope
        var push = Complex(0)
        for other in roots.indices where other != place {
          let distance = root - roots[other]
          if distance.magnitude > 0 { push = push + Complex(1) / distance }
        }
        let moved = step / (Complex(1) - step * push)
        guard moved.magnitude.isFinite else { continue }
        roots[place] = root - moved
        furthest = max(furthest, moved.magnitude / max(1e-300, root.magnitude))
      }
      if furthest < 1e-15 { break }
    }
    return zeros + paired(roots)
  }

  /// The polynomial's value, by Horner's scheme.
  package static func value(_ factors: [Double], _ x: Complex) -> Complex {
    factors.reduce(Complex(0)) { $0 * x + Complex($1) }
  }

  /// Roots of real polynomials are real or come in pairs: what rounding made of that is undone.
  private static func paired(_ roots: [Complex]) -> [Complex] {
    var rest = roots.sorted { abs($0.imaginary) > abs($1.imaginary) }
    var found: [Complex] = []
    while let root = rest.first {
      rest.removeFirst()
      if abs(root.imaginary) <= 1e-9 * max(1e-12, root.magnitude) {
        found.append(Complex(root.real))
        continue
      }
      guard
        let place = rest.indices.min(by: {
          (rest[$0] - root.conjugate).magnitude < (rest[$1] - root.conjugate).magnitude
        }), (rest[place] - root.conjugate).magnitude < 1e-4 * root.magnitude
      else {
        found.append(Complex(root.real))
        continue
      }
      let other = rest.remove(at: place)
      let mean = Complex((root.real + other.real) / 2, (abs(root.imaginary) + abs(other.imaginary)) / 2)
      found += [mean, mean.conjugate]
    }
    return found
  }
}
