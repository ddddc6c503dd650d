extension ZeroPoleGain {
  /// b0, b1, b2, 1, a1, a2 of each section in turn, the poles nearest the unit circle last: each pole with the zeros
  /// nearest to it, which keeps what passes between sections small (Jackson, 1970).
  package var sections: [[Double]] {
    if zeros.isEmpty, poles.isEmpty { return [[gain, 0, 0, 1, 0, 0]] }
    let padding = { (count: Int) in [Complex](repeating: Complex(0), count: max(0, count)) }
    let even = (max(zeros.count, poles.count) + 1) / 2 * 2
    var z = Self.halves(zeros + padding(even - zeros.count))
    var p = Self.halves(poles + padding(even - poles.count))
    var sections: [[Double]] = []
    while !p.isEmpty {
      let first = p.remove(at: Self.worst(p.indices, p))
      let second =
        first.isReal ? p.remove(at: Self.worst(p.indices.filter { p[$0].isReal }, p)) : first.conjugate
      let zero = z.remove(at: Self.nearest(Array(z.indices), z, first))
      let other =
        zero.isReal ? z.remove(at: Self.nearest(z.indices.filter { z[$0].isReal }, z, first)) : zero.conjugate
      sections.append(Self.section([zero, other], [first, second]))
    }
    sections.reverse()
    for i in 0..<3 { sections[0][i] *= gain }
    return sections
  }

  private static func section(_ zeros: [Complex], _ poles: [Complex]) -> [Double] {
    let b = [1, -(zeros[0] + zeros[1]).real, (zeros[0] * zeros[1]).real]
    return b + [1, -(poles[0] + poles[1]).real, (poles[0] * poles[1]).real]
  }

  /// The nearest to the unit circle; the first of several.
  private static func worst(_ places: some Sequence<Int>, _ points: [Complex]) -> Int {
    places.min { abs(1 - points[$0].magnitude) < abs(1 - points[$1].magnitude) } ?? 0
  }

  private static func nearest(_ places: [Int], _ points: [Complex], _ to: Complex) -> Int {
    places.min { (points[$0] - to).magnitude < (points[$1] - to).magnitude } ?? 0
  }

  /// One of each conjugate pair, the one above the real axis, then the real ones; by real part.
  private static func halves(_ points: [Complex]) -> [Complex] {
    let tolerance = 100 * Double.ulpOfOne
    let sorted = points.sorted { ($0.real, abs($0.imaginary)) < ($1.real, abs($1.imaginary)) }
    let real = sorted.filter { abs($0.imaginary) <= tolerance * $0.magnitude }
    let upper = sorted.filter { $0.imaginary > tolerance * $0.magnitude }
    return upper + real.map { Complex($0.real) }
  }
}
