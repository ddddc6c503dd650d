import Designs
import Glibc
import Spectra

/// How a stretch of numbers is cut, windowed and scaled for its spectra.
package struct SegmentOptions: Sendable {
  package enum Detrend: String, CaseIterable, Sendable { case none, constant, linear }
  package enum Scaling: String, CaseIterable, Sendable { case density, spectrum }

  package var rate: Double
  package var window: [Double]
  package var overlap: Int
  /// At least as many as the window has.
  package var length: Int
  package var detrend = Detrend.constant
  package var isOneSided = true
  package var scaling = Scaling.density

  package var step: Int { window.count - overlap }

  /// - Parameters:
  ///   - overlap: half of the window unless told otherwise.
  ///   - length: of each transform; the window's unless told otherwise.
  package init(rate: Double, window: [Double], overlap: Int? = nil, length: Int? = nil) throws(NumberError) {
    (self.rate, self.window) = (rate, window)
    self.overlap = overlap ?? window.count / 2
    self.length = length ?? window.count
    guard !window.isEmpty else { throw NumberError("nperseg: 1 or more is expected") }
    guard (0..<window.count).contains(self.overlap) else {
      throw NumberError(
        "noverlap: 0 to \(window.count - 1), less than nperseg, is expected; \(self.overlap) was given")
    }
    guard self.length >= window.count else {
      throw NumberError("nfft: nperseg, \(window.count), or more is expected; \(self.length) was given")
    }
  }

  /// The frequencies of the bins, in hertz; of two-sided spectra the negative ones last.
  package var frequencies: [Double] {
    (0..<binCount).map { k in
      Double(isOneSided || 2 * k < length ? k : k - length) * rate / Double(length)
    }
  }

  var binCount: Int { isOneSided ? length / 2 + 1 : length }

  /// What the square of a bin's magnitude is to be multiplied by.
  var factor: Double {
    switch scaling {
    case .density: 1 / (rate * window.reduce(0) { $0 + $1 * $1 })
    case .spectrum: 1 / (window.reduce(0, +) * window.reduce(0, +))
    }
  }

  /// The transform of every whole segment.
  func segments(_ x: Vector) throws(NumberError) -> [(real: [Double], imaginary: [Double])] {
    let plan = try Fourier.plan(length)
    return stride(from: 0, through: x.count - window.count, by: step).map { first in
      let places = first..<first + window.count
      func part(_ values: [Double]) -> [Double] {
        zip(detrended(Array(values[places])), window).map { $0 * $1 }
      }
      let bins = plan.transform(real: part(x.real), imaginary: x.imaginary.map(part))
      return (Array(bins.real.prefix(binCount)), Array(bins.imaginary.prefix(binCount)))
    }
  }

  private func detrended(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let mean = Vector.sum(values[...]) / count
    switch detrend {
    case .none: return values
    case .constant: return values.map { $0 - mean }
    case .linear:
      guard values.count > 1 else { return values.map { $0 - mean } }
      // The straight line of least squares, from the middle.
      let middle = (count - 1) / 2
      let moment = values.indices.reduce(0) { $0 + (Double($1) - middle) * values[$1] }
      let slope = moment * 12 / (count * (count * count - 1))
      return values.indices.map { values[$0] - mean - slope * (Double($0) - middle) }
    }
  }
}

/// Power spectra: periodogram, welch, csd and coherence of scipy.signal.
package enum SpectralEstimate {
  package enum Average: String, CaseIterable, Sendable { case mean, median }

  /// The cross power spectrum of x and y, whose phase is y's over x's; of x alone the power spectrum, real.
  package static func crossSpectrum(
    _ x: Vector, _ y: Vector? = nil, _ options: SegmentOptions, _ average: Average = .mean
  ) throws(NumberError) -> Vector {
    let count = max(x.count, y?.count ?? 0)
    guard count >= options.window.count else {
      throw NumberError("the window, \(options.window.count) long, is longer than the \(count) numbers given")
    }
    let first = try options.segments(x.padded(to: count))
    let second = try y.map { y throws(NumberError) in try options.segments(y.padded(to: count)) } ?? first
    let isEven = options.length % 2 == 0
    var (real, imaginary): ([Double], [Double]) = ([], [])
    for k in 0..<options.binCount {
      // Each bin of a one-sided spectrum stands for its mirror image too, but for those that have none.
      let isDoubled = options.isOneSided && k > 0 && !(isEven && k == options.binCount - 1)
      let factor = options.factor * (isDoubled ? 2 : 1)
      let products = zip(first, second).map { x, y in
        Complex(x.real[k], -x.imaginary[k]) * Complex(y.real[k], y.imaginary[k])
      }
      real.append(factor * middle(products.map(\.real), average))
      imaginary.append(factor * middle(products.map(\.imaginary), average))
    }
    return Vector(real, y == nil ? nil : imaginary)
  }

  /// How much of y's power at each frequency is x's, filtered: 0 to 1.
  package static func coherence(_ x: Vector, _ y: Vector, _ options: SegmentOptions) throws(NumberError)
    -> Vector
  {
    let count = max(x.count, y.count)
    let (x, y) = (x.padded(to: count), y.padded(to: count))
    let cross = try crossSpectrum(x, y, options)
    let (first, second) = (try crossSpectrum(x, nil, options), try crossSpectrum(y, nil, options))
    return Vector(
      cross.magnitudes.indices.map { k in
        let magnitude = hypot(cross.real[k], cross.imaginaryParts[k])
        return magnitude * magnitude / first.real[k] / second.real[k]
      })
  }

  private static func middle(_ values: [Double], _ average: Average) -> Double {
    let count = values.count
    guard average == .median, count > 1 else { return Vector.sum(values[...]) / Double(count) }
    let sorted = values.sorted()
    let median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    // By how much the median of powers lies below their mean, as noise has it (Allen and others, gr-qc/0509116).
    var bias = 1.0
    for even in stride(from: 2.0, through: Double((count - 1) / 2 * 2), by: 2) {
      bias += 1 / (even + 1) - 1 / even
    }
    return median / bias
  }
}
