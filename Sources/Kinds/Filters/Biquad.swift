import Designs
package import Signals

extension SignalKind {
  package static let biquad = SignalKind(
    "biquad", .filters,
    "A second-order filter by its coefficients: y = b0 x + b1 x:z(1) + b2 x:z(2) - a1 y:z(1) - a2 y:z(2). Its "
      + "level is what they make it.",
    example: "(saw(110) * 0.5):biquad(0.1, 0.2, 0.1, -1.1, 0.5)",
    source: "transposed direct form II: Oppenheim and Schafer, Discrete-Time Signal Processing, 1989",
    Stream("input", "What to filter."),
    Stream("b0", -16...16, .ratio, default: 1, "Of the input."),
    Stream("b1", -16...16, .ratio, default: 0, "Of the input one frame before."),
    Stream("b2", -16...16, .ratio, default: 0, "Of the input two frames before."),
    Number(
      "a1", -2...2, .ratio, default: 0,
      "Of the output one frame before. Number only: between filters that are stable by themselves it "
        + "could grow without bound (svf and its like move)."),
    Number("a2", -1...1, .ratio, default: 0, "Of the output two frames before. Number only: as a1 is.")
  ) { try Biquad($0, input: $1, factors: [$2, $3, $4], a1: $5, a2: $6) }
}

/// Two sums that are carried from frame to frame, in double precision. What comes back does not move: even between
/// stable pairs of a1 and a2 it could grow without bound.
struct Biquad: FadingKernel {
  struct State: FadingState {
    var first: Double
    var second: Double

    var level: Double { first.magnitude + second.magnitude }
  }

  private static let range = -16.0...16.0

  let shape: SignalShape
  let rest = State(first: 0, second: 0)
  let input: StreamInput
  /// b0, b1, b2.
  private let factors: [StreamInput]
  private let a1: Double
  private let a2: Double
  private let radiansPerHertz: Double
  /// Three for each channel, where none can move.
  private let fixed: [[Double]]

  init(_ context: KindContext, input: StreamInput, factors: [StreamInput], a1: Double, a2: Double) throws {
    guard Rational.isStable([1, a1, a2]) else {
      throw SignalError(
        "a1, a2: \(Numerals.text(a1)) and \(Numerals.text(a2)) were given; expected a stable filter, a2 between -1 "
          + "and 1 and a1 between -(1 + a2) and 1 + a2")
    }
    (self.input, self.factors, self.a1, self.a2) = (input, factors, a1, a2)
    radiansPerHertz = 2 * .pi / Double(context.rate)
    let spread = try SignalShape.spreading([input] + factors)
    shape = spread.recursive(from: input)
    fixed = (0..<spread.channels).compactMap { channel in
      let constants = factors.compactMap { $0.constant(channel) }
      return constants.count == factors.count ? constants : nil
    }
  }

  func render(_ block: RenderBlock, channel: Int, _ state: inout State) {
    let x = block.input(input, channel)
    var y = block.output(channel)
    precondition(x.count == y.count)
    var s = state
    if !fixed.isEmpty {
      let (b0, b1, b2) = (fixed[channel][0], fixed[channel][1], fixed[channel][2])
      for i in y.indices { y[i] = step(Double(x[i]), b0, b1, b2, &s) }
    } else {
      let count = block.count
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * count) { scratch in
        scratch.initialize(repeating: 0)
        var table = scratch.mutableSpan
        for place in 0..<3 { fill(place, block, channel, &table) }
        for i in y.indices {
          y[i] = step(Double(x[i]), table[i], table[count + i], table[2 * count + i], &s)
        }
      }
    }
    state = s
  }

  @inline(__always)
  private func step(_ x: Double, _ b0: Double, _ b1: Double, _ b2: Double, _ s: inout State) -> Float {
    let y = s.first.addingProduct(b0, x)
    s.first = s.second.addingProduct(b1, x).addingProduct(-a1, y)
    s.second = (b2 * x).addingProduct(-a2, y)
    // Never -0, so that silence has one form.
    return Float(y) + 0
  }

  private func fill(_ place: Int, _ block: RenderBlock, _ channel: Int, _ table: inout MutableSpan<Double>) {
    let count = block.count
    if let constant = factors[place].constant(channel) {
      for i in 0..<count { table[place * count + i] = constant }
      return
    }
    let samples = block.input(factors[place], channel)
    let standard = place == 0 ? 1.0 : 0
    for i in 0..<count {
      table[place * count + i] = Double(samples[i]).limited(to: Self.range, standard: standard)
    }
  }
}

extension Biquad: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard !fixed.isEmpty else { return nil }
    return Rational.response(fixed[min(channel, fixed.count - 1)], [1, a1, a2], hertz * radiansPerHertz)
  }
}
