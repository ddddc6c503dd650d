/// What a parameter's number counts. The unit is never optional.
package enum Quantity: String, Hashable, Sendable, CaseIterable {
  case hertz, seconds, frames, radians, decibels, semitones, ratio, position, count, level

  /// As written behind a number.
  package var symbol: String {
    switch self {
    case .hertz: "Hz"
    case .seconds: "s"
    case .frames: "frames"
    case .radians: "rad"
    case .decibels: "dB"
    case .semitones: "semitones"
    case .ratio, .position, .count, .level: ""
    }
  }

  /// As told in a sentence: "expected … in hertz".
  package var phrase: String {
    switch self {
    case .hertz: "in hertz"
    case .seconds: "in seconds"
    case .frames: "in frames"
    case .radians: "in radians"
    case .decibels: "in decibels"
    case .semitones: "in semitones"
    case .ratio: "as a factor"
    case .position: "from -1, left, to 1, right"
    case .count: "as a whole number"
    case .level: "as a level, where 1 is full scale"
    }
  }

  /// Stands in a declared range of hertz for half the sample rate, whatever that is.
  package static let halfRate = 24_000.0

  /// Whether a bound of a declared range means half the sample rate.
  package func isHalfRate(_ bound: Double) -> Bool { self == .hertz && bound.magnitude == Self.halfRate }

  /// A declared range as it holds at a sample rate.
  package func bounds(_ declared: ClosedRange<Double>, at rate: Int) -> ClosedRange<Double> {
    let half = Double(rate) / 2
    let low = isHalfRate(declared.lowerBound) ? -half : declared.lowerBound
    return low...max(low, isHalfRate(declared.upperBound) ? half : declared.upperBound)
  }

  package func text(_ value: Double) -> String {
    let number = Numerals.text(value)
    if self == .frames, value == 1 { return "1 frame" }
    return symbol.isEmpty ? number : "\(number) \(symbol)"
  }
}

/// Numbers as people write them.
package enum Numerals {
  /// `1 sample`, `3 samples`.
  package static func count(_ number: Int, _ what: String) -> String {
    "\(number) \(what)\(number == 1 ? "" : "s")"
  }

  /// A whole number in groups of three.
  package static func grouped(_ value: Double) -> String {
    let digits = Array(text(value.rounded()))
    guard digits.allSatisfy({ $0.isNumber }) else { return String(digits) }
    return digits.enumerated().map { place, digit in
      place > 0 && (digits.count - place) % 3 == 0 ? " \(digit)" : "\(digit)"
    }.joined()
  }

  /// The shortest decimal that reads back as the same number; whole numbers without a point.
  package static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return "\(value)"
  }

  /// Rounded to so many digits behind the point.
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    guard value.isFinite, value.magnitude < 1e15 / scale else { return "\(value)" }
    let whole = Int((value.magnitude * scale).rounded())
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard digits > 0 else { return sign + String(whole) }
    let behind = String(whole % Int(scale))
    return sign + String(whole / Int(scale)) + "." + String(repeating: "0", count: digits - behind.count)
      + behind
  }
}
