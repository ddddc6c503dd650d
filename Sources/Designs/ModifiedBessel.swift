/// The modified Bessel function of the first kind and order 0, of which Kaiser's window is made.
package enum ModifiedBessel {
  /// By its series, whose terms are all positive (Abramowitz, Stegun, Handbook of Mathematical Functions, 1964, 9.6.12).
  package static func i0(_ x: Double) -> Double {
    let square = x * x / 4
    var (sum, term, k) = (1.0, 1.0, 1.0)
    while term > 1e-17 * sum {
      term *= square / (k * k)
      sum += term
      k += 1
    }
    return sum
  }
}
