import Glibc

/// One direction of a panel: from which value to which, and how they lie between.
package struct Axis: Equatable, Sendable {
  package enum Scale: Equatable, Sendable {
    case linear, logarithmic
    /// Linear; the ticks are those of levels, and of angles.
    case decibels, radians
  }

  package var label: String
  package var unit: String
  package var scale: Scale
  package var range: ClosedRange<Double>
  /// Values that have names instead of numbers, as notes have.
  package var names: [Tick]?

  package init(
    _ label: String, unit: String = "", scale: Scale = .linear, _ range: ClosedRange<Double>,
    names: [Tick]? = nil
  ) {
    (self.label, self.unit, self.scale, self.names) = (label, unit, scale, names)
    self.range = Self.usable(range, scale)
  }

  /// A range that has a length, and no zero where logarithms are taken.
  private static func usable(_ range: ClosedRange<Double>, _ scale: Scale) -> ClosedRange<Double> {
    // What a float holds.
    let bound = 1e39
    var low = min(bound, max(-bound, range.lowerBound))
    var high = min(bound, max(-bound, range.upperBound))
    if scale == .logarithmic {
      high = max(high, 1e-29)
      low = low > 0 ? low : high / 1000
    }
    let least = max(abs(low), abs(high)) * 1e-9
    if high - low > least { return low...high }
    if low == 0 { return -1...1 }
    return scale == .logarithmic ? low / 2...low * 2 : low - abs(low) / 2...low + abs(low) / 2
  }

  /// Where a value lies, 0 at the range's beginning and 1 at its end.
  package func place(_ value: Double) -> Double {
    guard scale == .logarithmic else {
      return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
    guard value > 0 else { return -1 }
    return log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
  }

  /// The value at a place.
  package func value(_ place: Double) -> Double {
    if scale == .logarithmic { return range.lowerBound * pow(range.upperBound / range.lowerBound, place) }
    return range.lowerBound + place * (range.upperBound - range.lowerBound)
  }

  /// The range that holds values and ends at ticks; what is not finite is left out.
  package static func holding(
    _ label: String, unit: String = "", scale: Scale = .linear, _ values: some Sequence<Float>
  ) -> Axis {
    var (low, high) = (Float.infinity, -Float.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return Axis(label, unit: unit, scale: scale, -1...1) }
    return rounded(label, unit: unit, scale: scale, Double(low)...Double(high))
  }

  /// The range widened so that it ends at ticks.
  package static func rounded(
    _ label: String, unit: String = "", scale: Scale = .linear, _ range: ClosedRange<Double>
  ) -> Axis {
    let axis = Axis(label, unit: unit, scale: scale, range)
    let step = Ticks.step(axis.range, atMost: 5, scale)
    let low = (axis.range.lowerBound / step + 1e-6).rounded(.down) * step
    let high = (axis.range.upperBound / step - 1e-6).rounded(.up) * step
    return Axis(label, unit: unit, scale: scale, low...max(high, low + step))
  }

  /// The values to be marked, and the unit in which they are told.
  package func ticks(atMost count: Int) -> (ticks: [Tick], unit: String) {
    if let names {
      // Every second, fourth … where not all fit.
      let seen = names.filter { range.contains($0.value) }
      var stride = 1
      while seen.count > stride * max(1, count) { stride *= 2 }
      return (seen.enumerated().filter { $0.offset % stride == 0 }.map(\.element), unit)
    }
    switch scale {
    case .linear: return Ticks.linear(range, atMost: count, unit: unit)
    case .decibels: return (Ticks.decibels(range, atMost: count), unit)
    case .radians: return (Ticks.radians(range, atMost: count), unit)
    case .logarithmic: return (Ticks.logarithmic(range, atMost: count), unit)
    }
  }

  /// `level (dB)`.
  func caption(unit: String) -> String {
    label.isEmpty ? unit : unit.isEmpty ? label : "\(label) (\(unit))"
  }
}
