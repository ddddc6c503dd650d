import Designs
import Signals

extension WindowedSinc {
  /// The plane, whose first sample is frame `first`, at frames between its own.
  func interpolate(
    _ x: Span<Float>, from first: Int, at frames: Span<Double>, into y: inout MutableSpan<Float>
  ) {
    precondition(frames.count == y.count)
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

  /// One place among samples, each asked for by its frame, read at a speed of 1 or more: the sinc is that much wider and
  /// lower.
  @inline(__always)
  func value(at place: Double, speed: Double, _ sample: (Int) -> Float) -> Float {
    let scale = 1 / speed
    let reach = Double(half) * speed
    var sum = Float(0)
    for frame in Int((place - reach).rounded(.up))...Int((place + reach).rounded(.down)) {
      sum = Signals.mulAdd(sample(frame), weight((Double(frame) - place) * scale), sum)
    }
    return sum * Float(scale)
  }
}
