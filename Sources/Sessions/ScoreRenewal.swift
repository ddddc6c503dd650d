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
    var told: [String: String?] = [:]
    func now(_ name: String) throws -> String? {
      if let known = told[name] { return known }
      let text = try telling(name)
      told[name] = .some(text)
      return text
    }
    for source in scores.values.sorted(by: { $0.number < $1.number }) {
      settle(source)
      let isOfOtherTempo = source.tempo != workspace.tempo
      // A step of undo that comes back knows nothing of what was bound while it was away.
      let concerned = isHistory ? source.reads : source.reads.intersection(names)
      guard isOfOtherTempo || !concerned.isEmpty else { continue }
      source.hasFailed = false
      let isBound = try concerned.contains { name in
        guard let held = source.readings[name] ?? nil else { return names.contains(name) }
        return try now(name) != held
      }
      guard isBound || isOfOtherTempo else { continue }
      let toldBefore = (source.hasTold, source.hasToldLow)
      workspace.renew(source.number)
      settle(source)
      // A mistake in the first cycle is told with the edit that makes it.
      if isBound, isInUse(source) {
        namesHeard.formUnion(source.reads.intersection(names))
        try prepareFirst(source)
      } else if !isBound {
        (source.hasTold, source.hasToldLow) = toldBefore
      }
    }
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
