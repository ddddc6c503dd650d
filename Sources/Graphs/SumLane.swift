import Signals

/// The sum of all sounds on its way to the disk and from there: whatever was rendered before and did not change is one
/// signal to read.
final class SumLane {
  private let lane: SegmentLane
  private let track: Track
  private let channels: Int

  /// Nil for what the disk cannot hold.
  init?(_ keeper: SegmentKeeper, _ roots: [SignalVersion], channels: Int, end: Int) {
    let reach = ScoreReach(roots)
    guard !roots.contains(where: \.hasScore) || reach != nil else { return nil }
    let isPlain = !roots.contains(where: \.hasScore)
    let digests = keeper.digests
    if isPlain, digests.digest(ofSum: roots, channels: channels, before: 0) == nil { return nil }
    lane = SegmentLane(keeper, channels: channels, reach: isPlain ? nil : reach, end: end) {
      digests.digest(ofSum: roots, channels: channels, before: $0)
    }
    self.channels = channels
    track = Track(channels: channels)
  }

  /// Puts frames into `part`, interleaved, where all of them are there.
  func read(
    _ frames: Range<Int>, into part: UnsafeMutableBufferPointer<Float>, _ onNeed: (ScoreNeed) throws -> Void
  ) throws -> Bool {
    guard frames.lowerBound & (Grid.block - 1) == 0 else { return false }
    let end = Grid.ceil(frames.upperBound)
    track.reset(at: frames.lowerBound)
    while track.end < end {
      while let need = lane.look(for: track.end, end) {
        try onNeed(need)
        guard need.events.missing(in: need.frames) == nil else { return false }
      }
      let count = lane.count(from: track.end, to: end)
      if count == 0 { return false }
      lane.copy(count, from: track.end, to: track)
    }
    for channel in 0..<channels {
      let plane = unsafe track.pointer(frames.lowerBound) + channel * track.stride
      for i in 0..<frames.count { unsafe part[i * channels + channel] = plane[i] }
    }
    return true
  }

  /// Takes frames that were rendered, interleaved.
  func gather(_ frames: Range<Int>, _ part: UnsafeMutableBufferPointer<Float>) {
    guard frames.lowerBound & (Grid.block - 1) == 0 else { return }
    track.reset(at: frames.lowerBound)
    track.extend(to: frames.upperBound)
    for channel in 0..<channels {
      let plane = unsafe track.pointer(frames.lowerBound) + channel * track.stride
      for i in 0..<frames.count { unsafe plane[i] = part[i * channels + channel] }
    }
    lane.gather(frames, track)
  }
}
