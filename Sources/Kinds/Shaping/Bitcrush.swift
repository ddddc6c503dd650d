package import Signals

extension SignalKind {
  package static let bitcrush = SignalKind(
    "bitcrush", .shaping,
    "A converter of few bits and a low rate: samples are taken at the rate, rounded, and held until the next, with all "
      + "the aliases that this makes.",
    example: "saw(110):bitcrush(4, 8000)",
    Stream("input", "What to crush."),
    Stream(
      "bits", 1...24, .count, default: 8,
      "How many bits; a step is 2 ^ (1 - bits), from -1 to 1: one level more than quantize has, so that what lies evenly about 0 stays so."
    ),
    Stream("rate", Bitcrush.rates, .hertz, default: 12_000, "How many samples are taken a second.")
  ) { try Bitcrush($0, input: $1, bits: $2, rate: $3) }
}

/// Takes a sample whenever a phase that runs at the rate comes round, the first at once.
struct Bitcrush: RecursiveKernel {
  struct State: KernelState {
    var phase: Double
    var held: Float
    var isFinite: Bool { held.isFinite }
  }

  static let rates = 1.0...384_000.0
  /// Parts of a held sample that a moment may come early.
  private static let nearly = 1e-6

  let shape: SignalShape
  let rest = State(phase: 1, held: 0)
  private let input: StreamInput
  private let bits: StreamInput
  private let rate: StreamInput
  private let secondsPerFrame: Double

  init(_ context: KindContext, input: StreamInput, bits: StreamInput, rate: StreamInput) throws {
    (self.input, self.bits, self.rate) = (input, bits, rate)
    secondsPerFrame = 1 / Double(context.rate)
    shape = try SignalShape.spreading(input, bits, rate).recursive(from: input)
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel).extracting(block.places(of: input))
    let bits = block.input(bits, channel).extracting(block.places(of: bits))
    let hertz = block.input(rate, channel).extracting(block.places(of: rate))
    var y = block.output(channel)
    precondition(x.count == y.count && bits.count == y.count && hertz.count == y.count)
    var s = state
    for i in y.indices {
      // Sums of a sixth come to a little less than one.
      if s.phase + Self.nearly >= 1 {
        let steps = FastMath.exp2(Double(bits[i].limited(to: Quantize.bits, standard: 8)) - 1)
        let sample = Double(x[i]).limited(to: -1...1, standard: 0)
        s.held = Float((sample * steps).rounded(.toNearestOrEven) / steps)
        s.phase -= (s.phase + Self.nearly).rounded(.down)
      }
      s.phase += Double(hertz[i]).limited(to: Self.rates, standard: 12_000) * secondsPerFrame
      y[i] = s.held + 0
    }
    state = s
  }
}
