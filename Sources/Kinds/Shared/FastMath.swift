/// Elementary functions as polynomials in double precision, without branches or calls, so that loops over them
/// become lanes.
enum FastMath {
  static let log2OfE = 1.442_695_040_888_963_4
  /// Decibels of a doubling.
  static let decibelsPerOctave = 6.020_599_913_279_624

  /// 2^x with a relative error below 1e-14; x is held to -1000...1000.
  ///
  /// The series of the fraction, scaled by the whole part, which goes into the exponent's bits.
  @inline(__always)
  static func exp2(_ x: Double) -> Double {
    var held = x < 1_000 ? x : 1_000
    held = held > -1_000 ? held : -1_000
    let rounder = 0x1.8p52
    let shifted = held + rounder
    let z = (held - (shifted - rounder)) * 0.693_147_180_559_945_3
    var r = (1.0 / 3_628_800).addingProduct(z, 1.0 / 39_916_800)
    r = (1.0 / 362_880).addingProduct(z, r)
    r = (1.0 / 40_320).addingProduct(z, r)
    r = (1.0 / 5_040).addingProduct(z, r)
    r = (1.0 / 720).addingProduct(z, r)
    r = (1.0 / 120).addingProduct(z, r)
    r = (1.0 / 24).addingProduct(z, r)
    r = (1.0 / 6).addingProduct(z, r)
    r = (0.5).addingProduct(z, r)
    r = (1.0).addingProduct(z, r)
    r = (1.0).addingProduct(z, r)
    return r * Double(bitPattern: (shifted.bitPattern &+ 1_023) &<< 52)
  }

  /// The binary logarithm of a normal number above 0, absolute error below 1e-13.
  ///
  /// Of the mantissa between the square roots of 1/2 and 2 by the series of the area tangent; the exponent becomes a
  /// number by way of the low bits of 2^52.
  @inline(__always)
  static func log2(_ x: Double) -> Double {
    let rootOfHalf: UInt64 = 0x3fe6_a09e_667f_3bcd
    let place = (x.bitPattern &- rootOfHalf &+ (1_024 &<< 52)) &>> 52
    let exponent = Double(bitPattern: place | 0x4330_0000_0000_0000) - (0x1p52 + 1_024)
    let mantissa = Double(bitPattern: x.bitPattern &- ((place &- 1_024) &<< 52))
    let s = (mantissa - 1) / (mantissa + 1)
    let z = s * s
    var r = (1.0 / 13).addingProduct(z, 1.0 / 15)
    r = (1.0 / 11).addingProduct(z, r)
    r = (1.0 / 9).addingProduct(z, r)
    r = (1.0 / 7).addingProduct(z, r)
    r = (1.0 / 5).addingProduct(z, r)
    r = (1.0 / 3).addingProduct(z, r)
    r = (1.0).addingProduct(z, r)
    return exponent.addingProduct(2 * log2OfE * s, r)
  }

  /// The hyperbolic tangent, relative error below 1e-7 where |x| is above 1e-8.
  @inline(__always)
  static func tanh(_ x: Double) -> Double {
    var held = x < 20 ? x : 20
    held = held > -20 ? held : -20
    let e = exp2(2 * log2OfE * held)
    return (e - 1) / (e + 1)
  }

  /// The sine of 0 ≤ x ≤ pi / 2: its series to the 13th power.
  @inline(__always)
  static func sineOfQuarter(_ x: Double) -> Double {
    let z = x * x
    var r = (-1.0 / 39_916_800).addingProduct(z, 1.0 / 6_227_020_800)
    r = (1.0 / 362_880).addingProduct(z, r)
    r = (-1.0 / 5_040).addingProduct(z, r)
    r = (1.0 / 120).addingProduct(z, r)
    r = (-1.0 / 6).addingProduct(z, r)
    r = (1.0).addingProduct(z, r)
    return x * r
  }

  /// What is left after each frame of something that is 60 dB down after `seconds`.
  @inline(__always)
  static func remainder(sixtyDecibelsIn seconds: Double, rate: Double) -> Double {
    exp2(-9.965_784_284_662_087 / (seconds * rate))
  }
}
