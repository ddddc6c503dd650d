/// The numbers that a filter is made of, in double precision: a list, or rows of a list.
package struct Coefficients: Parameter {
  package let name: String
  package let doc: String
  /// How many stand in each row, where they come in rows.
  package let columns: Int?
  package var standard: Argument? { nil }
  package var form: ParameterForm { .numbers(.ratio) }

  package init(_ name: String, columns: Int? = nil, _ doc: String) {
    (self.name, self.columns, self.doc) = (name, columns, doc)
  }

  /// Row after row.
  package func value(_ argument: Resolved, _ rate: Int, _ inputs: inout [StreamInput]) throws(SignalError)
    -> [Double]
  {
    let numbers: [Double]
    switch argument {
    case .number(let number): numbers = [number]
    case .numbers(let list): numbers = list
    default: throw SignalError("\(name): expected a list of numbers")
    }
    guard !numbers.isEmpty else { throw SignalError("\(name): an empty list was given; expected numbers") }
    if let columns, !numbers.count.isMultiple(of: columns) {
      throw SignalError("\(name): \(numbers.count) numbers were given; expected rows of \(columns)")
    }
    return numbers
  }
}
