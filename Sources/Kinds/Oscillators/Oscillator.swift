import Signals

/// What an oscillator sounds like: a function of phase and step alone, odd in phase.
protocol Waveform: Sendable, SendableMetatype {
  /// Over an even run of phases.
  static func render(_ run: PhaseRun, into y: inout MutableSpan<Float>)
  /// From upper phase bits, and turns from one frame to the next, as they stand at each frame.
  static func render(phases: Span<UInt32>, turns: Span<Float>, into y: inout MutableSpan<Float>)
}

extension SignalKind {
  static func oscillator(
    _ name: String, _ doc: String, source: String, _ wave: any Waveform.Type
  ) -> SignalKind {
    SignalKind(
      name, .oscillators, doc, example: "\(name)(220)", source: source,
      Stream(
        "frequency", Oscillator.frequencies, .hertz, default: 440,
        "Periods a second; negative runs backwards."),
      Stream(
        "phase", Oscillator.phases, .radians, default: 0, "Added to the phase: an offset, or a modulation.")
    ) { context, frequency, phase in
      let channels = try SignalShape.channels(of: frequency, phase)
      return frequency.isConstant
        ? FixedOscillator(wave, context.rate, frequency, phase, channels)
        : MovingOscillator(wave, context.rate, frequency, phase, channels)
    }
  }
}

/// What holds for all oscillators, and how the samples of their inputs are taken.
enum Oscillator {
  static let frequencies = -24_000.0...24_000.0
  static let phases = -1e6...1e6

  /// Adds radians to upper phase bits.
  static func add(_ radians: Span<Float>, to phases: inout MutableSpan<UInt32>) {
    precondition(radians.count == phases.count)
    let range = Oscillator.phases
    for i in phases.indices {
      let held = Double(radians[i]).limited(to: range, standard: 0)
      phases[i] &+= Phase.upper(radians: held)
    }
  }
}

/// An oscillator whose frequency never changes; its phase may be modulated.
struct FixedOscillator: Kernel {
  let shape: SignalShape
  private let wave: any Waveform.Type
  private let channels: [FixedPhase]
  private let phase: StreamInput

  init(
    _ wave: any Waveform.Type, _ rate: Int, _ frequency: StreamInput, _ phase: StreamInput, _ count: Int
  ) {
    self.wave = wave
    self.phase = phase
    channels = (0..<count).map {
      FixedPhase(frequency: frequency.constant($0) ?? 0, rate: rate, offset: phase.constant($0) ?? 0)
    }
    let period = channels.reduce(1) { Period.combined($0, $1.period) }
    shape = SignalShape(
      channels: count, period: phase.isConstant ? period : Period.combined(period, phase.shape.period))
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant ? nil : block.frames
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    for channel in 0..<shape.channels {
      let run = channels[channel].run(from: block.frames.lowerBound)
      var y = block.output(channel)
      if phase.isConstant {
        wave.render(run, into: &y)
      } else {
        renderModulated(run, by: block.input(phase, channel), into: &y)
      }
    }
  }

  private func renderModulated(_ run: PhaseRun, by radians: Span<Float>, into y: inout MutableSpan<Float>) {
    let count = y.count
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { phaseScratch in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { turnScratch in
        turnScratch.initialize(repeating: run.sign * Float(run.turns))
        phaseScratch.initialize(repeating: 0)
        var phases = phaseScratch.mutableSpan
        var phase = run.phase
        for i in phases.indices {
          phases[i] = UInt32(truncatingIfNeeded: phase &>> 32)
          phase &+= run.step
        }
        if run.sign < 0 { for i in phases.indices { phases[i] = 0 &- phases[i] } }
        Oscillator.add(radians, to: &phases)
        wave.render(phases: phases.span, turns: turnScratch.span, into: &y)
      }
    }
  }
}

/// An oscillator whose frequency moves. Its phase is the sum of its steps, a whole number: the same however
/// the frames are cut into blocks.
struct MovingOscillator: RecursiveKernel {
  struct State: KernelState {
    var phase: UInt64
    var isFinite: Bool { true }
  }

  let shape: SignalShape
  let rest = State(phase: 0)
  private let wave: any Waveform.Type
  private let turnsPerHertz: Double
  private let frequency: StreamInput
  private let phase: StreamInput

  init(
    _ wave: any Waveform.Type, _ rate: Int, _ frequency: StreamInput, _ phase: StreamInput, _ channels: Int
  ) {
    self.wave = wave
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
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { turnScratch in
          stepScratch.initialize(repeating: 0)
          phaseScratch.initialize(repeating: 0)
          turnScratch.initialize(repeating: 0)
          var steps = stepScratch.mutableSpan
          var phases = phaseScratch.mutableSpan
          var turns = turnScratch.mutableSpan
          convert(hertz, &steps, &turns)
          state.phase = accumulate(steps.span, from: state.phase, offset, &phases)
          if !phase.isConstant { Oscillator.add(block.input(phase, channel), to: &phases) }
          wave.render(phases: phases.span, turns: turns.span, into: &y)
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
    let (scale, range) = (turnsPerHertz, Oscillator.frequencies)
    for i in steps.indices {
      let turn = Double(hertz[i]).limited(to: range, standard: 440) * scale
      steps[i] = Phase.steps(turns: turn)
      turns[i] = Float(turn)
    }
  }
}
