import Designs
import Glibc
import Signals

/// A sinc under a Kaiser window (Kaiser, 1974), 48 zero crossings to either side: what lies past 1.08 x half the rate
/// is 110 dB down, and what lies below 0.92 x half the rate is kept. At whole places it is an exact copy.
///
/// Read in steps above one frame it is that much wider, so that what the new rate cannot hold is taken away.
/// Between whole places, for each tap, lie cubics in the fraction, some to a zero crossing (Farrow, 1988).
struct SincTable: Sendable {
  static let level = SincTable(step: 1)

  /// Taps to either side of a place: a multiple of 4.
  let half: Int
  private let segments: Int
  /// For each segment of the fraction and each power of what is left of it, one coefficient for each tap.
  private let coefficients: [Float]

  private static let crossings = 48.0
  private static let beta = 11.3

  init(step: Double) {
    let half = Int((Self.crossings * step / 4).rounded(.up)) * 4
    // A power of two, so that no fraction that is met again and again lies on the seam of two.
    var segments = 1
    while Double(segments) * step < 32 { segments *= 2 }
    let taps = 2 * half
    var table = [Float](repeating: 0, count: segments * 4 * taps)
    for tap in 0..<taps {
      for segment in 0..<segments {
        let f = (0..<4).map { third in
          let fraction = (Double(segment) + Double(third) / 3) / Double(segments)
          return Self.value(Double(tap - half + 1) - fraction, step)
        }
        // The cubic through the values at 0, 1/3, 2/3 and 1.
        let c1 = -5.5 * f[0] + 9 * f[1] - 4.5 * f[2] + f[3]
        let c2 = 9 * f[0] - 22.5 * f[1] + 18 * f[2] - 4.5 * f[3]
        let c3 = -4.5 * f[0] + 13.5 * f[1] - 13.5 * f[2] + 4.5 * f[3]
        for (power, c) in [f[0], c1, c2, c3].enumerated() {
          table[(segment * 4 + power) * taps + tap] = Float(c)
        }
      }
    }
    self.half = half
    self.segments = segments
    coefficients = table
  }

  /// The windowed sinc at a distance of t frames.
  private static func value(_ t: Double, _ step: Double) -> Double {
    let place = t / (crossings * step)
    if abs(place) >= 1 { return 0 }
    if step == 1, t == t.rounded() { return t == 0 ? 1 : 0 }
    let turns = Double.pi * t / step
    let window = ModifiedBessel.i0(beta * (1 - place * place).squareRoot()) / ModifiedBessel.i0(beta)
    return (turns == 0 ? 1 : sin(turns) / turns) / step * window
  }

  func interpolate(
    _ x: Span<Float>, from first: Int, at frames: Span<Double>, into y: inout MutableSpan<Float>
  ) {
    precondition(frames.count == y.count)
    let taps = 2 * half
    // Where the taps reach past the plane they find zeros.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: taps) { margin in
      x.withUnsafeBufferPointer { x in
        coefficients.withUnsafeBufferPointer { table in
          guard let base = x.baseAddress, let table = table.baseAddress, let edge = margin.baseAddress else {
            return
          }
          for i in y.indices {
            let whole = frames[i].rounded(.down)
            let place = wholeNumber(whole) &- first &- half &+ 1
            let at = (frames[i] - whole) * Double(segments)
            let segment = min(segments - 1, Int(at))
            let rest = Float(at - Double(segment))
            let coefficients = unsafe table + segment * 4 * taps
            if place >= 0, place + taps <= x.count {
              y[i] = unsafe Self.sum(base + place, coefficients, taps, rest)
            } else {
              for tap in 0..<taps {
                unsafe edge[tap] = x.indices.contains(place &+ tap) ? x[place &+ tap] : 0
              }
              y[i] = unsafe Self.sum(edge, coefficients, taps, rest)
            }
          }
        }
      }
    }
  }

  /// The taps' sum, in eight lanes that are added at the end.
  @inline(__always)
  private static func sum(
    _ x: UnsafePointer<Float>, _ table: UnsafePointer<Float>, _ taps: Int, _ rest: Float
  ) -> Float {
    let c0 = UnsafeRawPointer(table)
    let x = UnsafeRawPointer(x)
    let row = taps * 4
    let u = SIMD8<Float>(repeating: rest)
    var sum = SIMD8<Float>(repeating: 0)
    var place = 0
    while place < row {
      var w = unsafe lanes(c0 + place + 3 * row)
      w = unsafe mulAdd(w, u, lanes(c0 + place + 2 * row))
      w = unsafe mulAdd(w, u, lanes(c0 + place + row))
      w = unsafe mulAdd(w, u, lanes(c0 + place))
      sum = unsafe mulAdd(w, lanes(x + place), sum)
      place += 32
    }
    let four = sum.lowHalf + sum.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always)
  private static func lanes(_ p: UnsafeRawPointer) -> SIMD8<Float> {
    unsafe p.loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  private static func mulAdd(_ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>) -> SIMD8<Float> {
    #if DSP_FMA
      c.addingProduct(a, b)
    #else
      a * b + c
    #endif
  }
}
