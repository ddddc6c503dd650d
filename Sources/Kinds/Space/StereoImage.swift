package import Signals

extension SignalKind {
  package static let balance = SignalKind(
    "balance", .space, "Turns one side of a stereo signal down; at the centre both are as they are.",
    example: "stereo(saw(110), saw(111)):balance(0.5) * 0.5",
    Stream("input", "What to balance: two channels, or one, which is heard on both sides."),
    Stream("pos", -1...1, .position, default: 0, "Towards which side: -1 is left, 0 the centre, 1 right.")
  ) { try StereoImage<BalanceRule>("balance", input: $1, by: $2) }

  package static let width = SignalKind(
    "width", .space,
    "Makes a stereo signal narrower or wider: the difference of its sides is turned down or up.",
    example: "stereo(saw(110), saw(111)):width(0.3) * 0.5", source: "A. D. Blumlein, 1931",
    Stream("input", "What to widen: two channels, or one, which stays in the middle."),
    Stream(
      "amount", 0...2, .ratio, default: 1, "How wide: 0 is one channel, 1 as it is, 2 twice as wide.")
  ) { try StereoImage<WidthRule>("width", input: $1, by: $2) }

  package static let rotate = SignalKind(
    "rotate", .space,
    "Turns the stereo image: a quarter turn exchanges the sides, and one of them is inverted.",
    example: "stereo(saw(110), noise() * 0.2):rotate(sine(0.5)) * 0.5",
    Stream("input", "What to turn: two channels, or one, which is heard on both sides."),
    Stream("angle", -6.283_185_4...6.283_185_4, .radians, default: 0, "How far, to the right.")
  ) { try StereoImage<RotateRule>("rotate", input: $1, by: $2) }
}

/// How much of its own side and of the other is heard on a side, by one number.
protocol StereoRule: Sendable, SendableMetatype {
  static var standard: Float { get }
  static var range: ClosedRange<Float> { get }
  /// For the left side; for the right one `side` is -1.
  static func weights(_ p: Float, side: Float) -> (own: Float, other: Float)
  // Requirements, so that the loops are specialised with the rule.
  static func fill(
    _ y: inout MutableSpan<Float>, _ own: Span<Float>, _ other: Span<Float>, _ p: Span<Float>, side: Float)
  static func fill(
    _ y: inout MutableSpan<Float>, _ own: Span<Float>, _ other: Span<Float>, _ p: Float, side: Float)
}

extension StereoRule {
  static func fill(
    _ y: inout MutableSpan<Float>, _ own: Span<Float>, _ other: Span<Float>, _ p: Span<Float>, side: Float
  ) {
    precondition(own.count == y.count && other.count == y.count && p.count == y.count)
    for i in y.indices {
      let w = weights(p[i].limited(to: range, standard: standard), side: side)
      y[i] = mulAdd(own[i], w.own, other[i] * w.other)
    }
  }

  static func fill(
    _ y: inout MutableSpan<Float>, _ own: Span<Float>, _ other: Span<Float>, _ p: Float, side: Float
  ) {
    precondition(own.count == y.count && other.count == y.count)
    let w = weights(p.limited(to: range, standard: standard), side: side)
    for i in y.indices { y[i] = mulAdd(own[i], w.own, other[i] * w.other) }
  }
}

enum BalanceRule: StereoRule {
  static let standard: Float = 0
  static let range: ClosedRange<Float> = -1...1
  @inline(__always)
  static func weights(_ p: Float, side: Float) -> (own: Float, other: Float) {
    let away = p * side
    return (1 - (away > 0 ? away : 0), 0)
  }
}

enum WidthRule: StereoRule {
  static let standard: Float = 1
  static let range: ClosedRange<Float> = 0...2
  @inline(__always)
  static func weights(_ p: Float, side: Float) -> (own: Float, other: Float) {
    (0.5 + 0.5 * p, 0.5 - 0.5 * p)
  }
}

enum RotateRule: StereoRule {
  static let standard: Float = 0
  static let range: ClosedRange<Float> = -6.283_185_4...6.283_185_4
  @inline(__always)
  static func weights(_ p: Float, side: Float) -> (own: Float, other: Float) {
    let phase = Phase.upper(radians: Double(p))
    return (SineWave.value(phase &+ 0x4000_0000), SineWave.value(phase) * -side)
  }
}

/// A matrix of two rows and two columns that follows from one number.
struct StereoImage<Rule: StereoRule>: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput
  private let by: StreamInput

  init(_ word: String, input: StreamInput, by: StreamInput) throws(SignalError) {
    guard input.shape.channels <= 2 else {
      throw SignalError(
        "input: \(input.shape.channels) channels were given; \(word) takes one or two (channel(n) picks one)")
    }
    guard by.shape.channels == 1 else {
      throw SignalError("\(word): \(by.shape.channels) channels were given where one number moves both sides")
    }
    self.input = input
    self.by = by
    let period = Period.combined(input.shape.period, by.shape.period)
    shape = SignalShape(channels: 2, range: input.shape.range, period: period)
    if let left = input.constant(0), let right = input.constant(input.shape.channels - 1),
      let p = by.constant(0)
    {
      let (l, r) = (Rule.weights(Float(p), side: 1), Rule.weights(Float(p), side: -1))
      constant = [
        left * Double(l.own) + right * Double(l.other), right * Double(r.own) + left * Double(r.other),
      ]
    } else {
      constant = nil
    }
  }

  var askOrder: [Int]? { [input.index, by.index] }
  var isElementwise: Bool { true }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    input.index == by.index && block.isUniformZero(self.input) ? nil : block.frames
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if block.isUniformZero(input) { return block.fillWithZero() }
    let isFixed = block.isUniform(by)
    let p = block.input(by).extracting(block.places(of: by))
    let last = input.shape.channels - 1
    for channel in 0..<2 {
      let own = block.input(input, min(channel, last)).extracting(block.places(of: input))
      let other = block.input(input, min(1 - channel, last)).extracting(block.places(of: input))
      var y = block.output(channel)
      if isFixed {
        Rule.fill(&y, own, other, p[0], side: channel == 0 ? 1 : -1)
      } else {
        Rule.fill(&y, own, other, p, side: channel == 0 ? 1 : -1)
      }
    }
    if isFixed, block.isUniform(input) { block.markUniform() }
  }
}
