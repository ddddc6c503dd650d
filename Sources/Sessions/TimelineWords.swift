import Glibc
import Graphs
import Pictures
import Scripting
import Signals
import Workspaces

/// `timeline`: events to come, as a piano roll.
extension Session {
  func defineTimelines() throws {
    try define(
      "timeline", .looking, "timeline(pattern, {from=, to=, length=, file=})",
      "The events of a pattern, or of what on made of one, as a piano roll: pitches and words up, bars along, from the bar that is heard now on and four bars unless told otherwise; from, to and length are counted from that bar, in seconds, or as bars(4) and beats(2). A plot with the fields time and duration, in bars, and value.",
      example: "timeline(p\"c4 e4 g4 b4\", {to = bars(2)})", isMethod: true
    ) { session, arguments in
      session.noted([try session.timeline(PlotArguments(arguments, [], spans: true, session))])
    }
  }

  /// An event of a pattern as a roll shows it.
  private struct Shown {
    let begin: Double
    let end: Double
    let pitch: Double?
    let word: String
    let gain: Double
    var label: String { pitch.map { NoteName.text($0) } ?? word }
  }

  private func timeline(_ given: PlotArguments) throws -> Plot {
    guard let value = given.values.first, given.values.count == 1, let pattern = try patternShown(value)
    else {
      throw LuaError(
        "timeline: a pattern is expected, as in timeline(p\"c4 e4 g4\", {to = bars(4)}); \(given.values.first?.described ?? "nothing") was given"
      )
    }
    func cycles(_ name: String) throws -> Double? {
      let value = try given[name]
      if value.isNil { return nil }
      if let duration = value.asObject(Duration.self) { return duration.cycles }
      guard let seconds = value.asDouble, seconds.isFinite else {
        throw LuaError(
          "timeline: \(name): seconds, bars(n) or beats(n) are expected; \(value.described) was given")
      }
      return seconds / workspace.tempo.secondsPerCycle(at: .greatestFiniteMagnitude)
    }
    let now = cycleNow.rounded(.down)
    let (offset, to, length) = (try cycles("from") ?? 0, try cycles("to"), try cycles("length"))
    if to != nil, length != nil { throw LuaError("timeline: to or length is expected, not both") }
    let from = now + offset
    let end = to.map { now + $0 } ?? length.map { from + $0 } ?? from + 4
    guard from < end, end - from <= 1000 else {
      throw LuaError(
        "timeline: \(Decimal.short(end - from)) bars were asked for; more than none and at most 1000 are expected"
      )
    }
    let events = try events(of: pattern, from, end)
    // Pitches by their number, words below each other in the order of their appearance.
    let pitches = Set(events.compactMap(\.pitch)).sorted()
    var words: [String] = []
    for event in events where event.pitch == nil && !words.contains(event.word) { words.append(event.word) }
    let base = (pitches.first ?? 0) - 1 - (pitches.isEmpty || words.isEmpty ? 0 : 1)
    func height(_ event: Shown) -> Double {
      event.pitch ?? base - Double(words.firstIndex(of: event.word) ?? 0)
    }
    let boxes = events.map { event in
      Box(
        max(from, event.begin)...min(end, max(event.end, event.begin)), y: height(event),
        colour: event.pitch == nil ? 1 : 0, strength: max(0.1, min(1, event.gain)))
    }
    let names =
      words.enumerated().map { Tick(base - Double($0.offset), $0.element) }.reversed()
      + pitches.map { Tick($0, NoteName.text($0)) }
    let heights = boxes.map(\.y)
    let picture = Picture(
      "timeline of \(try title(of: value))",
      details:
        "\(Numerals.count(events.count, "event")) in \(Decimal.short(end - from)) bar\(end - from == 1 ? "" : "s") from bar \(Decimal.short(from))",
      panels: [
        Panel(
          x: Axis("bar", from...end, names: Self.bars(from, end)),
          y: Axis("", (heights.min() ?? 0) - 0.6...(heights.max() ?? 0) + 0.6, names: Array(names)),
          [.boxes(boxes)])
      ])
    let labels = try lua.makeTable()
    for (place, event) in events.enumerated() {
      try labels.set(.integer(place + 1), event.pitch.map(LuaValue.number) ?? .string(event.word))
    }
    return try plot(
      given.word, picture,
      [
        "time": .object(SampleBuffer(events.map(\.begin))),
        "duration": .object(SampleBuffer(events.map { $0.end - $0.begin })), "value": .table(labels),
      ], file: given["file"])
  }

  /// Bars and their parts, not finer than can be told.
  private static func bars(_ from: Double, _ end: Double) -> [Tick] {
    let step = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64].first { (end - from) / $0 <= 16 } ?? 128
    let first = Int((from / step).rounded(.up))
    let last = Int((end / step).rounded(.down))
    return first > last
      ? [] : (first...last).map { Tick(Double($0) * step, Decimal.short(Double($0) * step, digits: 6)) }
  }

  /// A pattern, or the one that a score plays.
  private func patternShown(_ value: LuaValue) throws -> LuaTable? {
    if let table = value.asTable, try isPattern(value) { return table }
    guard let object = value.asObject(SignalObject.self) else { return nil }
    var id = object.signal.id
    while let target = manager.target(id) { id = target }
    guard let events = try manager.version(of: id).score?.events else { return nil }
    for source in scores.values where try version(of: source)?.score?.events === events {
      return try source.table["pattern"].asTable
    }
    return nil
  }

  private func title(of value: LuaValue) throws -> String {
    if let object = value.asObject(SignalObject.self), let name = manager[object.signal.id].slotName {
      return name
    }
    guard let pattern = try patternShown(value), let library else { return "a pattern" }
    return try lua.call(library.text, [.table(pattern)]).first?.asString ?? "a pattern"
  }

  private func events(of pattern: LuaTable, _ from: Double, _ end: Double) throws -> [Shown] {
    let library = try patternLibrary()
    guard let query = try library.table["query"].asFunction else {
      throw LuaError("stdlib/patterns has no query")
    }
    // On a grid that holds what bars are usually divided by.
    let grid = 960.0
    let answer: [LuaValue]
    do {
      answer = try lua.call(
        query,
        [
          .table(pattern), .integer(Int((from * grid).rounded())), .integer(Int(grid)),
          .integer(Int((end * grid).rounded())), .integer(Int(grid)),
        ])
    } catch {
      if error.kind != .runtime { throw error }
      throw LuaError("timeline: \(Self.withoutLibraryPlace(error.message))")
    }
    guard let list = answer.first?.asTable else { return [] }
    guard list.count <= 100_000 else {
      throw LuaError("timeline: \(list.count) events are too many to be seen")
    }
    return try items(list).compactMap { item in
      guard let event = item.asTable else { return nil }
      func time(_ name: String) throws -> Double? {
        guard let pair = try event[name].asTable, let num = try pair["num"].asDouble,
          let den = try pair["den"].asDouble
        else { return nil }
        return num / den
      }
      // One that changes all the time has no beginning.
      guard let begin = try time("begins") ?? time("from"), let end = try time("ends") ?? time("to") else {
        return nil
      }
      let value = try event["value"]
      if let number = value.asDouble {
        return Shown(begin: begin, end: end, pitch: number, word: "", gain: 1)
      }
      guard let table = value.asTable else {
        return Shown(begin: begin, end: end, pitch: nil, word: text(of: value), gain: 1)
      }
      let gain = try table["gain"].asDouble ?? table["amp"].asDouble ?? 1
      let pitch = try table["midi"].asDouble ?? table["note"].asDouble
      let word =
        try table["word"].asString ?? table["sound"].asString ?? table["s"].asString ?? text(of: value)
      return Shown(begin: begin, end: end, pitch: pitch, word: word, gain: gain)
    }
  }
}

/// MIDI numbers as notes are called: 60 is c4.
enum NoteName {
  private static let names = ["c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b"]

  static func text(_ midi: Double) -> String {
    guard midi == midi.rounded(), (0...127).contains(midi) else { return Decimal.short(midi, digits: 4) }
    return "\(names[Int(midi) % 12])\(Int(midi) / 12 - 1)"
  }
}
