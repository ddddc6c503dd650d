extension Verdict {
  /// Judges a list of numbers by what it shall be, value by value, and names the first that is wrong.
  ///
  /// - Parameters:
  ///   - margin: How far each value may lie from what is wanted.
  ///   - text: A number as it would be typed.
  package init(_ given: [Double], _ wanted: [Double], margin: Double, text: (Double) -> String) {
    guard given.count == wanted.count else {
      let expected = "\(wanted.count) \(wanted.count == 1 ? "is" : "are") expected"
      self = .wrong("it has \(given.count) value\(given.count == 1 ? "" : "s"), \(expected)")
      return
    }
    // What is no number is not near anything.
    let wrong = given.indices.filter { !((given[$0] - wanted[$0]).magnitude <= margin) }
    guard let first = wrong.first else {
      self = .right
      return
    }
    let place = given.count == 1 ? "the value" : "value \(first + 1)"
    let value = given[first]
    let fault =
      value.isNaN
      ? " is not a number" : ", \(text(value)), is too \(value > wanted[first] ? "high" : "low")"
    let others =
      wrong.count == 1
      ? "" : ", and \(wrong.count - 1) other\(wrong.count == 2 ? " is" : "s are") wrong too"
    self = .wrong(place + fault + others)
  }
}
