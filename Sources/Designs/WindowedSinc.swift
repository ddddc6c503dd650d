import Glibc

/// A sinc under a Kaiser window (Kaiser, 1974): what lies between samples, for all that reads there.
///
/// Read in steps above one frame it is that much wider, so that what the new rate cannot hold is taken away. Between whole
/// places, for each tap, lie cubics in the fraction, some to a zero crossing (Farrow, 1988). At whole places it is an
/// exact copy.
package struct WindowedSinc: Sendable {
  /// 48 zero crossings to either side: what lies past 1.08 x half the rate is 110 dB down, and what lies below 0.92 x
  /// half the rate is kept.
  package static let level = WindowedSinc(step: 1)
  /// A third as long, for reading a mix while it plays: 0.75 x half the rate is kept, and what folds is 90 dB down.
  package static let short = WindowedSinc(step: 1, crossings: 16, beta: 9)

  /// Taps to either side of a place: a multiple of 4.
  package let half: Int
  package let segments: Int
  /// For each segment of the fraction and each power of what is left of it, one coefficient for each tap.
  package let coefficients: [Float]

  package init(step: Double, crossings: Double = 48, beta: Double = 11.3) {
    let half = Int((crossings * step / 4).rounded(.up)) * 4
    // A power of two, so that no fraction that is met again and again lies on the seam of two.
    var segments = 1
    while Double(segments) * step < 32 { segments *= 2 }
    let taps = 2 * half
    var table = [Float](repeating: 0, count: segments * 4 * taps)
    for tap in 0..<taps {
      for segment in 0..<segments {
        let f = (0..<4).map { third in
          let fraction = (Double(segment) + Double(third) / 3) / Double(segments)
          return Self.value(Double(tap - half + 1) - fraction, step, crossings, beta)
        }
        // The cubic through the values at 0, 1/3, 2/3 and 1.
        let c1 = -5.5 * f[0] + 9 * f[1] - 4.5 * f[2] + f[3]
        let c2 = 9 * f[0] - 22.5 * f[1] + 18 * f[2] - 4.5 * f[3]
        let c3 = -4.5 * f[0] + 13.5 * f[1] - 13.5 * f[2] + 4.5 * f[3]
        for (power, c) in [f[0], c1, c2, c3].enumerated() {
          table[(segment * 4 + power) * taps + tap] = Float(c)
        }
      }
    }
    self.half = half
    self.segments = segments
    coefficients = table
  }

  /// At a distance of t frames.
  private static func value(_ t: Double, _ step: Double, _ crossings: Double, _ beta: Double) -> Double {
    let place = t / (crossings * step)
    if abs(place) >= 1 { return 0 }
    if step == 1, t == t.rounded() { return t == 0 ? 1 : 0 }
    let turns = Double.pi * t / step
    let window = ModifiedBessel.i0(beta * (1 - place * place).squareRoot()) / ModifiedBessel.i0(beta)
    return (turns == 0 ? 1 : sin(turns) / turns) / step * window
  }

  package var taps: Int { 2 * half }
  /// How many samples before the frame that a place lies in are needed; `taps - before` from that frame on.
  package var before: Int { half - 1 }

  /// How many frames on each side are read at a speed, where the table itself is for a step of one.
  package func reach(_ speed: Double) -> Int { Int((Double(half) * max(1, abs(speed))).rounded(.up)) }

  /// The weight of a sample at a distance in frames, or in what frames are at a greater speed.
  @inline(__always)
  package func weight(_ distance: Double) -> Float {
    let whole = distance.rounded(.up)
    let tap = Int(whole) + before
    guard tap >= 0, tap < taps else { return 0 }
    let at = (whole - distance) * Double(segments)
    let segment = min(segments - 1, Int(at))
    let u = Float(at - Double(segment))
    let row = segment * 4 * taps + tap
    let c3 = coefficients[row + 3 * taps]
    return ((c3 * u + coefficients[row + 2 * taps]) * u + coefficients[row + taps]) * u + coefficients[row]
  }
}
