import Signals

/// What of scores an answer hangs on.
struct ScoreReach {
  /// What those play that it hangs on, and those that cut their notes off.
  let played: [ScoreEvents]
  /// How far behind its own frame it may look.
  let ahead: Int

  /// Of several together; nil where that is so of one.
  init?(_ roots: [SignalVersion]) {
    let all = roots.map { $0.hasScore ? ScoreReach($0) : ScoreReach() }
    guard !all.contains(where: { $0 == nil }) else { return nil }
    played = all.flatMap { $0?.played ?? [] }
    ahead = all.reduce(0) { max($0, $1?.ahead ?? 0) }
  }

  private init() { (played, ahead) = ([], 0) }

  /// Nil where a score is read at other times than the answer's own: how far ahead is not known.
  init?(_ root: SignalVersion) {
    var played: [ObjectIdentifier: ScoreEvents] = [:]
    var ahead: [UInt64: Int] = [:]
    var pending = [root]
    while let version = pending.last {
      if ahead[version.id] != nil {
        pending.removeLast()
        continue
      }
      let scores = version.inputs.indices.filter { version.inputs[$0].version?.hasScore == true }
      if scores.contains(where: { version.kernel.isReadElsewhere($0) }) { return nil }
      let below = scores.compactMap { version.inputs[$0].version }
      let missing = below.filter { ahead[$0.id] == nil }
      if !missing.isEmpty {
        pending.append(contentsOf: missing)
        continue
      }
      if let score = version.score {
        for events in [score.events] + score.cutters { played[ObjectIdentifier(events)] = events }
      }
      let own = version.kernel.lead + (version.kernel.grain > Grid.block ? version.kernel.grain : 0)
      ahead[version.id] = (below.compactMap { ahead[$0.id] }.max() ?? 0) + (version.hasScore ? own : 0)
      pending.removeLast()
    }
    self.played = Array(played.values)
    self.ahead = ahead[root.id] ?? 0
  }

  /// What must be prepared before all events before `end` are known.
  func missing(before end: Int) -> ScoreNeed? {
    guard end > 0 else { return nil }
    for events in played {
      if let frames = events.missing(in: 0..<end) { return ScoreNeed(events: events, frames: frames) }
    }
    return nil
  }
}
