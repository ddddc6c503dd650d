package import Signals

extension SignalKind {
  package static let recorded = SignalKind(
    "recorded", .sampling,
    "What mic() has recorded so far, from frame 0 on: silence where nothing is recorded yet, which is asked for anew each time and not kept. A saved workspace holds what was there, as a buffer.",
    example: "recorded(1) * 0.5",
    Number(
      "take", 1...1_000_000, .count, default: 1,
      "Which recording, in the order in which they began. Number only: it is a name.")
  ) { Recorded(take: InputTake.numbered(Int($1))) }
}

/// A take as far as it goes.
struct Recorded: Kernel {
  let take: InputTake?

  var shape: SignalShape { SignalShape(channels: 1, range: SignalRange(lower: 0, upper: nil)) }
  var isLive: Bool { true }
  var isWorthKeeping: Bool { false }

  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    guard let take, block.frames.upperBound > 0 else { return block.fillWithZero() }
    var y = block.output(0)
    take.read(block.frames, into: &y)
  }
}
