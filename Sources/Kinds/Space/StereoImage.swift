package import Signals

extension SignalKind {
  package static let balance = SignalKind(
    "balance", .space,
    "Turns one side of a stereo signal down; at the centre both are as they are. \(StereoPairs.doc)",
    example: "stereo(saw(110), saw(111)):balance(0.5) * 0.5",
    Stream("input", "What to balance; one channel is heard on both sides."),
    Stream(
      "pos", -1...1, .position, default: 0,
      "Towards which side: -1 is left, 0 the centre, 1 right. One for all pairs, or one for each.")
  ) { try StereoImage<BalanceRule>("pos", input: $1, by: $2) }

  package static let width = SignalKind(
    "width", .space,
    "Makes a stereo signal narrower or wider: the difference of its sides is turned down or up. \(StereoPairs.doc)",
    example: "stereo(saw(110), saw(111)):width(0.3) * 0.5", source: "A. D. Blumlein, 1931",
    Stream("input", "What to widen; one channel stays in the middle."),
    Stream(
      "amount", 0...2, .ratio, default: 1,
      "How wide: 0 is one channel, 1 as it is, 2 twice as wide. One for all pairs, or one for each.")
  ) { try StereoImage<WidthRule>("amount", input: $1, by: $2) }

  package static let rotate = SignalKind(
    "rotate", .space,
    "Turns the stereo image: a quarter turn exchanges the sides, and one of them is inverted. \(StereoPairs.doc)",
    example: "stereo(saw(110), noise() * 0.2):rotate(sine(0.5)) * 0.5",
    Stream("input", "What to turn; one channel is heard on both sides."),
    Stream(
      "angle", -6.283_185_4...6.283_185_4, .radians, default: 0,
      "How far, to the right. One for all pairs, or one for each.")
  ) { try StereoImage<RotateRule>("angle", input: $1, by: $2) }
}

/// How more channels than two are left and right.
enum StereoPairs {
  static let doc =
    "Of more channels each two are a pair, left and right; an odd last one is in the middle and stays as it is."
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

/// A matrix of two rows and two columns that follows from one number, for each pair of channels.
struct StereoImage<Rule: StereoRule>: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  private let input: StreamInput
  private let by: StreamInput

  init(_ name: String, input: StreamInput, by: StreamInput) throws(SignalError) {
    let channels = max(2, input.shape.channels)
    let (pairs, numbers) = (channels / 2, by.shape.channels)
    guard numbers == 1 || numbers == pairs else {
      throw SignalError(
        "\(name): \(numbers) channels were given; expected one"
          + (pairs == 1 ? ", which moves both sides" : ", or \(pairs), one for each pair of channels"))
    }
    self.input = input
    self.by = by
    let period = Period.combined(input.shape.period, by.shape.period)
    shape = SignalShape(channels: channels, range: input.shape.range, period: period)
    guard let values = input.constant, by.isConstant else {
      constant = nil
      return
    }
    constant = (0..<channels).map { channel in
      let own = values[min(channel, values.count - 1)]
      guard let (partner, pair) = Self.partner(channel, of: channels), let p = by.constant(pair) else {
        return own
      }
      let weights = Rule.weights(Float(p), side: channel.isMultiple(of: 2) ? 1 : -1)
      return own * Double(weights.own) + values[min(partner, values.count - 1)] * Double(weights.other)
    }
  }

  /// The other channel of a channel's pair and the pair's number, or nil for the one in the middle.
  private static func partner(_ channel: Int, of channels: Int) -> (channel: Int, pair: Int)? {
    channel / 2 < channels / 2 ? (channel ^ 1, channel / 2) : nil
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
    let last = input.shape.channels - 1
    for channel in 0..<shape.channels {
      let own = block.input(input, min(channel, last)).extracting(block.places(of: input))
      var y = block.output(channel)
      guard let (partner, pair) = Self.partner(channel, of: shape.channels) else {
        copy(own, into: &y)
        continue
      }
      let other = block.input(input, min(partner, last)).extracting(block.places(of: input))
      let p = block.input(by, by.shape.channels == 1 ? 0 : pair).extracting(block.places(of: by))
      let side: Float = channel.isMultiple(of: 2) ? 1 : -1
      if isFixed {
        Rule.fill(&y, own, other, p[0], side: side)
      } else {
        Rule.fill(&y, own, other, p, side: side)
      }
    }
    if isFixed, block.isUniform(input) { block.markUniform() }
  }
}
