import Signals

/// What is done with two samples of one frame.
protocol BinaryOperation: Sendable, SendableMetatype {
  static func sample(_ a: Float, _ b: Float) -> Float
  /// The same for what never changes.
  static func number(_ a: Double, _ b: Double) -> Double
  /// Where the result may be other than zero.
  static func range(_ a: StreamInput, _ b: StreamInput) -> SignalRange
  /// What it is in a loop that runs sample by sample.
  static var scalar: ScalarOperation? { get }
  /// Zero on either side gives +0, whatever lies on the other.
  static var isSilencedByZero: Bool { get }
  /// Whether it costs more than reading a sample that was kept.
  static var isWorthKeeping: Bool { get }
  // `sample` over a block. Requirements, not loops of the kernel: a generic kernel is reached through its protocol,
  // where it is not specialised, and would call `sample` for every frame.
  static func fill(_ y: inout MutableSpan<Float>, _ a: Span<Float>, _ b: Span<Float>)
  static func fill(_ y: inout MutableSpan<Float>, _ a: Span<Float>, _ b: Float)
  static func fill(_ y: inout MutableSpan<Float>, _ a: Float, _ b: Span<Float>)
}

extension BinaryOperation {
  static var scalar: ScalarOperation? { nil }
  static var isSilencedByZero: Bool { false }
  static var isWorthKeeping: Bool { false }

  static func fill(_ y: inout MutableSpan<Float>, _ a: Span<Float>, _ b: Span<Float>) {
    precondition(a.count == y.count && b.count == y.count)
    for i in y.indices { y[i] = sample(a[i], b[i]) }
  }

  static func fill(_ y: inout MutableSpan<Float>, _ a: Span<Float>, _ b: Float) {
    precondition(a.count == y.count)
    for i in y.indices { y[i] = sample(a[i], b) }
  }

  static func fill(_ y: inout MutableSpan<Float>, _ a: Float, _ b: Span<Float>) {
    precondition(b.count == y.count)
    for i in y.indices { y[i] = sample(a, b[i]) }
  }
}

/// An operation done frame by frame on two signals.
struct Elementwise<Operation: BinaryOperation>: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  let askOrder: [Int]?
  private let a: StreamPlace
  private let b: StreamPlace
  /// The sides in the order in which they are asked.
  private let first: StreamPlace
  private let second: StreamPlace

  init(_ a: StreamInput, _ b: StreamInput) throws {
    let spread = try SignalShape.spreading(a, b)
    shape = SignalShape(channels: spread.channels, range: Operation.range(a, b), period: spread.period)
    constant =
      a.isConstant && b.isConstant
      ? (0..<shape.channels).map { Operation.number(a.constant($0) ?? 0, b.constant($0) ?? 0) } : nil
    (self.a, self.b) = (a.place, b.place)
    let isSwapped = Operation.isSilencedByZero && Self.rank(b) < Self.rank(a)
    (first, second) = isSwapped ? (self.b, self.a) : (self.a, self.b)
    // By a number other than 0, or of it, nothing is silenced.
    let isPlain = [a, b].contains { $0.constant?.allSatisfy { $0 != 0 } ?? false }
    askOrder = Operation.isSilencedByZero && !isPlain ? [first.index, second.index] : nil
  }

  /// How likely an input is silent where the other is not, and cheap to be asked: the least first.
  private static func rank(_ input: StreamInput) -> Int {
    if input.isConstant { return 0 }
    let range = input.shape.range
    return 1 + (range.lower == nil ? 1 : 0) + (range.upper == nil ? 1 : 0)
  }

  var isElementwise: Bool { true }
  var scalarOperation: ScalarOperation? { Operation.scalar }
  var takesStretches: Bool { constant == nil }
  var isWorthKeeping: Bool { Operation.isWorthKeeping }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let isSilenced = Operation.isSilencedByZero && input.index == second.index && block.isUniformZero(first)
    return isSilenced ? nil : block.frames
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant {
      block.fill(with: constant)
      return
    }
    if Operation.isSilencedByZero, block.isUniformZero(first) || block.isUniformZero(second) {
      block.fillWithZero()
      return
    }
    let (isUniformA, isUniformB) = (block.isUniform(a), block.isUniform(b))
    for channel in 0..<block.channels {
      if isUniformA, isUniformB {
        block.fill(channel, Operation.sample(block.value(of: a, channel), block.value(of: b, channel)))
        continue
      }
      var y = block.output(channel)
      if isUniformB {
        let a = block.own(a, channel)
        Operation.fill(&y, a, block.value(of: b, channel))
      } else if isUniformA {
        let b = block.own(b, channel)
        Operation.fill(&y, block.value(of: a, channel), b)
      } else {
        let a = block.own(a, channel)
        let b = block.own(b, channel)
        Operation.fill(&y, a, b)
      }
    }
    if isUniformA, isUniformB { block.markUniform() }
  }
}
