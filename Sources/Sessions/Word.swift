import Scripting
import Signals

/// A word of Neap's language: what `help` tells of it, and what it is in Lua.
struct Word {
  let name: String
  /// How it is called: `play(signal, …)`.
  let signature: String
  let doc: String
  let example: String
  let value: LuaValue
  /// The kind that it makes, for words that make signals.
  let kind: SignalKind?
  /// Whether it may be called as a method of a signal.
  let isMethod: Bool
}

extension SignalKind {
  /// How its constructor is called.
  var signature: String {
    "\(name)(\(parameters.map { $0.standard == nil ? $0.name : "[\($0.name)]" }.joined(separator: ", ")))"
  }

  /// Whether it processes a signal, and so is a method too.
  var isMethod: Bool {
    guard let first = parameters.first else { return false }
    if case .stream(nil, _) = first.form { return true }
    return false
  }
}

extension Parameter {
  /// `cutoff: a number or a signal in hertz, 1 to 24000, 1000 unless told otherwise`.
  var summary: String {
    var text: String
    switch form {
    case .stream(nil, _): text = "a signal, or a number"
    case .stream(let range?, let quantity):
      text = "a number or a signal \(quantity.phrase), \(Self.span(range))"
    case .streams: text = "a list of signals"
    case .number(let range, let quantity): text = "a number \(quantity.phrase), \(Self.span(range))"
    case .numbers(let quantity): text = "a number \(quantity.phrase), or a list of them"
    case .text: text = "a string"
    case .flag: text = "true or false"
    case .samples: text = "a list of numbers, or of lists, one for each channel"
    }
    if case .number(let number)? = standard { text += "; \(Numerals.text(number)) unless told otherwise" }
    return text
  }

  private static func span(_ range: ClosedRange<Double>) -> String {
    "\(Numerals.text(range.lowerBound)) to \(Numerals.text(range.upperBound))"
  }
}
