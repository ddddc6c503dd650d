/// Complex numbers as two planes, real and imaginary parts, of one length.
package struct ComplexPlanes: Equatable, Sendable {
  package var real: [Float]
  package var imaginary: [Float]

  package var count: Int { real.count }

  /// Both planes must be equally long.
  package init(real: [Float], imaginary: [Float]) {
    precondition(real.count == imaginary.count, "real and imaginary parts must be equally many")
    self.real = real
    self.imaginary = imaginary
  }

  /// Real data: every imaginary part is 0.
  package init(real: [Float]) {
    self.init(real: real, imaginary: [Float](repeating: 0, count: real.count))
  }
}
