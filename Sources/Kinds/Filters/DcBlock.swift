import Designs
import Glibc
package import Signals

extension SignalKind {
  package static let dcblock = SignalKind(
    "dcblock", .filters,
    "Takes out what does not move: a highpass of 6 dB an octave far below what is heard.",
    example: "(saw(110) * 0.4 + 0.3):dcblock()",
    source: "Vadim Zavalishin, The Art of VA Filter Design, 2012",
    Stream("input", "What to free of its mean."),
    Stream("cutoff", DcBlock.cutoffs, .hertz, default: 10, "Where it is 3 dB down.")
  ) { try DcBlock($0, input: $1, cutoff: $2) }
}

/// What is left of the input without a one-pole lowpass by the trapezoidal rule: half the rate passes at exactly 1.
struct DcBlock: FadingKernel {
  struct State: FadingState {
    var mean: Double
    var level: Double { mean.magnitude }
  }

  static let cutoffs = 0.1...1_000.0

  let shape: SignalShape
  let rest = State(mean: 0)
  let input: StreamInput
  private let cutoff: StreamInput
  private let radiansPerHertz: Double

  init(_ context: KindContext, input: StreamInput, cutoff: StreamInput) throws {
    radiansPerHertz = 2 * .pi / Double(context.rate)
    (self.input, self.cutoff) = (input, cutoff)
    shape = try SignalShape.spreading(input, cutoff).recursive(from: input)
  }

  /// tan(pi cutoff / rate) / (1 + tan(pi cutoff / rate)).
  private func part(_ hertz: Double) -> Double {
    let g = tan(hertz * radiansPerHertz / 2)
    return g / (1 + g)
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel)
    var y = block.output(channel)
    precondition(x.count == y.count)
    var mean = state.mean
    if let constant = cutoff.constant(channel) {
      let part = part(constant)
      for i in y.indices { y[i] = Self.step(Double(x[i]), part, &mean) }
    } else {
      let hertz = block.input(cutoff, channel)
      for i in y.indices {
        let part = part(Double(hertz[i]).limited(to: cutoff.bounds, standard: 10))
        y[i] = Self.step(Double(x[i]), part, &mean)
      }
    }
    state.mean = mean
  }

  @inline(__always)
  private static func step(_ x: Double, _ part: Double, _ mean: inout Double) -> Float {
    let step = part * (x - mean)
    let low = mean + step
    mean = low + step
    return Float(x - low)
  }
}

extension DcBlock: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard let constant = cutoff.constant(channel) else { return nil }
    let g = tan(constant * radiansPerHertz / 2)
    return Rational.response([1, -1], [1 + g, g - 1], hertz * radiansPerHertz)
  }
}
