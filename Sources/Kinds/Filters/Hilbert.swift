import Designs
package import Signals

extension SignalKind {
  package static let hilbert = SignalKind(
    "hilbert", .filters,
    "The analytic signal: for each channel two, the sound and the sound a quarter turn later, so that the root of "
      + "the sum of their squares is the envelope. Both are turned by an angle that depends on frequency.",
    example: "(saw(110) * 0.5):hilbert()",
    source:
      "Valenzuela and Constantinides, Digital signal processing schemes for efficient interpolation, 1983",
    Stream("input", "What to turn.")
  ) { try Hilbert($0, input: $1) }
}

/// Channels 2n - 1 and 2n are the two parts of the input's channel n.
struct Hilbert: Kernel {
  private static let most = 32

  let shape: SignalShape
  private let input: StreamInput
  private let quadrature: Quadrature
  private let radiansPerHertz: Double

  init(_ context: KindContext, input: StreamInput) throws(SignalError) {
    guard input.shape.channels <= Self.most else {
      throw SignalError("input: \(input.shape.channels) channels were given; expected at most \(Self.most)")
    }
    self.input = input
    quadrature = Quadrature(rate: Double(context.rate))
    radiansPerHertz = 2 * .pi / Double(context.rate)
    var doubled = input.shape
    doubled.channels *= 2
    shape = doubled.recursive(from: input)
  }

  var memory: Memory { .recursive }
  var stateByteCount: Int { MemoryLayout<Quadrature.State>.stride * input.shape.channels }

  func putAtRest(_ state: UnsafeMutableRawPointer) {
    let states = state.assumingMemoryBound(to: Quadrature.State.self)
    for channel in 0..<input.shape.channels { unsafe states[channel] = .rest }
  }

  func restoreFiniteState(_ state: UnsafeMutableRawPointer) {
    let states = state.assumingMemoryBound(to: Quadrature.State.self)
    for channel in 0..<input.shape.channels where unsafe !states[channel].isAudible {
      unsafe states[channel] = .rest
    }
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let state else { preconditionFailure("a recursive kernel is rendered with its state") }
    let states = state.assumingMemoryBound(to: Quadrature.State.self)
    let count = input.shape.channels
    if block.isUniformZero(input), (0..<count).allSatisfy({ unsafe states[$0].level == 0 }) {
      return block.fillWithZero()
    }
    for channel in 0..<count {
      let x = block.input(input, channel)
      var y = block.output(2 * channel)
      var later = block.output(2 * channel + 1)
      precondition(x.count == y.count && x.count == later.count)
      var s = unsafe states[channel]
      for i in x.indices {
        let parts = quadrature.step(Double(x[i]), &s)
        y[i] = Float(parts.x)
        later[i] = Float(parts.y)
      }
      unsafe states[channel] = s
    }
  }
}

extension Hilbert: LinearResponse {
  /// Of an output channel.
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    let value = quadrature.response(hertz * radiansPerHertz, part: channel % 2)
    return (value.real, value.imaginary)
  }
}
