package import Signals

extension SignalKind {
  package static let concat = SignalKind(
    "concat", .time,
    "Finite signals one after the other: the first where it stands, each of the others where the one before it ends.",
    example: "concat{saw(110):trim(0, 0.3), saw(165):trim(0, 0.3), saw(220):trim(0, 0.6)} * 0.5",
    Streams("inputs", "Signals that begin and end; one channel spreads over many.")
  ) { try Concat($1) }
}

/// Inputs end to end. Each is read at a time of its own.
struct Concat: Kernel {
  let shape: SignalShape
  /// For each input: where it lies here, and how much later that is than where it stands.
  private let parts: [(input: StreamInput, frames: Range<Int>, by: Int)]

  init(_ inputs: [StreamInput]) throws {
    guard let first = inputs.first else { throw SignalError("inputs: expected at least one signal") }
    var parts: [(input: StreamInput, frames: Range<Int>, by: Int)] = []
    var end = first.shape.range.lower ?? 0
    for (place, input) in inputs.enumerated() {
      guard let frames = input.shape.range.frames else {
        throw SignalError(
          "inputs: signal \(place + 1) goes on without end; expected signals that begin and end (trim(0, 2) takes the "
            + "first two seconds)")
      }
      parts.append((input, end..<end + frames.count, end - frames.lowerBound))
      end += frames.count
    }
    self.parts = parts
    let range = parts[0].frames.lowerBound..<end
    shape = SignalShape(
      channels: try SignalShape.spreading(inputs).channels, range: range.isEmpty ? .empty : SignalRange(range)
    )
  }

  var constant: [Double]? { shape.range.isEmpty ? [Double](repeating: 0, count: shape.channels) : nil }
  var memory: Memory { .elsewhere }
  var isWorthKeeping: Bool { false }

  func isReadElsewhere(_ input: Int) -> Bool { true }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    let part = parts[input.index]
    let frames = block.frames.clamped(to: part.frames)
    return frames.isEmpty ? nil : frames.lowerBound - part.by..<frames.upperBound - part.by
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if !(shape.range.frames ?? 0..<0).overlaps(block.frames) { return block.fillWithZero() }
    for channel in 0..<block.channels { block.fill(channel, 0) }
    for part in parts {
      let frames = block.frames.clamped(to: part.frames)
      if frames.isEmpty { continue }
      for channel in 0..<block.channels {
        let x = block.input(part.input, channel)
        var y = block.output(channel)
        copy(
          frames.lowerBound - part.by..<frames.upperBound - part.by, of: x,
          from: block.firstFrame(part.input),
          into: &y, at: frames.lowerBound - block.frames.lowerBound)
      }
    }
  }
}
