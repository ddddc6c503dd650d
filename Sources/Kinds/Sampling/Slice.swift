package import Signals

extension SignalKind {
  package static let slice = SignalKind(
    "slice", .sampling,
    "One of several equal parts of a signal that ends, from frame 0 on: for cutting up loops.",
    example: "(saw(110) * perc(0.01, 2)):slice(8, 2)", source: "",
    Stream("input", "What to cut: a signal that begins and ends."),
    Number(
      "count", 1...4_096, .count, "Into how many parts it is cut. Number only: it tells how long a part is."),
    Stream(
      "number", MovingSlice.numbers, .count, default: 1,
      "Which part, counted from 1; past the last it begins anew. Where it moves, each moment is heard from the part that it tells."
    )
  ) { _, input, count, number in
    guard let frames = input.shape.range.frames else {
      throw SignalError(
        "input: a signal that begins and ends is expected, as a sample is; this one goes on for ever")
    }
    guard let chosen = number.single else {
      return try MovingSlice(input: input, frames, count: Int(count), number: number)
    }
    guard chosen == chosen.rounded() else {
      throw SignalError("number: \(Numerals.text(chosen)) was given; a whole number is expected")
    }
    let (count, number) = (Int(count), (Int(chosen) - 1) % Int(count))
    func bound(_ place: Int) -> Int { frames.lowerBound + place * frames.count / count }
    return Slice(input: input, frames: bound(number)..<bound(number + 1))
  }
}

/// Some frames of the input, from frame 0 on.
struct Slice: Kernel {
  let shape: SignalShape
  private let input: StreamInput
  private let frames: Range<Int>

  init(input: StreamInput, frames: Range<Int>) {
    (self.input, self.frames) = (input, frames)
    shape = SignalShape(
      channels: input.shape.channels, range: frames.isEmpty ? .empty : SignalRange(0..<frames.count))
  }

  var memory: Memory { .elsewhere }
  var isWorthKeeping: Bool { false }

  func reads(_ input: StreamInput, _ block: RenderBlock) -> Range<Int>? {
    // What tells which part is a constant.
    guard input.index == self.input.index else { return nil }
    let part = block.frames.clamped(to: 0..<frames.count)
    return part.isEmpty ? nil : part.lowerBound + frames.lowerBound..<part.upperBound + frames.lowerBound
  }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard reads(input, block) != nil else { return block.fillWithZero() }
    let from = block.frames.lowerBound + frames.lowerBound
    for channel in 0..<block.channels {
      let x = block.input(input, channel)
      let first = block.firstFrame(input)
      var y = block.output(channel)
      // Beside the part is what is not to be heard, asked for or not.
      let inside = frames.clamped(to: first..<first + x.count)
      let part = x.extracting(inside.lowerBound - first..<inside.upperBound - first)
      copy(from..<from + block.count, of: part, from: inside.lowerBound, into: &y, at: 0)
    }
  }
}
