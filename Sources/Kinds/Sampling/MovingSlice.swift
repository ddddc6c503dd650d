import Signals

/// At frame n the frame n of one of several equal parts of the input; which one, a signal tells.
struct MovingSlice: Kernel {
  static let numbers = 1...4_096.0

  let shape: SignalShape
  private let input: StreamInput
  private let number: StreamInput
  private let frames: Range<Int>
  private let count: Int
  /// The most frames read for one block: what bounds the memory of a wild number.
  private static let most = 1 << 22

  init(input: StreamInput, _ frames: Range<Int>, count: Int, number: StreamInput) throws(SignalError) {
    (self.input, self.number, self.frames, self.count) = (input, number, frames, count)
    let longest = (frames.count + count - 1) / count
    shape = SignalShape(
      channels: try SignalShape.channels(of: input, number),
      range: longest > 0 ? SignalRange(0..<longest) : .empty)
  }

  var memory: Memory { .elsewhere }
  var askOrder: [Int]? { [number.index, input.index] }

  private func isHeard(_ block: RenderBlock) -> Bool { !shape.range.clamping(block.frames).isEmpty }

  /// The part that a frame is read from.
  private func part(_ block: RenderBlock, _ channel: Int, _ i: Int) -> Range<Int> {
    let given =
      number.constant(channel)
      ?? Double(block.input(number, channel).extracting(block.places(of: number))[i])
    let place = (Int(given.limited(to: Self.numbers, standard: 1).rounded()) - 1) % count
    func bound(_ place: Int) -> Int { frames.lowerBound + place * frames.count / count }
    return bound(place)..<bound(place + 1)
  }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    guard isHeard(block) else { return nil }
    if input.index == number.index { return number.isConstant ? nil : block.frames }
    var (low, high) = (Int.max, Int.min)
    for channel in 0..<number.shape.channels {
      for i in 0..<block.count {
        let start = part(block, channel, i).lowerBound + block.frames.lowerBound + i
        (low, high) = (min(low, start), max(high, start + 1))
      }
    }
    let asked = (low..<high).clamped(to: frames).suffix(Self.most)
    return asked.isEmpty ? nil : asked
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard reads(input, block) != nil else { return block.fillWithZero() }
    let first = block.firstFrame(input)
    for channel in 0..<block.channels {
      let x = block.input(input, channel)
      var y = block.output(channel)
      for i in y.indices {
        let (part, frame) = (part(block, channel, i), block.frames.lowerBound + i)
        let place = part.lowerBound + frame - first
        let isInside = frame >= 0 && frame < part.count && place >= 0 && place < x.count
        y[i] = isInside ? x[place] : 0
      }
    }
  }
}
