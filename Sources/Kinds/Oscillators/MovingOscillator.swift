import CLanes
import Signals

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
  /// The phase's input, where it moves, and what is added for each channel, where not.
  private let phase: StreamInput?
  private let offsets: [UInt32]
  /// Nothing but the frequency moves, and phases alone are looked at.
  private let isPlain: Bool

  init(_ timbre: Timbre, _ rate: Int, _ frequency: StreamInput, _ phase: StreamInput, _ channels: Int) {
    self.timbre = timbre
    turnsPerHertz = 1 / Double(rate)
    self.frequency = frequency
    self.phase = phase.isConstant ? nil : phase
    offsets = (0..<channels).map { phase.constant($0).map(Phase.upper) ?? 0 }
    isPlain = phase.isConstant && timbre.moving == nil && !timbre.usesTurns
    shape = SignalShape(channels: channels).recursive(from: frequency)
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant ? nil : block.frames
  }

  var asksSameFrames: Bool { true }
  var takesStretches: Bool { true }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let states = state?.assumingMemoryBound(to: State.self) else {
      preconditionFailure("a recursive kernel is rendered with its state")
    }
    for channel in 0..<block.channels {
      var at = block.frames.lowerBound
      while at < block.frames.upperBound {
        let part = block.block(from: at)
        unsafe render(part, channel: channel, &states[channel])
        at = part.frames.upperBound
      }
    }
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let hertz = block.input(frequency, channel).extracting(block.places(of: frequency))
    let offset = offsets[channel]
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Grid.block) { stepScratch in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Grid.block) { phaseScratch in
        var steps = stepScratch.extracting(..<block.count).mutableSpan
        var phases = phaseScratch.extracting(..<block.count).mutableSpan
        convert(hertz, &steps)
        state.phase = accumulate(steps.span, from: state.phase, offset, &phases)
        if isPlain {
          var y = block.output(channel)
          timbre.wave(channel).render(phases: phases.span, turns: Span(), bends: Span(), into: &y)
        } else {
          renderMoving(block, channel, hertz, &phases, &state)
        }
      }
    }
  }

  /// What hangs on more than the phases: on turns, on a phase that moves, on a timbre that does.
  private func renderMoving(
    _ block: RenderBlock, _ channel: Int, _ hertz: Span<Float>, _ phases: inout MutableSpan<UInt32>,
    _ state: inout State
  ) {
    let count = block.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * Grid.block) { scratch in
      scratch.initialize(repeating: 0)
      var turns = scratch.extracting(..<count).mutableSpan
      var changes = scratch.extracting(count..<2 * count).mutableSpan
      var bends = scratch.extracting(2 * count..<3 * count).mutableSpan
      convert(hertz, &turns)
      if let phase {
        let given = block.input(phase, channel).extracting(block.places(of: phase))
        PhaseMotion.add(given, to: &phases)
        if timbre.usesTurns { state.motion.measure(given, &changes, &bends) }
      }
      if timbre.usesTurns { state.motion.bend(changes.span, &turns, &bends) }
      var y = block.output(channel)
      timbre.render(
        block, channel, phases: phases.span, turns: turns.span, bends: bends.span, last: &state.number,
        into: &y)
      guard timbre.fadesAtHalfRate else { return }
      for i in y.indices {
        let turns = Float(turn(hertz[i])).magnitude
        if turns > HalfRate.whole { y[i] *= HalfRate.level(turns) }
      }
    }
  }

  private func accumulate(
    _ steps: Span<UInt64>, from phase: UInt64, _ offset: UInt32, _ phases: inout MutableSpan<UInt32>
  ) -> UInt64 {
    precondition(steps.count == phases.count)
    let offset = UInt64(offset) &<< 32
    var sum = phase &+ offset
    for i in phases.indices {
      phases[unchecked: i] = UInt32(truncatingIfNeeded: sum &>> 32)
      sum &+= steps[unchecked: i]
    }
    return sum &- offset
  }

  /// Held in single precision, where the ends of the range are exact.
  @inline(__always)
  private func turn(_ hertz: Float) -> Double {
    let range = Float(frequency.bounds.lowerBound)...Float(frequency.bounds.upperBound)
    return Double(hertz.limited(to: range, standard: 440)) * turnsPerHertz
  }

  /// `turn` and `Phase.steps`, eight at a time. A factor of a power of two changes no bit, so both are one.
  private func convert(_ hertz: Span<Float>, _ steps: inout MutableSpan<UInt64>) {
    precondition(hertz.count == steps.count)
    let whole = hertz.count & ~7
    let range = frequency.bounds
    hertz.withUnsafeBufferPointer { from in
      steps.withUnsafeMutableBufferPointer { to in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        unsafe lanes_steps(
          from, whole, Float(range.lowerBound), Float(range.upperBound), 440, turnsPerHertz * 0x1p48, to)
      }
    }
    for i in whole..<steps.count { steps[i] = Phase.steps(turns: turn(hertz[i])) }
  }

  private func convert(_ hertz: Span<Float>, _ turns: inout MutableSpan<Float>) {
    precondition(hertz.count == turns.count)
    for i in turns.indices { turns[i] = Float(turn(hertz[i])) }
  }
}
