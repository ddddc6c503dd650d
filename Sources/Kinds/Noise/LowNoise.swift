package import Signals

extension SignalKind {
  package static let lfnoise = SignalKind(
    "lfnoise", .noise,
    "A new random value from -1 to 1 so many times a second, held, or joined by lines or curves: to control others by.",
    example: "saw(110):lowpass(lfnoise(8):range(200, 3000)) * 0.7",
    source: "SuperCollider, LFNoise0, LFNoise1, LFNoise2",
    Stream("frequency", LowNoise.frequencies, .hertz, default: 4, "How many values in a second."),
    Choice(
      "steps", ["hold", "linear", "cubic"],
      "How it gets from one value to the next: at once, in a line, or in a smooth curve, which is scaled to stay "
        + "within -1 to 1."),
    Number("seed", 0...4_294_967_295, .count, default: 0, "Which noise it is.")
  ) { context, frequency, steps, seed in
    let curve: LowNoise.Steps = steps == "hold" ? .hold : steps == "linear" ? .linear : .cubic
    let channels = try SignalShape.channels(of: frequency)
    let noises = (0..<channels).map {
      LowNoise(steps: curve, values: RandomSequence(seed: UInt32(seed), row: $0))
    }
    return frequency.isConstant
      ? FixedLowNoise(context.rate, noises, frequency) : MovingLowNoise(context.rate, noises, frequency)
  }
}

/// Random values one after the other.
struct LowNoise: Sendable {
  enum Steps { case hold, linear, cubic }
  static let frequencies = 0.0...Quantity.halfRate

  let steps: Steps
  let values: RandomSequence

  /// Between value `number` and the next, a part of the way there.
  @inline(__always)
  func value(_ number: Int, _ part: Float) -> Float {
    switch steps {
    case .hold: return values.value(number)
    case .linear:
      let a = values.value(number)
      return mulAdd(part, values.value(number &+ 1) - a, a)
    case .cubic:
      // Catmull and Rom's spline (1974), which passes its points by a quarter at most.
      let (a, b) = (values.value(number &- 1), values.value(number))
      let (c, d) = (values.value(number &+ 1), values.value(number &+ 2))
      var r = mulAdd(part, 3 * (b - c) + d - a, 2 * a - 5 * b + 4 * c - d)
      r = mulAdd(part, r, c - a)
      return 0.8 * mulAdd(0.5 * part, r, b)
    }
  }
}

/// A frequency that never changes: which value it is follows from the frame.
struct FixedLowNoise: Kernel {
  let shape: SignalShape
  private let noises: [LowNoise]
  /// Values for each frame, in parts of 2^-64, rounded down.
  private let steps: [UInt64]

  init(_ rate: Int, _ noises: [LowNoise], _ frequency: StreamInput) {
    self.noises = noises
    shape = SignalShape(channels: noises.count)
    steps = noises.indices.map { channel in
      let hertz = min(frequency.constant(channel) ?? 0, Double(rate) / 2)
      if let (frames, turns) = Period.ofOscillator(frequency: hertz, rate: rate), turns < frames {
        return UInt64(frames).dividingFullWidth((UInt64(turns), 0)).quotient
      }
      return UInt64(hertz / Double(rate) * 0x1p64)
    }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    for channel in 0..<block.channels {
      let (noise, step) = (noises[channel], steps[channel])
      // More than what rounding takes away in 2^43 frames, less than what lies between a frame and a value beside it.
      var place = Int128(block.frames.lowerBound) * Int128(step) + (1 << 43)
      var y = block.output(channel)
      for i in y.indices {
        let part = Float(Int32(truncatingIfNeeded: (place &>> 40) & 0xff_ffff)) * 0x1p-24
        y[i] = noise.value(Int(truncatingIfNeeded: place &>> 64), part)
        place &+= Int128(step)
      }
    }
  }
}

/// A frequency that moves: values are counted.
struct MovingLowNoise: RecursiveKernel {
  struct State: KernelState {
    var number: Int
    var part: UInt64
    var isFinite: Bool { true }
  }

  let shape: SignalShape
  let rest = State(number: 0, part: 0)
  private let noises: [LowNoise]
  private let frequency: StreamInput
  private let turnsPerHertz: Double

  init(_ rate: Int, _ noises: [LowNoise], _ frequency: StreamInput) {
    self.noises = noises
    self.frequency = frequency
    turnsPerHertz = 1 / Double(rate)
    shape = SignalShape(channels: noises.count).recursive(from: frequency)
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let hertz = block.input(frequency, channel)
    let noise = noises[channel]
    var y = block.output(channel)
    precondition(hertz.count == y.count)
    var s = state
    for i in y.indices {
      let part = Float(Int32(truncatingIfNeeded: s.part &>> 40)) * 0x1p-24
      y[i] = noise.value(s.number, part)
      let turns = Double(hertz[i]).limited(to: frequency.bounds, standard: 4) * turnsPerHertz
      let (sum, isOver) = s.part.addingReportingOverflow(Phase.steps(turns: turns < 0.5 ? turns : 0.5))
      s.part = sum
      if isOver { s.number &+= 1 }
    }
    state = s
  }
}
