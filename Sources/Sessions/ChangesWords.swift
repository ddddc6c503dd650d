import Glibc
import Graphs
import Scripting
import Signals
import Workspaces

/// What an edit would change, before it is made.
extension Session {
  func defineChanges() throws {
    try define(
      "changes", .editing, "changes(chunk, {from=, to=, length=})",
      "Tells what a chunk, given as a string, would change, and does none of it: which names and sounds become stale, and about how many seconds of the processor it takes to render 10 s of them, or of the span that is given, in seconds; judged by their first second. What the chunk prints is printed, what it writes inside a Lua table stays; words that write files are refused. What speed, seek and the like, fade, quantum, at and each do is not looked at.",
      example: "changes(\"bass.cutoff = 900\")"
    ) { session, arguments in
      guard let chunk = arguments[0].asString else {
        throw LuaError(
          "changes: a chunk is expected, as a string, as in changes(\"bass.cutoff = 900\"); \(arguments[0].described) was given"
        )
      }
      let rate = session.manager.rate
      let span = try session.span(arguments[1], "changes", otherwise: 0..<10 * rate, limit: 86_400 * rate)
      return [.string(try session.changes(chunk, span))]
    }
    try defineWhy()
  }

  private struct Meaning {
    var values: [String: Workspace.Value] = [:]
    var names: [String: SignalVersion] = [:]
    var sounds: [String: [SignalVersion]] = [:]
    var chain: SignalVersion?
    var volume = 0.0
    var strips: [String: MixerStrip] = [:]
    var tempo = 0.0
    var meter = 0.0
  }

  private func meaning() throws -> Meaning {
    var meaning = Meaning()
    meaning.values = workspace.names
    for (name, value) in workspace.names {
      if case .signal(let signal) = value { meaning.names[name] = try manager.version(of: signal.id) }
    }
    try relateCuts()
    let snapshot = try workspace.snapshot()
    for sound in snapshot.sounds { meaning.sounds[sound.name, default: []].append(sound.version) }
    meaning.chain = snapshot.chain?.form
    meaning.volume = workspace.volume
    meaning.strips = workspace.desk.strips.filter { !$0.value.isNeutral }
    meaning.tempo = workspace.tempo.beatsPerMinute(at: .greatestFiniteMagnitude)
    meaning.meter = workspace.tempo.meter
    return meaning
  }

  private func changes(_ chunk: String, _ span: Range<Int>) throws -> String {
    let before = try meaning()
    return try look(at: chunk) { try report(before, meaning(), span) }
  }

  private func report(_ before: Meaning, _ after: Meaning, _ span: Range<Int>) throws -> String {
    var stale: [String] = []
    var begun: [String] = []
    var versions: [SignalVersion] = []
    for (name, version) in after.names.sorted(by: { $0.key < $1.key })
    where before.names[name]?.id != version.id {
      if before.values[name] == nil { begun.append(name) } else { stale.append(name) }
      versions.append(version)
    }
    for (label, list) in after.sounds.sorted(by: { $0.key < $1.key }) {
      let known = Set((before.sounds[label] ?? []).map(\.id))
      let new = list.filter { !known.contains($0.id) }
      guard !new.isEmpty else { continue }
      versions.append(contentsOf: new)
      guard !stale.contains(label), !begun.contains(label) else { continue }
      if known.isEmpty { begun.append(label) } else { stale.append(label) }
    }
    let gone = Set(before.values.keys).subtracting(after.values.keys).sorted()
    // Patterns, functions and values are no signals, but to bind one is a step.
    let bound = after.values.filter { name, value in
      after.names[name] == nil && !Workspace.isSame(before.values[name], value)
    }.keys.sorted()
    let stopped = Set(before.sounds.keys).subtracting(after.sounds.keys).subtracting(gone).sorted()
    var parts: [String] = []
    func add(_ what: String, _ names: [String]) {
      if !names.isEmpty { parts.append("\(what): \(names.joined(separator: ", "))") }
    }
    add("bound anew", bound.filter { before.values[$0] != nil })
    add("stale", stale)
    add("new", begun + bound.filter { before.values[$0] == nil })
    add("gone", gone)
    add("stops", stopped)
    if before.chain?.id != after.chain?.id { parts.append("the master's chain changes") }
    func tell(_ what: String, _ old: Double, _ new: Double, _ unit: String) {
      if old != new { parts.append("\(what): \(Numerals.text(old)) to \(Numerals.text(new))\(unit)") }
    }
    tell("volume", before.volume, after.volume, " dB")
    add(
      "mixer",
      Set(before.strips.keys).union(after.strips.keys).filter { before.strips[$0] != after.strips[$0] }
        .sorted())
    tell("tempo", before.tempo, after.tempo, " beats a minute")
    tell("meter", before.meter, after.meter, " beats in a bar")
    guard !versions.isEmpty else {
      return parts.isEmpty
        ? "nothing would change, and nothing be rendered"
        : (parts + ["nothing is rendered for it"]).joined(separator: "\n")
    }
    guard !parts.isEmpty else { return "nothing would change, and nothing be rendered" }
    let seconds = try cost(versions, span)
    let length = Numerals.text((Double(span.count) / Double(manager.rate) * 1e3).rounded() / 1e3)
    parts.append(
      "rendering \(length) s of it takes about \(Numerals.fixed(seconds, seconds < 0.1 ? 3 : 2)) s")
    return parts.joined(separator: "\n")
  }

  /// Seconds of the processor for a span of these, from a stretch of each. What they share is rendered once, into a cache
  /// that is thrown away.
  private func cost(_ versions: [SignalVersion], _ span: Range<Int>) throws -> Double {
    let log = EventLog()
    let cache = SignalCache(budget: 32 << 20, log: log)
    let lua = lua
    var total = 0.0
    var seen: Set<UInt64> = []
    for version in versions where seen.insert(version.id).inserted && version.openLoops == 0 {
      let range = version.shape.range
      let start = max(span.lowerBound, min(range.lower ?? 0, span.upperBound))
      let end = min(span.upperBound, range.upper ?? span.upperBound)
      guard start < end else { continue }
      let answer = PureAnswer(version, cache: cache, log: log)
      answer.isInterrupted = { lua.isInterrupted }
      answer.onNeed = manager.onNeed
      var at = start
      let began = Self.processorTime()
      while at < min(end, start + manager.rate), Self.processorTime() - began < 0.1 {
        let piece = at..<min(at + 1 << 12, end)
        do { try answer.forEachRun(of: piece) { _ in } } catch is RenderInterrupted {
          throw LuaError("interrupted", kind: .interrupted)
        }
        at = piece.upperBound
      }
      total += (Self.processorTime() - began) * Double(end - start) / Double(at - start)
    }
    return total
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
