import Graphs
import Scripting
import Workspaces

/// The names of cuts that a score's notes may have.
enum CutNames {
  case some(Set<String>)
  /// What they are is told with each note.
  case any

  func shares(_ other: CutNames) -> Bool {
    switch (self, other) {
    case (.some(let own), .some(let others)): !own.isDisjoint(with: others)
    case (.any, .some(let names)), (.some(let names), .any): !names.isEmpty
    case (.any, .any): true
    }
  }
}

/// Notes of equal cuts silence each other in all that plays: a score's version tells whose notes cut its own off, and its
/// answer reads their events as it reads its own.
extension Session {
  /// Relates the scores that play and may share a cut, where they have one time. Who does not play cuts nobody off.
  func relateCuts() throws {
    guard !scores.isEmpty else { return }
    var groups: [(source: ScoreSource, start: Int, cuts: CutNames)] = []
    var seen: Set<Int> = []
    for (source, _, start) in playingScores()
    where !source.isHeld && !source.hasFailed && seen.insert(source.number).inserted {
      let cuts = try cutNames(of: source)
      if case .some(let names) = cuts, names.isEmpty { continue }
      groups.append((source, start, cuts))
    }
    var isChanged = false
    for source in scores.values {
      var cutters: [Int] = []
      if let own = groups.first(where: { $0.source === source }) {
        cutters = groups.filter {
          $0.source !== source && $0.start == own.start && $0.cuts.shares(own.cuts)
        }.map { workspace.generation(of: $0.source.number) }.sorted()
      }
      guard cutters != workspace.cutters(of: source.number) else { continue }
      workspace.setCutters(cutters, of: source.number)
      isChanged = true
    }
    if isChanged { scoresPlaying = nil }
  }

  private func cutNames(of source: ScoreSource) throws -> CutNames {
    settle(source)
    if let known = source.cuts { return known }
    let answer: LuaValue
    let ask = try patternLibrary().cutNames
    do { answer = try lua.call(ask, [.table(source.table)]).first ?? .nil } catch {
      if error.kind != .runtime { throw error }
      // What is wrong with it is told where its events are asked for.
      return .any
    }
    let cuts: CutNames
    if let list = answer.asTable {
      cuts = .some(Set(try items(list).compactMap(\.asString)))
    } else {
      cuts = .any
    }
    source.cuts = cuts
    return cuts
  }
}
