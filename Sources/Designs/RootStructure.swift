import Glibc

/// Roots in conjugate pairs, each of so many times: a polynomial as a product of powers.
struct RootStructure {
  /// 1, -root or 1, -2 Re, |root|^2 of a pair, in falling powers.
  private var parts: [(factor: [Double], count: Int)]

  /// Equal ones are one root.
  init(_ roots: [Complex]) {
    var counts: [Complex: Int] = [:]
    for root in roots where root.imaginary >= 0 { counts[root, default: 0] += 1 }
    let sorted = counts.sorted { ($0.key.real, $0.key.imaginary) < ($1.key.real, $1.key.imaginary) }
    parts = sorted.map { (Self.factor($0.key), $0.value) }
  }

  private static func factor(_ root: Complex) -> [Double] {
    root.isReal
      ? [1, -root.real] : [1, -2 * root.real, root.real * root.real + root.imaginary * root.imaginary]
  }

  /// The roots again; nil where a pair has become real.
  var roots: [Complex]? {
    var found: [Complex] = []
    for (factor, count) in parts {
      let half = -factor[1] / 2
      guard factor.count == 3 else {
        found += [Complex](repeating: Complex(-factor[1]), count: count)
        continue
      }
      let square = factor[2] - half * half
      guard square > 0 else { return nil }
      let root = Complex(half, square.squareRoot())
      for place in [root, root.conjugate] { found += [Complex](repeating: place, count: count) }
    }
    return found
  }

  var product: [Double] { product(without: nil) }

  /// - Parameter place: The part that is there once less.
  private func product(without place: Int?) -> [Double] {
    var product = [1.0]
    for (number, part) in parts.enumerated() {
      for _ in 0..<part.count - (number == place ? 1 : 0) { product = Self.times(product, part.factor) }
    }
    return product
  }

  static func times(_ product: [Double], _ factor: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: product.count + factor.count - 1)
    for (i, a) in product.enumerated() { for (j, b) in factor.enumerated() { result[i + j] += a * b } }
    return result
  }

  /// The same structure nearer to a polynomial whose first factor is 1, by steps of Gauss and Newton (Zhonggang Zeng,
  /// Computing Multiple Roots of Inexact Polynomials, 2005): how often a root is there being known, it is told as well as a
  /// simple one.
  mutating func improve(to wanted: [Double]) throws(DesignError) {
    for _ in 0..<4 {
      if Patience.isAtEnd { throw .interrupted }
      let off = zip(wanted, product).map { $0 - $1 }.dropFirst()
      // What each factor's own coefficients change, of which the first is 1.
      var columns: [[Double]] = []
      for (place, part) in parts.enumerated() {
        let slope = product(without: place).map { $0 * Double(part.count) }
        for power in 1..<part.factor.count {
          let after = [Double](repeating: 0, count: part.factor.count - 1 - power)
          columns.append([Double](repeating: 0, count: power - 1) + slope + after)
        }
      }
      let rows = off.indices.map { row in columns.map { $0[row - 1] } }
      guard let steps = LeastSquares.solved(rows, Array(off), columns.count) else { return }
      var next = 0
      for place in parts.indices {
        for power in 1..<parts[place].factor.count {
          parts[place].factor[power] += steps[next]
          next += 1
        }
      }
    }
  }
}
