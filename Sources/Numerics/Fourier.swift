import Designs
import Spectra

/// Discrete Fourier transforms: fft, ifft, rfft and irfft of scipy.fft.
package enum Fourier {
  /// Where the factor 1 / n lies.
  package enum Norm: String, CaseIterable, Sendable {
    case backward, ortho, forward

    func scale(_ count: Int, isInverse: Bool) -> Double {
      switch self {
      case .ortho: 1 / Double(count).squareRoot()
      case .backward: isInverse ? 1 / Double(count) : 1
      case .forward: isInverse ? 1 : 1 / Double(count)
      }
    }
  }

  package static func fft(_ x: Vector, _ n: Int? = nil, _ norm: Norm = .backward) throws(NumberError)
    -> Vector
  {
    try transform(x, n ?? x.count, norm, isInverse: false)
  }

  package static func ifft(_ x: Vector, _ n: Int? = nil, _ norm: Norm = .backward) throws(NumberError)
    -> Vector
  {
    try transform(x, n ?? x.count, norm, isInverse: true)
  }

  /// Bins 0 to n / 2 of real numbers; the others mirror them.
  package static func rfft(_ x: Vector, _ n: Int? = nil, _ norm: Norm = .backward) throws(NumberError)
    -> Vector
  {
    guard !x.isComplex else {
      throw NumberError("real numbers are expected; complex ones were given (fft takes both)")
    }
    let whole = try fft(x, n, norm)
    return whole[0..<whole.count / 2 + 1]
  }

  /// n real numbers from their bins 0 to n / 2.
  package static func irfft(_ bins: Vector, _ n: Int? = nil, _ norm: Norm = .backward) throws(NumberError)
    -> Vector
  {
    let count = n ?? 2 * (bins.count - 1)
    guard count > 0 else {
      throw NumberError("at least 2 bins, or n, are expected; \(bins.count) were given")
    }
    let half = bins.padded(to: count / 2 + 1)
    var (real, imaginary) = (half.real, half.imaginaryParts)
    imaginary[0] = 0
    if count % 2 == 0 { imaginary[count / 2] = 0 }
    for k in stride(from: (count - 1) / 2, to: 0, by: -1) {
      real.append(real[k])
      imaginary.append(-imaginary[k])
    }
    return Vector(try ifft(Vector(real, imaginary), count, norm).real)
  }

  private static func transform(_ x: Vector, _ n: Int, _ norm: Norm, isInverse: Bool) throws(NumberError)
    -> Vector
  {
    // Both parts of what goes in and of what comes out, and of the answer.
    try NumberError.claim(6 * n)
    let plan = try plan(n)
    if Patience.isAtEnd { throw .interrupted }
    let (real, imaginary) = plan.transform(
      real: x.real, imaginary: x.imaginary, isInverse: isInverse,
      scale: norm.scale(n, isInverse: isInverse))
    return Vector(real, imaginary)
  }

  static func plan(_ length: Int) throws(NumberError) -> DoubleTransform {
    do { return try DoubleTransform(length: length) } catch { throw NumberError(error.description) }
  }

  /// The next length from `least` on that has no factor above 5, which FFTW transforms fast.
  static func fastLength(_ least: Int) -> Int {
    var length = max(1, least)
    while true {
      var rest = length
      for factor in [2, 3, 5] { while rest % factor == 0 { rest /= factor } }
      if rest == 1 { return length }
      length += 1
    }
  }
}
