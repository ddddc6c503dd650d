package import Signals

extension SignalKind {
  package static let stretch = SignalKind(
    "stretch", .sampling,
    "A signal at another tempo, stretched about frame 0 without changing its pitch: a factor of 2 takes twice as long.",
    example: "(saw(110) * perc(0.01, 0.5) * 0.4):stretch(2)",
    source: "Jean Laroche and Mark Dolson, Improved phase vocoder time-scale modification of audio, 1999",
    Stream("input", "What to stretch."),
    Number(
      "factor", 0.05...50, .ratio,
      "How many times as long. Number only: it tells how long the whole is; granular goes "
        + "through a signal at a tempo that moves, as its place does."),
    PhaseVocoder.windowNumber()
  ) { _, input, factor, window in try Stretch(input: input, factor: factor, window: window) }
}

/// A phase vocoder, a segment at a time.
struct Stretch: Kernel {
  let shape: SignalShape
  let grain: Int
  private let input: StreamInput
  private let vocoder: PhaseVocoder

  init(input: StreamInput, factor: Double, window: Double) throws {
    self.input = input
    grain = PhaseVocoder.segment(window)
    vocoder = try PhaseVocoder(window: window, factor: factor, length: Double(grain))
    shape = SignalShape(
      channels: input.shape.channels,
      range: try Self.range(of: input.shape.range, factor).widened(behind: Int(window)))
  }

  private static func range(of range: SignalRange, _ factor: Double) throws(SignalError) -> SignalRange {
    if range.isEmpty { return range }
    func bound(_ frame: Int?, _ rule: FloatingPointRoundingRule) throws(SignalError) -> Int? {
      guard let frame else { return nil }
      let bound = (Double(frame) * factor).rounded(rule)
      guard abs(bound) < 0x1p60 else {
        throw SignalError("the signal would be stretched past the end of time")
      }
      return Int(bound)
    }
    return SignalRange(lower: try bound(range.lower, .down), upper: try bound(range.upper, .up))
  }

  var memory: Memory { .elsewhere }

  private func segments(_ frames: Range<Int>) -> ClosedRange<Int> {
    let (low, high) = (frames.lowerBound, frames.upperBound - 1)
    return Grid.grain(grain, holding: low).lowerBound / grain...Grid.grain(grain, holding: high).lowerBound
      / grain
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    vocoder.reads(segments(block.frames))
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    for channel in 0..<block.channels {
      let x = block.input(input, channel)
      var y = block.output(channel)
      vocoder.render(
        block.frames, of: segments(block.frames).lowerBound, x, from: block.firstFrame(input), into: &y)
    }
  }
}

extension SignalRange {
  /// The same, ending later by `frames`; never before it begins.
  func widened(behind frames: Int) throws(SignalError) -> SignalRange {
    isEmpty ? self : SignalRange(lower: lower, upper: try moved(by: frames).upper)
  }
}
