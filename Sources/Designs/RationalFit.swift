import Glibc

/// The filter b / a in falling powers of z that has a response which is known at any frequency.
package struct RationalFit: Sendable {
  package let b: [Double]
  package let a: [Double]

  /// The lowest order up to `order` that meets the response everywhere, to 1e-7 of its greatest magnitude; nil where none
  /// does. `response` is asked for angles between 0 and pi. For each order the equations b - H a = 0 are solved in the
  /// least squares' sense (E. C. Levy, Complex-Curve Fitting, 1959).
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
    for order in 0...most {
      guard let (b, a) = Self.solved(order, angles, values) else { continue }
      let worst =
        zip(angles, values).map { angle, value in
          let delay = Complex(angle: -angle)
          let fit = Polynomial.value(b.reversed(), delay) / Polynomial.value(a.reversed(), delay)
          return (fit - value).magnitude
        }.max() ?? .infinity
      guard worst < 1e-7 * greatest else { continue }
      // What is as good as nothing is nothing, so that it has no root far away.
      func clean(_ list: [Double]) -> [Double] {
        let largest = list.map(abs).max() ?? 0
        return list.map { abs($0) < 1e-9 * largest ? 0 : $0 }
      }
      (self.b, self.a) = (clean(b), clean(a))
      return
    }
    return nil
  }

  private static func solved(_ order: Int, _ angles: [Double], _ values: [Complex]) -> ([Double], [Double])? {
    let columns = 2 * order + 1
    var rows: [[Double]] = []
    var right: [Double] = []
    for (angle, value) in zip(angles, values) {
      // Of like weight where little comes through.
      let weight = 1 / max(value.magnitude, 1e-3)
      let powers = (0...order).map { weight * Complex(angle: -angle * Double($0)) }
      let terms = powers + powers.dropFirst().map { -(value * $0) }
      rows += [terms.map(\.real), terms.map(\.imaginary)]
      right += [weight * value.real, weight * value.imaginary]
    }
    guard let x = leastSquares(rows, right, columns) else { return nil }
    return (Array(x[...order]), [1] + x[(order + 1)...])
  }

  /// By Householder's reflections; nil where columns hang on each other.
  private static func leastSquares(_ given: [[Double]], _ values: [Double], _ columns: Int) -> [Double]? {
    var rows = given
    var right = values
    for column in 0..<columns {
      let length = rows[column...].reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
      guard length > 1e-12 else { return nil }
      let sign = rows[column][column] < 0 ? -1.0 : 1
      var mirror = rows[column...].map { $0[column] }
      mirror[0] += sign * length
      let square = mirror.reduce(0) { $0 + $1 * $1 }
      for other in column..<columns {
        var product = 0.0
        for (place, value) in mirror.enumerated() { product += value * rows[column + place][other] }
        let factor = 2 * product / square
        for (place, value) in mirror.enumerated() { rows[column + place][other] -= factor * value }
      }
      var product = 0.0
      for (place, value) in mirror.enumerated() { product += value * right[column + place] }
      for (place, value) in mirror.enumerated() { right[column + place] -= 2 * product / square * value }
    }
    var x = [Double](repeating: 0, count: columns)
    for column in stride(from: columns - 1, through: 0, by: -1) {
      var sum = right[column]
      for other in column + 1..<max(column + 1, columns) { sum -= rows[column][other] * x[other] }
      x[column] = sum / rows[column][column]
    }
    return x.allSatisfy(\.isFinite) ? x : nil
  }
}
