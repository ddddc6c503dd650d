import Graphs
import Playback
import Scripting
import Signals
import Workspaces

/// What makes a score's events: a pattern and an instrument of Lua's. Asked ahead of the sound; rendering never is.
final class ScoreSource {
  let number: Int
  /// Pattern, instrument and controls as `stdlib/scores` made them; what functions they hold may be replaced by ones that
  /// come to the same.
  var table: LuaTable
  /// With marks for what follows names.
  let title: String
  let isHeld: Bool
  /// The global that the instrument is, where it is one.
  var instrumentName: String?
  /// The names that were read on the way to its events.
  var reads: Set<String> = []
  /// The voices of its notes, by all that tells one note from another.
  var voices: [String: SignalVersion] = [:]
  /// The events that are being made, and the frames that they may begin in.
  var making: [ScoreEvents.Event] = []
  var wanted = 0..<0
  /// The versions of its makings, newest last: undo goes back to them with all that is kept of them.
  private var versions: [SignalVersion] = []
  /// What went wrong when it was last asked ahead.
  var hasFailed = false

  init(number: Int, table: LuaTable, title: String, isHeld: Bool) {
    (self.number, self.table, self.title, self.isHeld) = (number, table, title, isHeld)
  }

  func hold(_ version: SignalVersion) {
    guard !versions.contains(where: { $0 === version }) else { return }
    versions.append(version)
    if versions.count > 64 { versions.removeFirst() }
  }

  /// The title without what tells one function from another that was written alike.
  static func outline(_ title: String) -> String {
    var outline = ""
    var rest = title[...]
    while let hash = rest.firstIndex(of: "#") {
      outline += rest[...hash]
      rest = rest[rest.index(after: hash)...].drop(while: \.isNumber)
    }
    return outline + rest
  }
}

/// Preparing what scores play.
extension Session {
  /// How far ahead of the ear events are prepared: the queue, and as long as a chunk may take.
  static let horizon = 8.0
  /// What is prepared at once with an edit.
  static let atOnce = 0.75

  /// The score's present version.
  func version(of source: ScoreSource) throws -> SignalVersion? {
    guard let row = scoreRow(source.number) else { return nil }
    let version = try manager.version(of: row)
    source.hold(version)
    return version
  }

  private func scoreRow(_ number: Int) -> SignalID? {
    guard let slot = manager.existingSlot("score \(number)") else { return nil }
    return manager.readers(of: slot).first
  }

  /// Enters the events of `frames` that are not known yet.
  func prepare(_ source: ScoreSource, _ events: ScoreEvents, _ frames: Range<Int>) throws {
    let frames = max(0, frames.lowerBound)..<max(0, frames.upperBound)
    while let missing = events.missing(in: frames), !missing.isEmpty {
      // A piece at a time, so that Ctrl-C ends a long one.
      let piece = missing.lowerBound..<min(missing.upperBound, missing.lowerBound + 8 * manager.rate)
      events.insert(try self.events(of: source, in: piece), covering: piece)
    }
  }

  /// What begins within `frames`.
  private func events(of source: ScoreSource, in frames: Range<Int>) throws -> [ScoreEvents.Event] {
    let library = try patternLibrary()
    let outer = preparing
    preparing = source
    defer { preparing = outer }
    source.making.removeAll(keepingCapacity: true)
    source.wanted = frames
    // On the grid of 64ths of a cycle, a frame wider on both sides: which events begin within is decided in frames.
    let tempo = workspace.tempo
    let first = max(0, (tempo.cycle(at: Double(frames.lowerBound - 1)) * 64).rounded(.down))
    let last = (tempo.cycle(at: Double(frames.upperBound + 1)) * 64).rounded(.up)
    guard last < 0x1p53 else { throw LuaError("\(try title(source)): so far away nothing can be played") }
    let ask = source.isHeld ? library.holdValues : library.perform
    do {
      try lua.call(ask, [.table(source.table), .integer(Int(first)), .integer(Int(last)), .integer(64)])
    } catch {
      if error.kind != .runtime { throw error }
      throw LuaError("\(try title(source)): \(Self.withoutLibraryPlace(error.message))")
    }
    if lua.isInterrupted { throw LuaError("interrupted", kind: .interrupted) }
    var numbered = source.making.enumerated().map { ($0, $1) }
    numbered.sort { ($0.1.onset, $0.0) < ($1.1.onset, $1.0) }
    source.making.removeAll(keepingCapacity: true)
    return numbered.map(\.1)
  }

  /// A message without the place in the library that it begins with; a place in the patch stays.
  static func withoutLibraryPlace(_ message: String) -> String {
    let parts = message.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasPrefix("scores/") || parts[0].hasPrefix("patterns/"),
      Int(parts[1]) != nil
    else { return message }
    return String(parts[2].drop { $0 == " " })
  }

  /// Prepares what an answer needs, for whoever renders on this thread.
  func meet(_ need: ScoreNeed) throws {
    for source in scores.values {
      guard let events = try version(of: source)?.score?.events, events === need.events else { continue }
      return try prepare(source, events, need.frames)
    }
    throw SignalError("what a pattern plays can no longer be told: it was bound anew")
  }

  /// The scores that play, with the sound's start and where they must be known from.
  func playingScores() -> [(source: ScoreSource, events: ScoreEvents, start: Int)] {
    if let known = scoresPlaying { return known }
    var found: [(ScoreSource, ScoreEvents, Int)] = []
    var byVersion: [UInt64: ScoreSource] = [:]
    for source in scores.values {
      if let version = try? version(of: source) { byVersion[version.id] = source }
    }
    if !byVersion.isEmpty {
      let roots = workspace.playing.map { ($0.signal.id, $0.start) } + workspace.mixerRows.map { ($0, 0) }
      for (root, start) in roots {
        guard let version = try? manager.version(of: root), version.hasScore else { continue }
        var seen: Set<UInt64> = []
        var pending = [version]
        while let next = pending.popLast() {
          guard next.hasScore, seen.insert(next.id).inserted else { continue }
          if let source = byVersion[next.id], let events = next.score?.events {
            found.append((source, events, start))
          }
          pending.append(contentsOf: next.inputs.compactMap(\.version))
        }
      }
    }
    scoresPlaying = found
    return found
  }

  /// Prepares what plays so many seconds from `frame` on.
  func prepareAhead(from frame: Int, seconds: Double) throws {
    for (source, events, start) in playingScores() where !source.hasFailed {
      let first = max(0, frame - start)
      do { try prepare(source, events, first..<first + Int(seconds * Double(manager.rate))) } catch {
        source.hasFailed = true
        throw error
      }
    }
  }

  /// What is to be done now and then while the sound goes on: events are prepared ahead of it. Never throws: what goes
  /// wrong is told, and the score at fault falls silent.
  package func tick() {
    guard depthOfChunks == 0 else { return }
    if !timers.isEmpty { runTimers() }
    followTempo()
    guard !scores.isEmpty else { return }
    meetNeed()
    lua.clearInterrupt()
    let seconds = Self.horizon * max(1, output.transport.speed)
    do { try prepareAhead(from: output.position, seconds: seconds) } catch {
      onFault((error as? LuaError)?.message ?? "\(error)")
    }
    let rate = manager.rate
    for (source, events, start) in playingScores() {
      let here = max(0, output.position - start)
      // Nothing stands for what could not be told, so that the rest goes on.
      if source.hasFailed, let missing = events.missing(in: here..<here + Int(Self.horizon) * rate) {
        events.insert([], covering: missing)
      }
      // What a jump back is on its way to is not forgotten, nor where a loop begins again.
      let kept = min(here, (output.loop?.lowerBound).map { max(0, $0 - start) } ?? here) - 120 * rate
      if kept > 0, !output.isPreparing, output.need == nil { events.forget(before: kept) }
    }
  }

  // MARK: Equal to what was

  /// Whether what `source` plays from the edit on is what `former` holds: then nothing of it changes.
  private func comesToTheSame(_ source: ScoreSource, _ events: ScoreEvents, as former: ScoreEvents) throws
    -> Bool
  {
    let here = editFrame()
    let known = former.preparedEnd(from: here)
    guard known - here >= manager.rate / 4 else { return false }
    try prepare(source, events, here..<known)
    let new = events.events(in: here..<known)
    let old = former.events(in: here..<known)
    return new.count == old.count
      && zip(new, old).allSatisfy {
        $0.onset == $1.onset && $0.voice?.id == $1.voice?.id && $0.value == $1.value && $0.group == $1.group
      }
  }

  /// Scores that follow what was bound become others, but for those whose events stay the same.
  func renewScores(reading names: Set<String>) throws {
    for source in scores.values.sorted(by: { $0.number < $1.number })
    where !source.reads.isDisjoint(with: names) {
      source.hasFailed = false
      let former = workspace.generation(of: source.number)
      let old = try version(of: source)
      workspace.renew(source.number)
      source.voices.removeAll()
      guard let old = old?.score?.events, let new = try version(of: source)?.score?.events else { continue }
      if try comesToTheSame(source, new, as: old) { workspace.setGeneration(former, of: source.number) }
    }
  }

  /// Enters what Lua keeps of a score.
  @discardableResult
  func enterScore(_ number: Int, _ table: LuaTable, instrument: String?, isHeld: Bool) throws -> ScoreSource {
    let source = ScoreSource(
      number: number, table: table, title: try table["title"].asString ?? "", isHeld: isHeld)
    source.instrumentName = instrument
    source.reads = [Self.tempoName]
    if let instrument { source.reads.insert(instrument) }
    scores[number] = source
    try table.set("number", .integer(number))
    return source
  }

  /// A score's title by what its pattern has become since: what followed a name may have been pinned.
  private func title(_ source: ScoreSource) throws -> String {
    try lua.call(try patternLibrary().text, [.string(source.title)]).first?.asString ?? source.title
  }

  /// A new score, or one that there is and comes to the same.
  func score(_ table: LuaTable, instrument: String?, isHeld: Bool) throws -> SignalObject {
    let title = try lua.call(try patternLibrary().text, [table["title"]]).first?.asString ?? ""
    let channels = isHeld ? 1 : max(1, min(2, self.channels))
    func row(_ number: Int) -> SignalID? { scoreRow(number) }
    for source in scores.values where source.isHeld == isHeld && source.instrumentName == instrument {
      if try self.title(source) == title, let row = row(source.number) { return object(manager.signal(row)) }
    }
    let (number, slot) = workspace.addScore()
    let made = withExtendedLifetime(slot) {
      manager.signal(.score(title: title, channels: channels, isHeld: isHeld, slot: slot.id))
    }
    let source = try enterScore(number, table, instrument: instrument, isHeld: isHeld)
    // A mistake in the first cycle is told where the score is made.
    if let events = try manager.version(of: made.id).score?.events {
      let here = max(0, output.editFrame)
      let cycle = workspace.tempo.secondsPerCycle(at: Double(here))
      let first = max(0, workspace.tempo.frame(at: workspace.tempo.cycle(at: Double(here)).rounded(.down)))
      try prepare(source, events, Int(first)..<Int(first + min(4, cycle) * Double(manager.rate)))
    }
    let outline = ScoreSource.outline(title)
    guard outline != title else { return object(made) }
    for other in scores.values.sorted(by: { $0.number < $1.number })
    where other !== source && other.isHeld == isHeld {
      guard try ScoreSource.outline(self.title(other)) == outline, let row = row(other.number),
        let old = try version(of: other)?.score?.events,
        let new = try manager.version(of: made.id).score?.events,
        try comesToTheSame(source, new, as: old)
      else { continue }
      // The functions of now answer for what is yet to come.
      try table.set("number", .integer(other.number))
      other.table = table
      other.reads.formUnion(source.reads)
      other.voices.merge(source.voices) { _, new in new }
      return object(manager.signal(row))
    }
    return object(made)
  }
}
