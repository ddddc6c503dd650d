import Glibc

/// What stands before a unit: thousands and thousandths.
struct Prefix {
  let factor: Double
  let unit: String

  private static let letters: [(factor: Double, letter: String)] = [
    (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"),
  ]

  /// The one in which values up to `largest` are told.
  init(for largest: Double, _ unit: String) {
    // 0.1 s is 100 ms, 24 000 Hz is 24 kHz; what has no unit has powers of ten.
    let isPrefixed = unit == "s" || unit == "Hz"
    if largest == 0 || (!isPrefixed && largest < 99_999.5 && largest >= 0.00999) {
      (factor, self.unit) = (1, unit)
      return
    }
    if isPrefixed {
      let found = Self.letters.first { largest >= $0.factor * 0.9999 } ?? Self.letters[6]
      // Seconds have thousandths, and no thousands.
      let isSeconds = unit == "s" && found.factor > 1
      (factor, self.unit) = isSeconds ? (1, unit) : (found.factor, found.letter + unit)
      return
    }
    let power = Int((log10(largest) / 3).rounded(.down)) * 3
    factor = pow(10, Double(power))
    self.unit = "×10\(Self.raised(power))" + (unit.isEmpty ? "" : " \(unit)")
  }

  /// `20`, `1.5k`: three digits and a letter.
  static func text(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let found =
      letters.first { abs(value) >= $0.factor * 0.9999 } ?? letters[6]
    let number = value / found.factor
    for decimals in 0...3 {
      let text = Decimal.fixed(number, decimals)
      if let read = Double(text), abs(read - number) <= abs(number) * 1e-4 { return text + found.letter }
    }
    return Decimal.fixed(number, 2) + found.letter
  }

  private static func raised(_ power: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (power < 0 ? "⁻" : "")
      + String(String(abs(power)).compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}

/// Numbers as text, without what the locale would say.
package enum Decimal {
  /// So many digits behind the point.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return "\(value)" }
    let scale = pow(10, Double(decimals))
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let digits = String(Int(scaled))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// At most so many significant digits, zeros at the end left away.
  package static func short(_ value: Double, digits: Int = 3) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    let decimals = max(0, digits - 1 - Int(floor(log10(abs(value)))))
    var text = fixed(value, min(12, decimals))
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }
}
