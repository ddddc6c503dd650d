/// A piece of text: a file's name.
package struct Text: Parameter {
  package let name: String
  package let doc: String
  package let standard: Argument?

  package init(_ name: String, default standard: String? = nil, _ doc: String) {
    (self.name, self.doc) = (name, doc)
    self.standard = standard.map(Argument.text)
  }

  package var form: ParameterForm { .text }

  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> String
  {
    guard case .text(let text) = argument else { throw SignalError("\(name): expected a string") }
    return text
  }
}

/// One of several words.
package struct Choice: Parameter {
  package let name: String
  package let doc: String
  package let choices: [String]
  package let standard: Argument?

  /// The first of `choices` stands where nothing is given.
  package init(_ name: String, _ choices: [String], _ doc: String) {
    (self.name, self.choices, self.doc) = (name, choices, doc)
    standard = choices.first.map(Argument.text)
  }

  package var form: ParameterForm { .choice(choices) }

  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> String
  {
    guard case .text(let text) = argument, choices.contains(text) else {
      var given = ""
      if case .text(let text) = argument { given = "\"\(text)\" was given; " }
      throw SignalError("\(name): \(given)expected \(choices.map { "\"\($0)\"" }.joined(separator: " or "))")
    }
    return text
  }
}

/// True or false.
package struct Flag: Parameter {
  package let name: String
  package let doc: String
  package let standard: Argument?

  package init(_ name: String, default standard: Bool? = nil, _ doc: String) {
    (self.name, self.doc) = (name, doc)
    self.standard = standard.map(Argument.flag)
  }

  package var form: ParameterForm { .flag }

  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> Bool
  {
    guard case .flag(let flag) = argument else { throw SignalError("\(name): expected true or false") }
    return flag
  }
}

/// A function of one number, given as a list of its values or as a Lua function, of which a table is made.
package struct Curve: Parameter {
  package let name: String
  package let doc: String
  /// Where a function is asked, in `quantity`, evenly spaced, both ends included.
  package let domain: ClosedRange<Double>
  package let quantity: Quantity
  package let points: Int
  package var standard: Argument? { nil }

  package init(
    _ name: String, over domain: ClosedRange<Double>, _ quantity: Quantity, points: Int, _ doc: String
  ) {
    (self.name, self.domain, self.quantity, self.points, self.doc) = (name, domain, quantity, points, doc)
  }

  package var form: ParameterForm { .curve(domain, quantity, points: points) }

  /// At least two values, the first and the last at the ends of the domain.
  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> [Float]
  {
    guard case .samples(let samples) = argument, samples.channels == 1, samples.count >= 2 else {
      throw SignalError("\(name): expected a function, or a list of at least two numbers")
    }
    return samples.planes[0]
  }
}

/// Samples that are given.
package struct SampleList: Parameter {
  package let name: String
  package let doc: String
  package var standard: Argument? { nil }
  package var form: ParameterForm { .samples }

  package init(_ name: String, _ doc: String) { (self.name, self.doc) = (name, doc) }

  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> Samples
  {
    guard case .samples(let samples) = argument else {
      throw SignalError("\(name): expected a list of numbers")
    }
    return samples
  }
}
