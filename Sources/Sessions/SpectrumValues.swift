import Glibc

extension Spectrum {
  /// |X(k)|.
  func magnitude(_ place: Int) -> Double { hypot(Double(real[place]), Double(imaginary[place])) }

  /// The angle of X(k) in radians.
  func phase(_ place: Int) -> Double { atan2(Double(imaginary[place]), Double(real[place])) }
}
