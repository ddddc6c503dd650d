package import Signals

extension SignalKind {
  package static let impulse = SignalKind(
    "impulse", .oscillators,
    "One sample of 1 where each period begins, else 0. At frequency 0 there is one alone, at frame 0.",
    example: "impulse(220)", source: "",
    Stream(
      "frequency", Oscillator.frequencies, .hertz, default: 440, "Impulses a second; 0 is a single one."),
    Stream(
      "phase", Oscillator.phases, .radians, default: 0, "Added to the phase: an offset, or a modulation.")
  ) { context, frequency, phase in
    let channels = try SignalShape.channels(of: frequency, phase)
    return frequency.isConstant && phase.isConstant
      ? FixedImpulse(context.rate, frequency, phase, channels)
      : MovingImpulse(context.rate, frequency, phase, channels)
  }
}

/// Where the phase has wrapped since the frame before, it is less than its step.
struct FixedImpulse: Kernel {
  let shape: SignalShape
  /// Nil for a single impulse.
  private let channels: [FixedPhase?]

  init(_ rate: Int, _ frequency: StreamInput, _ phase: StreamInput, _ count: Int) {
    channels = (0..<count).map { channel in
      guard let hertz = frequency.constant(channel), hertz != 0 else { return nil }
      return FixedPhase(frequency: hertz, rate: rate, offset: phase.constant(channel) ?? 0)
    }
    let isSingle = channels.allSatisfy { $0 == nil }
    let period = channels.reduce(1) { period, channel in
      channel.map { Period.combined(period, $0.period) } ?? nil
    }
    shape = SignalShape(
      channels: count, range: isSingle ? SignalRange(0..<1) : .all, period: isSingle ? nil : period)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    let first = block.frames.lowerBound
    for channel in channels.indices {
      guard let fixed = channels[channel] else {
        block.fill(channel, 0)
        if block.frames.contains(0) {
          var y = block.output(channel)
          y[-first] = 1
        }
        continue
      }
      let run = fixed.run(from: first)
      var y = block.output(channel)
      var phase = run.phase
      for i in y.indices {
        y[i] = phase < run.step || run.turns >= 1 ? 1 : 0
        phase &+= run.step
      }
    }
  }
}

/// Counts wraps of the phase either way.
struct MovingImpulse: RecursiveKernel {
  struct State: KernelState {
    var phase: UInt64
    /// Phase and offset at the frame before.
    var last: UInt64
    var isBegun: Bool
    var isFinite: Bool { true }
  }

  let shape: SignalShape
  let rest = State(phase: 0, last: 0, isBegun: false)
  private let turnsPerHertz: Double
  private let frequency: StreamInput
  private let phase: StreamInput

  init(_ rate: Int, _ frequency: StreamInput, _ phase: StreamInput, _ channels: Int) {
    turnsPerHertz = 1 / Double(rate)
    (self.frequency, self.phase) = (frequency, phase)
    shape = SignalShape(channels: channels).recursive(from: frequency)
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.isConstant && input.index == phase.index ? nil : block.frames
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let hertz = block.input(frequency, channel)
    var y = block.output(channel)
    let offset = UInt64(phase.constant(channel).map(Phase.upper) ?? 0) << 32
    precondition(hertz.count == y.count)
    var s = state
    for i in y.indices {
      var sum = s.phase &+ offset
      if !phase.isConstant {
        let radians = Double(block.input(phase, channel)[i]).limited(to: Oscillator.phases, standard: 0)
        sum = s.phase &+ UInt64(Phase.upper(radians: radians)) << 32
      }
      let isUpwards = Int64(bitPattern: sum &- s.last) >= 0
      let isWrapped = isUpwards ? sum < s.last : 0 &- sum < 0 &- s.last
      y[i] = (s.isBegun ? isWrapped : sum == 0) ? 1 : 0
      s.isBegun = true
      s.last = sum
      let turn = Double(hertz[i]).limited(to: frequency.bounds, standard: 440) * turnsPerHertz
      s.phase &+= Phase.steps(turns: turn)
    }
    state = s
  }
}
