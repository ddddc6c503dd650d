extension FloatingPoint {
  /// Held to `range`; the `standard` where this is not finite. Selects instead of branches, so that loops
  /// over it become lanes.
  @inline(__always)
  func limited(to range: ClosedRange<Self>, standard: Self) -> Self {
    var held = self < range.upperBound ? self : range.upperBound
    held = held > range.lowerBound ? held : range.lowerBound
    return magnitude < .infinity ? held : standard
  }
}
