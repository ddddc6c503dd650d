import Signals

/// What an oscillator sounds like: a function of phase and step alone.
protocol Waveform: Sendable {
  /// Over an even run of phases.
  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>)
  /// From upper phase bits, turns a frame, and half the growth of these a frame, as they stand at each frame.
  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  /// Whether it looks at the turns, or at phases alone.
  var usesTurns: Bool { get }
}

extension Waveform {
  var usesTurns: Bool { true }
}

/// A family of waveforms, told apart by a number that may move: a width, a ratio.
protocol ShapedWaveform: SendableMetatype {
  /// The number's range and default.
  static var range: ClosedRange<Double> { get }
  static var standard: Double { get }
  /// Whether the number is looked at one frame back too.
  static var looksBack: Bool { get }
  /// The waveform while the number stands still.
  static func wave(_ number: Double) -> any Waveform
  /// The numbers as they stand at each frame; `before` is the one of the frame before, where it looks back.
  static func render(
    phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, numbers: Span<Float>, before: Float,
    into y: inout MutableSpan<Float>)
}

/// The waveform of each channel, or the family and the signal that chooses among it.
struct Timbre: Sendable {
  /// One for all channels or one for each; none where `moving` tells.
  let waves: [any Waveform]
  let moving: (family: any ShapedWaveform.Type, number: StreamInput)?
  /// Whether it has jumps or corners, which its own rendering does not fade near half the sample rate. Held, since it is
  /// asked for each block and a cast takes longer than the block.
  let fadesAtHalfRate: Bool

  init(_ waves: any Waveform...) { self.init(waves) }

  init(_ waves: [any Waveform]) {
    (self.waves, moving) = (waves, nil)
    fadesAtHalfRate = waves.contains { $0 is any PiecewiseWaveform }
  }

  init(_ family: any ShapedWaveform.Type, _ number: StreamInput) {
    waves = (number.constant ?? []).map(family.wave)
    moving = number.isConstant ? nil : (family, number)
    fadesAtHalfRate =
      number.isConstant
      ? waves.contains { $0 is any PiecewiseWaveform } : family is any PiecewiseWaveform.Type
  }

  var looksBack: Bool { moving?.family.looksBack ?? false }
  var usesTurns: Bool { moving != nil || waves.contains { $0.usesTurns } }
  func wave(_ channel: Int) -> any Waveform { waves.count == 1 ? waves[0] : waves[channel] }

  /// How a list of waves or of numbers spreads.
  var input: StreamInput {
    moving?.number ?? StreamInput(shape: SignalShape(channels: waves.count, period: 1))
  }

  /// Renders a block; `last` is the number one frame back, not a number where there is none, and becomes the last.
  func render(
    _ block: RenderBlock, _ channel: Int, phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>,
    last: inout Float, into y: inout MutableSpan<Float>
  ) {
    guard let moving else {
      return wave(channel).render(phases: phases, turns: turns, bends: bends, into: &y)
    }
    let given = block.input(moving.number, channel).extracting(block.places(of: moving.number))
    let range = Float(moving.family.range.lowerBound)...Float(moving.family.range.upperBound)
    let standard = Float(moving.family.standard)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: given.count) { scratch in
      scratch.initialize(repeating: 0)
      var numbers = scratch.mutableSpan
      for i in numbers.indices { numbers[i] = given[i].limited(to: range, standard: standard) }
      let before = last.isNaN ? numbers[0] : last.limited(to: range, standard: standard)
      last = numbers[numbers.count - 1]
      moving.family.render(
        phases: phases, turns: turns, bends: bends, numbers: numbers.span, before: before, into: &y)
    }
  }
}
