import Signals

/// What an oscillator of jumps and corners takes, where any of it moves.
struct PiecewiseInputs: Sendable {
  let wave: any PiecewiseWaveform.Type
  let rate: Int
  let frequency: StreamInput
  let phase: StreamInput
  /// What shapes the wave, where that moves, and else the number of each channel.
  let number: StreamInput?
  let numbers: [Double]
  private let range: ClosedRange<Float>
  private let standard: Float

  init?(_ timbre: Timbre, _ rate: Int, _ frequency: StreamInput, _ phase: StreamInput) {
    if let moving = timbre.moving {
      guard let wave = moving.family as? any (PiecewiseWaveform & ShapedWaveform).Type else { return nil }
      self.wave = wave
      number = moving.number
      range = Float(wave.range.lowerBound)...Float(wave.range.upperBound)
      standard = Float(wave.standard)
      numbers = []
    } else {
      let waves = timbre.waves.compactMap { $0 as? any PiecewiseWaveform }
      guard let first = waves.first, waves.count == timbre.waves.count else { return nil }
      wave = type(of: first)
      number = nil
      numbers = waves.map(\.number)
      (range, standard) = (0...0, 0)
    }
    (self.rate, self.frequency, self.phase) = (rate, frequency, phase)
  }

  /// The numbers over frames of a block and those around it that were read.
  func readNumbers(
    _ block: RenderBlock, _ channel: Int, from place: Int, into numbers: inout MutableSpan<Float>
  ) {
    guard let number else {
      let value = Float(self.numbers[self.numbers.count == 1 ? 0 : channel])
      for i in place..<numbers.count { numbers[i] = value }
      return
    }
    let given = block.input(number, channel)
    precondition(given.count == numbers.count - place)
    for i in given.indices { numbers[place + i] = given[i].limited(to: range, standard: standard) }
  }

  /// Adds what moves the phase to upper phase bits.
  func addPhase(_ block: RenderBlock, _ channel: Int, from place: Int, to phases: inout MutableSpan<UInt32>) {
    if let offset = phase.constant(channel) {
      let upper = Phase.upper(radians: offset)
      for i in place..<phases.count { phases[i] &+= upper }
      return
    }
    let given = block.input(phase, channel)
    precondition(given.count == phases.count - place)
    for i in given.indices { phases[place + i] &+= Phase.upper(radians: PhaseMotion.held(given[i])) }
  }
}

/// One whose frequency never changes: its phase or its shape moves.
struct FixedPiecewise: Kernel {
  let shape: SignalShape
  private let inputs: PiecewiseInputs
  private let channels: [FixedPhase]

  init(_ inputs: PiecewiseInputs, _ count: Int) {
    self.inputs = inputs
    channels = (0..<count).map {
      FixedPhase(frequency: inputs.frequency.constant($0) ?? 0, rate: inputs.rate)
    }
    var period = channels.reduce(1) { Period.combined($0, $1.period) }
    for input in [inputs.phase, inputs.number].compactMap({ $0 }) where !input.isConstant {
      period = Period.combined(period, input.shape.period)
    }
    shape = SignalShape(channels: count, period: period)
  }

  var memory: Memory { .window(Piecewise.margin) }

  var lead: Int { Piecewise.margin }
  func reach(_ input: Int) -> Int { input == inputs.frequency.index ? 0 : Piecewise.margin }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant
      ? nil : block.frames.lowerBound - Piecewise.margin..<block.frames.upperBound + Piecewise.margin
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    let count = block.count + 2 * Piecewise.margin
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { phaseScratch in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { numberScratch in
        phaseScratch.initialize(repeating: 0)
        numberScratch.initialize(repeating: 0)
        var phases = phaseScratch.mutableSpan
        var numbers = numberScratch.mutableSpan
        for channel in 0..<shape.channels {
          let run = channels[channel].run(from: block.frames.lowerBound - Piecewise.margin)
          if run.turns >= 0.5 {
            block.fill(channel, 0)
            continue
          }
          run.write(to: &phases)
          inputs.addPhase(block, channel, from: 0, to: &phases)
          inputs.readNumbers(block, channel, from: 0, into: &numbers)
          var y = block.output(channel)
          inputs.wave.render(phases: phases.span, numbers: numbers.span, into: &y)
          HalfRate.fade(&y, at: Float(run.turns))
        }
      }
    }
  }
}

/// One whose frequency moves. Its phase is the sum of its steps, a whole number: the same however the frames are cut
/// into blocks. Before the first frame it ran as it runs there.
struct MovingPiecewise: RecursiveKernel {
  struct State: KernelState {
    var phase: UInt64 = 0
    var isBegun = false
    /// Of the frames before, the last one last.
    var phases = InlineArray<29, UInt32>(repeating: 0)
    var numbers = InlineArray<29, Float>(repeating: 0)
    var isFinite: Bool { true }
  }

  let shape: SignalShape
  let rest = State()
  private let inputs: PiecewiseInputs
  private let turnsPerHertz: Double

  init(_ inputs: PiecewiseInputs, _ channels: Int) {
    precondition(rest.phases.count == Piecewise.margin)
    self.inputs = inputs
    turnsPerHertz = 1 / Double(inputs.rate)
    shape = SignalShape(channels: channels).recursive(from: inputs.frequency)
  }

  var lead: Int { Piecewise.margin }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant ? nil : block.frames.lowerBound..<block.frames.upperBound + Piecewise.margin
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let margin = Piecewise.margin
    let count = block.count + 2 * margin
    let hertz = block.input(inputs.frequency, channel)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { phaseScratch in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { numberScratch in
        phaseScratch.initialize(repeating: 0)
        numberScratch.initialize(repeating: 0)
        var phases = phaseScratch.mutableSpan
        var numbers = numberScratch.mutableSpan
        state.phase = accumulate(hertz, from: state.phase, block.count, &phases)
        inputs.addPhase(block, channel, from: margin, to: &phases)
        inputs.readNumbers(block, channel, from: margin, into: &numbers)
        if state.isBegun {
          for i in 0..<margin { (phases[i], numbers[i]) = (state.phases[i], state.numbers[i]) }
        } else {
          let step = phases[margin + 1] &- phases[margin]
          for i in 0..<margin {
            phases[i] = phases[margin] &- UInt32(margin - i) &* step
            numbers[i] = numbers[margin]
          }
        }
        state.isBegun = true
        for i in 0..<margin {
          (state.phases[i], state.numbers[i]) = (phases[block.count + i], numbers[block.count + i])
        }
        var y = block.output(channel)
        inputs.wave.render(phases: phases.span, numbers: numbers.span, into: &y)
        for i in y.indices {
          let turns = Float(turns(hertz[i])).magnitude
          if turns > HalfRate.whole { y[i] *= HalfRate.level(turns) }
        }
      }
    }
  }

  /// Writes the phases from the block's first frame on, and tells the one of the frame behind it.
  private func accumulate(
    _ hertz: Span<Float>, from phase: UInt64, _ count: Int, _ phases: inout MutableSpan<UInt32>
  ) -> UInt64 {
    precondition(hertz.count == phases.count - Piecewise.margin)
    var (sum, next) = (phase, phase)
    for i in hertz.indices {
      if i == count { next = sum }
      phases[Piecewise.margin + i] = UInt32(truncatingIfNeeded: sum &>> 32)
      sum &+= Phase.steps(turns: turns(hertz[i]))
    }
    return next
  }

  @inline(__always)
  private func turns(_ hertz: Float) -> Double {
    Double(hertz).limited(to: inputs.frequency.bounds, standard: 440) * turnsPerHertz
  }
}
