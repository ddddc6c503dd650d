import Signals

/// What plays, as it crosses to the thread that renders it. Immutable; shares every version that did not change.
package struct PlaySnapshot: Sendable {
  /// One sound of what plays.
  package struct Sound: Sendable {
    /// Its name, or `s1`, `s2` where it has none.
    package let name: String
    package let version: SignalVersion
    /// The frame of the clock at which it begins, on the grid; 0 for what has no beginning.
    package let start: Int
    /// The frame behind its start from which it only rings on; nil where it never ends.
    package let end: Int?

    package init(name: String, version: SignalVersion, start: Int, end: Int? = nil) {
      self.name = name
      self.version = version
      self.start = start
      self.end = end
    }
  }

  /// Where a signal with memory stands: a place below a name, the same from edit to edit.
  package struct Standing: Hashable, Sendable {
    package let place: Int
    package let version: UInt64
  }

  package var sounds: [Sound]
  package var standings: [Standing]
  /// The master's factor.
  package var gain: Float

  package init(sounds: [Sound] = [], standings: [Standing] = [], gain: Float = 1) {
    self.sounds = sounds
    self.standings = standings
    self.gain = gain
  }
}
