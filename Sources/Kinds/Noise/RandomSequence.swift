/// Random values by number: the value of any number can be asked for, in any order (the finalizer of SplitMix64 by
/// Steele, Lea and Flood, 2014, over a counter).
struct RandomSequence: Sendable {
  private let key: UInt64

  /// Rows of one seed have nothing to do with each other.
  init(seed: UInt32, row: Int) {
    key = Self.mixed((UInt64(seed) &<< 32 | UInt64(truncatingIfNeeded: row)) &+ 0x6a09_e667_f3bc_c909)
  }

  /// Evenly spread from -1 to 1.
  @inline(__always)
  func value(_ number: Int) -> Float { Float(Int32(truncatingIfNeeded: bits(number) &>> 32)) * 0x1p-31 }

  /// 64 random bits.
  @inline(__always)
  func bits(_ number: Int) -> UInt64 {
    Self.mixed(key &+ UInt64(bitPattern: Int64(number)) &* 0x9e37_79b9_7f4a_7c15)
  }

  @inline(__always)
  private static func mixed(_ bits: UInt64) -> UInt64 {
    var x = bits
    x = (x ^ (x &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ (x &>> 27)) &* 0x94d0_49bb_1331_11eb
    return x ^ (x &>> 31)
  }
}
