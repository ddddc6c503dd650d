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

  func segmentCount(_ count: Int) -> Int { count < window.count ? 0 : (count - window.count) / step + 1 }
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
    let powers = try Products(x.padded(to: count), y?.padded(to: count), options, average)
    let isEven = options.length % 2 == 0
    // Each bin of a one-sided spectrum stands for its mirror image too, but for those that have none.
    let (factor, bins) = (options.factor, options.binCount)
    let factors = (0..<bins).map { k in
      let isDoubled = options.isOneSided && k > 0 && !(isEven && k == bins - 1)
      return isDoubled ? 2 * factor : factor
    }
    func scaled(_ values: [Double]) -> [Double] { zip(factors, values).map { $0 * $1 } }
    return Vector(scaled(powers.real), y == nil ? nil : scaled(powers.imaginary))
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

  /// One transform conjugated times another, of each bin the middle over all segments.
  private struct Products {
    private(set) var real: [Double]
    private(set) var imaginary: [Double]

    init(_ x: Vector, _ y: Vector?, _ options: SegmentOptions, _ average: Average) throws(NumberError) {
      var first = try SegmentTransforms(x, options)
      var second = try y.map { y throws(NumberError) in try SegmentTransforms(y, options) }
      let (bins, count) = (options.binCount, first.count)
      // A median takes all of them, a mean their sum.
      let kept = average == .median ? count : 1
      let (size, isTooMany) = (2 * bins).multipliedReportingOverflow(by: kept + 2)
      try NumberError.claim(isTooMany ? .max : size)
      real = [Double](repeating: 0, count: bins * kept)
      imaginary = real
      for segment in 0..<count {
        let a = try first.next()
        let b = try second?.next() ?? a
        let place = average == .median ? segment : 0
        for k in 0..<bins {
          real[k * kept + place] += a.real[k] * b.real[k] + a.imaginary[k] * b.imaginary[k]
          imaginary[k * kept + place] += a.real[k] * b.imaginary[k] - a.imaginary[k] * b.real[k]
        }
      }
      func middles(_ values: [Double]) -> [Double] {
        guard average == .median else { return values.map { $0 / Double(count) } }
        return (0..<bins).map { k in SpectralEstimate.median(values[k * kept..<(k + 1) * kept]) }
      }
      (real, imaginary) = (middles(real), middles(imaginary))
    }
  }

  private static func median(_ values: ArraySlice<Double>) -> Double {
    let count = values.count
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
