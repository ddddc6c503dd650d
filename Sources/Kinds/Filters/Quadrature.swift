import Designs
import Signals

/// Two chains of allpass filters whose outputs stay a quarter turn apart: within 0.02 degrees from 20 Hz up to 20 Hz
/// below half the rate, at 48 kHz within 0.005.
struct Quadrature: Sendable {
  static let pairs = 8

  struct State: FadingState {
    /// Of each section, one and two frames before; a lane for each chain.
    var before: InlineArray<8, SIMD2<Double>>
    var twoBefore: InlineArray<8, SIMD2<Double>>
    /// The input one frame before.
    var last: Double

    static let rest = State(before: .init(repeating: .zero), twoBefore: .init(repeating: .zero), last: 0)

    var level: Double {
      var sum = last.magnitude
      for i in 0..<Quadrature.pairs {
        sum += before[i].x.magnitude + before[i].y.magnitude
        sum += twoBefore[i].x.magnitude + twoBefore[i].y.magnitude
      }
      return sum
    }
  }

  let factors: InlineArray<8, SIMD2<Double>>

  init(rate: Double) {
    let design = QuadratureDesign.factors(2 * Self.pairs, lowest: 20 / rate)
    factors = InlineArray { SIMD2(design[2 * $0], design[2 * $0 + 1]) }
  }

  /// The input turned by an angle, and by a quarter turn more.
  @inline(__always)
  func step(_ x: Double, _ state: inout State) -> SIMD2<Double> {
    var through = SIMD2(x, state.last)
    state.last = x
    for i in 0..<Self.pairs {
      let v = through + factors[i] * state.twoBefore[i]
      through = factors[i] * v - state.twoBefore[i]
      state.twoBefore[i] = state.before[i]
      state.before[i] = v
    }
    return through
  }

  /// What `part`, 0 or 1, of `step` makes of a sine, at an angle in radians a frame.
  func response(_ angle: Double, part: Int) -> Complex {
    let delay = Complex(angle: -2 * angle)
    var whole = part == 0 ? Complex(1) : Complex(angle: -angle)
    for i in 0..<Self.pairs {
      let factor = Complex(factors[i][part])
      whole = whole * ((factor - delay) / (Complex(1) - factor * delay))
    }
    return whole
  }
}
