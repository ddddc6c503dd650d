/// A course of time that a set of nodes renders along: the answer's own, one below each kind that reads at other
/// times, one below each period.
final class Timeline {
  /// Played nodes continue what was heard; all others answer purely.
  let isPlayed: Bool
  /// A played one that answers purely as yet, to arrive at the states from which it goes on.
  var isPreparing = false
  /// What along it is asked for again once it was answered.
  enum Reading: Equatable {
    case all, nothing
    /// This version, and what follows from it by state or in `ReadAgain`.
    case top(UInt64)
  }
  let reading: Reading
  /// The first frame of the stretch being asked for; what lies further back than a node's `back` is given up.
  var runLow = 0
  /// The frame behind the last that will be asked from an earlier to a later one, where that is known.
  var askedEnd: Int?
  /// The frame of the clock that is frame 0 here.
  let offset: Int

  init(isPlayed: Bool, offset: Int = 0, reading: Reading = .all) {
    self.isPlayed = isPlayed
    self.offset = offset
    self.reading = reading
  }
}
