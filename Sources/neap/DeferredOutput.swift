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
  /// What was asked of the transport before the clock started.
  private var changes: [(change: CourseChange, snapshot: PlaySnapshot?, fade: Double)] = []

  func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?) {
    self.snapshot = snapshot
    player?.play(snapshot, fade: fade, notBefore: notBefore)
  }
  func play(
    _ snapshot: PlaySnapshot, passes: PlaySnapshot, isPassing: Bool, fade: Double, notBefore: Int?
  ) {
    self.snapshot = snapshot
    player?.play(snapshot, passes: passes, isPassing: isPassing, fade: fade, notBefore: notBefore)
  }
  var position: Int { player?.position ?? 0 }
  var heard: Int { player?.heard ?? 0 }
  var transport: TransportClock.Reading {
    player?.transport ?? TransportClock.Reading(frame: 0, speed: 1, isPaused: false, jumps: 0)
  }
  var loop: Range<Int>? { player?.loop }
  var isPreparing: Bool { player?.isPreparing ?? false }
  var need: ScoreNeed? { player?.need }
  func change(_ change: CourseChange, playing snapshot: PlaySnapshot?, fade: Double) {
    guard let player else { return changes.append((change, snapshot, fade)) }
    player.change(change, playing: snapshot, fade: fade)
  }
  var editFrame: Int { player?.editFrame ?? 0 }
  func takeEnds() -> [EndedSound] { player?.takeEnds() ?? [] }
  func listen(_ listener: PlayListener?) -> Bool {
    self.listener = listener
    return player?.listen(listener) ?? true
  }
  func levels(seconds: Double) -> [LevelLog.Reading] { player?.levels(seconds: seconds) ?? [] }
  var costs: [(name: String, share: Double)] { player?.costs ?? [] }
  var tap: PlayTap? { player?.tap }
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
    let started = try PlayerOutput(
      sink: sink, rate: rate, channels: channels, report: report, listener: listener,
      makeGraph: {
        let graph = PlayedGraph(channels: channels, rate: rate, cache: cache, log: log, report: report)
        graph.apply(first, at: 0)
        return graph
      }, onReport: onReport)
    for asked in changes { started.change(asked.change, playing: asked.snapshot, fade: asked.fade) }
    player = started
  }
}
