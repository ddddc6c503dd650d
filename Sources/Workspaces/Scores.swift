package import Graphs
import HashTreeCollections
import Signals

/// What a score is made from at present.
struct ScoreMaking: Equatable {
  /// Another each time that something it follows is bound again.
  var generation: Int
  /// Those of the scores that it shares the name of a cut with, in order.
  var cutters: [Int] = []
}

/// By the scores' numbers. Each step holds two, and all of them share what they have in common.
typealias ScoreMakings = TreeDictionary<Int, ScoreMaking>

/// Scores in the table: each hangs on a slot of its own, which is bound anew wherever something that it follows changes.
extension Workspace {
  /// The number and the slot of a new score.
  package func addScore() -> (number: Int, slot: Signal) {
    scoreCount += 1
    let slot = manager.slot("score \(scoreCount)")
    scoreSlots[scoreCount] = slot
    renew(scoreCount)
    return (scoreCount, slot)
  }

  /// The score that a file tells of, under its own number where that is free; what Lua keeps of it comes later.
  func addScore(_ saved: SavedScore) -> Signal {
    let isFree = scoreSlots[saved.number] == nil
    let number = isFree ? saved.number : scoreCount + 1
    scoreCount = max(scoreCount, number)
    let slot = manager.slot("score \(number)")
    scoreSlots[number] = slot
    renew(number)
    return withExtendedLifetime(slot) {
      manager.signal(
        .score(title: saved.title, channels: saved.channels, isHeld: saved.isHeld, slot: slot.id))
    }
  }

  /// Which making of a score holds.
  package func generation(of score: Int) -> Int { makings[score]?.generation ?? 0 }

  /// Whether the open step made a score what it is.
  package func isNew(_ score: Int) -> Bool {
    open.map { $0.makings.before[score]?.generation != generation(of: score) } ?? false
  }

  /// A score becomes another from here on: no making has the number of an earlier one.
  package func renew(_ score: Int) {
    generationCount += 1
    setGeneration(generationCount, of: score)
  }

  package func setGeneration(_ generation: Int, of score: Int) {
    set(ScoreMaking(generation: generation, cutters: makings[score]?.cutters ?? []), of: score)
  }

  /// The makings of the other scores whose notes cut this one's off.
  package func cutters(of score: Int) -> [Int] { makings[score]?.cutters ?? [] }

  package func setCutters(_ cutters: [Int], of score: Int) {
    set(ScoreMaking(generation: generation(of: score), cutters: cutters), of: score)
  }

  private func set(_ making: ScoreMaking, of score: Int) {
    guard let slot = scoreSlots[score], makings[score] != making else { return }
    makings[score] = making
    let source = manager.signal(
      .source(name: "score \(score)", making: making.generation, others: making.cutters))
    // A source refers to nothing, so it closes no circle.
    try? manager.bind(slot.id, to: source.id)
  }

  func setMakings(_ wanted: ScoreMakings) {
    for (score, making) in wanted { set(making, of: score) }
  }

  /// Lets go of scores that nothing hangs on any more.
  package func forgetScores() -> [Int] {
    let gone = scoreSlots.filter { manager.readers(of: $0.value.id).isEmpty }.map(\.key)
    for score in gone {
      scoreSlots[score] = nil
      makings[score] = nil
    }
    return gone
  }

  /// Where the clock begins, the map as it is; later, from the next edit on the tempo that it ends with.
  func bendTempo(like other: TempoMap) {
    let frame = max(0, tempoFrame())
    if frame == 0 { return tempo = other }
    tempo.bend(at: frame, to: other.beatsPerMinute(at: .greatestFiniteMagnitude), meter: other.meter)
  }

  /// A tempo that was heard was heard: going back bends from the play head on.
  func goBack(to wanted: TempoMap, from other: TempoMap) {
    if wanted == other { return }
    // What replaced all of it did so before anything was heard; so does what takes it back, unless something was heard since.
    if wanted.stretches.first != other.stretches.first, isUnheard { return tempo = wanted }
    tempo.bend(at: max(0, tempoFrame()), like: wanted)
  }
}
