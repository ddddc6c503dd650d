import Scripting
import Signals

/// What declares a word: a kind, or a word that is written in Lua. Arguments, help and completion follow from it.
protocol Declaration {
  var name: String { get }
  var family: Family { get }
  var doc: String { get }
  var example: String { get }
  var source: String { get }
  var parameters: [any Parameter] { get }
}

extension SignalKind: Declaration {}

/// A word of Neap's language: what `help` tells of it, and what it is in Lua.
struct Word {
  let name: String
  /// How it is called: `play(signal, …)`.
  let signature: String
  let family: Family
  let doc: String
  let example: String
  let value: LuaValue
  /// What declares its parameters, for words that make signals and those written in Lua.
  let declaration: (any Declaration)?
  /// Whether it may be called as a method of a signal.
  let isMethod: Bool
}

extension Declaration {
  /// The place of a declared parameter.
  func place(of parameter: String) -> Int? { parameters.firstIndex { $0.name == parameter } }

  /// How its constructor is called.
  var signature: String {
    "\(name)(\(parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name }.joined(separator: ", ")))"
  }

  /// Whether it processes a signal, and so is a method too.
  var isMethod: Bool {
    guard let first = parameters.first else { return false }
    if case .stream(nil, _) = first.form { return true }
    return false
  }
}

extension Parameter {
  /// Whether it may be left away.
  var isOptional: Bool { standard != nil || (self as? AnyValue)?.mayBeLeftAway == true }

  /// `a number or a signal in hertz, 1 to 24000; 1000 unless told otherwise`.
  var summary: String {
    switch standard {
    case .number? where name == "seed": "\(expectation); another for each name unless told otherwise"
    case .number(let number)?: "\(expectation); \(Numerals.text(number)) unless told otherwise"
    case .text(let text)? where !text.isEmpty: "\(expectation); \"\(text)\" unless told otherwise"
    case .flag(let flag)?: "\(expectation); \(flag) unless told otherwise"
    default: expectation
    }
  }

  /// `a number or a signal in hertz, 1 to 24000`.
  var expectation: String {
    var text: String
    switch form {
    case .stream(nil, _): text = name == "input" ? "a signal" : "a signal, or a number"
    case .stream(let range?, let quantity):
      text = "a number or a signal \(quantity.phrase), \(Self.span(range, quantity))"
    case .streams: text = "a list of signals"
    case .number(let range, let quantity): text = "a number \(quantity.phrase), \(Self.span(range, quantity))"
    case .numbers where self is Coefficients: text = "a list of numbers"
    case .numbers(let quantity): text = "a number \(quantity.phrase), or a list of them"
    case .text: text = "a string"
    case .choice(let choices): text = choices.map { "\"\($0)\"" }.joined(separator: " or ")
    case .curve(let domain, let quantity, _):
      text =
        "a function of a number \(quantity.phrase), \(Self.span(domain, quantity)), or a list of its values"
    case .any: text = (self as? AnyValue)?.takes ?? (self as? PatternParameter)?.what ?? "a value"
    case .flag: text = "true or false"
    case .samples: text = "a list of numbers, or of lists, one for each channel"
    }
    return text
  }

  private static func span(_ range: ClosedRange<Double>, _ quantity: Quantity) -> String {
    let low =
      quantity.isHalfRate(range.lowerBound) ? "minus half the sample rate" : Numerals.text(range.lowerBound)
    let high =
      quantity.isHalfRate(range.upperBound) ? "half the sample rate" : Numerals.text(range.upperBound)
    return "\(low) to \(high)"
  }
}
