import Glibc
import Measures
import Numerics
import Scripting
import Signals

/// Answers that are no sounds.
extension Session {
  /// - Parameter margin: By how much it may be off; nil for what rounding leaves.
  func numberVerdict(_ answer: LuaValue, _ wanted: Double, _ margin: Double?) -> Verdict {
    guard let number = answer.asDouble else {
      return .wrong("it is \(answer.described), a number is expected")
    }
    if number == wanted { return .right }
    if number.isNaN { return .wrong("it is no number, as 0/0 is none") }
    let off = number - wanted
    if off.magnitude <= margin ?? 1e-9 * (wanted == 0 ? 1 : wanted.magnitude) { return .right }
    return .wrong("\(Numerals.text(number)) is too \(off > 0 ? "high" : "low")")
  }

  /// Says of what kind the right answer is, and not which it is.
  func otherVerdict(_ answer: LuaValue, than wanted: LuaValue) -> Verdict {
    let isText = wanted.asString != nil
    let kind =
      isText
      ? (answer.asString == nil ? "a text" : "another text")
      : answer.described.hasPrefix("the boolean") ? "the other" : "true or false"
    return .wrong("it is \(answer.described), \(kind) is expected")
  }

  func complexVerdict(
    _ name: String, _ answer: LuaValue, _ wanted: Vector, _ options: LuaTable?, _ tolerances: Tolerances
  ) throws -> Verdict {
    let parts = [wanted.real, wanted.imaginaryParts]
    guard parts.joined().allSatisfy(\.isFinite) else {
      throw Self.notFinite(name, "a buffer whose values are")
    }
    guard let own = answer.asObject(SampleBuffer.self)?.vector else {
      return .wrong("it is \(answer.described), a buffer of complex numbers is expected")
    }
    guard own.count == wanted.count else {
      return .wrong("it has \(Numerals.count(own.count, "value")), \(wanted.count) are expected")
    }
    let within = pow(10, (tolerances.within ?? -80) / 20) * (wanted.magnitudes.max() ?? 0)
    let margin = try figure(options, "margin", "expect: ", atLeast: 0) ?? within
    for (part, (own, wanted)) in zip(["real", "imaginary"], zip([own.real, own.imaginaryParts], parts)) {
      let verdict = Verdict(own, wanted, margin: margin, text: Numerals.text)
      if !verdict.isRight { return .wrong("of the \(part) parts \(verdict.text)") }
    }
    return .right
  }
}
