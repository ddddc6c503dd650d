import Glibc
import Graphs
import Pictures
import Scripting
import Signals
import Workspaces

/// `scope`: what is heard now, drawn again and again.
extension Session {
  func defineScope() throws {
    try define(
      "scope", .looking, "scope([sig], {length=, file=})",
      "Draws what is heard now of a signal, or of all that plays, some 20 times a second in the same place until a key is typed; what plays goes on. Names below it that are knobs are stepped by keys meanwhile, as in knobs. The picture stands still where the signal rises through its mean. length is how much is seen, 20 ms unless told otherwise. Where standard input and output are no terminal it answers one picture of now.",
      example: "scope(bass)", isMethod: true
    ) { session, arguments in
      try session.scope(PlotArguments(arguments, ["length"], spans: false, session))
    }
  }

  private func scope(_ given: PlotArguments) throws -> [LuaValue] {
    if try doesNothing("scope") { return [] }
    let seconds = try given.number("length", 0.001...5, "seconds") ?? 0.02
    guard given.values.count <= 1 else {
      throw LuaError(
        "scope: one signal, or none for all that plays, is expected; \(given.values.count) were given")
    }
    let object = given.values.first?.asObject(SignalObject.self)
    if object == nil, let other = given.values.first {
      throw LuaError("scope: a signal is expected, as in scope(bass); \(other.described) was given")
    }
    let frames = Int(seconds * Double(manager.rate))
    // Of a live picture the axis only grows, so that it does not jump.
    var reach = 0.01
    func picture() throws -> Picture { try scopePicture(object, frames, &reach) }
    output.tap?.unwatch()
    defer { output.tap?.unwatch() }
    if try given["file"].isNil {
      var board = KnobBoard(knobNames(below: object))
      let isShown = try turning {
        try onLive { keys in
          // What patterns play is prepared meanwhile.
          self.prepareMeanwhile()
          if self.lua.isInterrupted { return nil }
          if board.isEmpty ? !keys.isEmpty : try self.turn(&board, keys).isOver { return nil }
          return LiveFrame([try picture()], lines: board.isEmpty ? [] : board.lines(self.knobNames()))
        }
      }
      if isShown { return [] }
    }
    try awaitTap(object, frames)
    return noted([try plot(given.word, picture(), [:], file: given["file"])])
  }

  private func scopePicture(_ object: SignalObject?, _ frames: Int, _ reach: inout Double) throws -> Picture {
    // Twice as much, of which the part is shown that begins where it rises.
    let end = output.position
    let span = end - 2 * frames..<end
    let tapped = try tapped(object, span)
    // A period is the same wherever it stands.
    let isHeard =
      try tapped != nil || object.map { try version(of: $0).shape.period != nil && plays($0) } ?? false
    let planes = try tapped ?? object.map { try heard($0, span) } ?? mixHeard(span)
    let first = planes.first ?? []
    let mean = first.reduce(0, +) / Float(max(1, first.count))
    let start =
      (1..<max(2, min(frames, first.count))).last {
        $0 < first.count && first[$0 - 1] < mean && first[$0] >= mean
      } ?? frames
    let shown = planes.map { Array($0.dropFirst(start).prefix(frames)) }
    let most = shown.joined().reduce(Float(0)) { $1.isFinite ? max($0, abs($1)) : $0 }
    if Double(most) > reach { reach = Axis.rounded("", 0...Double(most)).range.upperBound }
    let rate = Double(manager.rate)
    let name = object.map { plotName(of: $0.signal.id) } ?? "all that plays"
    let names = Self.channelNames(planes.count, name)
    let curves = shown.enumerated().map { place, plane in
      Trace(.even(start: 0, step: 1 / rate), plane, name: shown.count == 1 ? "" : names[place], colour: place)
    }
    let peak = most > 0 ? "\(Decimal.fixed(Double(20 * log10(most)), 1)) dB" : "silence"
    return Picture(
      "scope of \(name)",
      details:
        "peak \(peak), at \(Decimal.fixed(Double(end) / rate, 1)) s\(object == nil ? "" : ", before mixer and master")\(isHeard ? "" : ", as it is from frame 0 on")",
      panels: [
        Panel(
          x: Axis("time", unit: "s", 0...Double(frames) / rate), y: Axis("", -reach...reach),
          curves.map { .line($0) })
      ])
  }

  /// Of one picture it is waited until what it shows was heard; of what does not play nothing comes.
  private func awaitTap(_ object: SignalObject?, _ frames: Int) throws {
    guard let tap = output.tap, try plays(object) else { return }
    let begin = output.position
    let latest = ContinuousClock.now + .seconds(5 + 2 * Double(frames) / Double(manager.rate))
    while try tapped(object, output.position - 2 * frames..<output.position) == nil {
      if lua.isInterrupted { throw LuaError("interrupted", kind: .interrupted) }
      // An edit begins up to half a second ahead of what is heard; where nothing is heard any more a clock decides.
      let patience = (tap.isNoted ? 2 * frames : 0) + manager.rate
      if output.position - begin > patience || ContinuousClock.now > latest { return }
      prepareMeanwhile()
      usleep(5_000)
    }
  }

  /// Whether it is part of what plays.
  private func plays(_ object: SignalObject?) throws -> Bool {
    let sounds = Set(workspace.playing.map(\.signal.id))
    guard let id = object?.signal.id else { return !sounds.isEmpty }
    return sounds.contains(id) || manager.dependents(of: id).contains(where: sounds.contains)
  }

  /// What is played of a signal, or of all; nil where it is not part of what plays, or nothing of it is at hand.
  private func tapped(_ object: SignalObject?, _ frames: Range<Int>) throws -> [[Float]]? {
    guard let tap = output.tap else { return nil }
    // What is seen is heard, and what is rendered lies up to 2 s ahead of that in the queue.
    let kept = frames.count + manager.rate * 5 / 2
    if let object {
      let version = try version(of: object)
      tap.watch(.version(version.id), channels: version.shape.channels, frames: kept)
    } else {
      let isNew = tap.place != .master
      tap.watch(.master, channels: channels, frames: kept)
      // The mix that lies in the queue is rendered once more, the same bit for bit, and seen.
      if isNew { output.play(try workspace.snapshot(), fade: fade, notBefore: nil) }
    }
    return tap.read(frames)
  }

  /// A signal where it stands in what plays, or from the clock's beginning.
  private func heard(_ object: SignalObject, _ frames: Range<Int>) throws -> [[Float]] {
    let id = object.signal.id
    let start = workspace.playing.last { $0.signal.id == id }?.start ?? 0
    return try answer(object, frames.lowerBound - start..<frames.upperBound - start)
  }

  private func mixHeard(_ frames: Range<Int>) throws -> [[Float]] {
    let answer = MixAnswer(
      try workspace.snapshot(), channels: channels, isPlain: false, isLast: false, cache: manager.cache,
      log: manager.log)
    let lua = lua
    answer.isInterrupted = { lua.isInterrupted }
    answer.onNeed = manager.onNeed
    var planes = [[Float]](repeating: [], count: channels)
    do {
      try answer.forEachPiece(of: frames) { samples in
        for (place, sample) in samples.enumerated() { planes[place % channels].append(sample) }
      }
    } catch is RenderInterrupted { throw LuaError("interrupted", kind: .interrupted) }
    return planes
  }
}
