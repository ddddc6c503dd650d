import Designs
import Glibc
package import Signals

extension SignalKind {
  package static let absorb = SignalKind(
    "absorb", .space,
    "What a delay line loses on each pass, so that all lines of a loop fade alike: for each channel the loss of a line "
      + "of that length, and more of it the higher the frequency.",
    example: "(saw(220) * perc(0.01, 0.1)):absorb(0.2, 1):delay(0.2)",
    source: "J.-M. Jot, A. Chaigne, Digital delay networks for designing artificial reverberators, AES 1991",
    Stream("input", "What comes out of the lines, one channel for each."),
    Numbers(
      "lengths", .seconds,
      "How long the lines are: one length, or one for each channel. Number only: the lines of a loop are as long."
    ),
    Stream("decay", Absorb.decays, .seconds, default: 2, "How long until the lows are 60 dB down."),
    Stream(
      "damping", Absorb.dampings, .hertz, default: 5_000,
      "The frequency that is 60 dB down in half of it; far past what is heard, all frequencies fade alike.")
  ) { try Absorb($0, input: $1, lengths: $2, decay: $3, damping: $4) }
}

/// y = g (1 - p) x + p y: at frequency zero the loss g = 10^(-3 length / decay) of one pass. The pole p is such that the
/// loss at the damping frequency is its square.
struct Absorb: FadingKernel {
  struct State: FadingState {
    var y: Double
    var level: Double { y.magnitude }
  }

  static let decays = 0.01...1_000.0
  static let dampings = 20.0...1_000_000.0

  let shape: SignalShape
  let rest = State(y: 0)
  let input: StreamInput
  private let decay: StreamInput
  private let damping: StreamInput
  /// For each channel, ln 10^-3 times its length.
  private let lengths: [Double]
  private let radiansPerHertz: Double

  init(
    _ context: KindContext, input: StreamInput, lengths: [Double], decay: StreamInput, damping: StreamInput
  ) throws(SignalError) {
    (self.input, self.decay, self.damping) = (input, decay, damping)
    radiansPerHertz = 2 * .pi / Double(context.rate)
    for length in lengths where !(0...60).contains(length) {
      throw SignalError("lengths: \(Quantity.seconds.text(length)) was given; expected 0 to 60 s")
    }
    let list = StreamInput(shape: SignalShape(channels: lengths.count, period: 1))
    let channels = try SignalShape.channels(of: input, list, decay, damping)
    var shape = try SignalShape.spreading(input, decay, damping)
    shape.channels = channels
    self.shape = shape.recursive(from: input)
    self.lengths = (0..<channels).map {
      -6.907_755_278_982_137 * (lengths.count == 1 ? lengths[0] : lengths[$0])
    }
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel)
    var y = block.output(channel)
    precondition(x.count == y.count)
    var last = state.y
    if isLevel(decay, block), isLevel(damping, block) {
      let (gain, pole) = weights(channel, value(decay, block, channel, 0), value(damping, block, channel, 0))
      for i in y.indices {
        last = (gain * Double(x[i])).addingProduct(pole, last)
        y[i] = Float(last)
      }
    } else {
      for i in y.indices {
        let (gain, pole) = weights(
          channel, value(decay, block, channel, i), value(damping, block, channel, i))
        last = (gain * Double(x[i])).addingProduct(pole, last)
        y[i] = Float(last)
      }
    }
    state.y = last
  }

  private func isLevel(_ stream: StreamInput, _ block: RenderBlock) -> Bool {
    stream.isConstant || block.isUniform(stream)
  }

  private func value(_ stream: StreamInput, _ block: RenderBlock, _ channel: Int, _ i: Int) -> Double {
    stream.constant(channel) ?? Double(block.input(stream, channel)[i])
  }

  private func weights(_ channel: Int, _ decay: Double, _ damping: Double) -> (gain: Double, pole: Double) {
    let held = decay.limited(to: Self.decays, standard: 2)
    let gain = exp(lengths[channel] / held)
    // (1 - p)^2 = g^2 (1 - 2 p cos w + p^2), solved for p.
    let w = damping.limited(to: Self.dampings, standard: 5_000) * radiansPerHertz
    // Past half the rate, that much less is lost there.
    let part = w < .pi ? 1 : .pi / w * (.pi / w)
    let square = min(exp(2 * part * lengths[channel] / held), 1 - 1e-9)
    let b = (1 - square * cos(w < .pi ? w : .pi)) / (1 - square)
    let pole = 1 / (b + (b * b - 1).squareRoot())
    return (gain * (1 - pole), pole)
  }
}

extension Absorb: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard let decay = decay.constant(channel), let damping = damping.constant(channel) else { return nil }
    let (gain, pole) = weights(channel, decay, damping)
    return Rational.response([gain], [1, -pole], hertz * radiansPerHertz)
  }
}
