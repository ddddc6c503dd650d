import Glibc

/// One root several times, which rounding of the coefficients has scattered round where it is.
struct RootClusters {
  /// In falling powers, the first and the last not 0.
  private let factors: [Double]
  /// Of each coefficient the sum of the sizes of the products of roots that it is made of: of its rounding nothing is known but as
  /// a part of that. Beside a great root the small ones have coefficients of their own size.
  private let scales: [Double]
  /// By how much of that coefficients may be missed: what their own rounding may come to.
  private let tolerance: Double
  private var degree: Int { factors.count - 1 }

  /// How near those of one cluster lie to the next, as a part of their magnitude.
  private static let distances = [1, 0.3, 0.1, 0.05, 0.02, 0.01, 3e-3, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7]

  /// - Parameter roots: As they were found, scattered.
  init(_ factors: [Double], _ roots: [Complex]) {
    self.factors = factors
    var sums = [abs(factors[0])]
    for root in roots {
      sums.append(0)
      for place in sums.indices.dropFirst().reversed() { sums[place] += root.magnitude * sums[place - 1] }
    }
    scales = zip(sums, factors).map { max($0, abs($1)) }
    tolerance = min(1e-12, 64 * Double(factors.count - 1) * .ulpOfOne)
  }

  /// Several at one place: with an imaginary part those of its conjugate too.
  private struct Cluster {
    var members: [Int]
    var centre: Complex
    var count: Int
  }

  /// The same roots, those that are one put at one place. All clusters are tried at once, and where that misses the
  /// coefficients each by itself.
  ///
  /// - Parameter roots: In conjugate pairs.
  func merged(_ roots: [Complex]) throws(DesignError) -> [Complex] {
    var rest = roots
    var merged: [Complex] = []
    for distance in Self.distances where rest.count > 1 {
      let clusters = try clusters(rest, distance)
      guard !clusters.isEmpty else { continue }
      let inside = Set(clusters.flatMap(\.members))
      let others = rest.indices.filter { !inside.contains($0) }.map { rest[$0] }
      if let all = try fitting(merged + others + clusters.flatMap(Self.places)) { return all }
      var kept: Set<Int> = []
      for cluster in clusters where isDivisor(cluster) {
        merged += Self.places(cluster)
        kept.formUnion(cluster.members)
      }
      rest = rest.indices.filter { !kept.contains($0) }.map { rest[$0] }
    }
    return merged + rest
  }

  private static func places(_ cluster: Cluster) -> [Complex] {
    let upper = [Complex](repeating: cluster.centre, count: cluster.count)
    return cluster.centre.isReal ? upper : upper + upper.map(\.conjugate)
  }

  /// Those that hang together by steps no longer than a distance.
  private func clusters(_ roots: [Complex], _ distance: Double) throws(DesignError) -> [Cluster] {
    var isOpen = [Bool](repeating: true, count: roots.count)
    var found: [Cluster] = []
    var meter = Patience.Meter()
    for first in roots.indices where isOpen[first] {
      isOpen[first] = false
      var members = [first]
      var next = 0
      while next < members.count {
        if meter.isAtEnd(after: 4 * roots.count) { throw .interrupted }
        let root = roots[members[next]]
        next += 1
        for place in roots.indices where isOpen[place] {
          let reach = distance * max(root.magnitude, roots[place].magnitude)
          guard (roots[place] - root).magnitude <= reach else { continue }
          isOpen[place] = false
          members.append(place)
        }
      }
      if members.count > 1, let cluster = cluster(members, roots) { found.append(cluster) }
    }
    return found
  }

  /// Nil of those below the real axis, which mirror others.
  private func cluster(_ members: [Int], _ roots: [Complex]) -> Cluster? {
    let isUpper = members.allSatisfy { roots[$0].imaginary > 0 }
    guard isUpper || members.contains(where: { roots[$0].imaginary >= 0 }) else { return nil }
    let mean =
      (1 / Double(members.count)) * members.reduce(Complex(0)) { $0 + roots[$1] }
    let centre = simpleRoot(near: isUpper ? mean : Complex(mean.real), members.count - 1)
    guard isUpper else {
      return Cluster(members: members, centre: Complex(centre.real), count: members.count)
    }
    // Equal ones, if there are any, all.
    let mirror = Set(members.map { roots[$0].conjugate })
    let mirrored = roots.indices.filter { mirror.contains(roots[$0]) }
    return Cluster(members: members + mirrored, centre: centre, count: members.count)
  }

  /// A root of some multiplicity is a simple one of a derivative, and found there to the last digits.
  private func simpleRoot(near start: Complex, _ derivatives: Int) -> Complex {
    let derived = factors.dropLast(derivatives).enumerated().map { place, factor in
      let power = degree - place
      return (0..<derivatives).reduce(factor) { $0 * Double(power - $1) / Double(derivatives - $1) }
    }
    var root = start
    for _ in 0..<20 {
      let (value, slope, _) = Polynomial.evaluated(derived, root)
      let step = value / slope
      guard step.real.isFinite, step.imaginary.isFinite, step.magnitude < root.magnitude else { break }
      root = root - step
      if step.magnitude <= .ulpOfOne * root.magnitude { break }
    }
    return root
  }

  /// Whether the polynomial, divided by a cluster's, leaves nothing but rounding.
  private func isDivisor(_ cluster: Cluster) -> Bool {
    let divisor = RootStructure(Self.places(cluster)).product
    var rest = factors
    for place in 0...(factors.count - divisor.count) {
      let factor = rest[place]
      for (offset, value) in divisor.enumerated() { rest[place + offset] -= factor * value }
    }
    return zip(rest, scales).allSatisfy { abs($0) <= tolerance * $1 }
  }

  /// The roots, if they are those of the polynomial, or become so while those that are one stay one; else nil.
  private func fitting(_ roots: [Complex]) throws(DesignError) -> [Complex]? {
    var structure = RootStructure(roots)
    let first = miss(structure)
    if first <= tolerance { return roots }
    guard first < 1e-7, degree <= 100 else { return nil }
    try structure.improve(to: factors.map { $0 / factors[0] })
    return miss(structure) <= tolerance ? structure.roots : nil
  }

  /// By how much it is off, as a part of what its coefficients are made of.
  private func miss(_ structure: RootStructure) -> Double {
    let product = structure.product
    guard product.count == factors.count else { return .infinity }
    return product.indices.reduce(0) { most, place in
      max(most, abs(product[place] * factors[0] - factors[place]) / scales[place])
    }
  }
}
