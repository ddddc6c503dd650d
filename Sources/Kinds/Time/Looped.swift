package import Signals

extension SignalKind {
  package static let looped = SignalKind(
    "loop", .time,
    "A finite signal again and again, from its beginning on; tile repeats in both directions.",
    example: "(saw(110) * perc(0.01, 0.3)):trim(0, 0.5):loop() * 0.7",
    Stream("input", "What to repeat: a signal that begins and ends.")
  ) { context, input in
    let stretch = try finite(input)
    guard stretch.count <= Tile.most else {
      throw SignalError(
        "input: at most \(Tile.most / context.rate) s can be repeated; trim(0, 60) takes a part")
    }
    return Looped(tile: Tile(input: input, stretch: stretch))
  }

  package static let reverse = SignalKind(
    "reverse", .time, "A finite signal backwards, in the place where it stands.",
    example: "(saw(110) * perc(0.01, 0.5)):reverse() * 0.7",
    Stream("input", "What to turn: a signal that begins and ends.")
  ) { Reverse(input: $1, stretch: try finite($1)) }
}

/// The frames of a signal that begins and ends.
private func finite(_ input: StreamInput) throws(SignalError) -> Range<Int> {
  if let frames = input.shape.range.frames { return frames }
  throw SignalError(
    "input: the signal goes on without end; expected one that begins and ends (trim(0, 2) takes the first two seconds)"
  )
}

/// The tile from its stretch's first frame on.
struct Looped: Kernel {
  let tile: Tile

  private var begin: Int { tile.stretch.lowerBound }
  var shape: SignalShape {
    SignalShape(
      channels: tile.input.shape.channels,
      range: tile.stretch.isEmpty ? .empty : SignalRange(lower: begin, upper: nil))
  }
  var constant: [Double]? {
    tile.stretch.isEmpty ? [Double](repeating: 0, count: tile.input.shape.channels) : nil
  }
  var memory: Memory { .elsewhere }
  var isWorthKeeping: Bool { false }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    tile.stretch.isEmpty || block.frames.upperBound <= begin ? nil : tile.reads(input, block)
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if tile.stretch.isEmpty || block.frames.upperBound <= begin { return block.fillWithZero() }
    tile.render(block, state)
    for channel in 0..<block.channels where block.frames.lowerBound < begin {
      var y = block.output(channel)
      for i in 0..<begin - block.frames.lowerBound { y[i] = 0 }
    }
  }
}

/// The input's `stretch` from its end to its beginning.
struct Reverse: Kernel {
  let input: StreamInput
  let stretch: Range<Int>

  var shape: SignalShape {
    SignalShape(channels: input.shape.channels, range: stretch.isEmpty ? .empty : SignalRange(stretch))
  }
  var constant: [Double]? {
    stretch.isEmpty ? [Double](repeating: 0, count: input.shape.channels) : nil
  }
  var memory: Memory { .elsewhere }
  var isWorthKeeping: Bool { false }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let last = stretch.lowerBound + stretch.upperBound - 1
    return stretch.isEmpty ? nil : last - block.frames.upperBound + 1..<last - block.frames.lowerBound + 1
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if stretch.isEmpty || block.isUniformZero(input) { return block.fillWithZero() }
    for channel in 0..<block.channels {
      let x = block.input(input, channel)
      var y = block.output(channel)
      precondition(x.count == y.count)
      let last = y.count - 1
      for i in y.indices { y[i] = x[last - i] }
    }
  }
}
