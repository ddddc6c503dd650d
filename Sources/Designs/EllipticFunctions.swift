import Glibc

/// Elliptic integrals and functions of parameter m = k^2.
enum EllipticFunctions {
  /// The complete integral of the first kind, given 1 - m: by the arithmetic-geometric mean (Gauss).
  static func quarterPeriod(complement: Double) -> Double {
    var (a, b) = (1.0, complement.squareRoot())
    for _ in 0..<64 where abs(a - b) > 1e-16 * a { (a, b) = ((a + b) / 2, (a * b).squareRoot()) }
    return .pi / (a + b)
  }

  /// sn, cn and dn of u: descending Landen transformation (Abramowitz and Stegun, 16.4).
  static func jacobi(_ u: Double, _ m: Double) -> (sn: Double, cn: Double, dn: Double) {
    var means = [(a: 1.0, c: m.squareRoot())]
    var b = (1 - m).squareRoot()
    while let last = means.last, abs(last.c) > 1e-16 * last.a, means.count < 40 {
      means.append(((last.a + b) / 2, (last.a - b) / 2))
      b = (last.a * b).squareRoot()
    }
    let last = means[means.count - 1]
    var phi = scalbn(last.a * u, Int32(means.count - 1))
    for mean in means.dropFirst().reversed() { phi = (phi + asin(mean.c * sin(phi) / mean.a)) / 2 }
    let (sn, cn) = (sin(phi), cos(phi))
    return (sn, cn, (1 - m * sn * sn).squareRoot())
  }

  /// The u with sn(u) / cn(u) = w for the parameter 1 - `complement`.
  static func inverseRatio(_ w: Double, complement: Double) -> Double {
    let below = 1 / (1 + w * w)
    let sine = w * below.squareRoot()
    return sine * carlson(below, below + complement * sine * sine, 1)
  }

  /// The symmetric integral of the first kind, by duplication (Carlson, 1979).
  private static func carlson(_ x: Double, _ y: Double, _ z: Double) -> Double {
    var (x, y, z) = (x, y, z)
    for _ in 0..<100 {
      let mean = (x + y + z) / 3
      if max(abs(x - mean), abs(y - mean), abs(z - mean)) < 1e-3 * mean {
        let (dx, dy, dz) = (1 - x / mean, 1 - y / mean, 1 - z / mean)
        let e2 = dx * dy - dz * dz
        let e3 = dx * dy * dz
        return (1 + e2 * (-1.0 / 10 + e2 / 24 - e3 * 3 / 44) + e3 / 14) / mean.squareRoot()
      }
      let part = (x * y).squareRoot() + (y * z).squareRoot() + (z * x).squareRoot()
      (x, y, z) = ((x + part) / 4, (y + part) / 4, (z + part) / 4)
    }
    return .nan
  }
}
