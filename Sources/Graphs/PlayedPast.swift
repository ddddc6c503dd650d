import Signals

/// What played before an edit and was not asked for, or was given up since: a signal without memory was the same then
/// as the pure world tells. For one edit, which waits only so long for all of it.
final class PlayedPast {
  private let cache: SignalCache
  private let log: EventLog
  private let deadline = PlayedGraph.processorTime() + patience
  private var known: [UInt64: Track] = [:]
  /// In seconds.
  private static let patience = 0.004
  /// The most frames that are told of one signal.
  private static let longest = 1 << 18

  init(cache: SignalCache, log: EventLog) { (self.cache, self.log) = (cache, log) }

  /// The samples of `frames`, or nil.
  func track(of version: SignalVersion, _ frames: Range<Int>) -> Track? {
    if let track = known[version.id], track.covers(frames) { return track }
    guard !version.hasMemory, !version.hasScore, frames.count <= Self.longest else { return nil }
    let answer = PureAnswer(version, cache: cache, log: log)
    answer.isInterrupted = { [deadline] in PlayedGraph.processorTime() > deadline }
    let track = Track(channels: version.shape.channels, capacity: frames.count)
    track.reset(at: frames.lowerBound)
    do {
      try answer.forEachRun(of: frames) { run in
        track.append(from: run.track, at: run.frames.lowerBound, count: run.frames.count)
      }
    } catch { return nil }
    known[version.id] = track
    return track
  }
}
