/// The same numbers every run (Steele, Lea, Flood, SplitMix64, 2014), so that a law that fails, fails again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  /// Seeds next to each other give unrelated numbers: each begins elsewhere on the generator's one course.
  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0xd134_2543_de82_ef95 }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
