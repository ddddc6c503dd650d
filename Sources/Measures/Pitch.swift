import Glibc
package import Spectra

/// The fundamental frequency of a tone, by the autocorrelation normalised as in Philip McLeod and Geoff Wyvill, A Smarter
/// Way to Find Pitch, ICMC 2005.
package enum Pitch {
  /// In hertz, from 20 Hz to a tenth of the rate; nil where the samples have none.
  ///
  /// - Parameter rate: frames a second.
  package static func frequency(_ samples: [Float], rate: Double) throws(FourierTransformError) -> Double? {
    let part = Array(samples.prefix(1 << 16))
    let longest = min(part.count / 2, Int(rate / 20) + 2)
    guard longest > 4, try isInRange(part) else { return nil }
    let likeness = try normalised(part, lags: longest)
    // The first peak behind the first crossing of zero that is nearly as high as the highest.
    guard let fall = likeness.firstIndex(where: { $0 <= 0 }) else { return nil }
    var peaks: [Int] = []
    var best: Int?
    for lag in max(fall, 2)..<(longest - 1) {
      if likeness[lag] > 0 {
        let isPeak = likeness[lag] > likeness[lag - 1] && likeness[lag] >= likeness[lag + 1]
        if isPeak, likeness[lag] > best.map({ likeness[$0] }) ?? 0 { best = lag }
      } else if let found = best {
        peaks.append(found)
        best = nil
      }
    }
    if let best { peaks.append(best) }
    guard let highest = peaks.map({ likeness[$0] }).max(), highest > 0.5,
      let first = peaks.first(where: { likeness[$0] >= 0.93 * highest })
    else { return nil }
    // The farther a multiple of the period, the finer it is told: the peak is followed outwards.
    var period = top(likeness, first)
    var number = 1.0
    while (number + 1) * period < Double(longest - 2) {
      let next = Int(((number + 1) * period).rounded())
      let near = (max(1, next - 1)...min(longest - 2, next + 1)).max { likeness[$0] < likeness[$1] } ?? next
      guard likeness[near] > 0.8 * highest else { break }
      number += 1
      period = top(likeness, near) / number
    }
    return period >= shortestPeriod ? rate / period : nil
  }

  /// In frames: of a tenth of the rate.
  private static let shortestPeriod = 10.0

  /// Whether a fundamental can be there: of a tone above all pitches, a part of its frequency would be taken for one.
  private static func isInRange(_ samples: [Float]) throws(FourierTransformError) -> Bool {
    let mean = samples.reduce(0) { $0 + Double($1) } / Double(samples.count)
    let bins = try FourierTransform.forward(real: samples.map { Float(Double($0) - mean) })
    let energies = (0...samples.count / 2).map { bin in
      let (re, im) = (Double(bins.real[bin]), Double(bins.imaginary[bin]))
      return re * re + im * im
    }
    let low = energies.prefix(Int(Double(samples.count) / shortestPeriod) + 2)
    return low.reduce(0, +) > 0.01 * energies.reduce(0, +)
  }

  /// The highest point of the parabola through three values.
  private static func top(_ values: [Double], _ place: Int) -> Double {
    let (a, b, c) = (values[place - 1], values[place], values[place + 1])
    let bend = a - 2 * b + c
    return Double(place) + (bend < 0 ? max(-0.5, min(0.5, 0.5 * (a - c) / bend)) : 0)
  }

  /// Without what lies above a fifth of the rate, twice as high as the highest pitch, where that is the lesser part: its
  /// ripple on the peaks would be taken for them.
  private static func smooth(_ samples: [Float]) throws(FourierTransformError) -> [Float] {
    var bins = try FourierTransform.forward(real: samples)
    let count = samples.count
    for bin in 0..<count {
      let part = Double(min(bin, count - bin)) / Double(count)
      let factor = Float(max(0, min(1, (0.2 - part) / 0.02)))
      (bins.real[bin], bins.imaginary[bin]) = (bins.real[bin] * factor, bins.imaginary[bin] * factor)
    }
    let low = try FourierTransform.inverse(bins, scale: 1 / Float(max(1, count))).real
    func energy(_ list: [Float]) -> Double { list.reduce(0) { $0 + Double($1) * Double($1) } }
    return energy(low) > 0.5 * energy(samples) ? low : samples
  }

  /// 2 sum x(t) x(t + lag) over sum x(t)^2 + x(t + lag)^2, the sums as far as both samples are there.
  private static func normalised(_ samples: [Float], lags: Int) throws(FourierTransformError) -> [Double] {
    let mean = samples.reduce(0) { $0 + Double($1) } / Double(samples.count)
    let centred = try smooth(samples.map { Float(Double($0) - mean) })
    let padded = centred + [Float](repeating: 0, count: samples.count)
    var bins = try FourierTransform.forward(real: padded)
    for k in bins.real.indices {
      bins.real[k] = bins.real[k] * bins.real[k] + bins.imaginary[k] * bins.imaginary[k]
      bins.imaginary[k] = 0
    }
    let products = try FourierTransform.inverse(bins, scale: 1 / Float(padded.count)).real
    var energy = 2 * centred.reduce(0) { $0 + Double($1) * Double($1) }
    return (0..<lags).map { lag in
      if lag > 0 {
        let (late, early) = (Double(centred[lag - 1]), Double(centred[centred.count - lag]))
        energy -= late * late + early * early
      }
      return energy > 1e-12 ? 2 * Double(products[lag]) / energy : 0
    }
  }
}
