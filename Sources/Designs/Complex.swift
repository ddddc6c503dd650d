import Glibc

/// A complex number.
package struct Complex: Hashable, Sendable {
  package var real: Double
  package var imaginary: Double

  package init(_ real: Double, _ imaginary: Double = 0) { (self.real, self.imaginary) = (real, imaginary) }

  /// Of magnitude 1, at an angle in radians.
  package init(angle: Double) { self.init(cos(angle), sin(angle)) }

  package var magnitude: Double { hypot(real, imaginary) }
  package var conjugate: Complex { Complex(real, -imaginary) }
  package var isReal: Bool { imaginary == 0 }

  package static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }
  package static func - (a: Complex, b: Complex) -> Complex {
    Complex(a.real - b.real, a.imaginary - b.imaginary)
  }
  package static prefix func - (a: Complex) -> Complex { Complex(-a.real, -a.imaginary) }
  package static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }
  package static func * (a: Double, b: Complex) -> Complex { Complex(a * b.real, a * b.imaginary) }

  /// By the larger part of the divisor, so that nothing overflows on the way (Smith, Algorithm 116, 1962).
  package static func / (a: Complex, b: Complex) -> Complex {
    if abs(b.real) >= abs(b.imaginary) {
      let ratio = b.imaginary / b.real
      let scale = 1 / (b.real + b.imaginary * ratio)
      return Complex((a.real + a.imaginary * ratio) * scale, (a.imaginary - a.real * ratio) * scale)
    }
    let ratio = b.real / b.imaginary
    let scale = 1 / (b.real * ratio + b.imaginary)
    return Complex((a.real * ratio + a.imaginary) * scale, (a.imaginary * ratio - a.real) * scale)
  }

  /// The root in the right half plane.
  package var squareRoot: Complex {
    let size = magnitude
    if size == 0 { return Complex(0) }
    let part = ((size + abs(real)) / 2).squareRoot()
    let other = imaginary / (2 * part)
    if real >= 0 { return Complex(part, other) }
    return Complex(abs(other), imaginary.sign == .minus ? -part : part)
  }
}

extension Sequence<Complex> {
  /// Their product; 1 of none.
  package var product: Complex { reduce(Complex(1)) { $0 * $1 } }
}
