import Glibc
import Graphs
import Measures
import Scripting
import Signals

/// Answers that are held against figures.
extension Session {
  private static let figures = ["pitch", "level", "peak", "duration"]

  /// `{pitch = 440, level = -6}`: hertz, decibels of a sine at full scale, of a sample at full scale, seconds.
  func figures(
    _ answer: LuaValue, _ wanted: LuaTable, _ options: LuaTable?, _ given: Tolerances
  ) throws -> Verdict {
    for key in try wanted.keys() where !Self.figures.contains(key.asString ?? "") {
      throw LuaError("expect: \(key.described) is no figure; \(Self.figures.joined(separator: ", ")) are")
    }
    var figures: [String: Double] = [:]
    for name in Self.figures {
      figures[name] = try figure(wanted, name, "expect: ", atLeast: name == "duration" ? 0 : nil)
    }
    if let pitch = figures["pitch"], pitch <= 0 {
      throw LuaError("expect: pitch: hertz above 0 are expected; \(Numerals.text(pitch)) was given")
    }
    guard let object = try signal(of: answer) else {
      return .wrong("it is \(answer.described), a signal is expected")
    }
    let shape = try asking { try version(of: object).shape }
    let standard = heardSpan(shape.range)
    let frames = try measuredSpan(options, standard)
    // Figures are judged by ear where nothing else is said.
    var tolerances = Tolerances.sound
    if try options?["cents"].isNil == false { tolerances.cents = given.cents }
    if try options?["decibels"].isNil == false { tolerances.decibels = given.decibels }
    if try options?["seconds"].isNil == false { tolerances.seconds = given.seconds }
    let planes = try asking { try self.answer(object, frames) }
    guard planes.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      return .wrong("it holds values that are not finite")
    }
    guard planes.map(Level.peak).max() ?? 0 > 1e-7 else { return .wrong("it is silent") }
    // A level is that of the loudest channel, a pitch that of all together.
    let loudest = planes.max { Level.rms($0) < Level.rms($1) } ?? []
    func level(_ factor: Double, _ name: String) -> Verdict.Aspect? {
      figures[name].map {
        Verdict.level(20 * log10(max(1e-10, factor)) - $0, tolerances.decibels, "the \(name)")
      }
    }
    let duration = figures["duration"].flatMap {
      Verdict.duration((self.duration(shape.range), $0), tolerances)
    }
    let pitch = try figures["pitch"].flatMap {
      let heard = Likeness.heard(planes)
      let rate = Double(manager.rate)
      let own = try Pitch.frequency(heard, rate: rate) ?? StrongestLine.frequency(heard, rate: rate)
      return Verdict.pitch(own, $0, tolerances.cents)
    }
    let aspects = [
      duration, pitch, level(Level.rms(loudest) * 2.0.squareRoot(), "level"),
      level(planes.map(Level.peak).max() ?? 0, "peak"),
    ].compactMap { $0 }
    return Verdict(aspects)
  }
}
