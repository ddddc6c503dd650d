import Glibc

extension Spectrum {
  /// |X(k)|.
  func magnitude(_ place: Int) -> Double { hypot(Double(real[place]), Double(imaginary[place])) }

  /// The bins up to half the rate.
  var half: Range<Int> { 0..<real.count / 2 + 1 }

  /// In dB, a sine of amplitude 1 being 0; bins with a mirror image hold half of their sine.
  func level(_ place: Int) -> Double {
    let isAlone = place == 0 || 2 * place == real.count
    return max(-300, 20 * log10((isAlone ? 1 : 2) * magnitude(place)))
  }

  /// The angle of X(k) in radians.
  func phase(_ place: Int) -> Double { atan2(Double(imaginary[place]), Double(real[place])) }
}
