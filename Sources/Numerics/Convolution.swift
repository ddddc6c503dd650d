import Designs
import Spectra

/// convolve, correlate and fftconvolve of scipy.signal.
package enum Convolution {
  package enum Mode: String, CaseIterable, Sendable { case full, same, valid }
  /// By summing, by Fourier transforms, or whichever is less work.
  package enum Method: String, CaseIterable, Sendable { case auto, direct, fft }

  package static func convolve(
    _ a: Vector, _ b: Vector, _ mode: Mode = .full, _ method: Method = .auto
  ) throws(NumberError) -> Vector {
    guard a.count > 0, b.count > 0 else {
      throw NumberError("at least one number in each is expected; \(a.count) and \(b.count) were given")
    }
    let (real, imaginary) = try isDirect(a.count, b.count, method) ? direct(a, b) : fast(a, b)
    let whole = Vector(real, a.isComplex || b.isComplex ? imaginary : nil)
    switch mode {
    case .full: return whole
    case .same: return whole[(b.count - 1) / 2..<(b.count - 1) / 2 + a.count]
    case .valid: return whole[min(a.count, b.count) - 1..<max(a.count, b.count)]
    }
  }

  /// The sum of a[n + lag] times b[n] conjugated, from lag 1 - b.count on.
  package static func correlate(
    _ a: Vector, _ b: Vector, _ mode: Mode = .full, _ method: Method = .auto
  ) throws(NumberError) -> Vector {
    try convolve(a, b.conjugate.reversed, mode, method)
  }

  private static func isDirect(_ a: Int, _ b: Int, _ method: Method) -> Bool {
    switch method {
    case .direct: true
    case .fft: false
    // Where a transform begins to be less work.
    case .auto: min(a, b) <= 48
    }
  }

  private static func direct(_ a: Vector, _ b: Vector) throws(NumberError) -> ([Double], [Double]?) {
    try NumberError.claim(4 * (a.count + b.count))
    func product(_ x: [Double]?, _ y: [Double]?) throws(NumberError) -> [Double]? {
      guard let x, let y else { return nil }
      return try sums(x, y)
    }
    func joined(_ x: [Double]?, _ y: [Double]?, _ sign: Double) -> [Double]? {
      guard let x else { return y?.map { sign * $0 } }
      return y.map { zip(x, $0).map { $0 + sign * $1 } } ?? x
    }
    let real = joined(try sums(a.real, b.real), try product(a.imaginary, b.imaginary), -1)
    return (real ?? [], joined(try product(a.real, b.imaginary), try product(a.imaginary, b.real), 1))
  }

  private static func sums(_ a: [Double], _ b: [Double]) throws(NumberError) -> [Double] {
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    var y = [Double](repeating: 0, count: a.count + b.count - 1)
    var meter = Patience.Meter()
    for (lag, factor) in short.enumerated() where factor != 0 {
      if meter.isAtEnd(after: long.count) { throw .interrupted }
      y.withUnsafeMutableBufferPointer { y in
        long.withUnsafeBufferPointer { long in
          for n in 0..<long.count { unsafe y[n + lag] += factor * long[n] }
        }
      }
    }
    return y
  }

  private static func fast(_ a: Vector, _ b: Vector) throws(NumberError) -> ([Double], [Double]?) {
    let count = a.count + b.count - 1
    let length = Fourier.fastLength(count)
    // Three transforms' parts beside the plan's own.
    try NumberError.claim(10 * length)
    let plan = try Fourier.plan(length)
    let first = plan.transform(real: a.real, imaginary: a.imaginary)
    let second = plan.transform(real: b.real, imaginary: b.imaginary)
    if Patience.isAtEnd { throw .interrupted }
    var (real, imaginary) = first
    for k in real.indices {
      let (x, y) = (real[k], imaginary[k])
      real[k] = x * second.real[k] - y * second.imaginary[k]
      imaginary[k] = x * second.imaginary[k] + y * second.real[k]
    }
    let whole = plan.transform(
      real: real, imaginary: imaginary, isInverse: true, scale: 1 / Double(plan.length))
    return (Array(whole.real.prefix(count)), Array(whole.imaginary.prefix(count)))
  }
}
