import Signals

/// The polynomials through four samples, of delay 0, 1, 2 and 3, taken at a delay of x: Lagrange interpolation of
/// third order.
struct CubicWeights {
  let w0, w1, w2, w3: Float

  @inline(__always)
  init(_ x: Float) {
    let (a, b, c) = (x - 1, x - 2, x - 3)
    let (xa, bc) = (x * a, b * c)
    w0 = a * bc * (-1 / 6)
    w1 = x * bc * 0.5
    w2 = xa * c * -0.5
    w3 = xa * b * (1 / 6)
  }

  @inline(__always)
  func sum(_ x0: Float, _ x1: Float, _ x2: Float, _ x3: Float) -> Float {
    mulAdd(w3, x3, mulAdd(w2, x2, mulAdd(w1, x1, mulAdd(w0, x0, 0))))
  }
}
