import Signals

/// The input, by a number of whole frames later that moves, or that each channel has for itself.
struct MovingShift: Kernel {
  static let counts = 0...0x1p20

  let shape: SignalShape
  private let input: StreamInput
  private let count: StreamInput
  private let most: Int

  init(input: StreamInput, count: StreamInput) throws(SignalError) {
    (self.input, self.count) = (input, count)
    most = Int(count.constant?.max() ?? Self.counts.upperBound)
    var shape = try SignalShape.spreading(input, count)
    let (low, high) = (input.shape.range, try input.shape.range.moved(by: most))
    shape.range = SignalRange(lower: low.lower, upper: high.upper)
    shape.period = Period.combined(input.shape.period, count.shape.period)
    self.shape = SignalShape(channels: shape.channels, range: shape.range, period: shape.period)
  }

  var memory: Memory { .window(most) }
  var askOrder: [Int]? { [count.index, input.index] }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    if input.index == count.index { return count.isConstant ? nil : block.frames }
    var (low, high) = (Int.max, 0)
    for channel in 0..<shape.channels {
      for i in 0..<(count.isConstant ? 1 : block.count) {
        let late = late(block, channel, i)
        (low, high) = (min(low, late), max(high, late))
      }
    }
    return block.frames.lowerBound - high..<block.frames.upperBound - low
  }

  private func late(_ block: RenderBlock, _ channel: Int, _ i: Int) -> Int {
    let given =
      count.constant(channel)
      ?? Double(
        block.input(count, count.shape.channels == 1 ? 0 : channel).extracting(block.places(of: count))[i])
    return Int(given.limited(to: Self.counts, standard: 0).rounded())
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if block.isUniformZero(input) { return block.fillWithZero() }
    let first = block.firstFrame(input)
    for channel in 0..<block.channels {
      let x = block.input(input, channel)
      var y = block.output(channel)
      for i in y.indices {
        let place = block.frames.lowerBound + i - late(block, channel, i) - first
        y[i] = place >= 0 && place < x.count ? x[place] : 0
      }
    }
  }
}
