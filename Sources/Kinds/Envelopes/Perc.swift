import Glibc
package import Signals

extension SignalKind {
  package static let perc = SignalKind(
    "perc", .envelopes, "A percussive envelope: up to 1 in a straight line, then dying away.",
    example: "noise() * perc(0.001, 0.2)", source: "",
    Stream(
      "attack", 0...60, .seconds, default: 0.01,
      "From 0 up to 1. Where a time moves, each moment has the level it would have if that had always been so."
    ),
    Stream("release", 0...60, .seconds, default: 0.5, "Until it is 60 dB down, where it ends.")
  ) { context, attack, release in
    if let attack = attack.single, let release = release.single {
      return Perc(context, attack: attack, release: release)
    }
    let rate = Double(context.rate)
    let end = MovingForm.end(context, MovingForm.latest(attack), MovingForm.latest(release))
    return try MovingForm([attack, release], standards: [0.01, 0.5], end: end) { frame, p in
      let (top, fall) = (MovingForm.frames(p[0], rate), MovingForm.frames(p[1], rate))
      if frame < top { return frame / top }
      return frame < top + fall ? FastMath.exp2((top - frame) / fall * 9.965_784_284_662_087) : 0
    }
  }
}

/// From the frame number alone: a straight piece, then a power of two.
struct Perc: Kernel {
  let shape: SignalShape
  private let attack: [Ramp]
  /// The frames that it dies away in.
  private let tail: Range<Int>
  /// Where it is 1, in frames; may lie between them.
  private let top: Double
  /// Halvings for each frame.
  private let decay: Double

  init(_ context: KindContext, attack: Double, release: Double) {
    let rate = Double(context.rate)
    top = attack * rate
    decay = release > 0 ? log2(1_000) / (release * rate) : 0
    tail = Ramp.frame(top)..<max(Ramp.frame(top), Ramp.frame((attack + release) * rate))
    self.attack = [
      .hold(0, until: 0), Ramp(end: tail.lowerBound, anchor: 0, level: 0, slope: attack > 0 ? 1 / top : 0),
    ]
    shape = SignalShape(range: tail.upperBound > 0 ? SignalRange(0..<tail.upperBound) : .empty)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    let frames = block.frames.clamped(to: tail)
    if frames.isEmpty || block.frames.lowerBound < tail.lowerBound { Ramp.render(attack, block) }
    if frames.isEmpty { return }
    // Counted from where the grid's block begins, so that a sample is the same whatever part of it is asked
    // for.
    let first = block.frames.lowerBound
    let origin = Grid.floor(first)
    let start = (top - Double(origin)) * decay
    let skipped = Int32(truncatingIfNeeded: first - origin)
    let (low, high) = (frames.lowerBound - first, frames.upperBound - first)
    var y = block.output(0)
    precondition(low >= 0 && high <= y.count)
    for i in low..<high {
      y[i] = Self.exp2(start.addingProduct(Double(Int32(truncatingIfNeeded: i) &+ skipped), -decay))
    }
    for i in high..<y.count { y[i] = 0 }
  }

  /// 2^x for |x| below 1000, relative error below 1e-7: the series of the fraction, scaled by the whole part,
  /// which goes into the exponent's bits.
  @inline(__always)
  private static func exp2(_ x: Double) -> Float {
    let rounder = 0x1.8p52
    let shifted = x + rounder
    let z = (x - (shifted - rounder)) * 0.6931471805599453
    var r = (1.0 / 120).addingProduct(z, 1.0 / 720)
    r = (1.0 / 24).addingProduct(z, r)
    r = (1.0 / 6).addingProduct(z, r)
    r = (0.5).addingProduct(z, r)
    r = (1.0).addingProduct(z, r)
    r = (1.0).addingProduct(z, r)
    return Float(r * Double(bitPattern: (shifted.bitPattern &+ 1_023) &<< 52))
  }
}
