/// Noise that sample values are rounded with, so that what is lost is noise and not distortion: two uniform numbers'
/// difference, one step wide each (TPDF; Lipshitz, Wannamaker, Vanderkooy, 1992). The same seed gives the same bits.
struct Dither {
  let seed: UInt64

  /// From -1 to 1, in steps of the whole number.
  func noise(at index: Int) -> Double {
    // SplitMix64 (Steele, Lea, Flood, 2014), counted rather than stepped.
    var bits = seed &+ (UInt64(bitPattern: Int64(index)) &+ 1) &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    bits ^= bits >> 31
    return (Double(bits >> 32) - Double(bits & 0xffff_ffff)) / 0x1p32
  }
}
