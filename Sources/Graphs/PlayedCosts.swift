import Glibc
import Signals

/// What the sounds that play cost to render, and which of them are left out because there is no time for all. The worlds
/// of one transport share it, on the thread that renders them.
final class PlayedCosts {
  private struct Cost {
    /// Seconds of work for a second of sound.
    var share: Double
    /// Whether only its first stretch was measured, in which tables are made and states begin.
    var isFirst = true
  }
  private var costs: [EndedSound.Key: Cost] = [:]
  /// What is left out, by what it cost when it was.
  private var left: [EndedSound.Key: Double] = [:]

  /// A cost follows what was measured within about so many seconds of sound.
  private static let memory = 0.25
  /// What was left out comes back where all together then takes no more of the time than this.
  private static let room = 0.7

  func isLeft(_ key: EndedSound.Key) -> Bool { !left.isEmpty && left[key] != nil }

  func note(_ key: EndedSound.Key, work: Double, seconds: Double) {
    let share = work / seconds
    guard var cost = costs[key] else { return costs[key] = Cost(share: share) }
    cost.share = cost.isFirst ? share : cost.share + (1 - exp(-seconds / Self.memory)) * (share - cost.share)
    cost.isFirst = false
    costs[key] = cost
  }

  func share(_ key: EndedSound.Key) -> Double { costs[key]?.share ?? 0 }

  func leave(_ key: EndedSound.Key) { left[key] = share(key) }

  /// An edit: what does not play is forgotten, and of what was left out the cheapest that there is room for comes back.
  func reconsider(_ keys: Set<EndedSound.Key>) {
    costs = costs.filter { keys.contains($0.key) }
    guard !left.isEmpty else { return }
    left = left.filter { keys.contains($0.key) }
    var all = costs.reduce(0) { left[$1.key] == nil ? $0 + $1.value.share : $0 }
    for (key, share) in left.sorted(by: { ($0.value, $0.key.version) < ($1.value, $1.key.version) }) {
      all += share
      if all > Self.room { break }
      left[key] = nil
      costs[key] = nil
    }
  }
}

/// Leaving out what costs most, where rendering cannot keep up.
extension PlayedGraph {
  /// How a sound that is left out fades, in frames: each of them still costs its time.
  static let leavingFade = 960

  static func key(_ playing: Playing) -> EndedSound.Key {
    EndedSound.Key(version: playing.sound.version.id, start: playing.sound.start)
  }

  /// From the next frame that is rendered on, what costs most fades, and is told.
  package func shedVoice() { isShedding = true }

  /// Whether nothing is shown to who looks on, which is told where someone does.
  package func restScopes(_ isResting: Bool) {
    report.tap.isResting = isResting
    if isResting, report.tap.place != nil { report.fault("scope", .resting) }
  }

  /// Lets what costs most fade from `frame` on.
  func shed(at frame: Int) {
    guard isShedding else { return }
    isShedding = false
    let heard = playing.filter { playing in
      let key = Self.key(playing)
      return !costs.isLeft(key) && !givenUp.contains(key) && ended[key] == nil && costs.share(key) > 0
    }.sorted { (costs.share(Self.key($0)), $0.sound.name) > (costs.share(Self.key($1)), $1.sound.name) }
    guard let first = heard.first else { return }
    let key = Self.key(first)
    costs.leave(key)
    leaving[key] = frame
    let list = heard.prefix(4).map {
      "\($0.sound.name) \(Int((costs.share(Self.key($0)) * 100).rounded())) %"
    }
    report.fault(first.sound.name, .leftOut(costs: list.joined(separator: ", ")))
  }

  /// How much is heard at a frame of a sound that fades from `start` on.
  static func leavingGain(_ frame: Int, from start: Int) -> Float {
    if frame <= start { return 1 }
    if frame >= start + leavingFade { return 0 }
    return 0.5 + 0.5 * cosf(.pi * Float(frame - start) / Float(leavingFade))
  }

  /// What each name costs, by the places of the meters.
  func tellCosts() {
    report.tellCosts { shares in
      for place in shares.indices { shares[place] = 0 }
      for playing in playing where shares.indices.contains(playing.meter) {
        let key = Self.key(playing)
        if !costs.isLeft(key), !givenUp.contains(key) { shares[playing.meter] += costs.share(key) }
      }
    }
  }

  /// Forgets nodes that no longer play and whose samples end before `frame`: an undo could not go back to them. What was
  /// not rendered any more, though it plays, begins anew when it is heard again.
  func dropExpired(before frame: Int) {
    let sounding = playing.filter { !givenUp.contains(Self.key($0)) && !costs.isLeft(Self.key($0)) }
    let heard =
      sounding.count == playing.count
      ? nodes : PlanBuilder.inOrder(sounding.map(\.root) + (chain.map { [$0] } ?? []))
    let playing = Set(heard.map(ObjectIdentifier.init))
    let kept = builder.nodes.values.filter {
      playing.contains(ObjectIdentifier($0))
        || ($0.isPlayed && $0.track.end > frame - $0.timeline.offset
          && $0.track.base <= frame - $0.timeline.offset)
    }
    builder.retain(PlanBuilder.inOrder(Array(kept)))
    let lines = Set(kept.map { ObjectIdentifier($0.timeline) })
    timelines = timelines.filter { lines.contains(ObjectIdentifier($0.value)) }
  }
}
