import Graphs
import Playback
import Scripting
import Signals
import Workspaces

/// Where the transport goes: seek, pause, resume, loop_region, speed, replay, position.
extension Session {
  func defineTransport() throws {
    try define(
      "position", .playing, "position()", "Where the transport stands, in seconds of the project."
    ) { session, arguments in
      return [.number(Double(session.output.position) / Double(session.manager.rate))]
    }
    try define(
      "seek", .playing, "seek(time)",
      "Goes to a time, in seconds, beats(n) or bars(n): what plays sounds there as if it had always been as it is now. What sounds goes on until that is prepared.",
      example: "seek(bars(8))"
    ) { session, arguments in
      session.change(.seek(try session.place(arguments[0], "seek", "seek(bars(8))")))
      return []
    }
    try define(
      "pause", .playing, "pause()",
      "Holds the transport; resume() goes on as if no time had passed. Edits while it stands are heard then."
    ) { session, arguments in
      session.change(.pause)
      return []
    }
    try define("resume", .playing, "resume()", "Goes on after pause().") { session, arguments in
      session.change(.resume)
      return []
    }
    try define(
      "loop_region", .playing, "loop_region(from, to)",
      "Plays from one time to another again and again, each in seconds, beats(n) or bars(n), at least 0.05 s apart; where the transport is elsewhere it goes there. Without times it ends that, and plays on.",
      example: "loop_region(bars(4), bars(8))"
    ) { session, arguments in
      guard arguments.count > 0 else {
        session.change(.loop(nil))
        return []
      }
      session.change(.loop(try session.region(arguments)))
      return []
    }
    try define(
      "speed", .playing, "speed(factor)",
      "How fast the transport goes: 1 at the start, 0.5 is half as fast and an octave lower, -1 backward; 0.1 to 8, or as much below 0. Without a factor, tells it.",
      example: "speed(0.5)"
    ) { session, arguments in
      guard arguments.count > 0 else { return [.number(session.output.transport.speed)] }
      guard let factor = arguments[0].asDouble, (0.1...8).contains(factor.magnitude) else {
        throw LuaError(
          "speed: a factor from 0.1 to 8, or from -8 to -0.1 for backward, is expected, as in speed(0.5); \(arguments[0].described) was given"
            + (arguments[0].asDouble == 0 ? ": pause() holds the transport" : ""))
      }
      session.change(.speed(factor))
      return []
    }
    try define(
      "replay", .playing, "replay(duration)",
      "Plays the last so many seconds, beats(n) or bars(n) again, as the patch is now, and goes on from there.",
      example: "replay(bars(8))"
    ) { session, arguments in
      let here = session.output.position
      let target: Int
      if let duration = arguments[0].asObject(Duration.self), duration.cycles > 0,
        duration.cycles <= Self.lastBar
      {
        let tempo = session.workspace.tempo
        target = Int(tempo.frame(at: tempo.cycle(at: Double(here)) - duration.cycles).rounded())
      } else if let seconds = arguments[0].asDouble, seconds > 0, seconds <= Self.furthest {
        target = here - session.manager.context.frames(seconds)
      } else {
        throw LuaError(
          "replay: a duration above 0 and up to 1000000 s is expected, in seconds, beats(n) or bars(n), as in replay(bars(8)); \(arguments[0].described) was given"
        )
      }
      session.change(.seek(max(0, target)))
      return []
    }
  }

  /// The furthest time, in seconds.
  private static var furthest: Double { 1_000_000 }

  /// The change is made with the chunk: one that fails makes none.
  private func change(_ change: CourseChange) { if !isLooking { courseChanges.append(change) } }

  /// A time of the project, as a frame.
  private func place(_ value: LuaValue, _ word: String, _ example: String) throws -> Int {
    let frame: Double? =
      if let duration = value.asObject(Duration.self) {
        duration.cycles >= 0 ? workspace.tempo.frame(at: duration.cycles) : nil
      } else {
        value.asDouble.flatMap { $0 >= 0 ? $0 * Double(manager.rate) : nil }
      }
    guard let frame, frame <= Self.furthest * Double(manager.rate) else {
      throw LuaError(
        "\(word): a time from 0 to 1000000 s is expected, in seconds, beats(n) or bars(n), as in \(example); \(value.described) was given"
      )
    }
    return Int(frame.rounded())
  }

  private func region(_ arguments: LuaArguments) throws -> Range<Int> {
    let example = "loop_region(bars(4), bars(8))"
    if let table = arguments[0].asTable {
      for key in try table.keys() where !["from", "to", "length"].contains(key.asString ?? "") {
        throw LuaError("loop_region: from, to, length are expected; \(key.described) was given")
      }
      guard try table["to"].isNil != table["length"].isNil else {
        throw LuaError("loop_region: from and to, or from and length, are expected, as in \(example)")
      }
      let from = try table["from"].isNil ? 0 : place(table["from"], "loop_region", example)
      let length = try table["length"]
      if length.isNil { return try region(from, place(table["to"], "loop_region", example)) }
      guard let duration = length.asObject(Duration.self) else {
        return try region(from, from + place(length, "loop_region", example))
      }
      guard abs(duration.cycles) <= Self.lastBar else {
        throw LuaError(
          "loop_region: length: up to \(Numerals.text(Self.lastBar)) bars are expected; \(length.described) was given"
        )
      }
      let tempo = workspace.tempo
      return try region(
        from, Int(tempo.frame(at: tempo.cycle(at: Double(from)) + duration.cycles).rounded()))
    }
    guard arguments.count > 1 else {
      throw LuaError(
        "loop_region: two times are expected, as in \(example), or none to end the loop; \(arguments[0].described) alone was given"
      )
    }
    return try region(
      place(arguments[0], "loop_region", example), place(arguments[1], "loop_region", example))
  }

  private func region(_ from: Int, _ to: Int) throws -> Range<Int> {
    let least = Double(to - from) / Double(manager.rate)
    guard least >= 0.05 else {
      throw LuaError(
        "loop_region: an end at least 0.05 s behind the beginning is expected, as in loop_region(bars(4), bars(8)); \(Numerals.text((Double(from) / Double(manager.rate) * 1e6).rounded() / 1e6)) s to \(Numerals.text((Double(to) / Double(manager.rate) * 1e6).rounded() / 1e6)) s was given"
      )
    }
    return from..<to
  }

  // MARK: While it plays

  /// Sends what the chunk asked for.
  func commitCourse() {
    for change in courseChanges {
      var snapshot: PlaySnapshot?
      switch change {
      case .seek(let frame): snapshot = try? self.snapshot(at: frame)
      case .loop(let frames?):
        // Backward it begins at its end.
        snapshot = try? self.snapshot(
          at: output.transport.speed < 0 ? frames.upperBound : frames.lowerBound)
      default: break
      }
      output.change(change, playing: snapshot, fade: fade)
    }
    courseChanges.removeAll()
  }

  /// Prepares what a world that is being prepared needs of a score, and well beyond.
  func meetNeed() {
    guard let need = output.need else { return }
    let frames = need.frames.lowerBound..<need.frames.upperBound + Self.generously * manager.rate
    do {
      for source in scores.values {
        guard let events = try version(of: source)?.score?.events, events === need.events else { continue }
        return try prepareToPlay(source, events, frames)
      }
    } catch { tellStopped(error) }
    // What cannot be told is silent, so that the rest is heard.
    while let missing = need.events.missing(in: frames, takingFailed: true) {
      need.events.insert([], covering: missing, failed: [missing])
    }
  }

  /// Seconds of events beyond what was asked for.
  private static var generously: Int { 30 }

  /// Whether the loop that runs should look here often: for bars, or for what is being prepared.
  package var isHurried: Bool { isWaitingForBars || hasTempi || output.isPreparing || output.need != nil }
}
