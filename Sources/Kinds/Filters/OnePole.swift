import Designs
import Glibc
package import Signals

extension SignalKind {
  package static let onepole = SignalKind(
    "onepole", .filters, "Smooths: lets through what lies below a frequency, falling 6 dB an octave.",
    example: "noise():onepole(500)", source: "",
    Stream("input", "What to smooth."),
    Stream(
      "cutoff", OnePole.cutoffs, .hertz, default: 1_000,
      "Where it is 3 dB down; less where it comes near to half the sample rate, by 0.14 dB at a tenth of it."
    )
  ) { try OnePole($0, input: $1, cutoff: $2) }
}

/// y goes to x by the part 1 - exp(-2 pi cutoff / rate) of what is between them: the pole of the analogue
/// filter.
struct OnePole: FadingKernel {
  struct State: FadingState {
    var y: Double
    var level: Double { y.magnitude }
  }

  static let cutoffs = 0.01...Quantity.halfRate

  let shape: SignalShape
  let rest = State(y: 0)
  private let radiansPerHertz: Double
  let input: StreamInput
  private let source: StreamPlace
  private let cutoff: StreamInput
  /// What is gone each frame of what is between, channel by channel, where the cutoff cannot move.
  let fixed: [Double]
  var asksSameFrames: Bool { true }
  var takesStretches: Bool { !input.isConstant }

  init(_ context: KindContext, input: StreamInput, cutoff: StreamInput) throws {
    let scale = 2 * .pi / Double(context.rate)
    radiansPerHertz = scale
    (self.input, self.cutoff, source) = (input, cutoff, input.place)
    shape = try SignalShape.spreading(input, cutoff).recursive(from: input)
    fixed = (0..<shape.channels).compactMap { channel in
      cutoff.constant(channel).map { -expm1(-$0 * scale) }
    }
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.own(source, channel)
    var y = block.output(channel)
    if !fixed.isEmpty {
      glide(x, &y, &state, by: fixed[channel])
    } else {
      let hertz = block.input(cutoff, channel).extracting(block.places(of: cutoff))
      if block.isUniform(cutoff) {
        let held = Double(hertz[0]).limited(to: cutoff.bounds, standard: 1_000)
        glide(x, &y, &state, by: -expm1(-held * radiansPerHertz))
      } else {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: Grid.block) { scratch in
          var parts = scratch.extracting(..<block.count).mutableSpan
          tabulate(hertz, &parts)
          glide(x, &y, &state, by: parts.span)
        }
      }
    }
  }

  private func glide(_ x: Span<Float>, _ y: inout MutableSpan<Float>, _ state: inout State, by part: Double) {
    precondition(x.count == y.count)
    var last = state.y
    for i in y.indices {
      last = (part * Double(x[i])).addingProduct(1 - part, last)
      y[i] = Float(last)
    }
    state.y = last
  }

  private func glide(
    _ x: Span<Float>, _ y: inout MutableSpan<Float>, _ state: inout State, by parts: Span<Double>
  ) {
    precondition(x.count == y.count && parts.count == y.count)
    var last = state.y
    for i in y.indices {
      last = (parts[i] * Double(x[i])).addingProduct(1 - parts[i], last)
      y[i] = Float(last)
    }
    state.y = last
  }

  /// 1 - exp(-z) for each sample: the series for z / 8, up to the 8th power, then 1 - (1 - p)^2 = p (2 - p)
  /// three times. Relative error below 1e-9 for cutoffs up to half the rate, below 3e-8 past it.
  private func tabulate(_ hertz: Span<Float>, _ parts: inout MutableSpan<Double>) {
    precondition(hertz.count == parts.count)
    let (scale, range) = (radiansPerHertz / 8, cutoff.bounds)
    for i in parts.indices {
      let w = Double(hertz[i]).limited(to: range, standard: 1_000) * scale
      var r = (1.0 / 5_040).addingProduct(w, -1.0 / 40_320)
      r = (-1.0 / 720).addingProduct(w, r)
      r = (1.0 / 120).addingProduct(w, r)
      r = (-1.0 / 24).addingProduct(w, r)
      r = (1.0 / 6).addingProduct(w, r)
      r = (-0.5).addingProduct(w, r)
      r = (1.0).addingProduct(w, r)
      var p = w * r
      p *= 2 - p
      p *= 2 - p
      p *= 2 - p
      parts[i] = p
    }
  }
}

extension OnePole: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard let constant = cutoff.constant(channel) else { return nil }
    let part = -expm1(-constant * radiansPerHertz)
    return Rational.response([part], [1, part - 1], hertz * radiansPerHertz)
  }
}
