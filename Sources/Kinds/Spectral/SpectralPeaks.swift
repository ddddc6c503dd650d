import Signals

/// A spectrum in regions about its peaks, each of which turns as a whole: the shape of a partial, which several bins
/// share, stays what it is (Jean Laroche and Mark Dolson, 1999, identity phase locking).
enum SpectralPeaks {
  static func power(
    _ bins: UnsafeMutablePointer<Float>, _ count: Int, into power: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<count {
      let (re, im) = unsafe (bins[2 &* i], bins[2 &* i &+ 1])
      unsafe power[i] = mulAdd(re, re, im * im)
    }
  }

  /// Asks how each peak turns, as a cosine and a sine, and turns what lies about it, up to halfway to the next. A
  /// spectrum without peaks stays as it is.
  static func turn(
    _ bins: UnsafeMutablePointer<Float>, _ power: UnsafeMutablePointer<Float>, _ count: Int,
    _ rotation: (Int) -> (Float, Float)
  ) {
    var (begin, last) = (0, -1)
    var (c, s): (Float, Float) = (1, 0)
    let p = power
    for i in 2..<max(2, count - 2) {
      guard
        unsafe p[i] > p[i - 1] && p[i] >= p[i + 1] && p[i] > p[i - 2] && p[i] >= p[i + 2] && p[i] > 1e-30
      else { continue }
      if last >= 0 {
        let middle = (last + i + 1) / 2
        rotate(bins, begin..<middle, c, s)
        begin = middle
      }
      (c, s) = rotation(i)
      last = i
    }
    rotate(bins, begin..<count, c, s)
  }

  private static func rotate(_ bins: UnsafeMutablePointer<Float>, _ range: Range<Int>, _ c: Float, _ s: Float)
  {
    for i in range {
      let (re, im) = unsafe (bins[2 &* i], bins[2 &* i &+ 1])
      unsafe bins[2 &* i] = mulAdd(re, c, -(im * s))
      unsafe bins[2 &* i &+ 1] = mulAdd(re, s, im * c)
    }
  }
}
