import Designs
import Glibc
package import Signals

extension SignalKind {
  package static let allpassChain = SignalKind(
    "allpass_chain", .space,
    "Turns the phase and leaves all levels as they are: at the frequency a quarter turn back for each stage. Added to "
      + "its input it leaves notches, one for every two stages.",
    example: "(saw(110) + saw(110):allpass_chain(800, 4)) * 0.4",
    source: "J. O. Smith, An allpass approach to digital phasing and flanging, ICMC 1984",
    Stream("input", "What to turn."),
    Stream(
      "frequency", AllpassChain.frequencies, .hertz, default: 1_000, "Where each stage turns a quarter."),
    Number("stages", 1...AllpassChain.most, .count, default: 4, "How many stages."),
    Stream(
      "regen", AllpassChain.regens, .ratio, default: 0,
      "How much of the output goes back to the input, without delay; then levels change.")
  ) { try AllpassChain($0, input: $1, frequency: $2, stages: Int($3), regen: $4) }
}

/// First-order allpasses by trapezoidal integration (V. Zavalishin, The Art of VA Filter Design, 2012): with
/// G = g / (1 + g), g = tan(pi f / rate), each stage is low = s + G (x - s), y = x - 2 low, s = 2 low - s, made positive
/// at frequency zero. The chain is linear in its input while the states stand, so the loop round it is solved.
///
/// Of each stage, y^2 - x^2 is what s^2 / g falls by. Where g falls, s falls with its root, and past g = 1 with g itself: so
/// however the frequency moves, no stage gives off more energy than came in, and s stays below the greater of 1 and g.
struct AllpassChain: FadingKernel {
  struct State: FadingState {
    var s: InlineArray<24, Double>
    /// What the states were held by at the frame before.
    var held = 1.0

    var level: Double { s.indices.reduce(0) { $0 + s[$1].magnitude } }
  }

  static let frequencies = 1.0...Quantity.halfRate
  static let most = 24.0
  static let regens = -0.75...0.75

  let shape: SignalShape
  let rest = State(s: InlineArray(repeating: 0))
  let input: StreamInput
  private let frequency: StreamInput
  private let regen: StreamInput
  private let stages: Int
  private let radiansPerHertz: Double

  init(
    _ context: KindContext, input: StreamInput, frequency: StreamInput, stages: Int, regen: StreamInput
  ) throws(SignalError) {
    (self.input, self.frequency, self.regen, self.stages) = (input, frequency, regen, stages)
    radiansPerHertz = .pi / Double(context.rate)
    shape = try SignalShape.spreading(input, frequency, regen).recursive(from: input)
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel)
    var y = block.output(channel)
    precondition(x.count == y.count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * block.count) { scratch in
      scratch.initialize(repeating: 0)
      var parts = scratch.extracting(..<y.count).mutableSpan
      var backs = scratch.extracting(y.count..<2 * y.count).mutableSpan
      var kept = scratch.extracting((2 * y.count)...).mutableSpan
      tabulate(block, channel, &parts, &backs)
      hold(parts.span, &kept, &state)
      var s = state.s
      precondition(stages <= s.count)
      for i in y.indices {
        let turn = 1 - 2 * parts[i]
        let held = -2 * (1 - parts[i])
        if kept[i] < 1 { for stage in 0..<stages { s[stage] *= kept[i] } }
        var u = Double(x[i])
        if backs[i] != 0 {
          // The chain gives slope x + silent: silent is what it answers to nothing.
          var (slope, silent) = (1.0, 0.0)
          for stage in 0..<stages {
            silent = (held * s[stage]).addingProduct(turn, silent)
            slope *= turn
          }
          u = u.addingProduct(backs[i], silent) / (1 - backs[i] * slope)
        }
        for stage in 0..<stages {
          let turned = (held * s[stage]).addingProduct(turn, u)
          s[stage] = (u - turned) - s[stage]
          u = turned
        }
        y[i] = Float(stages & 1 == 0 ? u : -u)
      }
      state.s = s
    }
  }

  /// How much of the states is kept at each frame.
  private func hold(_ parts: Span<Double>, _ kept: inout MutableSpan<Double>, _ state: inout State) {
    precondition(parts.count == kept.count)
    if frequency.isConstant {
      for i in kept.indices { kept[i] = 1 }
      guard parts.count > 0 else { return }
      let held = Self.held(parts[0])
      if held < state.held { for stage in 0..<stages { state.s[stage] *= held / state.held } }
      state.held = held
      return
    }
    var last = state.held
    for i in kept.indices {
      let held = Self.held(parts[i])
      kept[i] = held < last ? held / last : 1
      last = held
    }
    state.held = last
  }

  /// g past 1 and its root below, of g / (1 + g).
  @inline(__always)
  private static func held(_ part: Double) -> Double {
    let g = part / (1 - part)
    return g > 1 ? g : g.squareRoot()
  }

  /// G and the part that goes back, for each frame.
  private func tabulate(
    _ block: RenderBlock, _ channel: Int, _ parts: inout MutableSpan<Double>,
    _ backs: inout MutableSpan<Double>
  ) {
    if let hertz = frequency.constant(channel) {
      let part = part(hertz)
      for i in parts.indices { parts[i] = part }
    } else {
      let hertz = block.input(frequency, channel)
      let level = block.isUniform(frequency) ? part(Double(hertz[0])) : nil
      for i in parts.indices { parts[i] = level ?? part(Double(hertz[i])) }
    }
    // The chain is positive at frequency zero: with an odd number of stages the sign is turned.
    let sign: Double = stages & 1 == 0 ? 1 : -1
    if let back = regen.constant(channel) {
      for i in backs.indices { backs[i] = sign * back }
    } else {
      let back = block.input(regen, channel)
      for i in backs.indices { backs[i] = sign * Double(back[i]).limited(to: Self.regens, standard: 0) }
    }
  }

  /// g / (1 + g), g the tangent: of an angle below a quarter turn by half its sine and cosine.
  @inline(__always)
  private func part(_ hertz: Double) -> Double {
    let w = hertz.limited(to: frequency.bounds, standard: 1_000) * radiansPerHertz
    let g = tan(w < 1.57 ? w : 1.57)
    return g / (1 + g)
  }
}

extension AllpassChain: LinearResponse {
  /// Each stage is (1 - i t) / (1 + i t), t the frequency's tangent by the stage's; r of all goes round.
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard let frequency = frequency.constant(channel), let regen = regen.constant(channel) else { return nil }
    let part = part(frequency)
    let t = tan(hertz * radiansPerHertz) * (1 - part) / part
    let stage = Complex(1, -t) / Complex(1, t)
    let chain = (0..<stages).reduce(Complex(1)) { product, _ in product * stage }
    let value = chain / (Complex(1) - regen * chain)
    return (value.real, value.imaginary)
  }
}
