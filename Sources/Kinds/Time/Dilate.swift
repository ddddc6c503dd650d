package import Signals

extension SignalKind {
  package static let dilate = SignalKind(
    "dilate", .time,
    "A signal stretched in time about frame 0: a factor of 2 takes twice as long and sounds an octave lower.",
    example: "(saw(220) * perc(0.01, 0.3)):dilate(2) * 0.7",
    Stream("input", "What to stretch."),
    Number(
      "factor", 0.001...1_000, .ratio,
      "How many times as long. Number only: it tells how long the whole is; warp moves."),
    Choice(
      "interpolation", Interpolation.names,
      "How it is read between its frames: sinc keeps images and aliases 100 dB down up to 0.92 of half the rate."
    )
  ) { Dilate(input: $1, rate: 1, factor: $2, interpolation: $3) }

  package static let resample = SignalKind(
    "resample", .time,
    "A signal played at another rate, as a tape at another speed: a rate of 2 is twice as fast and an octave higher.",
    example: "(saw(220) * perc(0.01, 0.3)):resample(1.5) * 0.8",
    source: "J. O. Smith, Digital Audio Resampling, 1984",
    Stream("input", "What to play."),
    Number(
      "rate", 0.001...1_000, .ratio,
      "How many times as fast. Number only: it tells how long the whole is; warp moves."),
    Choice(
      "interpolation", ["sinc", "cubic", "linear"],
      "How it is read between its frames: sinc keeps images and aliases 100 dB down up to 0.92 of half the rate."
    )
  ) { Dilate(input: $1, rate: $2, factor: 1, interpolation: $3) }
}

/// Frame n is the input at n x rate / factor.
struct Dilate: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let rate: Double
  private let factor: Double
  private let interpolation: Interpolation

  init(input: StreamInput, rate: Double, factor: Double, interpolation name: String) {
    self.input = input
    self.rate = rate
    self.factor = factor
    interpolation = Interpolation(name, step: rate / factor)
    var period: Int?
    if let old = input.shape.period {
      let new = Double(old) * factor / rate
      let whole = new.rounded()
      if whole >= 1, whole <= Double(Period.longest), abs(new - whole) < 1e-9 * whole { period = Int(whole) }
    }
    if input.isConstant { period = 1 }
    let range = Self.range(of: input.shape.range, rate, factor, margin: interpolation.margin)
    shape = SignalShape(channels: input.shape.channels, range: range, period: period)
  }

  /// The frames n with lower - margin < n x rate / factor < upper - 1 + margin: beside its range the input
  /// interpolates towards zero. Bounds past 2^52 count as none.
  private static func range(of range: SignalRange, _ rate: Double, _ factor: Double, margin: Int)
    -> SignalRange
  {
    if range.isEmpty { return range }
    func least(_ isInside: (Double) -> Bool, near frame: Double) -> Int? {
      guard abs(frame) < 0x1p52 else { return nil }
      // The division decides, and the product may be off by its rounding.
      var n = frame.rounded(.down) - 2
      while !isInside(n) { n += 1 }
      return Int(n)
    }
    let lower = range.lower.flatMap { bound in
      let first = Double(bound - margin)
      return least({ $0 * rate / factor > first }, near: first * factor / rate)
    }
    let upper = range.upper.flatMap { bound in
      let end = Double(bound - 1 + margin)
      return least({ $0 * rate / factor >= end }, near: end * factor / rate)
    }
    return SignalRange(lower: lower, upper: upper)
  }

  var constant: [Double]? { input.constant }
  var memory: Memory { .elsewhere }
  var density: Double { max(1, 1 / factor) }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    interpolation.reach(
      from: Double(block.frames.lowerBound) * rate / factor,
      through: Double(block.frames.upperBound - 1) * rate / factor)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if block.isUniformZero(input) { return block.fillWithZero() }
    if interpolation.keepsLevels, block.isUniform(input) { return block.fill(fromUniform: input) }
    let first = block.firstFrame(input)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Grid.block) { scratch in
      let scratch = scratch.extracting(..<block.count)
      var at = scratch.mutableSpan
      let start = Double(block.frames.lowerBound)
      for i in at.indices { at[i] = (start + Double(Int32(truncatingIfNeeded: i))) * rate / factor }
      for channel in 0..<block.channels {
        let x = block.input(input, channel)
        var y = block.output(channel)
        interpolation.read(x, from: first, at: at.span, into: &y)
      }
    }
  }
}
