import Glibc

/// What a Fourier transform of the whole makes of numbers: the analytic signal and the cepstrum.
package enum Analytic {
  /// scipy.signal.hilbert: the numbers and, as imaginary part, their Hilbert transform: the same without negative
  /// frequencies.
  package static func hilbert(_ x: Vector, _ n: Int? = nil) throws(NumberError) -> Vector {
    guard !x.isComplex else { throw NumberError("x: real numbers are expected; complex ones were given") }
    let bins = try Fourier.fft(x, n)
    let count = bins.count
    let weights = (0..<count).map { k -> Double in
      if k == 0 || 2 * k == count { return 1 }
      return 2 * k < count ? 2 : 0
    }
    return try Fourier.ifft(
      Vector(
        zip(bins.real, weights).map { $0 * $1 }, zip(bins.imaginaryParts, weights).map { $0 * $1 }))
  }

  /// The real cepstrum, from quefrency 0: the inverse transform of the logarithm of the magnitude (Bogert, Healy and
  /// Tukey, 1963).
  package static func cepstrum(_ x: Vector, _ n: Int? = nil) throws(NumberError) -> Vector {
    let levels = try Fourier.fft(x, n).magnitudes
    guard levels.allSatisfy({ $0 > 0 }) else {
      throw NumberError("x: a bin of its spectrum is 0, whose logarithm is no number")
    }
    return Vector(try Fourier.ifft(Vector(levels.map { log($0) })).real)
  }
}
