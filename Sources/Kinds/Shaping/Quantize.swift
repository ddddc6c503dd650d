package import Signals

extension SignalKind {
  package static let quantize = SignalKind(
    "quantize", .shaping,
    "Rounds to the levels of a converter of so many bits, which lie from -1 to one step below 1. Dither is noise that "
      + "is added before rounding: triangular noise makes the error's mean and power the same whatever the signal. What is "
      + "0 stays 0.",
    example: "(sine(220) * 0.5):quantize(6, \"triangular\")",
    source: "Lipshitz, Wannamaker and Vanderkooy, Quantization and Dither, 1992",
    Stream("input", "What to round."),
    Stream("bits", 1...24, .count, default: 16, "How many bits; a step is 2 ^ (1 - bits)."),
    Choice(
      "dither", ["none", "rectangular", "triangular"],
      "Evenly spread over one step, or the sum of two such noises, or none."),
    Number("seed", 0...4_294_967_295, .count, default: 0, "Which noise the dither is.")
  ) { try Quantize(input: $1, bits: $2, dither: $3, seed: UInt32($4)) }
}

/// round(x / step + noise) x step, held to the converter's levels. Where x is 0 there is no noise, so that what ends
/// stays ended.
struct Quantize: Kernel {
  static let bits: ClosedRange<Float> = 1...24

  let shape: SignalShape
  private let input: StreamInput
  private let bits: StreamInput
  private let noises: Int
  private let seed: UInt32

  init(input: StreamInput, bits: StreamInput, dither: String, seed: UInt32) throws {
    self.input = StreamInput(index: input.index, shape: input.shape)
    self.bits = StreamInput(index: bits.index, shape: bits.shape)
    self.seed = seed
    noises = dither == "triangular" ? 2 : dither == "rectangular" ? 1 : 0
    let spread = try SignalShape.spreading(input, bits)
    shape = SignalShape(
      channels: spread.channels, range: input.shape.range, period: noises == 0 ? spread.period : nil)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    let isUniform = noises == 0 && block.isUniform(input) && block.isUniform(bits)
    let part = isUniform ? block.part(block.frames.prefix(1)) : block
    withUnsafeTemporaryAllocation(of: Float.self, capacity: part.count) { scratch in
      for channel in 0..<block.channels {
        var noise = scratch.mutableSpan
        for i in noise.indices { noise[i] = 0 }
        for number in 0..<noises { dither(channel, number, part.frames.lowerBound, &noise) }
        let x = part.input(input, channel).extracting(part.places(of: input))
        let bits = part.input(bits, channel).extracting(part.places(of: bits))
        var y = part.output(channel)
        Self.round(x, bits, noise.span, &y)
        if isUniform { block.fill(channel, y[0]) }
      }
    }
    if isUniform { block.markUniform() }
  }

  private static func round(
    _ x: Span<Float>, _ bits: Span<Float>, _ noise: Span<Float>, _ y: inout MutableSpan<Float>
  ) {
    precondition(x.count == y.count && bits.count == y.count && noise.count == y.count)
    for i in y.indices {
      let steps = FastMath.exp2(Double(bits[i].limited(to: Self.bits, standard: 16)) - 1)
      let sample = Double(x[i]).limited(to: -1...1, standard: 0)
      let level = (sample * steps + (x[i] == 0 ? 0 : Double(noise[i]))).rounded(.toNearestOrEven)
      let held = level > -steps ? level : -steps
      y[i] = Float((held < steps - 1 ? held : steps - 1) / steps + 0)
    }
  }

  /// Adds noise from -1/2 to 1/2: a hash of seed, channel and frame, so that any frame can be asked for.
  private func dither(_ channel: Int, _ number: Int, _ first: Int, _ noise: inout MutableSpan<Float>) {
    let upper = UInt64(truncatingIfNeeded: first &>> 32)
    var key = (UInt64(seed) &<< 32 ^ upper &<< 8 ^ UInt64(channel &* 2 &+ number)) &+ 0x9e37_79b9_7f4a_7c15
    key = (key ^ (key &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    key = (key ^ (key &>> 27)) &* 0x94d0_49bb_1331_11eb
    key ^= key &>> 31
    let between = UInt32(truncatingIfNeeded: key &>> 32)
    let start = UInt32(truncatingIfNeeded: first) &+ UInt32(truncatingIfNeeded: key)
    for i in noise.indices {
      var x = start &+ UInt32(truncatingIfNeeded: i)
      x ^= x &>> 16
      x &*= 0x7feb_352d
      x ^= (x &>> 15) ^ between
      x &*= 0x846c_a68b
      x ^= x &>> 16
      noise[i] += Float(Int32(bitPattern: x)) * 0x1p-32
    }
  }
}
