import Glibc
import Graphs
import Measures
import Scripting
import Signals
import Workspaces

/// What a check found of one name.
struct CheckedAnswer {
  let name: String
  let verdict: Verdict
}

/// Checks: Lua that calls `expect(name, wanted, {…})` for each answer, in lessons and in teachers' files.
extension Session {
  private static let expectOptions: Set<String> = [
    "within", "by", "cents", "decibels", "spectrum", "seconds", "margin", "from", "to", "length",
  ]
  private static let figures = ["pitch", "level", "peak", "duration"]

  /// Runs checks inside the chunk that runs. What they bind stays among them; what they read, the answers have bound.
  ///
  /// - Parameter within: decibels by which samples may differ where a check does not say.
  func judge(_ source: String, name: String, within: Double = -80) throws -> [CheckedAnswer] {
    var found: [CheckedAnswer] = []
    var own: [String: LuaValue] = [:]
    own["expect"] = .function(
      try lua.function("expect") { [unowned self] arguments in
        guard let asked = arguments[0].asString else {
          throw LuaError(
            "expect: the name of an answer is expected first, as in expect(\"bass\", saw(55)); \(arguments[0].described) was given"
          )
        }
        let verdict = try self.verdict(asked, arguments[1], arguments[2], within)
        found.append(CheckedAnswer(name: asked, verdict: verdict))
        return [.boolean(verdict.isRight), .string(verdict.text)]
      })
    let environment = try lua.makeEnvironment(
      index: { [unowned self] key in try key.asString.flatMap { own[$0] } ?? read(key) },
      newIndex: { key, value in if let name = key.asString { own[name] = value } })
    _ = try lua.call(try lua.load(source, name: name, environment: environment), [])
    guard !found.isEmpty else {
      throw LuaError("\(name): a check calls expect, as in expect(\"bass\", saw(55)); this one does not")
    }
    return Self.byName(found)
  }

  /// One verdict for each name, in the order in which they were asked for.
  private static func byName(_ found: [CheckedAnswer]) -> [CheckedAnswer] {
    var names: [String] = []
    for answer in found where !names.contains(answer.name) { names.append(answer.name) }
    return names.map { name in
      let wrong = found.filter { $0.name == name && !$0.verdict.isRight }.map(\.verdict.text)
      return CheckedAnswer(
        name: name, verdict: wrong.isEmpty ? .right : .wrong(wrong.joined(separator: "; ")))
    }
  }

  private func verdict(_ name: String, _ wanted: LuaValue, _ given: LuaValue, _ within: Double) throws
    -> Verdict
  {
    let options = try expectOptions(given)
    guard workspace.names[name] != nil, let answer = try read(.string(name)) else {
      let near = NearestNames.question(name, among: workspace.names.keys)
      return .wrong("nothing is called \(name)\(near)")
    }
    switch wanted {
    case .function(let judge):
      let results = try lua.call(judge, [answer])
      if results.first?.isTrue == true { return .right }
      return .wrong(results.dropFirst().first?.asString ?? "it is not what is expected")
    case .integer, .number:
      return number(answer, wanted.asDouble ?? 0, try options?["margin"].asDouble)
    case .string, .boolean:
      return answer == wanted ? .right : .wrong("it is \(answer.described), and something else is expected")
    case .table(let table):
      if try table.keys().contains(where: { $0.asString != nil }) {
        return try figures(answer, table, options)
      }
    default: break
    }
    guard let target = try signal(of: wanted) else {
      throw LuaError(
        "expect: a signal, a number, figures as {pitch = 440, level = -6}, or a function of the answer is expected; \(wanted.described) was given"
      )
    }
    guard let sound = try signal(of: answer) else {
      return .wrong("it is \(answer.described), a signal is expected")
    }
    // What has no seed of its own is what a name makes of it.
    return try compare(sound, object(seeded(target.signal, name)), options, within)
  }

  private func expectOptions(_ value: LuaValue) throws -> LuaTable? {
    guard !value.isNil else { return nil }
    guard let table = value.asTable else {
      throw LuaError(
        "expect: options are expected in a table, as in {within = -60}; \(value.described) was given")
    }
    for key in try table.keys() where !Self.expectOptions.contains(key.asString ?? "") {
      throw LuaError(
        "expect: \(key.described) is no option; \(Self.expectOptions.sorted().joined(separator: ", ")) are"
          + NearestNames.question(key.asString ?? "", among: Self.expectOptions))
    }
    return table
  }

  private func number(_ answer: LuaValue, _ wanted: Double, _ margin: Double?) -> Verdict {
    guard let number = answer.asDouble else {
      return .wrong("it is \(answer.described), a number is expected")
    }
    let off = number - wanted
    if off.magnitude <= margin ?? 1e-9 * max(1, wanted.magnitude) { return .right }
    return .wrong("\(Numerals.text(number)) is too \(off > 0 ? "high" : "low")")
  }

  /// A value as a signal: one, or the samples of a buffer or a list.
  private func signal(of value: LuaValue) throws -> SignalObject? {
    if let object = value.asObject(SignalObject.self) { return object }
    guard value.asObject(SampleBuffer.self) != nil || value.asTable != nil, try !isPattern(value),
      let samples = try? samples(value, "expect")
    else { return nil }
    return object(manager.signal(SignalData(type: "buffer", arguments: [.samples(samples)])))
  }

  private func tolerances(_ options: LuaTable?, _ within: Double) throws -> Tolerances {
    func option(_ name: String, _ standard: Double) throws -> Double {
      guard let value = try options?[name], !value.isNil else { return standard }
      if let number = value.asDouble { return number }
      throw LuaError("expect: \(name): a number is expected; \(value.described) was given")
    }
    let by = try options?["by"] ?? .nil
    guard by.isNil || by == "samples" || by == "sound" else {
      throw LuaError("expect: by: \"samples\" or \"sound\" is expected; \(by.described) was given")
    }
    var found = try by == "sound" ? Tolerances.sound : .samples(within: option("within", within))
    found.cents = try option("cents", found.cents)
    found.decibels = try option("decibels", found.decibels)
    found.spectrum = try option("spectrum", found.spectrum)
    found.seconds = try option("seconds", found.seconds)
    return found
  }

  private func duration(_ range: SignalRange) -> Double? {
    range.frames.map { Double($0.count) / Double(manager.rate) }
  }

  private func measuredSpan(_ options: LuaTable?, _ standard: Range<Int>) throws -> Range<Int> {
    try span(
      options.map(LuaValue.table) ?? .nil, "expect", otherwise: standard, limit: Self.longestBuffer,
      others: Self.expectOptions)
  }

  private func compare(
    _ given: SignalObject, _ wanted: SignalObject, _ options: LuaTable?, _ within: Double
  ) throws -> Verdict {
    let (shape, other) = (try version(of: given).shape, try version(of: wanted).shape)
    guard shape.channels == other.channels else {
      return .wrong(
        "it has \(shape.channels) channel\(shape.channels == 1 ? "" : "s"), \(other.channels) \(other.channels == 1 ? "is" : "are") expected"
      )
    }
    let standard = other.range.frames.flatMap { $0.isEmpty ? nil : $0 } ?? 0..<manager.rate
    let frames = try measuredSpan(options, standard)
    let rate = Double(manager.rate)
    let likeness = try Likeness(answer(given, frames), answer(wanted, frames), rate: rate)
    return Verdict(
      likeness, durations: (duration(shape.range), duration(other.range)), try tolerances(options, within),
      rate: rate)
  }

  /// `{pitch = 440, level = -6}`: hertz, decibels of a sine at full scale, of a sample at full scale, seconds.
  private func figures(_ answer: LuaValue, _ wanted: LuaTable, _ options: LuaTable?) throws -> Verdict {
    for key in try wanted.keys() where !Self.figures.contains(key.asString ?? "") {
      throw LuaError("expect: \(key.described) is no figure; \(Self.figures.joined(separator: ", ")) are")
    }
    guard let object = try signal(of: answer) else {
      return .wrong("it is \(answer.described), a signal is expected")
    }
    let shape = try version(of: object).shape
    let standard = shape.range.frames.flatMap { $0.isEmpty ? nil : $0 } ?? 0..<manager.rate
    let frames = try measuredSpan(options, standard)
    var tolerances = try tolerances(options, 0)
    tolerances.cents = try options?["cents"].asDouble ?? Tolerances.sound.cents
    tolerances.decibels = try options?["decibels"].asDouble ?? Tolerances.sound.decibels
    tolerances.seconds = try options?["seconds"].asDouble ?? Tolerances.sound.seconds
    let plane = try self.answer(object, frames)[0]
    guard plane.allSatisfy(\.isFinite) else { return .wrong("it holds values that are not finite") }
    guard Level.peak(plane) > 1e-7 else { return .wrong("it is silent") }
    func level(_ factor: Double, _ name: String) throws -> Verdict.Aspect? {
      try wanted[name].asDouble.map {
        Verdict.level(20 * log10(max(1e-10, factor)) - $0, tolerances.decibels)
      }
    }
    let duration = try wanted["duration"].asDouble.flatMap {
      Verdict.duration((self.duration(shape.range), $0), tolerances)
    }
    let pitch = try wanted["pitch"].asDouble.flatMap {
      Verdict.pitch(try Pitch.frequency(plane, rate: Double(manager.rate)), $0, tolerances.cents)
    }
    let aspects = [
      duration, pitch, try level(Level.rms(plane) * 2.0.squareRoot(), "level"),
      try level(Level.peak(plane), "peak"),
    ].compactMap { $0 }
    return Verdict(aspects)
  }
}
