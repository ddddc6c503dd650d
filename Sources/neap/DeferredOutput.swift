import Glibc
import Graphs
import Playback
import Sessions

/// Holds what plays until the clock starts, so that what scripts play begins at frame 0, and hands on to a player then.
final class DeferredOutput: PlayOutput {
  private var snapshot = PlaySnapshot()
  private(set) var player: PlayerOutput?
  let report = PlayedReport()
  private var listener: PlayListener?

  func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?) {
    self.snapshot = snapshot
    player?.play(snapshot, fade: fade, notBefore: notBefore)
  }
  var position: Int { player?.position ?? 0 }
  var editFrame: Int { player?.editFrame ?? 0 }
  func takeEnds() -> [EndedSound] { player?.takeEnds() ?? [] }
  func listen(_ listener: PlayListener?) -> Bool {
    self.listener = listener
    return player?.listen(listener) ?? true
  }
  func levels(seconds: Double) -> [LevelLog.Reading] { player?.levels(seconds: seconds) ?? [] }
  /// What plays now.
  var present: PlaySnapshot { snapshot }

  /// Starts the clock.
  func start(
    _ sink: SinkChoice, manager: SignalManager, channels: Int,
    onReport: @escaping @Sendable (PlayerReport) -> Void
  ) throws {
    let cache = manager.cache
    let log = manager.log
    let rate = manager.rate
    let report = report
    let first = snapshot
    player = PlayerOutput(
      try Player(
        sink: sink, rate: manager.rate, channels: channels, listener: listener,
        makeSource: {
          let graph = PlayedGraph(
            channels: channels, rate: rate, cache: cache, log: log, report: report)
          graph.apply(first, at: 0)
          return graph
        }, report: onReport), report: report)
  }
}
