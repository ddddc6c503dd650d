package import Signals

extension SignalKind {
  package static let noise = SignalKind(
    "noise", .noise, "White noise, evenly spread from -1 to 1. The same seed gives the same noise.",
    example: "noise{seed=3}",
    source: "Chris Wellons, Prospecting for Hash Functions, 2018",
    Number("seed", 0...4_294_967_295, .count, default: 0, "Which noise it is.")
  ) { Noise(seed: UInt32($1)) }
}

/// Each sample is a hash of seed and frame: any frame can be asked for, in any order.
struct Noise: Kernel {
  let seed: UInt32

  var shape: SignalShape { SignalShape() }
  /// It is cheaper to make than to look up.
  var isWorthKeeping: Bool { false }

  var takesStretches: Bool { true }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    var at = block.frames.lowerBound
    while at < block.frames.upperBound {
      let part = block.block(from: at)
      render(part)
      at = part.frames.upperBound
    }
  }

  private func render(_ block: RenderBlock) {
    let first = block.frames.lowerBound
    // The grid divides 2^32, so the upper half of the frame number is the same for all of a block.
    let key = Self.key(seed, UInt32(truncatingIfNeeded: first &>> 32))
    let before = UInt32(truncatingIfNeeded: key)
    let between = UInt32(truncatingIfNeeded: key &>> 32)
    let start = UInt32(truncatingIfNeeded: first) &+ before
    var y = block.output(0)
    for i in y.indices {
      var x = start &+ UInt32(truncatingIfNeeded: i)
      x ^= x &>> 16
      x &*= 0x7feb_352d
      x ^= (x &>> 15) ^ between
      x &*= 0x846c_a68b
      x ^= x &>> 16
      y[i] = Float(Int32(bitPattern: x)) * 0x1p-31
    }
  }

  /// Both halves hang on every bit of seed and upper frame number (the finalizer of SplitMix64).
  private static func key(_ seed: UInt32, _ upper: UInt32) -> UInt64 {
    var x = (UInt64(seed) &<< 32 | UInt64(upper)) &+ 0x9e37_79b9_7f4a_7c15
    x = (x ^ (x &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ (x &>> 27)) &* 0x94d0_49bb_1331_11eb
    return x ^ (x &>> 31)
  }
}
