/// All zeros of a function at once, each by Newton's step without the others (Oliver Aberth, Iteration Methods for Finding
/// All Zeros of a Polynomial Simultaneously, 1973).
enum Aberth {
  /// Moves points to the zeros, one each.
  ///
  /// - Parameter quotient: The slope over the value at a point; nil where the value is as good as 0.
  static func improve(
    _ points: inout [Complex], rounds: Int, _ quotient: (Complex) -> Complex?
  ) throws(DesignError) {
    var isOpen = [Bool](repeating: true, count: points.count)
    var meter = Patience.Meter()
    for _ in 0..<rounds where isOpen.contains(true) {
      for k in points.indices where isOpen[k] {
        if meter.isAtEnd(after: 4 * points.count) { throw .interrupted }
        let point = points[k]
        guard let slope = quotient(point) else {
          isOpen[k] = false
          continue
        }
        let step = Complex(1) / (slope - repulsion(points, point))
        guard step.real.isFinite, step.imaginary.isFinite else { continue }
        points[k] = point - step
        if step.magnitude <= 2 * .ulpOfOne * points[k].magnitude { isOpen[k] = false }
      }
    }
  }

  /// The sum of the inverse distances to all that lie elsewhere.
  private static func repulsion(_ points: [Complex], _ point: Complex) -> Complex {
    var (real, imaginary) = (0.0, 0.0)
    for other in points where other != point {
      let (x, y) = (point.real - other.real, point.imaginary - other.imaginary)
      let square = x * x + y * y
      real += x / square
      imaginary -= y / square
    }
    return Complex(real, imaginary)
  }
}
