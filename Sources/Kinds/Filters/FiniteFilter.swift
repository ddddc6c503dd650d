import Designs
package import Signals

extension SignalKind {
  package static let fir = SignalKind(
    "fir", .filters,
    "A filter without recursion: each frame is a weighted sum of the input's last ones, by as many taps, as firwin "
      + "and remez answer them. Its level is what they make it.",
    example: "(saw(110) * 0.5):fir(firwin(101, 1000))", source: "",
    Stream("input", "What to filter."),
    SampleList(
      "taps", "Of the input now, one frame before, two frames before; or a list of such for each channel.")
  ) { try FiniteFilter($0, input: $1, taps: $2) }
}

/// Sums over taps, the newest frame first.
struct FiniteFilter: Kernel {
  static let most = 1 << 16

  let shape: SignalShape
  private let input: StreamInput
  private let taps: [[Float]]
  /// The least and the greatest delay among the taps, in frames.
  private let newest: Int
  private let oldest: Int
  private let radiansPerHertz: Double

  init(_ context: KindContext, input: StreamInput, taps: Samples) throws(SignalError) {
    guard (1...Self.most).contains(taps.count) else {
      throw SignalError("taps: \(taps.count) were given; expected 1 to \(Self.most)")
    }
    guard taps.planes.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw SignalError("taps: expected finite numbers")
    }
    self.input = input
    self.taps = taps.planes
    let heard = taps.planes.compactMap { $0.firstIndex { $0 != 0 } }
    newest = heard.min() ?? 0
    oldest = taps.count - 1
    radiansPerHertz = 2 * .pi / Double(context.rate)
    let channels = try SignalShape.channels(
      of: input, StreamInput(shape: SignalShape(channels: taps.channels)))
    let (low, high) = (try input.shape.range.moved(by: newest), try input.shape.range.moved(by: oldest))
    shape = SignalShape(
      channels: channels, range: SignalRange(lower: low.lower, upper: high.upper), period: input.shape.period)
  }

  var memory: Memory { .window(oldest) }

  func leastDelay(_ input: Int) -> Int { newest }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    block.frames.lowerBound - oldest..<block.frames.upperBound - newest
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    for channel in 0..<block.channels {
      let own = taps[taps.count == 1 ? 0 : channel]
      let taps = own.span
      var y = block.output(channel)
      for i in y.indices { y[i] = 0 }
      for place in newest...oldest where taps[place] != 0 {
        let x = block.input(input, channel).extracting(block.places(of: input, earlierBy: place))
        let tap = taps[place]
        precondition(x.count == y.count)
        for i in y.indices { y[i] = mulAdd(tap, x[i], y[i]) }
      }
    }
    if block.isUniform(input) { block.markUniform() }
  }
}

extension FiniteFilter: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    Rational.response(taps[min(channel, taps.count - 1)].map(Double.init), [1], hertz * radiansPerHertz)
  }

  var cascade: [(b: [Double], a: [Double])] { taps.first.map { [($0.map(Double.init), [1])] } ?? [] }
}
