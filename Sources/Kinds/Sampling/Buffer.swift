package import Signals

extension SignalKind {
  package static let buffer = SignalKind(
    "buffer", .sampling, "Samples that are given, from frame 0 on.",
    example: "buffer{0, 0.5, 1, 0.5, 0, -0.5, -1, -0.5}:tile(0, frames(8)) * 0.5",
    SampleList("values", "A list of numbers, one for each frame.")
  ) { Buffer(samples: $1) }
}

/// Samples from frame 0 on, and silence around them.
struct Buffer: Kernel {
  let samples: Samples

  var shape: SignalShape {
    SignalShape(
      channels: max(1, samples.channels), range: samples.count == 0 ? .empty : SignalRange(0..<samples.count))
  }
  var constant: [Double]? {
    samples.count == 0 ? [Double](repeating: 0, count: max(1, samples.channels)) : nil
  }
  var isWorthKeeping: Bool { false }
  var contents: Samples? { samples }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    if !block.frames.overlaps(0..<samples.count) { return block.fillWithZero() }
    for channel in 0..<block.channels {
      let plane = samples.planes[channel]
      var y = block.output(channel)
      copy(block.frames, of: plane.span, from: 0, into: &y, at: 0)
    }
  }
}
