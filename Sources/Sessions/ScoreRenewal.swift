import Graphs
import Scripting
import Signals
import Workspaces

/// Which scores become others.
extension Session {
  /// Scores that follow what was bound become others, but for those whose names hold what they held. What two patterns
  /// have in common for a while tells nothing of their past and of what is to come, which may be asked for at any time.
  /// Events are of one tempo map: what undo brings back of another is made anew.
  ///
  /// - Parameter isWhole: whether the chunk is, so that a mistake in the first cycle is told.
  func renewScores(reading bound: Set<String>, isWhole: Bool = true) throws {
    let names = bound.union(try noteTables())
    let now = tellingOnce()
    for source in scores.values.sorted(by: { $0.number < $1.number }) {
      settle(source)
      let isOfOtherTempo = source.tempo != workspace.tempo
      // A step of undo that comes back knows nothing of what was bound while it was away.
      let concerned = isHistory ? source.reads : source.reads.intersection(names)
      guard isOfOtherTempo || !concerned.isEmpty else { continue }
      source.hasFailed = false
      let isBound = try concerned.contains { name in
        guard let held = source.readings[name] ?? nil else {
          return names.contains(name) && source.renewedAt != bindings
        }
        return try now(name) != held
      }
      if isBound || isOfOtherTempo {
        let toldBefore = (source.hasTold, source.hasToldLow)
        workspace.renew(source.number)
        settle(source)
        source.renewedAt = bindings
        if !isBound { (source.hasTold, source.hasToldLow) = toldBefore }
      }
      // What was made anew within the chunk is looked at with its end.
      guard isWhole, isBound || !concerned.isEmpty && workspace.isNew(source.number), isInUse(source) else {
        continue
      }
      namesHeard.formUnion(source.reads.intersection(names))
      try prepareFirst(source)
    }
  }

  /// Before samples are asked for: what scores answer within a chunk is of what its names hold by then, and what was made before keeps its
  /// own answers, which a chunk that fails goes back to.
  func renewWithinChunk() throws {
    guard depthOfChunks > 0, preparing == nil, !scores.isEmpty,
      bindings != bindingsSeen || !tablesRead.isEmpty
    else { return }
    bindingsSeen = bindings
    try renewScores(reading: namesBound, isWhole: false)
  }

  /// Whether a name, what plays or the mixer hangs on it. What nothing but steps that were taken back holds refuses no edit; nor does what
  /// only Lua keeps, which tells its mistake when it is asked.
  private func isInUse(_ source: ScoreSource) -> Bool {
    guard let row = scoreRow(source.number) else { return false }
    let above = Set(manager.dependents(of: row) + [row])
    return above.contains { manager[$0].slotName.map { workspace.names[$0] != nil } ?? false }
      || workspace.playing.contains { above.contains($0.signal.id) }
      || workspace.mixerRows.contains { above.contains($0) }
  }

  /// Prepares a cycle from the edit on, of which nothing may fail.
  private func prepareFirst(_ source: ScoreSource) throws {
    guard let events = try version(of: source)?.score?.events else { return }
    let here = max(0, editFrame())
    let cycle = workspace.tempo.secondsPerCycle(at: Double(here))
    try prepare(source, events, here..<here + Int(min(4, cycle) * Double(manager.rate)))
  }
}
