import Graphs
import Scripting
import Signals
import Workspaces

/// `mixer`, as Lua sees it.
final class MixerObject: LuaObject {
  unowned let session: Session

  init(_ session: Session) { self.session = session }

  static let luaType = LuaType(
    "mixer", of: MixerObject.self,
    index: { mixer, key, _ in try mixer.session.mixerStrip(key) },
    newIndex: { _, key, _, _ in
      let name = key.asString ?? "bass"
      if Session.mixerFields.contains(name) {
        throw LuaError(
          "mixer has no \(name) of its own: mixer.bass.\(name) is a sound's, and volume(-12) sets the master's level, in decibels"
        )
      }
      throw LuaError(
        "mixer.\(name) is a sound's controls: set one of them, as in mixer.\(name).gain = -6, in decibels")
    },
    describe: { mixer, _ in mixer.session.listMixer() })
}

/// `mixer.bass`: one sound's controls.
final class StripObject: LuaObject {
  let label: String
  unowned let session: Session

  init(_ label: String, _ session: Session) { (self.label, self.session) = (label, session) }

  static let luaType = LuaType(
    "controls", of: StripObject.self,
    index: { strip, key, _ in try strip.session.control(strip.label, key) },
    newIndex: { strip, key, value, _ in try strip.session.setControl(strip.label, key, value) },
    describe: { strip, _ in strip.session.describeStrip(strip.label) })
}

extension Session {
  /// What a sound's controls are called, and what they take.
  static let gainControl = Stream("gain", MixerStrip.gains, .decibels, default: 0, "How loud.")
  static let panControl = Stream("pan", -1...1, .position, default: 0, "Where between left and right.")
  static let mixerFields = ["gain", "pan", "mute", "solo"]

  func defineMixer() {
    define(
      "mixer", "mixer.bass.gain, .pan, .mute, .solo",
      "Each sound's controls, by its name, or s1, s2 where it has none: gain in decibels, -200 to 24, and pan from -1, left, to 1, right, are numbers or signals, which run on the clock, so that to(-60, 8) glides; mute and solo are true or false. While a sound that plays is solo, those that are not are silent. They hold for the sound wherever it is heard: playing, rendering, stems. print(mixer) lists them.",
      "mixer.bass.gain = -6", .object(MixerObject(self)), family: .mixing, isMethod: false)
  }

  fileprivate func mixerStrip(_ key: LuaValue) throws -> LuaValue {
    let labels = workspace.mixerLabels
    guard let label = key.asString, labels.contains(label) else {
      let given = key.asString ?? key.described
      guard !labels.isEmpty else {
        throw LuaError("mixer.\(given): there is no sound yet; bass = saw(55) names one, play(bass) plays it")
      }
      let list =
        labels.count > 12 ? labels.prefix(12).joined(separator: ", ") + ", …" : labels.joined(separator: ", ")
      if let value = otherValue(named: given), try isPattern(value) {
        throw LuaError(
          "mixer.\(given): \(given) is a pattern, and a sound is expected: name what plays of it, as in my_\(given) = \(given):on(kits.default), then mixer.my_\(given); there is \(list)"
        )
      }
      throw LuaError(
        "mixer.\(given): no sound is called that; there is \(list)\(NearestNames.question(given, among: labels))"
      )
    }
    return .object(StripObject(label, self))
  }

  fileprivate func control(_ label: String, _ key: LuaValue) throws -> LuaValue {
    let strip = workspace.strip(label)
    func value(_ control: MixerStrip.Control) -> LuaValue {
      switch control {
      case .number(let number): .number(number)
      case .signal(let signal): .object(object(signal))
      }
    }
    switch key.asString {
    case "gain": return value(strip.gain)
    case "pan": return value(strip.pan)
    case "mute": return .boolean(strip.isMuted)
    case "solo": return .boolean(strip.isSoloed)
    default: throw unknownControl(label, key)
    }
  }

  fileprivate func setControl(_ label: String, _ key: LuaValue, _ value: LuaValue) throws {
    var strip = workspace.strip(label)
    switch key.asString {
    case "gain": strip.gain = try control(value, strip.gain, Self.gainControl, label)
    case "pan":
      guard channels > 1 || value.asDouble == 0 else {
        throw LuaError("mixer.\(label).pan: the output has one channel; it has neither left nor right")
      }
      strip.pan = try control(value, strip.pan, Self.panControl, label)
    case "mute":
      strip.isMuted = try flag(value, "mute", label)
      isUrgent = true
    case "solo": strip.isSoloed = try flag(value, "solo", label)
    default: throw unknownControl(label, key)
    }
    tellUnheard(label)
    marks.mixed.insert(label)
    workspace.setStrip(label, strip)
  }

  /// Tells of a name that is not heard as a sound of its own, but in others.
  private func tellUnheard(_ label: String) {
    guard !isLooking, following == nil, !workspace.playing.contains(where: { $0.label == label }),
      let slot = workspace.slot(label)
    else { return }
    let above = Set(manager.dependents(of: slot.id))
    let sounds = workspace.playing.filter { above.contains($0.signal.id) }.map(\.label)
    guard !sounds.isEmpty else { return }
    onHint(
      "\(label) does not play by that name, but in \(sounds.joined(separator: ", ")): mixer.\(sounds[0]) is what is heard"
    )
  }

  private func control(
    _ value: LuaValue, _ present: MixerStrip.Control, _ parameter: Stream, _ label: String
  ) throws -> MixerStrip.Control {
    let word = "mixer.\(label)"
    defer { temporaries.removeAll(keepingCapacity: true) }
    var given = value
    if let glide = value.asObject(AwaitingGlide.self) {
      let from: Argument =
        switch present {
        case .number(let number): .number(number)
        case .signal(let signal): .signal(signal.id)
        }
      given = .object(try self.glide(glide, from: from, word, parameter))
    }
    switch try withExtendedLifetime(given, { try argument(given, word, parameter) }) {
    case .number(let number):
      var inputs: [StreamInput] = []
      do { _ = try parameter.value(.number(number), manager.rate, &inputs) } catch {
        throw LuaError("\(word).\(error.message)")
      }
      return .number(number)
    case .signal(let id):
      guard !manager.isOpen(id) else {
        throw LuaError("\(word).\(parameter.name): \(SignalManager.openComplaint)")
      }
      return .signal(seeded(manager.signal(id), "\(word).\(parameter.name)"))
    default: throw LuaError("\(word).\(parameter.name): \(parameter.expectation) is expected")
    }
  }

  private func flag(_ value: LuaValue, _ name: String, _ label: String) throws -> Bool {
    if let flag = value.asBoolean { return flag }
    throw LuaError("mixer.\(label).\(name): true or false is expected; \(value.described) was given")
  }

  private func unknownControl(_ label: String, _ key: LuaValue) -> LuaError {
    let given = key.asString ?? key.described
    return LuaError(
      "mixer.\(label) has no \(given), only \(Self.mixerFields.joined(separator: ", "))\(NearestNames.question(given, among: Self.mixerFields))"
    )
  }

  // MARK: Telling

  fileprivate func describeStrip(_ label: String) -> String {
    let strip = workspace.strip(label)
    func text(_ control: MixerStrip.Control, _ unit: String) -> String {
      switch control {
      case .number(let number): Numerals.text(number) + unit
      case .signal(let signal): manager[signal.id].slotName ?? moving(signal.id, unit)
      }
    }
    var parts = ["gain \(text(strip.gain, " dB"))", "pan \(text(strip.pan, ""))"]
    if strip.isMuted { parts.append("mute") }
    if strip.isSoloed { parts.append("solo") }
    let isPlaying = workspace.playing.contains { $0.label == label }
    if !isPlaying {
      parts.append("(does not play)")
    } else if !strip.isMuted, !workspace.isHeard(label) {
      parts.append("(silent beside a solo)")
    }
    // A name says what it is; s1 does not.
    let item = workspace.playing.first { $0.label == label && manager[$0.signal.id].slotName == nil }
    return "\(label): \(parts.joined(separator: ", "))" + (item.map { "   \(brief($0.signal.id))" } ?? "")
  }

  /// What a control does that moves.
  private func moving(_ id: SignalID, _ unit: String) -> String {
    let data = manager[id]
    if data.type == "to", let place = manager.catalogue["to"]?.place(of: "last"),
      case .number(let last) = data.arguments[place]
    {
      return "gliding to \(Numerals.text(last))\(unit)"
    }
    return "moved by \(manager.typeName(of: id))"
  }

  /// A line for each sound that plays or whose controls were set, and one for the master.
  fileprivate func listMixer() -> String {
    let playing = Set(workspace.playing.map(\.label))
    let labels = workspace.mixerLabels.filter { playing.contains($0) || !workspace.strip($0).isNeutral }
    var lines = labels.map(describeStrip)
    if lines.isEmpty { lines = ["nothing plays; mixer.bass.gain = -6 sets how loud bass is, in decibels"] }
    var master = "master: volume \(Numerals.text(workspace.volume)) dB"
    if let chain = workspace.desk.chain { master += ", through \(brief(chain.id))" }
    return (lines + [master]).joined(separator: "\n")
  }
}
