import Graphs
import Scripting
import Signals
import Workspaces

/// What instruments are asked, and what becomes of their answers.
extension Session {
  /// The instrument of a score: a global is followed by its name.
  func instrument(of arguments: LuaArguments) throws -> LuaValue {
    let source = try scoreSource(arguments)
    guard let name = source.instrumentName else { return try source.table["instrument"] }
    try noteRead(name, by: source)
    guard case .other(let box)? = workspace.names[name], let value = (box as? LuaBox)?.value else {
      throw LuaError("\(name) is no longer an instrument")
    }
    return value
  }

  /// The global that holds a function or a table, where one does.
  func nameOfInstrument(_ value: LuaValue) -> String? {
    workspace.names.lazy.filter { _, held in
      guard case .other(let box) = held else { return false }
      return (box as? LuaBox)?.value == value
    }.map(\.key).min()
  }

  /// Notes what a note sounds like: `voice(score, key, signal, pan, from, to, speed)`.
  func noteVoice(_ arguments: LuaArguments) throws {
    let source = try scoreSource(arguments)
    let key = arguments[1].asString ?? ""
    guard let object = arguments[2].asObject(SignalObject.self) else {
      throw LuaError(
        "\(source.instrumentName ?? "an instrument") returned \(arguments[2].described); a signal is expected, as in function(n) return saw(n.freq) * perc(0.01, n.dur) * n.amp end"
      )
    }
    var signal = seeded(object.signal, source.instrumentName ?? "note")
    guard !manager.isOpen(signal.id) else {
      throw LuaError("an instrument returned a signal that hangs on a loop; return what feedback gives")
    }
    signal = try cutOut(signal, from: arguments[4], to: arguments[5], speed: arguments[6])
    if let pan = arguments[3].asDouble { signal = try panned(signal, pan) }
    let version = try manager.version(of: signal.id)
    guard let end = version.shape.range.upper ?? SoundEnd.driven(version) else {
      throw LuaError(
        "\(source.instrumentName ?? "an instrument") returned a signal without end; multiply it by an envelope that ends, as in * perc(0.01, n.dur) or * adsr(0.01, 0.1, 0.7, 0.2, n.dur)"
      )
    }
    guard !version.hasScore else { throw LuaError("an instrument cannot play a pattern in turn") }
    source.voices[key] = try bounded(signal, version, end)
  }

  /// A voice that rings on by itself ends where it has rung out, ten seconds behind its last input at most.
  private func bounded(_ signal: Signal, _ version: SignalVersion, _ end: Int) throws -> SignalVersion {
    guard version.shape.range.upper == nil, let trim = manager.catalogue["trim"] else { return version }
    let seconds = Double(end) / Double(manager.rate) + 10
    let made = try withExtendedLifetime(signal) {
      try make(trim, [.signal(signal.id), .number(0), .number(seconds)])
    }
    return try made.signal.version()
  }

  private func panned(_ signal: Signal, _ pan: Double) throws -> Signal {
    let word = try signal.version().shape.channels == 1 ? "pan" : "balance"
    guard channels > 1, let kind = manager.catalogue[word] else { return signal }
    let rest = kind.parameters.dropFirst(2).compactMap(\.standard)
    return try withExtendedLifetime(signal) {
      try make(kind, [.signal(signal.id), .number(min(1, max(-1, pan)))] + rest).signal
    }
  }

  /// A part of a sound, from and to being shares of its length, at another speed.
  private func cutOut(_ signal: Signal, from: LuaValue, to: LuaValue, speed: LuaValue) throws -> Signal {
    guard from.asDouble != nil || to.asDouble != nil || speed.asDouble != nil else { return signal }
    guard let length = try signal.version().shape.range.upper, let trim = manager.catalogue["trim"],
      let offset = manager.catalogue["offset"], let dilate = manager.catalogue["dilate"],
      let reverse = manager.catalogue["reverse"]
    else {
      throw LuaError("from, to and speed choose a part of a sound that ends; this one goes on without end")
    }
    let rate = Double(manager.rate)
    let whole = Double(length) / rate
    let first = min(1, max(0, from.asDouble ?? 0)) * whole
    let last = min(1, max(0, to.asDouble ?? 1)) * whole
    var made = signal
    if first > 0 || last < whole, first < last {
      made = try withExtendedLifetime(made) {
        try make(trim, [.signal(made.id), .number(first), .number(last)]).signal
      }
      made = try withExtendedLifetime(made) { try make(offset, [.signal(made.id), .number(-first)]).signal }
    }
    let speed = speed.asDouble ?? 1
    if speed < 0 {
      made = try withExtendedLifetime(made) {
        try make(reverse, [.signal(made.id)] + reverse.parameters.dropFirst().compactMap(\.standard)).signal
      }
    }
    if abs(speed) != 1, speed != 0 {
      made = try withExtendedLifetime(made) {
        try make(
          dilate,
          [.signal(made.id), .number(1 / abs(speed))] + dilate.parameters.dropFirst(2).compactMap(\.standard)
        )
        .signal
      }
    }
    return made
  }

  /// Notes an event: `note(score, cycle, key, gain, cut)`.
  func noteEvent(_ arguments: LuaArguments) throws {
    let source = try scoreSource(arguments)
    let onset = frame(ofCycle: arguments[1])
    guard source.wanted.contains(onset), let voice = source.voices[arguments[2].asString ?? ""] else {
      return
    }
    let gain = arguments[3].asDouble ?? 0
    let group = arguments[4].isNil ? "" : text(of: arguments[4])
    if let length = voice.shape.range.upper, length > ScoreEvents.longest,
      source.hasTold.insert("long").inserted
    {
      onHint(
        "\(try shownTitle(source)): a note lasts \(Numerals.text(manager.context.seconds(length))) s; of each \(Numerals.text(manager.context.seconds(ScoreEvents.longest))) s are heard (play a signal without a pattern for longer ones)"
      )
    }
    source.making.append(
      ScoreEvents.Event(
        onset: onset, voice: voice, gain: Float(Master.factor(gain)),
        group: group.isEmpty ? 0 : Self.group(group)))
  }

  /// FNV-1a (Fowler, Noll, Vo, 1991) in 64 bits; never 0, which is no group.
  private static func group(_ name: String) -> UInt64 {
    name.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 } | 1
  }
}
