import Graphs
import Playback
import Scripting
import Signals
import Workspaces

/// What makes a score's events: a pattern and an instrument of Lua's. Asked ahead of the sound; rendering never is.
final class ScoreSource {
  let number: Int
  /// Pattern, instrument and controls as `stdlib/scores` made them, in this making.
  private(set) var table: LuaTable
  /// With marks for what follows names.
  let title: String
  /// The title by what that has become since.
  var text: String
  /// The names of cuts that its notes may have, in this making; nil where that is to be asked again.
  var cuts: CutNames?
  let isHeld: Bool
  /// The global that the instrument is, where it is one.
  var instrumentName: String?
  /// The names that were read on the way to its events.
  var reads: Set<String> = []
  /// What those that this making has read held, as text; nil where text cannot tell it.
  var readings: [String: String?] = [:]
  /// The voices of its notes, by all that tells one note from another, in this making.
  var voices: [String: SignalVersion] = [:]
  /// The events that are being made, and the frames that they may begin in.
  var making: [ScoreEvents.Event] = []
  var wanted = 0..<0
  /// The value that holds where they begin.
  var valueBefore: ScoreEvents.Event?
  /// What of them failed, where the rest is wanted nevertheless.
  var failures: [(onset: Int, message: String)]?
  /// What was told of this making.
  var hasTold: Set<String> = []
  /// The versions of its makings, newest last: undo goes back to them with all that is kept of them.
  private var versions: [SignalVersion] = []
  /// The line of the patch that made it.
  var place: String?
  /// Whether it was told that a note of it is too low to be heard.
  var hasToldLow = false
  /// What went wrong when it was last asked ahead.
  var hasFailed = false
  /// Which making this is of; undo goes back to former ones.
  private var generation: Int?
  /// How often names had been bound when it was made anew for what text cannot tell.
  var renewedAt: Int?
  /// The tempo map that this making's events are of.
  private(set) var tempo: TempoMap?
  private var former: [Int: (table: LuaTable, readings: [String: String?], tempo: TempoMap?)] = [:]

  init(number: Int, table: LuaTable, title: String, isHeld: Bool) {
    (self.number, self.table, self.title, self.isHeld) = (number, table, title, isHeld)
    text = title
  }

  var holdsFunctions: Bool { text.contains("function#") }

  /// Becomes the making of a number: one that it was, or another, which has nothing yet but what it is made of.
  func enter(generation wanted: Int, _ map: TempoMap) {
    guard wanted != generation else { return }
    if let generation { former[generation] = (table, readings, tempo) }
    if former.count > 1000, let oldest = former.keys.min() { former[oldest] = nil }
    let known = former.removeValue(forKey: wanted)
    table = known?.table ?? table
    readings = known?.readings ?? [:]
    tempo = known?.tempo ?? map
    hasTold.removeAll()
    hasToldLow = false
    voices.removeAll()
    cuts = nil
    hasFailed = false
    generation = wanted
  }

  /// Functions that are equal to the former ones answer from here on.
  func replace(_ table: LuaTable) { self.table = table }

  func hold(_ version: SignalVersion) {
    guard !versions.contains(where: { $0 === version }) else { return }
    versions.append(version)
    if versions.count > 64 { versions.removeFirst() }
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
    settle(source)
    guard let row = scoreRow(source.number) else { return nil }
    let version = try manager.version(of: row)
    source.hold(version)
    return version
  }

  /// Undo may have brought a former making back.
  func settle(_ source: ScoreSource) {
    source.enter(generation: workspace.generation(of: source.number), workspace.tempo)
  }

  /// Notes that the events being prepared hang on a name, and on what it holds.
  func noteRead(_ name: String, by reader: ScoreSource? = nil) throws {
    guard let source = reader ?? preparing else { return }
    source.reads.insert(name)
    guard source.readings[name] == nil else { return }
    let told = try telling(name)
    source.readings[name] = .some(told)
    if let told { try keepTable(name, told) }
  }

  /// What a name holds as text, where equal texts are equal values.
  func telling(_ name: String) throws -> String? {
    guard case .other(let box)? = workspace.names[name], let value = (box as? LuaBox)?.value else {
      return nil
    }
    return try lua.call(try patternLibrary().telling, [value]).first?.asString
  }

  /// The same for many, each told once.
  func tellingOnce() -> (String) throws -> String? {
    var told: [String: String?] = [:]
    return { [unowned self] name in
      if let known = told[name] { return known }
      let text = try telling(name)
      told[name] = .some(text)
      return text
    }
  }

  func scoreRow(_ number: Int) -> SignalID? {
    guard let slot = manager.existingSlot("score \(number)") else { return nil }
    return manager.readers(of: slot).first
  }

  /// What begins within `frames`.
  func events(of source: ScoreSource, in frames: Range<Int>) throws -> [ScoreEvents.Event] {
    let library = try patternLibrary()
    let outer = preparing
    preparing = source
    let depth = functionReadings.count
    defer {
      preparing = outer
      dropReadings(to: depth)
    }
    source.making.removeAll(keepingCapacity: true)
    source.wanted = frames
    source.valueBefore = nil
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
    if let held = source.valueBefore, source.making.allSatisfy({ $0.onset > frames.lowerBound }) {
      source.making.append(ScoreEvents.Event(onset: frames.lowerBound, value: held.value))
    }
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

  /// Prepares what plays so many seconds from `frame` on. Of what this chunk made nothing may fail.
  func prepareAhead(from frame: Int, seconds: Double) throws {
    let isInChunk = depthOfChunks > 0
    for (source, events, start) in playingScores() where !source.hasFailed {
      let first = max(0, frame - start)
      let frames = first..<first + Int(seconds * Double(manager.rate))
      do {
        if isInChunk, workspace.isNew(source.number) {
          try prepare(source, events, frames)
        } else {
          try prepareToPlay(source, events, frames)
        }
      } catch {
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
    tendInput()
    returnMemory()
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
      let ahead = here..<here + Int(Self.horizon) * rate
      while source.hasFailed, let missing = events.missing(in: ahead, takingFailed: true) {
        events.insert([], covering: missing, failed: [missing])
      }
      // What a jump back is on its way to is not forgotten, nor where a loop begins again.
      let kept = min(here, (output.loop?.lowerBound).map { max(0, $0 - start) } ?? here) - 120 * rate
      if kept > 0, !output.isPreparing, output.need == nil { events.forget(before: kept) }
    }
  }

  /// Tells what went wrong with something that nobody waits for; the interrupt that ended it is done with.
  func tellStopped(_ error: any Error, _ consequence: String? = nil) {
    if (error as? LuaError)?.kind == .interrupted { lua.clearInterrupt() }
    onFault(((error as? LuaError)?.message ?? "\(error)") + (consequence.map { "; \($0)" } ?? ""))
  }
}
