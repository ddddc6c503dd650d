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
    "frequency", frequencies, .hertz, default: 440, "Periods a second; negative runs backwards.")
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
  private let phase: StreamInput

  init(_ timbre: Timbre, _ rate: Int, _ frequency: StreamInput, _ phase: StreamInput, _ count: Int) {
    self.timbre = timbre
    self.phase = phase
    channels = (0..<count).map {
      FixedPhase(frequency: frequency.constant($0) ?? 0, rate: rate, offset: phase.constant($0) ?? 0)
    }
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

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    for channel in 0..<shape.channels {
      let run = channels[channel].run(from: block.frames.lowerBound)
      if phase.isConstant, timbre.moving == nil {
        var y = block.output(channel)
        timbre.wave(channel).render(run, into: &y)
      } else {
        renderModulated(block, channel, run)
      }
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
      }
    }
  }
}

/// An oscillator whose frequency moves. Its phase is the sum of its steps, a whole number: the same however
/// the frames are cut into blocks.
struct MovingOscillator: RecursiveKernel {
  struct State: KernelState {
    var phase: UInt64
    /// The timbre's number at the frame before; not a number at the start.
    var number: Float
    var motion: PhaseMotion
    var isFinite: Bool { true }
  }

  let shape: SignalShape
  let rest = State(phase: 0, number: .nan, motion: PhaseMotion())
  private let timbre: Timbre
  private let turnsPerHertz: Double
  private let frequency: StreamInput
  private let phase: StreamInput

  init(_ timbre: Timbre, _ rate: Int, _ frequency: StreamInput, _ phase: StreamInput, _ channels: Int) {
    self.timbre = timbre
    turnsPerHertz = 1 / Double(rate)
    self.frequency = frequency
    self.phase = phase
    shape = SignalShape(channels: channels).recursive(from: frequency)
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant ? nil : block.frames
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let count = block.count
    let hertz = block.input(frequency, channel)
    var y = block.output(channel)
    let offset = phase.constant(channel).map(Phase.upper) ?? 0
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { stepScratch in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { phaseScratch in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * count) { scratch in
          stepScratch.initialize(repeating: 0)
          phaseScratch.initialize(repeating: 0)
          scratch.initialize(repeating: 0)
          var steps = stepScratch.mutableSpan
          var phases = phaseScratch.mutableSpan
          var turns = UnsafeMutableBufferPointer(rebasing: scratch[..<count]).mutableSpan
          var changes = UnsafeMutableBufferPointer(rebasing: scratch[count..<2 * count]).mutableSpan
          var bends = UnsafeMutableBufferPointer(rebasing: scratch[(2 * count)...]).mutableSpan
          convert(hertz, &steps, &turns)
          state.phase = accumulate(steps.span, from: state.phase, offset, &phases)
          if !phase.isConstant {
            PhaseMotion.add(block.input(phase, channel), to: &phases)
            if timbre.usesTurns { state.motion.measure(block.input(phase, channel), &changes, &bends) }
          }
          if timbre.usesTurns { state.motion.bend(changes.span, &turns, &bends) }
          timbre.render(
            block, channel, phases: phases.span, turns: turns.span, bends: bends.span, last: &state.number,
            into: &y)
        }
      }
    }
  }

  private func accumulate(
    _ steps: Span<UInt64>, from phase: UInt64, _ offset: UInt32, _ phases: inout MutableSpan<UInt32>
  ) -> UInt64 {
    precondition(steps.count == phases.count)
    var sum = phase
    for i in phases.indices {
      phases[i] = UInt32(truncatingIfNeeded: sum &>> 32) &+ offset
      sum &+= steps[i]
    }
    return sum
  }

  /// Hertz to steps and turns.
  private func convert(
    _ hertz: Span<Float>, _ steps: inout MutableSpan<UInt64>, _ turns: inout MutableSpan<Float>
  ) {
    precondition(hertz.count == steps.count && turns.count == steps.count)
    let (scale, range) = (turnsPerHertz, frequency.bounds)
    for i in steps.indices {
      let turn = Double(hertz[i]).limited(to: range, standard: 440) * scale
      steps[i] = Phase.steps(turns: turn)
      turns[i] = Float(turn)
    }
  }
}
