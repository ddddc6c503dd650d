package import Designs
import Glibc

/// Numbers in a row, real or complex, in double precision.
package struct Vector: Hashable, Sendable {
  package let real: [Double]
  /// As many; nil for real numbers.
  package let imaginary: [Double]?

  package init(_ real: [Double]) { (self.real, imaginary) = (real, nil) }

  /// Both must be equally many.
  package init(_ real: [Double], _ imaginary: [Double]?) {
    precondition(imaginary == nil || imaginary?.count == real.count, "parts must be equally many")
    (self.real, self.imaginary) = (real, imaginary)
  }

  package init(_ values: [Complex]) { self.init(values.map(\.real), values.map(\.imaginary)) }

  package var count: Int { real.count }
  package var isComplex: Bool { imaginary != nil }

  /// One number, from 0.
  package subscript(place: Int) -> Complex { Complex(real[place], imaginary?[place] ?? 0) }

  package subscript(places: Range<Int>) -> Vector {
    Vector(Array(real[places]), imaginary.map { Array($0[places]) })
  }

  package var values: [Complex] { (0..<count).map { self[$0] } }

  /// Imaginary parts; zeros of real numbers.
  package var imaginaryParts: [Double] { imaginary ?? [Double](repeating: 0, count: count) }

  package var magnitudes: [Double] {
    imaginary.map { zip(real, $0).map { hypot($0, $1) } } ?? real.map { abs($0) }
  }

  /// Angles in radians, from -pi to pi.
  package var angles: [Double] { zip(real, imaginaryParts).map { atan2($1, $0) } }

  package var conjugate: Vector { Vector(real, imaginary?.map { -$0 }) }
  package var reversed: Vector { Vector(real.reversed(), imaginary?.reversed()) }

  /// The sum of what is added pair by pair, which keeps rounding small however many they are.
  package var sum: Complex {
    Complex(Self.sum(real[...]), imaginary.map { Self.sum($0[...]) } ?? 0)
  }

  package static func sum(_ values: ArraySlice<Double>) -> Double {
    guard values.count > 64 else { return values.reduce(0, +) }
    let middle = values.startIndex + values.count / 2
    return sum(values[..<middle]) + sum(values[middle...])
  }

  /// The place of the greatest number, or of the smallest; the first of several; nil of none, and of complex numbers,
  /// which have no order. What is not a number counts as neither.
  package func place(ofGreatest isGreatest: Bool) -> Int? {
    guard !isComplex else { return nil }
    var best: Int?
    for (place, value) in real.enumerated() where !value.isNaN {
      guard let known = best else {
        best = place
        continue
      }
      if isGreatest ? value > real[known] : value < real[known] { best = place }
    }
    return best ?? (real.isEmpty ? nil : 0)
  }

  /// So many from the beginning, zeros where there are fewer.
  func padded(to count: Int) -> Vector {
    if count == self.count { return self }
    func pad(_ part: [Double]) -> [Double] {
      Array(part.prefix(count)) + [Double](repeating: 0, count: max(0, count - part.count))
    }
    return Vector(pad(real), imaginary.map(pad))
  }
}
