/// Chooses the frame of an edit: as early as can be kept.
struct EditTiming {
  let rate: Int
  /// What the first piece of an edit is expected to take, in seconds.
  private var expected = 0.0

  private static let leastMargin = 0.008
  private static let mostMargin = 0.5

  init(rate: Int) { self.rate = rate }

  /// From the device's head to the edit, in frames.
  var margin: Int { margin(expected) }

  /// The first frame at which an edit that is begun now can be heard, on the grid. `delay` is what the edit took
  /// already when it came too late, in seconds.
  func frame(for heads: Heads, delay: Double = 0) -> Int {
    let expected = max(expected, delay)
    var earliest = heads.free + margin(expected)
    // A device takes its next block when the ear reaches the end of the last one. If that is about to
    // happen, the block is as good as taken.
    if heads.block > 0, heads.read - heads.play < frames(max(0.002, expected)) {
      earliest = max(earliest, heads.read + heads.block + frames(0.001))
    }
    return PlayGrid.up(earliest)
  }

  /// The first piece of an edit took `seconds` of the thread's own time. One that was slow is remembered for a few
  /// edits; that others held up the thread says nothing about the next edit.
  mutating func took(_ seconds: Double) { expected = max(seconds, expected * 0.5) }

  private func margin(_ expected: Double) -> Int {
    frames(max(Self.leastMargin, min(Self.mostMargin, expected * 1.25 + 0.003)))
  }

  private func frames(_ seconds: Double) -> Int { Int(seconds * Double(rate)) }
}
