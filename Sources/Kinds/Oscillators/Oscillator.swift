import Signals

extension SignalKind {
  static func oscillator(
    _ name: String, _ doc: String, source: String, _ wave: some Waveform
  ) -> SignalKind {
    SignalKind(
      name, .oscillators, doc, example: "\(name)(220) * 0.5", source: source, Oscillator.frequency,
      Oscillator.phase
    ) { try Oscillator.kernel($0, Timbre(wave), $1, $2) }
  }

  /// One with jumps, which has a plain form too.
  static func oscillator(
    _ name: String, _ doc: String, source: String, _ wave: some Waveform, naive: some Waveform
  ) -> SignalKind {
    SignalKind(
      name, .oscillators, doc, example: "\(name)(220) * 0.5", source: source, Oscillator.frequency,
      Oscillator.phase,
      Flag(
        "bandlimit", default: true, "False leaves its jumps as they are, so that it aliases: for teaching.")
    ) { try Oscillator.kernel($0, $3 ? Timbre(wave) : Timbre(naive), $1, $2) }
  }
}

/// What holds for all oscillators, and how the samples of their inputs are taken.
enum Oscillator {
  static let frequencies = -Quantity.halfRate...Quantity.halfRate

  static let phases = -1e6...1e6

  static let frequency = Stream(
    "frequency", frequencies, .hertz, default: 440,
    "Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as "
      + "fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where "
      + "it jumps 800 times a second, and -30 dB at 2000 times.")
  static let phase = Stream(
    "phase", phases, .radians, default: 0, "Added to the phase: an offset, or a modulation.")

  static func kernel(
    _ context: KindContext, _ timbre: Timbre, _ frequency: StreamInput, _ phase: StreamInput
  ) throws -> any Kernel {
    let channels = try SignalShape.channels(of: frequency, phase, timbre.input)
    let isStill = frequency.isConstant && phase.isConstant && timbre.moving == nil
    if !isStill, context.looksAhead, let inputs = PiecewiseInputs(timbre, context.rate, frequency, phase) {
      return frequency.isConstant ? FixedPiecewise(inputs, channels) : MovingPiecewise(inputs, channels)
    }
    // Inside a loop nothing is known of the frames ahead: its jumps lie where they would if all went on as it does.
    return frequency.isConstant
      ? FixedOscillator(timbre, context.rate, frequency, phase, channels)
      : MovingOscillator(timbre, context.rate, frequency, phase, channels)
  }
}

/// An oscillator whose frequency never changes; its phase may be modulated.
struct FixedOscillator: Kernel {
  let shape: SignalShape
  private let timbre: Timbre
  private let channels: [FixedPhase]
  /// For each channel, where nothing moves and the wave is a sine.
  private let rotations: [SineRotation]
  private let phase: StreamInput
  /// Nothing moves.
  private let isEven: Bool

  init(_ timbre: Timbre, _ rate: Int, _ frequency: StreamInput, _ phase: StreamInput, _ count: Int) {
    self.timbre = timbre
    self.phase = phase
    let channels = (0..<count).map {
      FixedPhase(frequency: frequency.constant($0) ?? 0, rate: rate, offset: phase.constant($0) ?? 0)
    }
    self.channels = channels
    isEven = phase.isConstant && timbre.moving == nil
    let isSine = isEven && timbre.waves.allSatisfy { $0 is SineWave }
    rotations = isSine ? channels.map(SineRotation.init) : []
    var period = channels.reduce(1) { Period.combined($0, $1.period) }
    if !phase.isConstant { period = Period.combined(period, phase.shape.period) }
    if let number = timbre.moving?.number { period = Period.combined(period, number.shape.period) }
    shape = SignalShape(channels: count, period: period)
  }

  var memory: Memory { isPhaseRead ? .window(2) : timbre.looksBack ? .window(1) : .none }

  /// Whether how the phase moves matters.
  private var isPhaseRead: Bool { !phase.isConstant && timbre.usesTurns }

  func reach(_ input: Int) -> Int {
    if input == phase.index, isPhaseRead { return 2 }
    return input == timbre.moving?.number.index && timbre.looksBack ? 1 : 0
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant ? nil : block.frames.lowerBound - reach(input.index)..<block.frames.upperBound
  }

  var takesStretches: Bool { isEven }
  var repeatsItself: Bool { isEven }
  var ownByteCount: Int { rotations.count * SineRotation.byteCount }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    for channel in 0..<block.channels {
      if !isEven {
        renderModulated(block, channel, channels[channel].run(from: block.frames.lowerBound))
      } else if !rotations.isEmpty {
        var y = block.output(channel)
        rotations[channel].render(channels[channel], block.frames, into: &y)
      } else {
        renderEven(block, channel)
      }
    }
  }

  private func renderEven(_ block: RenderBlock, _ channel: Int) {
    let wave = timbre.wave(channel)
    var at = block.frames.lowerBound
    while at < block.frames.upperBound {
      let part = block.block(from: at)
      var y = part.output(channel)
      let run = channels[channel].run(from: at)
      wave.render(run, into: &y)
      if timbre.fadesAtHalfRate { HalfRate.fade(&y, at: Float(run.turns)) }
      at = part.frames.upperBound
    }
  }

  private func renderModulated(_ block: RenderBlock, _ channel: Int, _ run: PhaseRun) {
    let count = block.count
    var last = Float.nan
    if let moving = timbre.moving, moving.family.looksBack {
      last = block.input(moving.number, channel)[0]
      if !last.isFinite { last = Float(moving.family.standard) }
    }
    let turn = run.sign * Float(run.turns)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { phaseScratch in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * count) { scratch in
        scratch.initialize(repeating: 0)
        phaseScratch.initialize(repeating: 0)
        var phases = phaseScratch.mutableSpan
        var turns = UnsafeMutableBufferPointer(rebasing: scratch[..<count]).mutableSpan
        var changes = UnsafeMutableBufferPointer(rebasing: scratch[count..<2 * count]).mutableSpan
        var bends = UnsafeMutableBufferPointer(rebasing: scratch[(2 * count)...]).mutableSpan
        for i in turns.indices { turns[i] = turn }
        run.write(to: &phases)
        if !phase.isConstant {
          let radians = block.input(phase, channel)
          let own = radians.extracting(block.places(of: phase))
          PhaseMotion.add(own, to: &phases)
          if isPhaseRead {
            var motion = PhaseMotion(turn: turn, radians[0], radians[1])
            motion.measure(own, &changes, &bends)
            motion.bend(changes.span, &turns, &bends)
          }
        }
        var y = block.output(channel)
        timbre.render(
          block, channel, phases: phases.span, turns: turns.span, bends: bends.span, last: &last, into: &y)
        if timbre.fadesAtHalfRate { HalfRate.fade(&y, at: Float(run.turns)) }
      }
    }
  }
}
