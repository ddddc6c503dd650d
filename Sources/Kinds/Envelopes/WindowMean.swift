import Glibc
package import Signals

extension SignalKind {
  package static let windowMean = SignalKind(
    "window_mean", .envelopes, "The mean of the samples of the last while.",
    example: "saw(110):lowpass(square(2):range(300, 3000):window_mean(0.1)) * 0.7",
    Stream("input", "What to look at."),
    Number(
      "length", 0...10, .seconds, default: 0.01,
      "How long the while is; at least one frame. Number only: it is the size of what is remembered.")
  ) { try WindowMean($0, input: $1, length: max(1, $0.frames($2))) }
}

/// The sum of the last `length` samples, this one among them, divided by their number.
///
/// Sums of 1, 2, 4, ... samples are made by doubling, and those that the length consists of are added from the newest
/// sample back: the same sums in the same order wherever a block begins.
struct WindowMean: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let length: Int
  private let radiansPerHertz: Double

  init(_ context: KindContext, input: StreamInput, length: Int) throws(SignalError) {
    self.input = StreamInput(index: input.index, shape: input.shape)
    self.length = length
    radiansPerHertz = 2 * .pi / Double(context.rate)
    let range = input.shape.range
    let later = try range.moved(by: length - 1)
    shape = SignalShape(
      channels: input.shape.channels, range: SignalRange(lower: range.lower, upper: later.upper),
      period: input.shape.period)
  }

  var memory: Memory { .window(length - 1) }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    block.frames.lowerBound - (length - 1)..<block.frames.upperBound
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    let isUniform = block.isUniform(input)
    // What is uniform is worked out on one frame, by the same loops.
    let part = isUniform ? block.part(block.frames.prefix(1)) : block
    let first = part.frames.lowerBound - (length - 1) - part.firstFrame(input)
    let needed = first..<first + length - 1 + part.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * needed.count) { scratch in
      var sums = scratch.extracting(..<needed.count).mutableSpan
      var others = scratch.extracting(needed.count...).mutableSpan
      for channel in 0..<block.channels {
        copy(part.input(input, channel).extracting(needed), into: &sums)
        var y = part.output(channel)
        mean(&sums, &others, &y)
        if isUniform { block.fill(channel, y[0]) }
      }
    }
    if isUniform { block.markUniform() }
  }

  /// `sums` holds the samples. Sums of twice as many are made from one plane into the other.
  private func mean(
    _ sums: inout MutableSpan<Float>, _ others: inout MutableSpan<Float>, _ y: inout MutableSpan<Float>
  ) {
    precondition(sums.count == length - 1 + y.count && others.count == sums.count)
    for i in y.indices { y[i] = 0 }
    var (reach, taken, isInOthers) = (1, 0, false)
    while true {
      if length & reach != 0 {
        if isInOthers {
          Self.add(others.span, from: length - 1 - taken, to: &y)
        } else {
          Self.add(sums.span, from: length - 1 - taken, to: &y)
        }
        taken += reach
      }
      if taken == length { break }
      if isInOthers {
        Self.double(others.span, reach, into: &sums)
      } else {
        Self.double(sums.span, reach, into: &others)
      }
      isInOthers.toggle()
      reach *= 2
    }
    let part = 1 / Float(length)
    for i in y.indices { y[i] = mulAdd(y[i], part, 0) }
  }

  private static func add(_ sums: Span<Float>, from first: Int, to y: inout MutableSpan<Float>) {
    let sums = sums.extracting(first..<first + y.count)
    for i in y.indices { y[i] += sums[i] }
  }

  /// At each place the sum of `reach` samples that end there becomes that of twice as many.
  private static func double(_ sums: Span<Float>, _ reach: Int, into others: inout MutableSpan<Float>) {
    let first = 2 * reach - 1
    let late = sums.extracting(first...)
    let early = sums.extracting(first - reach..<sums.count - reach)
    precondition(late.count == early.count && first + late.count == others.count)
    for i in late.indices { others[unchecked: first &+ i] = early[i] + late[i] }
  }
}

extension WindowMean: LinearResponse {
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    let half = hertz * radiansPerHertz / 2
    let level =
      sin(half).magnitude < 1e-12
      ? cos(Double(length) * half) / cos(half) : sin(Double(length) * half) / sin(half) / Double(length)
    let angle = half * Double(length - 1)
    return (level * cos(angle), -level * sin(angle))
  }
}
