import Glibc

/// The gain of a filter over a stretch of frequencies, looked at so closely that the teeth of a comb are there.
struct ResponseGains {
  private static let count = 8_192
  private let hertz: [Double]
  private let gains: [Double]
  /// In hertz, where the gain passes half of the highest power, 3.01 dB below.
  let edges: [Double]

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
    edges = Self.edges(hertz, gains, highest: peaks.reduce(gains.max() ?? 0) { max($0, $1.gain) }, gain)
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

  private static func edges(
    _ hertz: [Double], _ gains: [Double], highest: Double, _ gain: (Double) -> Double
  ) -> [Double] {
    let count = hertz.count - 1
    guard count > 1, gains.allSatisfy(\.isFinite), highest > 1e-14 else { return [] }
    let limit = highest * 0.5.squareRoot()
    return (1...count).filter { (gains[$0 - 1] < limit) != (gains[$0] < limit) }.map { place in
      var (low, high) = (hertz[place - 1], hertz[place])
      for _ in 0..<40 {
        let middle = (low + high) / 2
        if (gain(middle) < limit) == (gains[place - 1] < limit) { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
  }

  /// Levels in decibels from a frequency on, no lower than -300.
  func decibels(from least: Double) -> (hertz: [Double], values: [Float]) {
    let all = zip(hertz, gains).map { (hertz: $0, gain: $1) } + peaks
    let seen = all.filter { $0.hertz >= least }.sorted { $0.hertz < $1.hertz }
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
