import Glibc

/// The same numbers every run (Steele, Lea, Flood, SplitMix64, 2014), so that a law that fails, fails again.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  /// Seeds next to each other give unrelated numbers: each begins elsewhere on the generator's one course.
  package init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0xd134_2543_de82_ef95 }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension ClosedRange<Double> {
  /// Somewhere in a range: often at its ends, and as often near 0 as far from it.
  package func somewhere(_ random: inout SeededGenerator) -> Double {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return lowerBound
    case 1: return upperBound
    case 2, 3:
      let low = Swift.max(lowerBound, 1e-3)
      guard low < upperBound else { return lowerBound }
      return Swift.min(upperBound, exp(Double.random(in: log(low)...log(upperBound), using: &random)))
    default: return Double.random(in: self, using: &random)
    }
  }
}
