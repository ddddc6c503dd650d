import Graphs
import Scripting
import Signals
import Workspaces

/// Tempo, beats and bars, and what is done at them.
extension Session {
  /// Beats a minute: what was set, also where it is on its way to be heard; along a glide, as it is heard.
  fileprivate var tempoNow: Double {
    let here = Double(output.position)
    let edit = Double(max(0, nextEditFrame))
    let coming = workspace.tempo.stretches.last { $0.frame > here && $0.frame <= edit }
    return workspace.tempo.beatsPerMinute(at: coming?.frame ?? here)
  }

  func defineTempo() throws {
    try define(
      "tempo", .playing, "tempo(bpm, [seconds])",
      "Beats a minute, 120 at the start, from the play head on; with seconds, reached over so long. What was heard before it keeps the tempo that it had, also where seek() goes back there, in what render() writes and after undo(); before anything was heard it holds from the beginning on. Without a number, tells it.",
      example: "tempo(96)"
    ) { session, arguments in
      guard arguments.count > 0 else { return [.number(session.tempoNow)] }
      guard let beats = arguments[0].asDouble, (1...2_000).contains(beats) else {
        throw LuaError("tempo: 1 to 2000 beats a minute are expected; \(arguments[0].described) was given")
      }
      let seconds = arguments[1].isNil ? 0 : session.secondsOfGlide(arguments[1], to: beats)
      guard let seconds, (0...3_600).contains(seconds) else {
        throw LuaError(
          "tempo: 0 to 3600 seconds, bars(n) or beats(n) are expected for the way there; \(arguments[1].described) was given"
        )
      }
      try session.bendTempo(to: beats, over: seconds)
      return []
    }
    try define(
      "tap", .playing, "tap()",
      "Sets the tempo by hand: call it on the beat, four times or more; a pause of two seconds begins anew."
    ) { session, _ in
      let now = Double(session.output.heard) / Double(session.manager.rate)
      if let last = session.taps.last, now - last > 2 || now <= last { session.taps.removeAll() }
      session.taps.append(now)
      session.taps = session.taps.suffix(8)
      guard session.taps.count >= 4, let first = session.taps.first else { return [] }
      let beats = 60 * Double(session.taps.count - 1) / (now - first)
      try session.bendTempo(to: min(2_000, max(1, (beats * 10).rounded() / 10)), over: 0)
      return [.number(session.workspace.tempo.beatsPerMinute(at: Double(session.editFrame())))]
    }
    try define(
      "meter", .playing, "meter(beats)",
      "Beats in a bar, which is one cycle: 4 at the start. Without a number, tells it.",
      example: "meter(3)"
    ) { session, arguments in
      guard arguments.count > 0 else { return [Self.plain(session.workspace.tempo.meter)] }
      guard let beats = arguments[0].asDouble, (1...64).contains(beats) else {
        throw LuaError("meter: 1 to 64 beats in a bar are expected; \(arguments[0].described) was given")
      }
      let frame = session.tempoFrame()
      session.workspace.tempo.setMeter(beats, at: frame)
      try session.renewScores(reading: [])
      return []
    }
    try define(
      "beat", .playing, "beat()",
      "The beat that is heard now, counted from 0; a fraction tells how far it is."
    ) {
      session, _ in
      [.number(session.workspace.tempo.beat(at: Double(session.output.position)))]
    }
    try define(
      "bar", .playing, "bar()", "The bar that is heard now, counted from 0; a fraction tells how far it is."
    ) {
      session, _ in
      [.number(session.cycleNow)]
    }
    for (name, doc) in [
      ("beats", "So many beats, wherever seconds are expected; follows the tempo."),
      ("bars", "So many bars, wherever seconds are expected; follows the tempo."),
    ] {
      try define(
        name, .playing, "\(name)(n)", doc,
        example: "(saw(110) * perc(0.01, 0.2) * 0.5):delay(\(name)(\(name == "beats" ? "0.75" : "0.25")))"
      ) {
        session, arguments in
        guard let count = arguments[0].asDouble, count.isFinite else {
          throw LuaError("\(name): a number is expected; \(arguments[0].described) was given")
        }
        return [
          .object(Duration(cycles: name == "bars" ? count : count / session.workspace.tempo.meter, session))
        ]
      }
    }
    try defineTimers()
  }

  var cycleNow: Double { workspace.tempo.cycle(at: Double(output.position)) }

  /// How long a glide of the tempo takes: so many bars pass at the mean of both tempi, since it goes in a straight line.
  private func secondsOfGlide(_ length: LuaValue, to beats: Double) -> Double? {
    guard let duration = length.asObject(Duration.self) else { return length.asDouble }
    let now = workspace.tempo.beatsPerMinute(at: Double(max(0, editFrame())))
    return duration.cycles * workspace.tempo.meter * 60 / ((now + beats) / 2)
  }

  /// Where a change of tempo begins: at the edit, or, where nothing was heard nor waits for a bar, at the beginning, as if it had
  /// always been so.
  func tempoFrame() -> Int {
    let isAwaited = !timers.isEmpty || following?.timers.isEmpty == false
    return workspace.isUnheard && !isAwaited ? 0 : max(0, editFrame())
  }

  private func bendTempo(to beats: Double, over seconds: Double) throws {
    workspace.tempo.bend(
      at: seconds > 0 ? max(0, editFrame()) : tempoFrame(), to: beats, over: manager.context.frames(seconds))
    try renewScores(reading: [])
    bindTempo()
  }
}
