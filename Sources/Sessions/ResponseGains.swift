import Glibc
import Pictures

/// The gain of a filter over a stretch of frequencies, looked at so closely that the teeth of a comb are there.
struct ResponseGains {
  private static let count = 8_192
  private let hertz: [Double]
  private let gains: [Double]
  private var greatest: Double
  /// Where the gain is greatest between its neighbours, of the greatest so many: the tip of a tooth may lie between two places.
  private let peaks: [(hertz: Double, gain: Double)]
  private static let mostPeaks = 256
  /// The same in hertz alone.
  var tips: [Double] { peaks.map(\.hertz) }

  init(_ range: ClosedRange<Double>, _ gain: (Double) -> Double) {
    let count = range.lowerBound < range.upperBound ? Self.count : 0
    hertz = (0...count).map {
      range.lowerBound * pow(range.upperBound / range.lowerBound, Double($0) / Double(max(1, count)))
    }
    gains = hertz.map(gain)
    peaks = Self.peaks(hertz, gains, gain)
    greatest = peaks.reduce(gains.max() ?? 0) { max($0, $1.gain) }
  }

  private static func peaks(_ hertz: [Double], _ gains: [Double], _ gain: (Double) -> Double) -> [(
    hertz: Double, gain: Double
  )] {
    let places = gains.indices.dropFirst().dropLast().filter {
      gains[$0] > gains[$0 - 1] && gains[$0] >= gains[$0 + 1]
    }
    return places.sorted { gains[$0] > gains[$1] }.prefix(mostPeaks).map { place in
      var (low, high) = (hertz[place - 1], hertz[place + 1])
      for _ in 0..<24 {
        let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
        if gain(left) < gain(right) { low = left } else { high = right }
      }
      return (low, gain(low))
    }.sorted { $0.0 < $1.0 }
  }

  /// In hertz, from 0 to half the rate, where the gain passes half of the highest power, 3.01 dB below; none where that has
  /// no end, as at a pole on the unit circle.
  mutating func edges(upTo half: Double, _ gain: (Double) -> Double) -> [Double] {
    guard let first = gains.first, let last = gains.last else { return [] }
    // What has no answer at an end goes on there as beside it.
    let ends = [(0, first), (half, last)].map { hertz, beside in
      let value = gain(hertz)
      return value.isNaN ? beside : value
    }
    let (hertz, gains) = ([0] + hertz + [half], [ends[0]] + gains + [ends[1]])
    guard gains.allSatisfy(\.isFinite) else { return [] }
    greatest = gains.reduce(greatest, max)
    guard greatest > 1e-14, peaks.allSatisfy({ Self.isBounded($0, gain) }) else { return [] }
    let limit = greatest * 0.5.squareRoot()
    return (1..<gains.count).filter { (gains[$0 - 1] < limit) != (gains[$0] < limit) }.map { place in
      var (low, high) = (hertz[place - 1], hertz[place])
      for _ in 0..<40 {
        let middle = (low + high) / 2
        if (gain(middle) < limit) == (gains[place - 1] < limit) { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
  }

  /// Past this, 200 dB, a gain that goes on growing the nearer one looks has no end.
  private static let endless = 1e10

  private static func isBounded(_ peak: (hertz: Double, gain: Double), _ gain: (Double) -> Double) -> Bool {
    guard peak.gain > 1e3 else { return true }
    var (low, high, greatest) = (peak.hertz * (1 - 1e-6), peak.hertz * (1 + 1e-6), peak.gain)
    for _ in 0..<80 where low < high {
      let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
      let (first, second) = (gain(left), gain(right))
      if first < second { low = left } else { high = right }
      greatest = max(greatest, first, second)
    }
    return greatest < endless
  }

  /// `-3 dB at 1 kHz`, in words for a title; nil of no edges. What lies outside of what is drawn is told so.
  func told(_ edges: [Double], within drawn: ClosedRange<Double>) -> String? {
    if edges.isEmpty { return nil }
    let peak = 20 * log10(greatest)
    let below =
      peak.magnitude < 0.5 ? "-3 dB" : "3 dB below the peak of \(Decimal.short(peak, digits: 3)) dB"
    let places = edges.prefix(8).map {
      Session.told(hertz: $0) + (drawn.contains($0) ? "" : " (outside of what is drawn)")
    }
    return "\(below) at \(places.joined(separator: ", "))" + (edges.count > 8 ? ", …" : "")
  }

  /// Levels in decibels from a frequency on, no lower than -300.
  func decibels(from least: Double) -> (hertz: [Double], values: [Float]) {
    let all = zip(hertz, gains).map { (hertz: $0, gain: $1) } + peaks
    let seen = all.filter { $0.hertz >= least && $0.gain.isFinite }.sorted { $0.hertz < $1.hertz }
    let levels = seen.map { Float(max(-300, 20 * log10($0.gain))) }
    // What lies a hair above a line of the axis would be drawn above its end.
    return (
      seen.map(\.hertz),
      levels.map { level in
        let line = (level / 10).rounded() * 10
        return (level - line).magnitude < 0.011 ? line : level
      }
    )
  }
}
