import Signals

extension SignalManager {
  /// The samples of a version where all of them are kept: no plan is made for what need not be rendered, which for a
  /// thousand signals takes longer than copying a minute of sound.
  func kept(_ version: SignalVersion, _ frames: Range<Int>) -> [[Float]]? {
    // What has a period is kept for one of them, and cheap to plan.
    guard !frames.isEmpty, version.shape.period == nil, !version.isLive else { return nil }
    let blocks = frames.lowerBound >> Grid.blockShift..<Grid.ceil(frames.upperBound) >> Grid.blockShift
    guard let runs = cache.whole(version, blocks) else { return nil }
    log.note(.reused, version.id, version.kind, blocks: blocks.count)
    log.note(newest: [:])
    return (0..<version.shape.channels).map { channel in
      [Float](unsafeUninitializedCapacity: frames.count) { plane, count in
        guard let start = plane.baseAddress else { return }
        for run in runs { run.copy(frames, channel: channel, to: start) }
        count = frames.count
      }
    }
  }
}
