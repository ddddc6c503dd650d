package import Graphs
package import Playback

/// Where a session's sound goes. A player behind it, or nothing.
package protocol PlayOutput: AnyObject {
  /// From the next edit frame on, `snapshot` is what plays; the old sound fades over `fade` seconds.
  func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?)
  /// The frame that is heard now.
  var position: Int { get }
  /// The frame at which an edit made now would be heard.
  var editFrame: Int { get }
  /// Sounds that have ended and rung out, since last asked.
  func takeEnds() -> [EndedSound]
  /// From now on `listener` is shown what is heard; false where nothing ever is.
  func listen(_ listener: PlayListener?) -> Bool
  /// How loud what was heard over the last `seconds` is: each sound, then the master; empty where nothing is heard.
  func levels(seconds: Double) -> [LevelLog.Reading]
}

extension PlayOutput {
  package func listen(_ listener: PlayListener?) -> Bool { false }
  package func levels(seconds: Double) -> [LevelLog.Reading] { [] }
}

/// Takes what plays and makes no sound: the clock stands at 0. What a script's `render` and the tests play to.
package final class NoOutput: PlayOutput {
  package private(set) var last: PlaySnapshot?
  package var position = 0
  package init() {}
  package func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?) { last = snapshot }
  package var editFrame: Int { position }
  package func takeEnds() -> [EndedSound] { [] }
}

/// A player of the played world.
package final class PlayerOutput: PlayOutput {
  package let player: Player<PlayedGraph>
  private let report: PlayedReport
  package init(_ player: Player<PlayedGraph>, report: PlayedReport) {
    self.player = player
    self.report = report
  }
  package func takeEnds() -> [EndedSound] { report.takeEnds() }
  package func listen(_ listener: PlayListener?) -> Bool {
    player.listen(listener)
    return true
  }
  package func levels(seconds: Double) -> [LevelLog.Reading] {
    let end = player.position
    return report.levels.read(max(0, end - Int(seconds * Double(player.rate)))..<max(1, end))
  }
  package func play(_ snapshot: PlaySnapshot, fade: Double, notBefore: Int?) {
    player.edit(snapshot, fade: fade, notBefore: notBefore)
  }
  package var position: Int { player.position }
  package var editFrame: Int { player.editFrame() }
}

extension PlayedGraph: PlaySource {}
