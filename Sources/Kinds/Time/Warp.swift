package import Signals

extension SignalKind {
  package static let warp = SignalKind(
    "warp", .time,
    "A signal whose time is bent: at time t the input's at t - shift(t). Where the shifts of 128 frames differ by more "
      + "than 2^22 frames, the oldest of them are silent.",
    example: "saw(110):warp(sine(5) * 0.001) * 0.5",
    Stream("input", "What to bend."),
    Stream("shift", -86_400...86_400, .seconds, "How late it is heard; negative is early."),
    Choice(
      "interpolation", Interpolation.names,
      "How it is read between its frames: sinc keeps images 100 dB down up to 0.92 of half the rate.")
  ) { try Warp($0, input: $1, shift: $2, interpolation: $3) }
}

/// Frame n is the input at n - shift x rate.
struct Warp: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let shift: StreamInput
  /// For each channel, in frames, where the shift never changes.
  private let shifts: [Double]?
  private let rate: Double
  private let interpolation: Interpolation
  /// The most frames read for one block: what bounds the memory of a wild shift.
  private static let most = 1 << 22

  init(_ context: KindContext, input: StreamInput, shift: StreamInput, interpolation name: String)
    throws(SignalError)
  {
    self.input = input
    self.shift = shift
    interpolation = Interpolation(name, step: 1)
    let margin = interpolation.margin
    let rate = Double(context.rate)
    self.rate = rate
    var shape = try SignalShape.spreading(input, shift)
    if shift.isConstant {
      let shifts = (0..<shape.channels).map { (shift.constant($0) ?? 0) * rate }
      let least = Int((shifts.min() ?? 0).rounded(.down))
      let greatest = Int((shifts.max() ?? 0).rounded(.up))
      let low = try input.shape.range.moved(by: least - (margin - 1))
      let high = try input.shape.range.moved(by: greatest + (margin - 1))
      shape.range = SignalRange(lower: low.lower, upper: high.upper)
      shape.period = input.shape.period
      self.shifts = shifts
    } else {
      shape.range = .all
      shifts = nil
    }
    self.shape = shape
  }

  var constant: [Double]? {
    input.isConstant ? (0..<shape.channels).map { input.constant($0) ?? 0 } : nil
  }
  var memory: Memory { .elsewhere }
  var askOrder: [Int]? { [shift.index, input.index] }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    if input.index == shift.index { return shifts == nil ? block.frames : nil }
    var (low, high) = (Float.infinity, -Float.infinity)
    var frames: Range<Int>
    if let shifts {
      frames = self.frames(block, shifts.min() ?? 0, shifts.max() ?? 0)
    } else {
      for channel in 0..<shift.shape.channels {
        let s = block.input(shift, channel).extracting(block.places(of: shift))
        for i in s.indices {
          let x = s[i].limited(to: -86_400...86_400, standard: 0)
          low = x < low ? x : low
          high = x > high ? x : high
        }
      }
      frames = self.frames(block, Double(low) * rate, Double(high) * rate)
    }
    frames = input.shape.range.clamping(frames).suffix(Self.most)
    return frames.isEmpty ? nil : frames
  }

  /// What a block needs whose shifts lie between two.
  private func frames(_ block: RenderBlock, _ least: Double, _ greatest: Double) -> Range<Int> {
    interpolation.reach(
      from: Double(block.frames.lowerBound) - greatest, through: Double(block.frames.upperBound - 1) - least)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if reads(input, block) == nil || block.isUniformZero(input) { return block.fillWithZero() }
    let first = block.firstFrame(input)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Grid.block) { scratch in
      let scratch = scratch.extracting(..<block.count)
      var at = scratch.mutableSpan
      for channel in 0..<block.channels {
        let x = block.input(input, channel)
        var y = block.output(channel)
        place(block, channel, &at)
        interpolation.read(x, from: first, at: at.span, into: &y)
      }
    }
  }

  /// Where the input is read, for each frame.
  private func place(_ block: RenderBlock, _ channel: Int, _ at: inout MutableSpan<Double>) {
    let start = Double(block.frames.lowerBound)
    if let shifts {
      let start = start - shifts[channel]
      for i in at.indices { at[i] = start + Double(Int32(truncatingIfNeeded: i)) }
      return
    }
    let s = block.input(shift, channel).extracting(block.places(of: shift))
    precondition(s.count == at.count)
    for i in at.indices {
      let shift = Double(s[i].limited(to: -86_400...86_400, standard: 0)) * rate
      at[i] = start + Double(Int32(truncatingIfNeeded: i)) - shift
    }
  }
}
