extension Int {
  /// The nearest whole number, within what a double tells exactly; 0 for what is no number. `Int(value)` ends the process
  /// where it does not fit, and what a patch makes may be anything.
  package init(bounded value: Double) {
    self = value.isNaN ? 0 : Int(Swift.max(-0x1p53, Swift.min(0x1p53, value.rounded())))
  }
}
