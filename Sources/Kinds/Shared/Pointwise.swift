import Signals

/// What becomes of a sample and of the parameters at its frame.
protocol PointFunction: Sendable, SendableMetatype {
  /// 0 stays 0, whatever the parameters are.
  var keepsSilence: Bool { get }
  /// Whether it costs more than reading a sample that was kept.
  var isWorthKeeping: Bool { get }
  /// From planes as long as the output, one after another: the input, then the parameters, held to their ranges.
  func fill(_ y: inout MutableSpan<Float>, _ planes: Span<Float>)
  /// The same for what never changes; nil where it is worked out as a sample is.
  func number(_ values: [Double]) -> Double?
  /// Where the result may be other than zero, where that is not the input's range or everywhere.
  func range(_ inputs: [StreamInput]) -> SignalRange?
}

extension PointFunction {
  var keepsSilence: Bool { false }
  var isWorthKeeping: Bool { true }
  func number(_ values: [Double]) -> Double? { nil }
  func range(_ inputs: [StreamInput]) -> SignalRange? { nil }

  @inline(__always)
  static func map(_ y: inout MutableSpan<Float>, _ planes: Span<Float>, _ function: (Float) -> Float) {
    precondition(planes.count == y.count)
    for i in y.indices { y[i] = function(planes[i]) }
  }

  @inline(__always)
  static func map(
    _ y: inout MutableSpan<Float>, _ planes: Span<Float>, _ function: (Float, Float) -> Float
  ) {
    let count = y.count
    precondition(planes.count == 2 * count)
    let (x, a) = (planes.extracting(..<count), planes.extracting(count...))
    precondition(x.count == count && a.count == count)
    for i in y.indices { y[i] = function(x[i], a[i]) }
  }

  @inline(__always)
  static func map(
    _ y: inout MutableSpan<Float>, _ planes: Span<Float>, _ function: (Float, Float, Float) -> Float
  ) {
    let count = y.count
    precondition(planes.count == 3 * count)
    let x = planes.extracting(..<count)
    let a = planes.extracting(count..<2 * count)
    let b = planes.extracting((2 * count)...)
    precondition(x.count == count && a.count == count && b.count == count)
    for i in y.indices { y[i] = function(x[i], a[i], b[i]) }
  }
}

/// A parameter of a function of points, and what holds a signal that is given for it.
struct PointParameter: Sendable {
  // Without its constants, which rendering does not need, and which would be retained wherever one is read.
  let input: StreamInput
  let constant: [Double]?
  /// Nil for a second input, which is taken as it is.
  let range: ClosedRange<Float>?
  let standard: Float

  init(_ input: StreamInput, in range: ClosedRange<Double>? = nil, standard: Double = 0) {
    self.input = StreamInput(index: input.index, shape: input.shape)
    constant = input.constant
    self.range = range.map { Float($0.lowerBound)...Float($0.upperBound) }
    self.standard = Float(standard)
  }

  func constant(_ channel: Int) -> Double? { constant.map { $0.count == 1 ? $0[0] : $0[channel] } }
}

/// A function of one frame, done frame by frame.
struct Pointwise<Function: PointFunction>: Kernel {
  let shape: SignalShape
  let constant: [Double]?
  let askOrder: [Int]?
  private let function: Function
  private let x: StreamInput
  private let parameters: [PointParameter]

  init(_ function: Function, _ input: StreamInput, _ parameters: [PointParameter] = []) throws {
    self.function = function
    self.parameters = parameters
    x = StreamInput(index: input.index, shape: input.shape)
    let inputs = [input] + parameters.map(\.input)
    let spread = try SignalShape.spreading(inputs)
    let isFixed = parameters.allSatisfy { $0.constant != nil }
    var range = function.range([input] + parameters.map(\.given)) ?? .all
    if function.keepsSilence {
      range = input.shape.range
    } else if range == .all, isFixed {
      let isSilent = (0..<spread.channels).allSatisfy { channel in
        Self.sample(function, [0] + parameters.map { Float($0.constant(channel) ?? 0) }) == 0
      }
      if isSilent { range = input.shape.range }
    }
    shape = SignalShape(channels: spread.channels, range: range, period: spread.period)
    if input.isConstant, isFixed {
      constant = (0..<spread.channels).map { channel in
        let values = [input.constant(channel) ?? 0] + parameters.map { $0.constant(channel) ?? 0 }
        return function.number(values) ?? Double(Self.sample(function, values.map(Float.init)))
      }
    } else {
      constant = nil
    }
    askOrder = function.keepsSilence && !parameters.isEmpty ? inputs.map(\.index) : nil
  }

  private static func sample(_ function: Function, _ values: [Float]) -> Float {
    var out: [Float] = [0]
    var y = out.mutableSpan
    function.fill(&y, values.span)
    return y[0]
  }

  var isElementwise: Bool { true }
  var isWorthKeeping: Bool { function.isWorthKeeping }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let isSilenced = function.keepsSilence && input.index != x.index && block.isUniformZero(x)
    return isSilenced ? nil : block.frames
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if function.keepsSilence, block.isUniformZero(x) { return block.fillWithZero() }
    var isUniform = block.isUniform(x)
    for parameter in parameters where !block.isUniform(parameter.input) { isUniform = false }
    // What is uniform is worked out on one frame, by the same loops.
    let part = isUniform ? block.part(block.frames.prefix(1)) : block
    let count = part.count
    if parameters.isEmpty {
      for channel in 0..<block.channels {
        var y = part.output(channel)
        function.fill(&y, part.input(x, channel).extracting(part.places(of: x)))
        if isUniform { block.fill(channel, y[0]) }
      }
      if isUniform { block.markUniform() }
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: (1 + parameters.count) * count) { scratch in
      var planes = scratch.mutableSpan
      for channel in 0..<block.channels {
        let samples = part.input(x, channel).extracting(part.places(of: x))
        precondition(samples.count == count && planes.count >= count)
        for i in samples.indices { planes[i] = samples[i] }
        for (place, parameter) in parameters.enumerated() {
          Self.fill(&planes, from: (place + 1) * count, parameter, part, channel)
        }
        var y = part.output(channel)
        function.fill(&y, planes.span)
        if isUniform { block.fill(channel, y[0]) }
      }
    }
    if isUniform { block.markUniform() }
  }

  private static func fill(
    _ planes: inout MutableSpan<Float>, from first: Int, _ parameter: PointParameter, _ block: RenderBlock,
    _ channel: Int
  ) {
    let samples = block.input(parameter.input, channel).extracting(block.places(of: parameter.input))
    precondition(first >= 0 && first + samples.count <= planes.count)
    if let range = parameter.range {
      for i in samples.indices {
        planes[unchecked: first &+ i] = samples[i].limited(to: range, standard: parameter.standard)
      }
    } else {
      for i in samples.indices { planes[unchecked: first &+ i] = samples[i] }
    }
  }
}

extension PointParameter {
  /// The input with its constants.
  fileprivate var given: StreamInput {
    StreamInput(index: input.index, shape: input.shape, constant: constant)
  }
}
