package import Signals

extension SignalKind {
  package static let tile = SignalKind(
    "tile", .time, "A stretch of a signal, repeated over all time in both directions.",
    example: "(saw(110) * perc(0.01, 0.3)):tile(0, 0.5) * 0.7",
    Stream("input", "What to repeat."),
    Number(
      "lower", -86_400...86_400, .seconds,
      "Where the stretch begins. Number only: it tells where the whole lies."),
    Number(
      "upper", -86_400...86_400, .seconds,
      "Where it ends; this frame is the first again. Number only: as lower is.")
  ) { context, input, lower, upper in
    guard context.frames(lower) < context.frames(upper) else {
      throw SignalError(
        "upper: \(Quantity.seconds.text(upper)) was given; expected at least one frame more than lower, "
          + "\(Quantity.seconds.text(lower))")
    }
    let stretch = context.frames(lower)..<context.frames(upper)
    guard input.shape.range.clamping(stretch).count <= Tile.most else {
      throw SignalError(
        "upper: \(Quantity.seconds.text(upper)) was given; of a sound that fills the stretch, at most "
          + "\(Tile.most / context.rate) s can be repeated")
    }
    return Tile(input: input, stretch: stretch)
  }

  package static let trim = SignalKind(
    "trim", .time, "A stretch of a signal, and silence around it.", example: "saw(110):trim(0, 0.5) * 0.5",
    Stream("input", "What to cut from."),
    Number(
      "lower", -86_400...86_400, .seconds,
      "Where the stretch begins. Number only: it tells where the whole lies."),
    Number(
      "upper", -86_400...86_400, .seconds, "Where it ends; this frame is silent. Number only: as lower is.")
  ) { context, input, lower, upper in
    guard context.frames(lower) <= context.frames(upper) else {
      throw SignalError(
        "upper: \(Quantity.seconds.text(upper)) was given; expected no less than lower, "
          + "\(Quantity.seconds.text(lower))")
    }
    return Trim(input: input, stretch: context.frames(lower)..<context.frames(upper))
  }
}

/// The input's `stretch`, over and over: frame n is the input's frame n modulo its length, within the stretch.
struct Tile: Kernel {
  let input: StreamInput
  let stretch: Range<Int>
  /// The most frames that a block over the end of the stretch may ask for: what bounds its memory.
  static let most = 1 << 24

  var shape: SignalShape { SignalShape(channels: input.shape.channels, period: stretch.count) }
  var constant: [Double]? { input.constant }
  var memory: Memory { .elsewhere }
  var isWorthKeeping: Bool { false }

  /// Where in the stretch a block begins.
  private func start(_ block: RenderBlock) -> Int {
    let place = (block.frames.lowerBound - stretch.lowerBound) % stretch.count
    return stretch.lowerBound + (place < 0 ? place + stretch.count : place)
  }

  /// A block that runs over the end of the stretch needs a range that spans its last part and its first. Only what
  /// the input's own range holds of both is asked, so a short sound in a long stretch stays cheap.
  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let start = start(block)
    let head = input.shape.range.clamping(start..<min(stretch.upperBound, start + block.count))
    let rest = min(stretch.count, max(0, start + block.count - stretch.upperBound))
    let tail = input.shape.range.clamping(stretch.lowerBound..<stretch.lowerBound + rest)
    if head.isEmpty { return tail.isEmpty ? nil : tail }
    if tail.isEmpty { return head }
    return min(head.lowerBound, tail.lowerBound)..<max(head.upperBound, tail.upperBound)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if let constant { return block.fill(with: constant) }
    if reads(input, block) == nil || block.isUniformZero(input) { return block.fillWithZero() }
    let first = block.firstFrame(input)
    for channel in 0..<block.channels {
      let x = block.input(input, channel)
      var y = block.output(channel)
      var (frame, place) = (start(block), 0)
      while place < y.count {
        let count = min(stretch.upperBound - frame, y.count - place)
        copy(frame..<frame + count, of: x, from: first, into: &y, at: place)
        place += count
        frame = stretch.lowerBound
      }
    }
  }
}

/// The input within `stretch`.
struct Trim: Kernel {
  let input: StreamInput
  let stretch: Range<Int>

  var shape: SignalShape {
    SignalShape(
      channels: input.shape.channels, range: input.shape.range.intersection(SignalRange(stretch)))
  }
  var constant: [Double]? {
    stretch.isEmpty ? [Double](repeating: 0, count: input.shape.channels) : nil
  }
  var isWorthKeeping: Bool { false }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let frames = block.frames.clamped(to: stretch)
    return frames.isEmpty ? nil : frames
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let frames = reads(input, block), !block.isUniformZero(input) else { return block.fillWithZero() }
    let first = block.firstFrame(input)
    for channel in 0..<block.channels {
      let x = block.input(input, channel)
      var y = block.output(channel)
      let begin = frames.lowerBound - block.frames.lowerBound
      for i in 0..<begin { y[i] = 0 }
      copy(frames, of: x, from: first, into: &y, at: begin)
      for i in begin + frames.count..<y.count { y[i] = 0 }
    }
    if frames == block.frames, block.isUniform(input) { block.markUniform() }
  }
}
