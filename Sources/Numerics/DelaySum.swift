package import Designs
import Glibc
import Spectra

/// A polynomial in z^-1, as numerator or denominator of a filter, on the unit circle. Where it is long its values are found
/// between those of one transform, twice as long as it is: by a Kaiser-Bessel kernel, whose own transform the coefficients
/// are divided by first (J. I. Jackson and others, Selection of a Convolution Function for Fourier Inversion Using Gridding,
/// 1991), to within 1e-13 of the sum of the magnitudes of all coefficients.
package struct DelaySum {
  private let factors: [Double]
  /// The sum of their magnitudes.
  private let size: Double
  private let bins: (real: [Double], imaginary: [Double])?

  /// From here on Horner's scheme is more work for a thousand places.
  private static let long = 400
  /// Over so many bins the kernel reaches.
  private static let reach = 16
  private static let beta = Double.pi * 0.75 * Double(reach) * 0.995

  package init(_ factors: [Double]) throws(NumberError) {
    self.factors = factors
    size = factors.reduce(0) { $0 + abs($1) }
    guard factors.count >= Self.long, size.isFinite else {
      bins = nil
      return
    }
    let length = Fourier.fastLength(2 * factors.count)
    try NumberError.claim(8 * length)
    let middle = factors.count / 2
    var spread = [Double](repeating: 0, count: length)
    for (place, factor) in factors.enumerated() {
      let from = place - middle
      spread[from < 0 ? from + length : from] =
        factor / Self.transform(Double(from) / Double(length))
    }
    bins = try Fourier.plan(length).transform(real: spread)
  }

  /// What is no greater may be 0.
  package var rounding: Double { (bins == nil ? 1e-14 : 1e-12) * size }

  /// How much work one value is, in multiplications.
  package var cost: Int { bins == nil ? 4 * factors.count : 1_000 }

  /// Of a frequency in turns for each place.
  package func value(_ turns: Double) -> Complex {
    guard let bins else {
      let delay = Self.point(-turns)
      return factors.reversed().reduce(Complex(0)) { $0 * delay + Complex($1) }
    }
    let length = bins.real.count
    let place = (turns - turns.rounded(.down)) * Double(length)
    let first = Int(place.rounded(.down)) - Self.reach / 2 + 1
    var (real, imaginary) = (0.0, 0.0)
    for bin in first..<first + Self.reach {
      let weight = Self.kernel(place - Double(bin))
      let at = (bin % length + length) % length
      real += weight * bins.real[at]
      imaginary += weight * bins.imaginary[at]
    }
    let middle = (turns * Double(factors.count / 2)).truncatingRemainder(dividingBy: 1)
    return Complex(real, imaginary) * Self.point(-middle)
  }

  /// On the unit circle, exact at quarters of a turn.
  private static func point(_ turns: Double) -> Complex {
    switch turns - turns.rounded(.down) {
    case 0: Complex(1)
    case 0.25: Complex(0, 1)
    case 0.5: Complex(-1)
    case 0.75: Complex(0, -1)
    default: Complex(angle: 2 * .pi * turns)
    }
  }

  private static func kernel(_ distance: Double) -> Double {
    let part = 2 * distance / Double(reach)
    return ModifiedBessel.i0(beta * max(0, 1 - part * part).squareRoot())
  }

  /// The kernel's transform, which within half of the bins' period is far above its reach.
  private static func transform(_ place: Double) -> Double {
    let turn = Double.pi * Double(reach) * place
    let root = (beta * beta - turn * turn).squareRoot()
    return Double(reach) * sinh(root) / root
  }
}

/// What a filter b / a does to each frequency.
package struct DelayRatio {
  private let above: DelaySum
  private let below: DelaySum

  package init(_ b: [Double], _ a: [Double]) throws(NumberError) {
    (above, below) = (try DelaySum(b), try DelaySum(a))
  }

  package var cost: Int { above.cost + below.cost }

  /// Infinite at a pole, and no number where b is 0 there too.
  package func value(_ turns: Double) -> Complex {
    let (top, bottom) = (above.value(turns), below.value(turns))
    guard bottom == Complex(0) else { return top / bottom }
    return top == Complex(0) ? Complex(.nan, .nan) : Complex(.infinity)
  }
}
