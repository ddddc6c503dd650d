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
  /// The title by what that has become since.
  var text: String
  /// The names of cuts that its notes may have; nil where that is to be asked again.
  var cuts: CutNames?
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
  /// The line of the patch that made it.
  var place: String?
  /// Whether it was told that a note of it is too low to be heard.
  var hasToldLow = false
  /// What went wrong when it was last asked ahead.
  var hasFailed = false

  init(number: Int, table: LuaTable, title: String, isHeld: Bool) {
    (self.number, self.table, self.title, self.isHeld) = (number, table, title, isHeld)
    text = title
  }

  /// Whether what it was made from has no text that tells it from another.
  var holdsFunctions: Bool { text.contains(Self.function) }
  private static let function = "function#"

  func hold(_ version: SignalVersion) {
    guard !versions.contains(where: { $0 === version }) else { return }
    versions.append(version)
    if versions.count > 64 { versions.removeFirst() }
  }

  /// The title without what tells one function from another that was written alike.
  static func outline(_ title: String) -> String {
    var outline = ""
    var rest = title[...]
    while let place = rest.firstRange(of: function) {
      outline += rest[..<place.upperBound]
      rest = rest[place.upperBound...].drop(while: \.isNumber)
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

  func scoreRow(_ number: Int) -> SignalID? {
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
      throw try fault(of: source, error.message)
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
    let folders = ["scores/", "patterns/", "instruments/"]
    guard parts.count == 3, folders.contains(where: parts[0].hasPrefix), Int(parts[1]) != nil else {
      return message
    }
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
    let isInChunk = depthOfChunks > 0
    for (source, events, start) in playingScores() where !source.hasFailed {
      let first = max(0, frame - start)
      do { try prepare(source, events, first..<first + Int(seconds * Double(manager.rate))) } catch {
        // Within a chunk Ctrl-C is meant for the chunk.
        source.hasFailed = !isInChunk || (error as? LuaError)?.kind != .interrupted
        throw error
      }
    }
  }

  /// What is to be done now and then while the sound goes on: events are prepared ahead of it. Never throws: what goes
  /// wrong is told, and the score at fault falls silent.
  package func tick() {
    guard depthOfChunks == 0 else { return }
    // What came just too late for a chunk. From here on an interrupt is meant for what runs, and holds until it ends that.
    lua.clearInterrupt()
    if !timers.isEmpty { runTimers() }
    followTempo()
    defer { tellLowNotes() }
    guard !scores.isEmpty else { return }
    meetNeed()
    let seconds = Self.horizon * max(1, output.transport.speed)
    do { try prepareAhead(from: output.position, seconds: seconds) } catch { tellStopped(error) }
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

  /// Tells what went wrong with something that nobody waits for; the interrupt that ended it is done with.
  func tellStopped(_ error: any Error) {
    if (error as? LuaError)?.kind == .interrupted { lua.clearInterrupt() }
    onFault((error as? LuaError)?.message ?? "\(error)")
  }

  // MARK: Equal to what was

  /// Whether what `source` plays from the edit on is what `former` holds: then nothing of it changes.
  func comesToTheSame(_ source: ScoreSource, _ events: ScoreEvents, as former: ScoreEvents) throws
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
      source.cuts = nil
      source.hasToldLow = false
      let former = workspace.generation(of: source.number)
      let old = try version(of: source)
      workspace.renew(source.number)
      source.voices.removeAll()
      guard let old = old?.score?.events, let new = try version(of: source)?.score?.events else { continue }
      if try comesToTheSame(source, new, as: old) {
        workspace.setGeneration(former, of: source.number)
      } else {
        namesHeard.formUnion(source.reads.intersection(names))
      }
    }
  }
}
