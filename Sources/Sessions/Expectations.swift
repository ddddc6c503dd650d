import Glibc
import Graphs
import Measures
import Numerics
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
  /// Runs checks inside the chunk that runs. What they bind stays among them; what they read, the answers have bound.
  ///
  /// - Parameters:
  ///   - within: decibels by which samples may differ where a check does not say.
  ///   - found: What was judged until the checks themselves failed.
  func judge(
    _ source: String, name: String, within: Double = -80, found all: inout [CheckedAnswer]
  ) throws {
    var found: [CheckedAnswer] = []
    defer { all = Self.byName(found) }
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
    // What a check looks at is nothing to be shown.
    let plots = plotsOfChunk
    defer { plotsOfChunk = plots }
    let checks = try lua.load(source, name: name, environment: environment)
    lua.note(source: source, name: name)
    _ = try lua.call(checks, [])
    guard !found.isEmpty else {
      throw LuaError("\(name): a check calls expect, as in expect(\"bass\", saw(55)); this one does not")
    }
  }

  func judge(_ source: String, name: String, within: Double = -80) throws -> [CheckedAnswer] {
    var found: [CheckedAnswer] = []
    try judge(source, name: name, within: within, found: &found)
    return found
  }

  /// One verdict for each name, in the order in which they were asked for.
  private static func byName(_ found: [CheckedAnswer]) -> [CheckedAnswer] {
    var names: [String] = []
    for answer in found where !names.contains(answer.name) { names.append(answer.name) }
    return names.map { name in
      var wrong: [String] = []
      var told: Set<String> = []
      for answer in found where answer.name == name && !answer.verdict.isRight {
        // What several checks of a name find is said once.
        let faults = Set(answer.verdict.faults)
        if !faults.isSubset(of: told) { wrong.append(answer.verdict.text) }
        told.formUnion(faults)
      }
      return CheckedAnswer(
        name: name, verdict: wrong.isEmpty ? .right : .wrong(wrong.joined(separator: "; ")))
    }
  }

  private func verdict(_ name: String, _ wanted: LuaValue, _ given: LuaValue, _ within: Double) throws
    -> Verdict
  {
    let options = try expectOptions(given)
    let tolerances = try tolerances(options, within)
    _ = try figure(options, "margin", "expect: ", atLeast: 0)
    guard workspace.names[name] != nil, let answer = try read(.string(name)) else {
      let near = NearestNames.question(name, among: workspace.names.keys)
      return .wrong("nothing is called \(name)\(near)")
    }
    do { return try judged(name, answer, wanted, options, tolerances) } catch let failure as AnswerFailure {
      return .wrong("it fails: \(failure.text)")
    }
  }

  /// What went wrong while an answer was asked: the answer's fault, and none of the check's.
  private struct AnswerFailure: Error {
    let text: String
  }

  func asking<R>(_ body: () throws -> R) throws -> R {
    do { return try body() } catch {
      if (error as? LuaError)?.kind == .interrupted || error is RenderInterrupted { throw error }
      let sentence = told(error, source: "", name: "")
      throw AnswerFailure(text: (sentence as? LuaError)?.message ?? "\(sentence)")
    }
  }

  private func judged(
    _ name: String, _ answer: LuaValue, _ wanted: LuaValue, _ options: LuaTable?, _ tolerances: Tolerances
  ) throws -> Verdict {
    switch wanted {
    case .function(let judge):
      // One that never ends leaves the others their time.
      let results: [LuaValue]
      do { results = try asking { try lua.call(judge, [answer], hasOwnTime: true) } } catch let failure
        as AnswerFailure
      {
        // What has neither methods nor is called is not what the check was written for.
        guard
          answer.asDouble != nil || answer.asString != nil || answer == .boolean(true)
            || answer == .boolean(false)
        else { throw failure }
        return .wrong("it is \(answer.described), with which the check does not run: \(failure.text)")
      }
      // A sentence by itself is what is wrong.
      if let sentence = results.first?.asString { return .wrong(sentence) }
      if results.first?.isTrue == true { return .right }
      return .wrong(results.dropFirst().first?.asString ?? "it is not what is expected")
    case .integer, .number:
      let wanted = wanted.asDouble ?? .nan
      guard wanted.isFinite else { throw Self.notFinite(name, "a number that is") }
      return numberVerdict(answer, wanted, try figure(options, "margin", "expect: ", atLeast: 0))
    case .string, .boolean:
      return answer == wanted ? .right : otherVerdict(answer, than: wanted)
    case .table(let table):
      let keys = try table.keys()
      guard !keys.isEmpty else {
        throw LuaError(
          "expect: an empty table expects nothing; figures as {pitch = 440, level = -6}, or a list of samples, are expected"
        )
      }
      if keys.contains(where: { $0.asString != nil }) {
        return try figures(answer, table, options, tolerances)
      }
    default: break
    }
    if let buffer = wanted.asObject(SampleBuffer.self), buffer.vector.isComplex {
      return try complexVerdict(name, answer, buffer.vector, options, tolerances)
    }
    // Numbers are looked at one by one; what is wrong with many is told as of a sound.
    let expected = try numbers(wanted)
    guard expected?.allSatisfy(\.isFinite) != false else {
      throw Self.notFinite(name, "a list whose values are")
    }
    if tolerances.within != nil, let expected, let own = try numbers(answer), own.count != expected.count {
      return .wrong("it has \(Numerals.count(own.count, "value")), \(expected.count) are expected")
    }
    var ofNumbers: Verdict?
    if tolerances.within != nil, let expected, let own = try numbers(answer) {
      let within = pow(10, (tolerances.within ?? 0) / 20) * (expected.map(\.magnitude).max() ?? 0)
      let margin = try figure(options, "margin", "expect: ", atLeast: 0)
      let verdict = Verdict(own, expected, margin: margin ?? within, text: Numerals.text)
      if verdict.isRight || margin != nil || expected.count < 100 { return verdict }
      ofNumbers = verdict
    }
    if let expected, expected.count < 100, wanted.asTable != nil, answer.asDouble != nil {
      return .wrong(
        "it is \(answer.described), a list of \(Numerals.count(expected.count, "number")) is expected")
    }
    guard let target = try signal(of: wanted) else {
      throw LuaError(
        "expect: a signal, a number, figures as {pitch = 440, level = -6}, or a function of the answer is expected; \(wanted.described) was given"
      )
    }
    guard let sound = try signal(of: answer) else {
      return .wrong("it is \(answer.described), a signal is expected")
    }
    // A list for a sound without end is what the sound was to be made of.
    if answer.asTable != nil, wanted.asObject(SignalObject.self) != nil,
      try version(of: target).shape.range.frames == nil, let list = try numbers(answer)
    {
      return .wrong("it is a list of \(Numerals.count(list.count, "number")), a signal is expected")
    }
    // What has no seed of its own is what a name makes of it.
    let verdict = try compare(name, sound, object(seeded(target.signal, name)), options, tolerances)
    return verdict.isRight ? ofNumbers ?? verdict : verdict
  }

  /// Nothing differs from what is infinite or no number by more than is allowed: every answer would be right.
  static func notFinite(_ name: String, _ what: String) -> LuaError {
    LuaError("expect: \(name): what is wanted is not finite; \(what) finite is expected")
  }

  /// The numbers of a list or of a buffer that is real.
  private func numbers(_ value: LuaValue) throws -> [Double]? {
    if let buffer = value.asObject(SampleBuffer.self) {
      return buffer.vector.isComplex ? nil : buffer.vector.real
    }
    guard let table = value.asTable, try !isPattern(value) else { return nil }
    let numbers = try (1...max(1, table.count)).map { try table[$0].asDouble }
    return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
  }

  /// A value as a signal: one, or the samples of a buffer or a list.
  func signal(of value: LuaValue) throws -> SignalObject? {
    if let object = value.asObject(SignalObject.self) { return object }
    guard value.asObject(SampleBuffer.self) != nil || value.asTable != nil, try !isPattern(value),
      let samples = try? samples(value, "expect"), samples.count > 0
    else { return nil }
    return object(manager.signal(SignalData(type: "buffer", arguments: [.samples(samples)])))
  }

  func duration(_ range: SignalRange) -> Double? {
    range.frames.map { Double($0.count) / Double(manager.rate) }
  }

  /// All of it, or of what has no end a second from where it begins.
  func heardSpan(_ range: SignalRange) -> Range<Int> {
    if let frames = range.frames, !frames.isEmpty { return frames }
    let first = max(0, range.lower ?? 0)
    return first..<first + manager.rate
  }

  func measuredSpan(_ options: LuaTable?, _ standard: Range<Int>) throws -> Range<Int> {
    try span(
      options.map(LuaValue.table) ?? .nil, "expect", otherwise: standard, limit: Self.longestBuffer,
      others: Self.expectOptions)
  }

  private func compare(
    _ name: String, _ given: SignalObject, _ wanted: SignalObject, _ options: LuaTable?,
    _ tolerances: Tolerances
  ) throws -> Verdict {
    let other = try version(of: wanted).shape
    let shape = try asking { try version(of: given).shape }
    guard shape.channels == other.channels else {
      return .wrong(
        "it has \(shape.channels) channel\(shape.channels == 1 ? "" : "s"), \(other.channels) \(other.channels == 1 ? "is" : "are") expected"
      )
    }
    let standard = heardSpan(other.range)
    let rate = Double(manager.rate)
    // What is so little longer that its duration is right has to be silent there.
    let end = min(
      shape.range.frames?.upperBound ?? 0, standard.upperBound + Int(tolerances.seconds * rate) + 1)
    let frames = try measuredSpan(options, standard.lowerBound..<max(standard.upperBound, end))
    // What is measured takes some copies of both.
    guard frames.count * other.channels * 64 < lua.memoryLeft else {
      throw LuaError(
        "expect: \(name): \(Numerals.text((Double(frames.count) / rate).rounded())) s were to be compared at once; at most \(lua.memoryLeft / (64 * other.channels * manager.rate)) s are expected, as {from = 0, to = 10} gives them"
      )
    }
    let planes = try answer(wanted, frames)
    guard planes.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw Self.notFinite(name, "a signal whose samples are")
    }
    let likeness = try Likeness(
      asking { try answer(given, frames) }, planes, rate: rate, isByEar: tolerances.within == nil)
    return Verdict(
      likeness, durations: (duration(shape.range), duration(other.range)), tolerances, rate: rate)
  }
}
