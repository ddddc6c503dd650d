package import Graphs
package import Playback

/// Where a session's sound goes. A player behind it, or nothing.
package protocol PlayOutput: AnyObject {
  /// From the next edit frame on, `snapshot` is what plays; the old sound fades over `fade` seconds.
  func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?)
  /// The same where a loop's passes to come play another; both are what they were where the edit is passing.
  func play(_ snapshot: PlaySnapshot, passes: PlaySnapshot, isPassing: Bool, fade: Double, notBefore: Int?)
  /// The project's frame that is heard now.
  var position: Int { get }
  /// Frames that were heard so far, whatever the transport did.
  var heard: Int { get }
  /// From the next edit frame on, or as soon as it is prepared, the transport goes another course; where there is a
  /// snapshot, a seek or a loop arrives at that.
  func change(_ change: CourseChange, playing snapshot: PlaySnapshot?, fade: Double)
  /// What the transport does now.
  var transport: TransportClock.Reading { get }
  /// The frames that it plays again and again.
  var loop: Range<Int>? { get }
  /// Whether something is being prepared that was asked for.
  var isPreparing: Bool { get }
  /// What scores play and is awaited.
  var need: ScoreNeed? { get }
  /// The frame at which an edit made now would be heard.
  var editFrame: Int { get }
  /// Sounds that were heard to their end, since last asked.
  func takeEnds() -> [EndedSound]
  /// From now on `listener` is shown what is heard; false where nothing ever is.
  func listen(_ listener: PlayListener?) -> Bool
  /// How loud what was heard over the last `seconds` is: each sound, then the master; empty where nothing is heard.
  func levels(seconds: Double) -> [LevelLog.Reading]
  /// What each sound that plays costs to render, in seconds of work for a second of it.
  var costs: [(name: String, share: Double)] { get }
  /// Where what is played can be looked at; nil where nothing is.
  var tap: PlayTap? { get }
}

extension PlayOutput {
  package func play(
    _ snapshot: PlaySnapshot, passes: PlaySnapshot, isPassing: Bool, fade: Double, notBefore: Int?
  ) { play(snapshot, fade: fade, notBefore: notBefore) }
  package func listen(_ listener: PlayListener?) -> Bool { false }
  package func levels(seconds: Double) -> [LevelLog.Reading] { [] }
  package var costs: [(name: String, share: Double)] { [] }
  package var tap: PlayTap? { nil }
  package var heard: Int { position }
  package func change(_ change: CourseChange, playing snapshot: PlaySnapshot?, fade: Double) {}
  package var transport: TransportClock.Reading {
    TransportClock.Reading(frame: position, speed: 1, isPaused: false, jumps: 0)
  }
  package var loop: Range<Int>? { nil }
  package var isPreparing: Bool { false }
  package var need: ScoreNeed? { nil }
}

/// Takes what plays and makes no sound: the clock stands at 0. What a script's `render` and the tests play to.
package final class NoOutput: PlayOutput {
  package private(set) var last: PlaySnapshot?
  package var position = 0
  /// What was asked of the transport.
  package private(set) var changes: [CourseChange] = []
  package init() {}
  package func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?) { last = snapshot }
  package func change(_ change: CourseChange, playing snapshot: PlaySnapshot?, fade: Double) {
    changes.append(change)
  }
  package var editFrame: Int { position }
  package func takeEnds() -> [EndedSound] { [] }
}

/// A player of the played world, along the transport's course.
package final class PlayerOutput: PlayOutput {
  package let player: Player<Transport<PlayedGraph>>
  private let report: PlayedReport
  private let clock: TransportClock

  /// Starts the clock; `makeGraph` makes what plays, on the player's thread.
  package init(
    sink: SinkChoice, rate: Int, channels: Int, report: PlayedReport, listener: PlayListener? = nil,
    makeGraph: @escaping @Sendable () -> PlayedGraph,
    onReport: @escaping @Sendable (PlayerReport) -> Void = { _ in }
  ) throws(PlaybackError) {
    let clock = TransportClock()
    player = try Player(
      sink: sink, rate: rate, channels: channels, listener: listener,
      makeSource: { Transport(makeGraph(), clock: clock) }, report: onReport)
    self.clock = clock
    self.report = report
  }

  package func takeEnds() -> [EndedSound] { report.takeEnds() }
  package func listen(_ listener: PlayListener?) -> Bool {
    player.listen(listener)
    return true
  }
  package var costs: [(name: String, share: Double)] { report.costs }
  package var tap: PlayTap? { report.tap }
  package func levels(seconds: Double) -> [LevelLog.Reading] {
    let now = transport
    // Nothing is heard of what stands still.
    let end = now.isPaused ? 0 : now.frame
    return report.levels.read(max(0, end - Int(seconds * Double(player.rate)))..<max(1, end))
  }
  package func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?) {
    player.edit(.edit(snapshot), fade: fade, notBefore: notBefore.map(frame))
  }
  package func play(
    _ snapshot: PlaySnapshot, passes: PlaySnapshot, isPassing: Bool, fade: Double, notBefore: Int?
  ) {
    player.edit(
      .placed(snapshot, passes: passes, isPassing: isPassing), fade: fade, notBefore: notBefore.map(frame))
  }
  private func frame(reaching place: Int) -> Int { clock.frame(reaching: place, from: player.position) }
  package func change(_ change: CourseChange, playing snapshot: PlaySnapshot?, fade: Double) {
    switch (change, snapshot) {
    case (.seek(let frame), let snapshot?): player.edit(.seek(frame, snapshot), fade: fade)
    case (.loop(let frames?), let snapshot?): player.edit(.loop(frames, snapshot), fade: fade)
    default: player.edit(.course(change), fade: fade)
    }
  }
  package var position: Int { transport.told }
  package var heard: Int { player.position }
  package var editFrame: Int { clock.read(at: player.editFrame()).frame }
  package var transport: TransportClock.Reading { clock.read(at: player.position) }
  package var loop: Range<Int>? { clock.loop }
  package var isPreparing: Bool { clock.isPreparing }
  package var need: ScoreNeed? { report.need }
}

extension PlayedGraph: PlayWorld {
  package func relieve(_ relief: Relief) {
    switch relief {
    case .scopes: restScopes(true)
    case .none: restScopes(false)
    case .voice: shedVoice()
    }
  }
}
