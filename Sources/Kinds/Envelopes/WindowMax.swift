package import Signals

extension SignalKind {
  package static let windowMax = SignalKind(
    "window_max", .envelopes, "The greatest sample of the last while.",
    example: "noise() * (saw(2) ^ 4):window_max(0.1) * 0.3",
    Stream("input", "What to look at."),
    Number(
      "length", 0...60, .seconds, default: 0.01,
      "How long the while is; at least one frame. Number only: it is the size of what is remembered.")
  ) { try WindowMax(input: $1, length: max(1, $0.frames($2))) }
}

/// The greatest of the last `length` samples, this one among them.
///
/// Samples are compared as whole numbers in the same order, which can be done for many at once, and has one answer
/// where zeros of both signs meet.
struct WindowMax: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let length: Int

  init(input: StreamInput, length: Int) throws(SignalError) {
    self.input = input
    self.length = length
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
    if block.isUniform(input) { return block.fill(fromUniform: input) }
    let start = block.frames.lowerBound - (length - 1) - block.firstFrame(input)
    let needed = start..<start + length - 1 + block.count
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 4 * Grid.block) { scratch in
      var m = scratch.extracting(..<(2 * Grid.block)).mutableSpan
      var other = scratch.extracting((2 * Grid.block)...).mutableSpan
      for channel in 0..<block.channels {
        let x = block.input(input, channel).extracting(needed)
        var y = block.output(channel)
        if length < y.count {
          renderShort(x, &y, &m, &other)
        } else {
          renderLong(x, &y, &m)
        }
      }
    }
  }

  /// By doubling: the greatest of 1, 2, 4, ... samples from each place on, then two of these that overlap.
  private func renderShort(
    _ x: Span<Float>, _ y: inout MutableSpan<Float>, _ m: inout MutableSpan<Int32>,
    _ other: inout MutableSpan<Int32>
  ) {
    precondition(m.count >= x.count && x.count == y.count + length - 1)
    for i in x.indices { m[i] = Self.rank(x[i]) }
    var (reach, isInOther) = (1, false)
    while 2 * reach <= length {
      let count = x.count - (2 * reach - 1)
      if isInOther {
        Self.double(other.span, reach, count, into: &m)
      } else {
        Self.double(m.span, reach, count, into: &other)
      }
      isInOther.toggle()
      reach *= 2
    }
    if isInOther {
      Self.finish(other.span, length - reach, into: &y)
    } else {
      Self.finish(m.span, length - reach, into: &y)
    }
  }

  /// The greater of each rank and the one `reach` later.
  private static func double(
    _ ranks: Span<Int32>, _ reach: Int, _ count: Int, into y: inout MutableSpan<Int32>
  ) {
    let early = ranks.extracting(..<count)
    let late = ranks.extracting(reach..<reach + count)
    precondition(y.count >= count)
    for i in early.indices { y[i] = max(early[i], late[i]) }
  }

  private static func finish(_ ranks: Span<Int32>, _ reach: Int, into y: inout MutableSpan<Float>) {
    let early = ranks.extracting(..<y.count)
    let late = ranks.extracting(reach..<reach + y.count)
    for i in early.indices { y[i] = sample(max(early[i], late[i])) }
  }

  /// Every window is the end of what comes before a stretch that all share, that stretch, and the beginning of what
  /// follows.
  private func renderLong(_ x: Span<Float>, _ y: inout MutableSpan<Float>, _ m: inout MutableSpan<Int32>) {
    precondition(m.count >= y.count && x.count == y.count + length - 1)
    var shared = Int32.min
    let middle = x.extracting(y.count - 1..<length)
    for i in middle.indices { shared = max(shared, Self.rank(middle[i])) }
    var greatest = shared
    for i in stride(from: y.count - 1, to: 0, by: -1) {
      m[i] = greatest
      greatest = max(greatest, Self.rank(x[i - 1]))
    }
    m[0] = greatest
    greatest = shared
    for i in y.indices {
      y[i] = Self.sample(max(m[i], greatest))
      if i + 1 < y.count { greatest = max(greatest, Self.rank(x[length + i])) }
    }
  }

  /// A whole number that is greater where the sample is.
  @inline(__always)
  private static func rank(_ x: Float) -> Int32 { flipped(Int32(bitPattern: x.bitPattern)) }

  @inline(__always)
  private static func sample(_ rank: Int32) -> Float { Float(bitPattern: UInt32(bitPattern: flipped(rank))) }

  @inline(__always)
  private static func flipped(_ bits: Int32) -> Int32 { bits ^ ((bits &>> 31) & Int32.max) }
}
