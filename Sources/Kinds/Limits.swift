extension Double {
  /// Held to `range`; the `standard` where this is not finite. Selects instead of branches, so that loops
  /// over it become lanes.
  @inline(__always)
  func limited(to range: ClosedRange<Double>, standard: Double) -> Double {
    var held = self < range.upperBound ? self : range.upperBound
    held = held > range.lowerBound ? held : range.lowerBound
    return magnitude < .infinity ? held : standard
  }
}
