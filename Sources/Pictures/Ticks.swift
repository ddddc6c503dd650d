import Glibc

/// A marked value of an axis.
package struct Tick: Equatable, Sendable {
  package let value: Double
  package let label: String
  package init(_ value: Double, _ label: String) { (self.value, self.label) = (value, label) }
}

/// Which values are marked: 1, 2 and 5 times powers of ten, and what is usual for levels and angles.
enum Ticks {
  /// The distance of at most `count` marked values and one.
  static func step(_ range: ClosedRange<Double>, atMost count: Int, _ scale: Axis.Scale) -> Double {
    let least = (range.upperBound - range.lowerBound) / Double(max(1, count))
    let steps: [Double] =
      switch scale {
      case .decibels: [1, 2, 3, 6, 10, 20, 40, 60, 100]
      case .radians: [.pi / 8, .pi / 4, .pi / 2, .pi, 2 * .pi, 4 * .pi, 10 * .pi]
      default: []
      }
    if let last = steps.last, least <= last, least > steps[0] / 2 {
      return steps.first { $0 >= least * (1 - 1e-9) } ?? last
    }
    // Beyond the usual ones: of angles whole multiples of pi, else decimal.
    let base = scale == .radians && least > 1 ? Double.pi : 1
    let power = pow(10, floor(log10(least / base) + 1e-9)) * base
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * (1 - 1e-9) } ?? 10 * power
  }

  /// The multiples of `step` in a range.
  private static func multiples(_ range: ClosedRange<Double>, _ step: Double) -> [Double] {
    let first = (range.lowerBound / step - 1e-6).rounded(.up)
    let last = (range.upperBound / step + 1e-6).rounded(.down)
    guard last >= first, last - first < 1000 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  static func linear(_ range: ClosedRange<Double>, atMost count: Int, unit: String) -> (
    ticks: [Tick], unit: String
  ) {
    let step = step(range, atMost: count, .linear)
    let prefix = Prefix(for: max(abs(range.lowerBound), abs(range.upperBound)), unit)
    let decimals = max(0, -Int(floor(log10(step / prefix.factor) + 1e-9)))
    let ticks = multiples(range, step).map { Tick($0, Decimal.fixed($0 / prefix.factor, decimals)) }
    return (ticks, prefix.unit)
  }

  static func decibels(_ range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
    let step = step(range, atMost: count, .decibels)
    let decimals = max(0, -Int(floor(log10(step) + 1e-9)))
    return multiples(range, step).map { Tick($0, Decimal.fixed($0, decimals)) }
  }

  static func radians(_ range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
    let step = step(range, atMost: count, .radians)
    return multiples(range, step).map { value in Tick(value, ofPi(value / .pi, step)) }
  }

  private static func ofPi(_ turns: Double, _ step: Double) -> String {
    if abs(turns) < 1e-9 { return "0" }
    let sign = turns < 0 ? "-" : ""
    for denominator in [1.0, 2, 4, 8] {
      let numerator = abs(turns) * denominator
      guard abs(numerator - numerator.rounded()) < 1e-6 else { continue }
      let factor = numerator.rounded() == 1 ? "" : Decimal.fixed(numerator, 0)
      return "\(sign)\(factor)π" + (denominator == 1 ? "" : "/\(Int(denominator))")
    }
    let value = turns * .pi
    return Decimal.fixed(value, max(0, -Int(floor(log10(step) + 1e-9))))
  }

  /// The finest of all digits, 1-2-5 and decades that has at most `count`; less than two of them are told as on a linear
  /// scale.
  static func logarithmic(_ range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
    let first = Int(floor(log10(range.lowerBound) - 1e-9))
    let last = Int(ceil(log10(range.upperBound) + 1e-9))
    let (low, high) = (range.lowerBound * (1 - 1e-9), range.upperBound * (1 + 1e-9))
    func values(_ digits: [Double], _ stride: Int = 1) -> [Double] {
      var found: [Double] = []
      for power in Swift.stride(from: first, through: last, by: stride) {
        let decade = pow(10, Double(power))
        for digit in digits where digit * decade >= low && digit * decade <= high {
          found.append(digit * decade)
        }
      }
      return found
    }
    var found: [Double] = []
    for digits in [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1]] as [[Double]] {
      found = values(digits)
      if found.count <= count { break }
    }
    if let least = found.first, !isNear(least, range.lowerBound), found.count < count,
      let end = values([2, 5]).first, isNear(end, range.lowerBound)
    {
      // The axis begins at a number worth telling, as 20 Hz.
      found.insert(end, at: 0)
    }
    var stride = 2
    while found.count > max(2, count) {
      found = values([1], stride)
      stride += 1
    }
    guard found.count >= 2 else {
      let (ticks, _) = linear(range, atMost: count, unit: "")
      return ticks.map { Tick($0.value, Prefix.text($0.value)) }
    }
    return found.map { Tick($0, Prefix.text($0)) }
  }

  private static func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-6 * b }
}
