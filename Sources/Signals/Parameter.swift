/// A declared parameter of a kind: its name, its doc, and how what a row holds becomes what a kernel takes.
package protocol Parameter: Sendable {
  associatedtype Value
  var name: String { get }
  var doc: String { get }
  /// What stands in a row where nothing was given; nil where something must be.
  var standard: Argument? { get }
  var form: ParameterForm { get }
  /// The kernel's value, made from `argument` at a sample rate; streams take their place in `inputs`.
  func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError) -> Value
}

/// What may be given for a parameter; from it come argument checks, help, completion and JSON.
package enum ParameterForm: Hashable, Sendable {
  /// A number or a signal.
  case stream(ClosedRange<Double>?, Quantity)
  /// A list of signals.
  case streams
  /// A number only.
  case number(ClosedRange<Double>, Quantity)
  /// One number, or a list of them.
  case numbers(Quantity)
  case text
  case choice([String])
  case flag
  case samples
  /// A function of one number over a domain, or a list of its values.
  case curve(ClosedRange<Double>, Quantity, points: Int)
  /// Whatever a word written in Lua takes; no kind has it.
  case any
}

/// An argument whose references have been followed to versions: what a kernel is made from.
package enum Resolved: Sendable {
  case number(Double)
  case numbers([Double])
  case text(String)
  case flag(Bool)
  case samples(Samples)
  case stream(StreamInput)
  case streams([StreamInput])
}

/// What a kernel knows of one of its inputs before any sample is.
package struct StreamInput: Sendable {
  /// Its place among the kernel's inputs.
  package var index: Int
  package var shape: SignalShape
  /// One value per channel, where the input never changes.
  package var constant: [Double]?
  /// What its samples are held to.
  package var bounds = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

  package init(index: Int = 0, shape: SignalShape, constant: [Double]? = nil) {
    self.index = index
    self.shape = shape
    self.constant = constant
  }

  /// An input that has the same value in every channel at all times.
  package init(constant value: Double) { self.init(shape: SignalShape(period: 1), constant: [value]) }

  package var isConstant: Bool { constant != nil }
  /// The constant, where it is one for all channels.
  package var single: Double? { constant.flatMap { $0.count == 1 ? $0[0] : nil } }
  /// The constant of a channel: one value spreads over all.
  package func constant(_ channel: Int) -> Double? { constant.map { $0.count == 1 ? $0[0] : $0[channel] } }
}

/// A number or a signal: what to process, or what may be moved while it sounds.
package struct Stream: Parameter {
  package let name: String
  package let doc: String
  package let range: ClosedRange<Double>?
  package let quantity: Quantity
  package let standard: Argument?

  /// A signal to process.
  package init(_ name: String, _ doc: String) {
    (self.name, self.doc, range, quantity, standard) = (name, doc, nil, .level, nil)
  }

  /// A number or a signal in `quantity`. A number outside `range` is an error; a signal is clamped to it.
  package init(
    _ name: String, _ range: ClosedRange<Double>, _ quantity: Quantity, default standard: Double? = nil,
    _ doc: String
  ) {
    (self.name, self.doc, self.range, self.quantity) = (name, doc, range, quantity)
    self.standard = standard.map(Argument.number)
  }

  package var form: ParameterForm { .stream(range, quantity) }

  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> StreamInput
  {
    var input: StreamInput
    switch argument {
    case .number(let number): input = StreamInput(constant: number)
    case .stream(let stream): input = stream
    default: throw SignalError("\(name): expected a number or a signal")
    }
    if let range {
      input.bounds = quantity.bounds(range, at: rate)
      for constant in input.constant ?? [] { try check(constant, in: range, quantity, rate, name) }
    }
    input.index = inputs.count
    inputs.append(input)
    return input
  }
}

/// Several signals.
package struct Streams: Parameter {
  package let name: String
  package let doc: String
  package var standard: Argument? { nil }
  package var form: ParameterForm { .streams }

  package init(_ name: String, _ doc: String) { (self.name, self.doc) = (name, doc) }

  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> [StreamInput]
  {
    guard case .streams(var list) = argument else { throw SignalError("\(name): expected a list of signals") }
    for place in list.indices {
      list[place].index = inputs.count
      inputs.append(list[place])
    }
    return list
  }
}

/// A number that holds for the whole of a signal.
package struct Number: Parameter {
  package let name: String
  package let doc: String
  package let range: ClosedRange<Double>
  package let quantity: Quantity
  package let standard: Argument?

  package init(
    _ name: String, _ range: ClosedRange<Double>, _ quantity: Quantity, default standard: Double? = nil,
    _ doc: String
  ) {
    (self.name, self.doc, self.range, self.quantity) = (name, doc, range, quantity)
    self.standard = standard.map(Argument.number)
  }

  package var form: ParameterForm { .number(range, quantity) }

  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> Double
  {
    var value: Double
    switch argument {
    case .number(let number): value = number
    case .stream(let stream):
      guard let constant = stream.constant, constant.count == 1 else {
        throw SignalError(
          "\(name): expected a number \(quantity.phrase), not a signal that moves\(onlyNumber(doc))")
      }
      value = constant[0]
    default: throw SignalError("\(name): expected a number \(quantity.phrase)")
    }
    try check(value, in: range, quantity, rate, name)
    if quantity == .count || quantity == .frames, value != value.rounded() {
      throw SignalError("\(name): \(Numerals.text(value)) was given; a whole number is expected")
    }
    return value
  }
}

/// One number, or one for each channel.
package struct Numbers: Parameter {
  package let name: String
  package let doc: String
  package let quantity: Quantity
  package let standard: Argument?

  package init(_ name: String, _ quantity: Quantity, default standard: Double? = nil, _ doc: String) {
    (self.name, self.quantity, self.doc) = (name, quantity, doc)
    self.standard = standard.map(Argument.number)
  }

  package var form: ParameterForm { .numbers(quantity) }

  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> [Double]
  {
    switch argument {
    case .number(let number): return [number]
    case .numbers(let numbers) where !numbers.isEmpty: return numbers
    default: throw SignalError("\(name): expected a number, or a list of numbers, one for each channel")
    }
  }
}

/// Why a parameter does not move, as its doc has it behind "Number only: ", to be said behind an error.
package func onlyNumber(_ doc: String) -> String {
  let (sign, text) = (Array("Number only: ".utf8), Array(doc.utf8))
  guard text.count > sign.count,
    let place = (0...text.count - sign.count).first(where: { text[$0..<$0 + sign.count].elementsEqual(sign) })
  else { return "" }
  let reason = String(decoding: text[(place + sign.count)...], as: UTF8.self)
  return " (" + (reason.hasSuffix(".") ? String(reason.dropLast()) : reason) + ")"
}

private func check(
  _ value: Double, in declared: ClosedRange<Double>, _ quantity: Quantity, _ rate: Int, _ name: String
) throws(SignalError) {
  let range = quantity.bounds(declared, at: rate)
  if range.contains(value) { return }
  let isHalf = quantity.isHalfRate(declared.upperBound)
  throw SignalError(
    "\(name): \(quantity.text(value)) was given; expected \(Numerals.text(range.lowerBound)) to "
      + (quantity.symbol.isEmpty
        ? "\(Numerals.text(range.upperBound)), \(quantity.phrase)" : quantity.text(range.upperBound))
      + (isHalf ? ", half the sample rate" : "") + remark(value, range, quantity, rate))
}

/// What may have been meant by a number that is out of range: another unit.
private func remark(_ value: Double, _ range: ClosedRange<Double>, _ quantity: Quantity, _ rate: Int)
  -> String
{
  func meant(_ other: Double) -> String? {
    range.contains(other) && other > 0 ? "did you mean \(Numerals.text(other))?" : nil
  }
  switch quantity {
  case .seconds where value >= 1.5 * range.upperBound:
    let frames = value * Double(rate)
    // Milliseconds, or frames, taken for seconds; who is a little over means seconds.
    guard let meant = meant(value / 1000) ?? meant((value / Double(rate) * 1e6).rounded() / 1e6) else {
      return ""
    }
    return "; \(Numerals.text(value)) s is \(Numerals.grouped(frames)) frames; \(meant)"
  case .hertz where value > 0 && value < 1:
    return meant(value * Double(rate) / 2).map {
      "; frequencies are in hertz: as a part of half the rate, \($0)"
    } ?? ""
  case .ratio where value > range.upperBound, .position where abs(value) > range.upperBound,
    .level where value > range.upperBound:
    // Who types 2 means twice as much rather than a fiftieth.
    return range.upperBound <= 1 && abs(value) >= 5
      ? meant(value / 100).map { "; in percent, \($0)" } ?? "" : ""
  default: return ""
  }
}
