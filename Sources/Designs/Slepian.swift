import Glibc

/// The sequence with the most energy within a band (Slepian, 1978): the eigenvector of the greatest eigenvalue of a
/// symmetric tridiagonal matrix (Percival and Walden, 1993).
enum Slepian {
  static func window(_ m: Int, _ bandwidth: Double) throws(DesignError) -> [Double] {
    guard bandwidth < Double(m) / 2 else {
      throw DesignError("NW: \(bandwidth) was given; expected less than half the length, \(Double(m) / 2)")
    }
    let turn = cos(2 * .pi * bandwidth / Double(m))
    let diagonal = (0..<m).map { n in
      let x = (Double(m - 1) - 2 * Double(n)) / 2
      return x * x * turn
    }
    let beside = (1..<m).map { Double($0) * Double(m - $0) / 2 }
    var vector = eigenvector(diagonal, beside, try greatest(diagonal, beside))
    if vector.reduce(0, +) < 0 { vector = vector.map { -$0 } }
    let top = vector.max() ?? 1
    // The top of an even window lies between its samples.
    let scale = m.isMultiple(of: 2) ? Double(m * m) / (Double(m * m) + bandwidth) : 1
    return vector.map { $0 / top * scale }
  }

  /// By bisection between Gershgorin's bounds, counting by Sturm's sequence.
  private static func greatest(_ d: [Double], _ e: [Double]) throws(DesignError) -> Double {
    var meter = Patience.Meter()
    var (low, high) = (-Double.infinity, -Double.infinity)
    for i in d.indices {
      let radius = (i > 0 ? e[i - 1] : 0) + (i < e.count ? e[i] : 0)
      low = max(low, d[i])
      high = max(high, d[i] + radius)
    }
    for _ in 0..<120 {
      if meter.isAtEnd(after: d.count) { throw .interrupted }
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if isAboveAll(middle, d, e) { high = middle } else { low = middle }
    }
    return high
  }

  private static func isAboveAll(_ x: Double, _ d: [Double], _ e: [Double]) -> Bool {
    var pivot = d[0] - x
    for i in 1..<d.count {
      if pivot >= 0 { return false }
      pivot = d[i] - x - e[i - 1] * e[i - 1] / pivot
    }
    return pivot < 0
  }

  /// By inverse iteration from just above the eigenvalue, where every pivot is negative and none need be exchanged.
  private static func eigenvector(_ d: [Double], _ e: [Double], _ value: Double) -> [Double] {
    let shift = value + abs(value) * 1e-15
    var pivots = d.map { $0 - shift }
    for i in 1..<d.count { pivots[i] -= e[i - 1] * e[i - 1] / pivots[i - 1] }
    pivots = pivots.map { $0 == 0 ? -1e-300 : $0 }
    var vector = [Double](repeating: 1, count: d.count)
    for _ in 0..<6 {
      for i in 1..<d.count { vector[i] -= e[i - 1] / pivots[i - 1] * vector[i - 1] }
      vector[d.count - 1] /= pivots[d.count - 1]
      for i in stride(from: d.count - 2, through: 0, by: -1) {
        vector[i] = (vector[i] - e[i] * vector[i + 1]) / pivots[i]
      }
      let top = vector.reduce(0) { max($0, abs($1)) }
      vector = vector.map { $0 / top }
    }
    return vector
  }
}
