package import Signals

extension SignalKind {
  package static let range = SignalKind(
    "range", .envelopes, "A signal that lies between -1 and 1, made to lie between two others.",
    example: "saw(110):lowpass(sine(0.5):range(300, 3000)) * 0.5",
    Stream("input", "What to map: -1 becomes lo, 1 becomes hi."),
    Stream("lo", -1e9...1e9, .level, "What -1 becomes."),
    Stream("hi", -1e9...1e9, .level, "What 1 becomes.")
  ) { try Rescale(input: $1, lo: $2, hi: $3) }
}

/// (lo + hi) / 2 + input x (hi - lo) / 2.
struct Rescale: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput
  private let lo: StreamInput
  private let hi: StreamInput

  init(input: StreamInput, lo: StreamInput, hi: StreamInput) throws(SignalError) {
    self.input = input
    self.lo = lo
    self.hi = hi
    let spread = try SignalShape.spreading(input, lo, hi)
    shape = SignalShape(channels: spread.channels, period: spread.period)
    if input.isConstant, lo.isConstant, hi.isConstant {
      constant = (0..<spread.channels).map { channel in
        let (x, lo, hi) = (input.constant(channel) ?? 0, lo.constant(channel) ?? 0, hi.constant(channel) ?? 0)
        return (lo + hi) / 2 + x * (hi - lo) / 2
      }
    } else {
      constant = nil
    }
  }

  var isElementwise: Bool { true }
  var isWorthKeeping: Bool { false }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    let isFixed = block.isUniform(lo) && block.isUniform(hi)
    for channel in 0..<block.channels {
      let x = block.input(input, channel).extracting(block.places(of: input))
      let lo = block.input(lo, channel).extracting(block.places(of: lo))
      let hi = block.input(hi, channel).extracting(block.places(of: hi))
      var y = block.output(channel)
      precondition(x.count == y.count && lo.count == y.count && hi.count == y.count)
      if isFixed {
        let (low, high) = (Self.bound(lo[0]), Self.bound(hi[0]))
        for i in y.indices { y[i] = Self.mapped(x[i], low, high) }
      } else {
        for i in y.indices { y[i] = Self.mapped(x[i], Self.bound(lo[i]), Self.bound(hi[i])) }
      }
    }
    if isFixed, block.isUniform(input) { block.markUniform() }
  }

  @inline(__always)
  private static func bound(_ x: Float) -> Float { x.limited(to: -1e9...1e9, standard: 0) }

  @inline(__always)
  private static func mapped(_ x: Float, _ low: Float, _ high: Float) -> Float {
    mulAdd(x, (high - low) * 0.5, (low + high) * 0.5)
  }
}
