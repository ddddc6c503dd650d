import Designs
import Glibc
package import Spectra

/// What lies in a tone's spectrum, told from its power under a window whose sides are below what single precision has.
package struct Harmonics {
  private let power: [Double]
  /// Hertz from one bin to the next.
  private let step: Double
  /// Bins that one tone covers on either side.
  private static let reach = 24

  /// - Parameter rate: frames a second.
  package init(_ samples: [Float], rate: Double) throws(FourierTransformError) {
    let count = samples.count
    step = rate / Double(max(1, count))
    // Kaiser's window of beta 38, as in MATLAB's thd and snr.
    let window = (0..<count).map { place in
      let x = count > 1 ? 2 * Double(place) / Double(count - 1) - 1 : 0
      return ModifiedBessel.i0(38 * (1 - x * x).squareRoot()) / ModifiedBessel.i0(38)
    }
    let bins = try FourierTransform.forward(real: zip(samples, window).map { Float(Double($0) * $1) })
    power = (0..<(count / 2 + 1)).map { k in
      guard k < bins.count else { return 0 }
      let (re, im) = (Double(bins.real[k]), Double(bins.imaginary[k]))
      return re * re + im * im
    }
  }

  /// The bins around the strongest tone above 20 Hz.
  private var fundamental: Int? {
    let first = max(Self.reach, Int((20 / step).rounded(.up)))
    guard first < power.count, let best = (first..<power.count).max(by: { power[$0] < power[$1] }),
      power[best] > 0
    else { return nil }
    // A tone stands out: the strongest place of noise holds some four times as much as the others.
    let half = power.sorted()[power.count / 2]
    let near = bins(around: Double(best))
    return energy(near) > 8 * half * Double(near.count) ? best : nil
  }

  private func bins(around place: Double) -> Range<Int> {
    // Samples near the end of what a float holds have a power that is none.
    guard place.isFinite else { return 0..<0 }
    let middle = Int(place.rounded())
    return max(0, middle - Self.reach)..<min(power.count, middle + Self.reach + 1)
  }

  private func energy(_ bins: Range<Int>) -> Double { power[bins].reduce(0, +) }

  /// Where a tone is, by the middle of its power.
  private func centre(_ bins: Range<Int>) -> Double {
    bins.reduce(0) { $0 + Double($1) * power[$1] } / max(1e-300, energy(bins))
  }

  private func harmonics(_ place: Double) -> [Range<Int>] {
    (2...6).map { Double($0) * place }.filter { $0 < Double(power.count - 1) }.map { bins(around: $0) }
  }

  /// Total harmonic distortion: decibels of harmonics 2 to 6 over the fundamental. Nil where there is no tone, or none of
  /// its harmonics lies below half the rate.
  package var distortion: Double? {
    guard let fundamental else { return nil }
    let place = centre(bins(around: Double(fundamental)))
    guard !harmonics(place).isEmpty else { return nil }
    let sum = harmonics(place).reduce(0) { $0 + energy($1) }
    return 10 * log10(max(1e-30, sum / energy(bins(around: place))))
  }

  /// Decibels of the fundamental over all that is neither it, nor a harmonic up to the sixth, nor below a tone's width
  /// above 0 Hz. Nil where there is no tone.
  package var signalToNoise: Double? {
    guard let fundamental else { return nil }
    let place = centre(bins(around: Double(fundamental)))
    var isNoise = [Bool](repeating: true, count: power.count)
    for range in [0..<min(power.count, Self.reach + 1), bins(around: place)] + harmonics(place) {
      for bin in range { isNoise[bin] = false }
    }
    let left = power.indices.filter { isNoise[$0] }
    guard !left.isEmpty else { return nil }
    // The bins that were left out hold as much noise as the others on the average.
    let noise = left.reduce(0) { $0 + power[$1] } * Double(power.count) / Double(left.count)
    return 10 * log10(energy(bins(around: place)) / max(1e-300, noise))
  }

  /// The mean frequency in hertz, weighted by magnitude. Nil of silence.
  package var centroid: Double? {
    let weights = power.map { $0.squareRoot() }
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return nil }
    return weights.indices.reduce(0) { $0 + Double($1) * step * weights[$1] } / sum
  }
}
