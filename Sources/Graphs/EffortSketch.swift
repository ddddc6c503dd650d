import Glibc

/// What all that a version hangs on costs together, each signal once however many read it, to about a quarter.
///
/// Each signal draws numbers from an exponential distribution whose rate is its own cost; the least of each over a set
/// tells the sum of the rates, and the least of two sets is that of their union (E. Cohen, "Size-Estimation Framework with
/// Applications to Transitive Closure and Reachability", 1997). Counting along every path would count what is shared as
/// often as there are paths, and in a network of delays all would cost the same: beyond measure.
struct EffortSketch {
  private var least: SIMD16<Float>

  /// Of one signal alone; `id` tells it from others.
  init(_ effort: Double, id: UInt64) {
    least = SIMD16(repeating: .infinity)
    guard effort > 0 else { return }
    var state = id
    for place in least.indices {
      // Splitmix64 (Steele, Lea, Flood, 2014).
      state &+= 0x9e37_79b9_7f4a_7c15
      var bits = state
      bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
      bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
      let part = (Double((bits ^ bits >> 31) >> 11) + 1) * 0x1p-53
      least[place] = Float(-log(part) / effort)
    }
  }

  /// Takes in what another hangs on.
  mutating func formUnion(_ other: EffortSketch) {
    least.replace(with: other.least, where: other.least .< least)
  }

  /// The sum of what each costs.
  var sum: Double {
    let total = Double(least.sum())
    return total.isFinite ? Double(least.scalarCount - 1) / max(total, 0x1p-100) : 0
  }
}
