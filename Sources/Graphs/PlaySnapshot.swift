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

  /// The master's chain.
  package struct Chain: Sendable {
    /// The whole, over the mix of the sounds.
    package let version: SignalVersion
    /// The same over whatever plays: two chains of one form differ in what they hear alone.
    package let form: SignalVersion

    package init(version: SignalVersion, form: SignalVersion) { (self.version, self.form) = (version, form) }
  }

  package var sounds: [Sound]
  /// The number of the last sound of which it was known that it is over.
  package var knownEnds = 0
  /// What the mix goes through before the master's factor and guard.
  package var chain: Chain?
  package var standings: [Standing]
  /// The master's factor.
  package var gain: Float

  package init(sounds: [Sound] = [], standings: [Standing] = [], gain: Float = 1, chain: Chain? = nil) {
    self.sounds = sounds
    self.chain = chain
    self.standings = standings
    self.gain = gain
  }
}
