import Designs
import Glibc
package import Signals

extension SignalKind {
  package static let pitchShift = SignalKind(
    "pitch_shift", .sampling, "A signal higher or lower by some semitones, at the same tempo.",
    example: "(saw(110) * perc(0.01, 0.5) * 0.4):pitch_shift(7)",
    source: "Jean Laroche and Mark Dolson, Improved phase vocoder time-scale modification of audio, 1999",
    Stream("input", "What to shift."),
    Stream(
      "semitones", MovingPitchShift.semitones, .semitones,
      "How far: 12 is an octave up; cents go behind the point."),
    PhaseVocoder.windowNumber()
  ) { _, input, semitones, window in
    if let fixed = semitones.single { return try PitchShift(input: input, semitones: fixed, window: window) }
    return try MovingPitchShift(input: input, semitones: semitones, window: window)
  }
}

/// The signal stretched by the ratio of pitches, read as many times as fast.
struct PitchShift: Kernel {
  let shape: SignalShape
  let grain: Int
  private let input: StreamInput
  private let ratio: Double
  private let vocoder: PhaseVocoder
  private let sinc = WindowedSinc.level

  init(input: StreamInput, semitones: Double, window: Double) throws {
    let ratio = pow(2, semitones / 12)
    (self.input, self.ratio) = (input, ratio)
    // A segment of the stretched signal shrinks with the ratio.
    grain = PhaseVocoder.segment(window)
    vocoder = try PhaseVocoder(
      window: window, factor: ratio, length: Double(grain) * ratio, lead: sinc.taps, kept: min(1, 1 / ratio))
    shape = SignalShape(
      channels: input.shape.channels,
      range: try input.shape.range.widened(behind: Int((window / ratio).rounded(.up))))
  }

  var memory: Memory { .window(grain + vocoder.reach) }

  private func segments(_ frames: Range<Int>) -> ClosedRange<Int> {
    let (low, high) = (frames.lowerBound, frames.upperBound - 1)
    return Grid.grain(grain, holding: low).lowerBound / grain...Grid.grain(grain, holding: high).lowerBound
      / grain
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.index == self.input.index ? vocoder.reads(segments(block.frames)) : nil
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    let segment = segments(block.frames).lowerBound
    let low = Int((Double(block.frames.lowerBound) * ratio).rounded(.down)) - sinc.before
    let high = Int((Double(block.frames.upperBound - 1) * ratio).rounded(.down)) - sinc.before + sinc.taps
    withUnsafeTemporaryAllocation(of: Float.self, capacity: high - low) { scratch in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: block.count) { places in
        scratch.initialize(repeating: 0)
        places.initialize(repeating: 0)
        var stretched = scratch.mutableSpan
        var at = places.mutableSpan
        for i in at.indices { at[i] = Double(block.frames.lowerBound + i) * ratio }
        for channel in 0..<block.channels {
          let x = block.input(input, channel)
          vocoder.render(low..<high, of: segment, x, from: block.firstFrame(input), into: &stretched)
          var y = block.output(channel)
          sinc.interpolate(stretched.span, from: low, at: at.span, into: &y)
        }
      }
    }
  }
}
