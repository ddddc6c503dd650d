import Graphs
import Scripting
import Signals
import Workspaces

/// Which scores become others.
extension Session {
  /// Whether `source` plays from the edit on what `other` does, as far as that is known.
  func comesToTheSame(_ source: ScoreSource, _ events: ScoreEvents, as other: ScoreEvents) throws -> Bool {
    let here = editFrame()
    let known = other.preparedEnd(from: here)
    guard known - here >= manager.rate / 4 else { return false }
    try prepare(source, events, here..<known)
    let own = events.events(in: here..<known)
    let others = other.events(in: here..<known)
    return own.count == others.count
      && zip(own, others).allSatisfy {
        $0.onset == $1.onset && $0.voice?.id == $1.voice?.id && $0.value == $1.value && $0.group == $1.group
      }
  }

  /// Scores that follow what was bound become others, but for those whose names hold what they held. What two patterns
  /// have in common for a while tells nothing of their past and of what is to come, which may be asked for at any time.
  /// Events are of one tempo map: what undo brings back of another is made anew.
  func renewScores(reading bound: Set<String>) throws {
    let names = bound.union(try noteTables())
    for source in scores.values.sorted(by: { $0.number < $1.number }) {
      settle(source)
      let isOfOtherTempo = source.tempo != workspace.tempo
      guard isOfOtherTempo || !source.reads.isDisjoint(with: names) else { continue }
      source.hasFailed = false
      let isBound = try source.reads.intersection(names).contains { name in
        guard let held = source.readings[name] ?? nil else { return true }
        return try telling(name) != held
      }
      guard isBound || isOfOtherTempo else { continue }
      let told = (source.hasTold, source.hasToldLow)
      workspace.renew(source.number)
      settle(source)
      // A mistake in the first cycle is told with the edit that makes it.
      if isBound {
        namesHeard.formUnion(source.reads.intersection(names))
        try prepareFirst(source)
      } else {
        (source.hasTold, source.hasToldLow) = told
      }
    }
  }

  /// Prepares a cycle from the edit on, of which nothing may fail.
  private func prepareFirst(_ source: ScoreSource) throws {
    guard let events = try version(of: source)?.score?.events else { return }
    let here = max(0, editFrame())
    let cycle = workspace.tempo.secondsPerCycle(at: Double(here))
    try prepare(source, events, here..<here + Int(min(4, cycle) * Double(manager.rate)))
  }
}
