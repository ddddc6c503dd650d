import Graphs
import Scripting
import Signals
import Workspaces

/// What is heard: play, stop, fade, volume, position.
extension Session {
  func definePlaying() throws {
    try define(
      "play", .playing, "play(sig) or play{a, b}",
      "Adds a signal to what plays, once; one with a beginning starts now, again each time. A pattern plays on kits.default or synths.default.",
      example: "play(saw(55) * 0.3)", isMethod: true
    ) { session, arguments in
      if arguments.count == 1 { try session.refuseInstrument(arguments[0]) }
      guard arguments.count > 0 else {
        throw LuaError("play: a signal is expected, as in play(saw(55) * 0.3); nothing was given")
      }
      for value in arguments.values {
        if try session.isPattern(value) {
          try session.play(try session.onStandard(value), isAlone: arguments.count == 1)
        } else if let table = value.asTable {
          guard table.count > 0 else {
            throw LuaError("play: a list of signals is expected; an empty table was given")
          }
          for item in try session.items(table) {
            try session.play(try session.isPattern(item) ? session.onStandard(item) : item, isAlone: false)
          }
        } else {
          try session.play(value, isAlone: arguments.count == 1)
        }
      }
      return []
    }
    try define(
      "stop", .playing, "stop() or stop(sig)", "Ends everything that plays, or one sound.", isMethod: true
    ) {
      session, arguments in
      session.isUrgent = true
      try session.stop(arguments)
      return []
    }
    try define(
      "fade", .playing, "fade(seconds)",
      "How long an edit fades from the old sound to the new, 0.001 to 1 s, 0.02 at the start; without a number, tells it. A setting of the session: a workspace does not keep it, and undo() leaves it.",
      example: "fade(0.1)"
    ) { session, arguments in
      guard arguments.count > 0 else { return [.number(session.fade)] }
      guard let seconds = session.seconds(arguments[0]), (0.001...1).contains(seconds) else {
        throw LuaError("fade: 0.001 to 1, in seconds, is expected; \(arguments[0].described) was given")
      }
      session.fade = seconds
      return []
    }
    try define(
      "volume", .playing, "volume(dB)",
      "The master's level in decibels, -12 at the start, at most 12; without a number, tells it. Playing and rendering go through the master; above -1 dBFS it bends softly, and nothing passes full scale.",
      example: "volume(-6)"
    ) { session, arguments in
      guard arguments.count > 0 else { return [.number(session.workspace.volume)] }
      guard let decibels = arguments[0].asDouble, decibels <= Workspace.loudest, !decibels.isNaN else {
        throw LuaError(
          "volume: a number in decibels up to 12 is expected, as in volume(-12); \(arguments[0].described) was given"
        )
      }
      session.workspace.setVolume(max(decibels, -200))
      return []
    }
    try define(
      "playing", .playing, "playing()",
      "What plays, a line for each sound, with its peak and what part of the time it takes to render; one without a name is called s1, s2, and stop(\"s1\") ends it."
    ) { session, _ in
      session.tell(session.listPlaying())
      return []
    }
  }

  private func play(_ value: LuaValue, isAlone: Bool) throws {
    var given = value
    if let buffer = value.asObject(SampleBuffer.self) { given = .object(object(try buffer.signal(self))) }
    guard let object = given.asObject(SignalObject.self) else {
      if let word = value.asObject(AwaitingWord.self) { throw LuaError("play: \(word.complaint)") }
      throw LuaError(
        "play: a signal is expected, as in play(saw(55) * 0.3); \(uncalled(value) ?? "\(value.described) was given")"
      )
    }
    guard !manager.isOpen(object.signal.id) else {
      throw LuaError(
        "play: \(SignalManager.openComplaint)")
    }
    let name = manager[object.signal.id].slotName
    let label = name ?? workspace.freeLabel()
    let signal = name == nil ? seeded(object.signal, label) : object.signal
    let shape = try manager.version(of: signal.id).shape
    guard shape.channels == 1 || shape.channels <= channels else {
      throw LuaError(
        "play: this signal has \(shape.channels) channels and the output has \(channels); channel(n) picks one, mix of channels joins them"
      )
    }
    if let following { return request(signal, isAlone: isAlone, following) }
    let isThere = workspace.playing.contains { $0.signal.id == signal.id }
    var start = 0
    if shape.range.lower != nil, hasFrame(signal.id) {
      // It says itself when it begins, on the clock.
      if isThere { return }
      begins(at: editFrame())
    } else if shape.range.lower != nil {
      start = editFrame()
      begins(at: start)
      var list = workspace.playing.filter { $0.signal.id != signal.id || !hasEnded($0, shape) }
      if name != nil { list.removeAll { $0.signal.id == signal.id && $0.start == start } }
      workspace.setPlaying(list)
    } else if isThere {
      return
    }
    let used = workspace.playing.contains { $0.label == label && $0.signal.id != signal.id }
    let final = used ? workspace.freeLabel() : label
    labelsAdded.insert(final)
    workspace.setPlaying(workspace.playing + [Workspace.Playing(label: final, signal: signal, start: start)])
  }

  /// Whether a row below it, through names too, keeps a frame of the clock.
  func hasFrame(_ id: SignalID) -> Bool {
    var seen: Set<SignalID> = []
    var pending = [id]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      if manager.frame(of: next) != nil { return true }
      if let target = manager.target(next) { pending.append(target) }
      pending.append(contentsOf: manager.references(next))
    }
    return false
  }

  func hasEnded(_ item: Workspace.Playing, _ shape: SignalShape) -> Bool {
    shape.range.upper.map { item.start + $0 <= output.position } ?? false
  }

  /// Of a word that was given by itself, how it is called.
  func uncalled(_ value: LuaValue) -> String? {
    guard value.asFunction != nil, let word = words.values.first(where: { $0.value == value }) else {
      return nil
    }
    return
      "\(word.name) is a word that is called first, as in \(word.example.isEmpty ? "\(word.name)(…)" : word.example)"
  }

  /// Instruments and texts are played by patterns.
  private func refuseInstrument(_ value: LuaValue) throws {
    if let text = value.asString {
      throw LuaError(
        "play: \"\(text)\" is text; a pattern of it is p\"\(text)\", and play(p\"\(text)\":on(kits.default)) plays it"
      )
    }
    guard let path = try shelfPath(value) else { return }
    let notes = path.hasPrefix("kits") ? "bd sn" : "c4 e4"
    throw LuaError("play: \(path) is played by a pattern, as in play(p\"\(notes)\":on(\(path)))")
  }

  private func stop(_ arguments: LuaArguments) throws {
    guard arguments.count > 0 else { return workspace.setPlaying([]) }
    if let label = arguments[0].asString {
      let kept = workspace.playing.filter { $0.label != label }
      guard kept.count < workspace.playing.count else {
        throw LuaError("stop: nothing plays as \"\(label)\"; \(whatPlays)")
      }
      return workspace.setPlaying(kept)
    }
    if try isPattern(arguments[0]) { return try stop(pattern: arguments[0]) }
    let object = try signalArgument(arguments, 0)
    let id = object.signal.id
    let kept = workspace.playing.filter { $0.signal.id != id && manager.target($0.signal.id) != id }
    guard kept.count < workspace.playing.count else {
      throw LuaError("stop: this signal does not play; \(whatPlays)")
    }
    workspace.setPlaying(kept)
  }

  /// Ends what plays of a pattern, on whichever instrument.
  private func stop(pattern: LuaValue) throws {
    let text = try lua.call(try patternLibrary().text, [pattern]).first?.asString ?? ""
    let kept = workspace.playing.filter { item in
      let id = manager.target(item.signal.id) ?? item.signal.id
      guard let source = scores.values.first(where: { scoreRow($0.number) == id }) else { return true }
      return !source.text.hasPrefix("\(text):on(")
    }
    guard kept.count < workspace.playing.count else {
      throw LuaError("stop: nothing plays this pattern; \(whatPlays)")
    }
    workspace.setPlaying(kept)
  }

  private var whatPlays: String {
    let labels = workspace.playing.map(\.label)
    return labels.isEmpty ? "nothing plays" : "what plays is \(labels.joined(separator: ", "))"
  }

  /// What a sound costs to render.
  private func percent(_ share: Double) -> String {
    share < 0.1 ? "\((share * 1_000).rounded() / 10) %" : "\(Int((share * 100).rounded())) %"
  }

  /// A line for each sound.
  private func listPlaying() -> String {
    if workspace.playing.isEmpty { return "nothing plays" }
    let readings = output.levels(seconds: 0.4)
    let costs = output.costs
    return workspace.playing.map { item in
      let peak = readings.first { $0.name == item.label }.map { ", peak \(level($0.peak))" } ?? ""
      let cost = costs.first { $0.name == item.label }.map { ", \(percent($0.share)) of the time" } ?? ""
      return "\(item.label): \(brief(item.signal.id))\(peak)\(cost)"
    }.joined(separator: "\n")
  }
}
