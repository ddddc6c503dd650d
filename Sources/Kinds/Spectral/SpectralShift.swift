package import Signals

extension SignalKind {
  package static let spectralShift = SignalKind(
    "spectral_shift", .spectral,
    "Moves every partial by the same number of hertz, so that harmonics become inharmonic; what would pass 0 Hz or half "
      + "the rate is left out.",
    example: "(saw(220) * 0.2):spectral_shift(75)", source: "",
    Stream("input", "What to shift."),
    Number(
      "by", -Quantity.halfRate...Quantity.halfRate, .hertz,
      "How far: up, or where it is negative down. Number only: all stretches are turned against each other by it; "
        + "freqshift moves."),
    ShortTime.windowNumber(), ShortTime.hopNumber()
  ) { try SpectralShift($0.rate, ShortTime(window: $3, hop: $4), input: $1, by: $2) }
}

/// The signal and the same a quarter turn late at every frequency, turned by an oscillator: single sideband, without an
/// error of the second since both come from one spectrum.
struct SpectralShift: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let time: ShortTime
  /// Bins that stay inside when shifted.
  private let kept: Range<Int>
  private let turn: FixedPhase

  init(_ rate: Int, _ time: ShortTime, input: StreamInput, by: Double) throws {
    (self.time, self.input) = (time, input)
    shape = SignalShape(channels: input.shape.channels, range: try time.range(of: input.shape.range))
    let spacing = Double(rate) / Double(time.window)
    let inside = (0..<time.bins).filter {
      let frequency = Double($0) * spacing + by
      return frequency >= 0 && frequency <= Double(rate) / 2
    }
    kept = inside.first.map { $0..<$0 + inside.count } ?? 0..<0
    turn = FixedPhase(frequency: by, rate: rate)
  }

  var effort: Double { 96 }
  var memory: Memory { .window(time.grain + time.window + time.hop) }
  var grain: Int { time.grain }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    time.frames(of: time.numbers(over: block.frames))
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    let first = block.frames.lowerBound
    time.withRooms(3) { samples, stride in
      let (bins, late) = (samples + stride, samples + 2 * stride)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: block.count) { scratch in
        scratch.initialize(repeating: 0)
        var q = scratch.mutableSpan
        for channel in 0..<block.channels {
          let x = block.input(input, channel)
          var y = block.output(channel)
          for i in y.indices {
            y[i] = 0
            q[i] = 0
          }
          for number in time.numbers(over: block.frames) {
            let start = number * time.hop - time.window / 2
            time.analyse(x, at: start - block.firstFrame(input), samples, bins)
            split(bins, late)
            time.add(bins, samples, startingAt: start, to: &y, from: first)
            time.add(late, samples, startingAt: start, to: &q, from: first)
          }
          time.finish(&y, from: first)
          time.finish(&q, from: first)
          turn(&y, q.span, from: first)
        }
      }
    }
  }

  /// Leaves out what would not stay inside, and makes the quarter turn.
  private func split(_ bins: UnsafeMutablePointer<Float>, _ late: UnsafeMutablePointer<Float>) {
    for bin in 0..<time.bins {
      let isKept = kept.contains(bin)
      let (re, im) = unsafe (isKept ? bins[2 * bin] : 0, isKept ? bins[2 * bin + 1] : 0)
      unsafe bins[2 * bin] = re
      unsafe bins[2 * bin + 1] = im
      unsafe late[2 * bin] = im
      unsafe late[2 * bin + 1] = -re
    }
    // At 0 Hz and at half the rate nothing is a quarter turn late.
    unsafe late[0] = 0
    unsafe late[2 * (time.bins - 1)] = 0
  }

  private func turn(_ y: inout MutableSpan<Float>, _ q: Span<Float>, from first: Int) {
    precondition(y.count == q.count)
    var at = 0
    // A run of phase is exact over a block.
    while at < y.count {
      let run = turn.run(from: first + at)
      let end = min(y.count, Grid.floor(first + at) + Grid.block - first)
      var phase = run.phase
      for i in at..<end {
        let angle = UInt32(truncatingIfNeeded: phase &>> 32)
        let cosine = SineWave.value(angle &+ 0x4000_0000)
        let sine = run.sign * SineWave.value(angle)
        y[i] = mulAdd(y[i], cosine, 0) - q[i] * sine
        phase &+= run.step
      }
      at = end
    }
  }
}
