package import Signals

extension SignalKind {
  package static let freqshift = SignalKind(
    "freqshift", .filters,
    "Every partial moved by the same number of hertz, so that harmonics are harmonics no more. What would pass "
      + "0 Hz or half the rate comes back from there.",
    example: "(saw(110) * 0.5):freqshift(30)",
    source: "Harald Bode and Robert Moog, A High-Accuracy Frequency Shifter, 1972",
    Stream("input", "What to shift."),
    Stream(
      "shift", -Quantity.halfRate...Quantity.halfRate, .hertz, default: 50,
      "How much higher; negative is lower.")
  ) { try FrequencyShift($0, input: $1, shift: $2) }
}

/// The analytic signal turned by a phase that goes on evenly, of which the real part is taken.
struct FrequencyShift: FadingKernel {
  struct State: FadingState {
    var parts: Quadrature.State
    var phase: UInt64
    var level: Double { parts.level }
  }

  let shape: SignalShape
  let rest = State(parts: .rest, phase: 0)
  let input: StreamInput
  private let shift: StreamInput
  private let quadrature: Quadrature
  private let turnsPerHertz: Double

  init(_ context: KindContext, input: StreamInput, shift: StreamInput) throws {
    (self.input, self.shift) = (input, shift)
    quadrature = Quadrature(rate: Double(context.rate))
    turnsPerHertz = 1 / Double(context.rate)
    shape = try SignalShape.spreading(input, shift).recursive(from: input)
  }

  // The phase goes on through silence, and is the same for all channels.
  func settled(_ state: State) -> State { State(parts: .rest, phase: state.phase) }

  func pass(_ block: RenderBlock, channel: Int, _ state: inout State) {
    if let constant = shift.constant(channel) {
      state.phase &+= UInt64(block.count) &* Phase.steps(turns: constant * turnsPerHertz)
    } else {
      let hertz = block.input(shift, channel)
      for i in hertz.indices { state.phase &+= step(hertz[i]) }
    }
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel)
    var y = block.output(channel)
    precondition(x.count == y.count)
    var s = state
    if let constant = shift.constant(channel) {
      let step = Phase.steps(turns: constant * turnsPerHertz)
      for i in y.indices { y[i] = turn(quadrature.step(Double(x[i]), &s.parts), &s.phase, step) }
    } else {
      let hertz = block.input(shift, channel)
      precondition(hertz.count == y.count)
      for i in y.indices {
        y[i] = turn(quadrature.step(Double(x[i]), &s.parts), &s.phase, step(hertz[i]))
      }
    }
    state = s
  }

  @inline(__always)
  private func step(_ hertz: Float) -> UInt64 {
    Phase.steps(turns: Double(hertz).limited(to: shift.bounds, standard: 50) * turnsPerHertz)
  }

  @inline(__always)
  private func turn(_ parts: SIMD2<Double>, _ phase: inout UInt64, _ step: UInt64) -> Float {
    let upper = UInt32(truncatingIfNeeded: phase &>> 32)
    phase &+= step
    // Never -0, so that silence has one form.
    return 0 + Float(parts.x) * SineWave.value(upper &+ 1 << 30) - Float(parts.y) * SineWave.value(upper)
  }
}
