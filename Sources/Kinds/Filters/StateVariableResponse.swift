import Designs
import Glibc
import Signals

extension StateVariableFilter {
  /// What is made of the input, the band and the low side of the two integrators.
  enum Response: String, Sendable {
    case lowpass, highpass, bandpass, notch, allpass, peaking, lowshelf, highshelf

    static let modes: [Response] = [.lowpass, .highpass, .bandpass, .notch, .allpass]

    /// Wherever the greatest sum over a response's impulse grows with q, q ends where that sum reaches 24 dB.
    var qs: ClosedRange<Double> {
      switch self {
      case .lowpass, .highpass: 0.1...10
      case .bandpass, .notch, .allpass, .peaking: 0.1...100
      case .lowshelf, .highshelf: 0.1...1.5
      }
    }

    /// In decibels; bounded as `qs` is.
    var gains: ClosedRange<Double> { self == .peaking ? -40...18 : -40...15 }

    /// By what g = tan(pi cutoff / rate) is multiplied where the amplitude, the square root of the gain, is `a`.
    @inline(__always)
    func warping(_ a: Double) -> Double {
      switch self {
      case .lowshelf: 1 / a.squareRoot()
      case .highshelf: a.squareRoot()
      default: 1
      }
    }

    /// 1 / q, narrower where a peak is lifted, so that lifting and lowering by the same cancel.
    @inline(__always)
    func damping(_ q: Double, _ a: Double) -> Double { self == .peaking ? 1 / (q * a) : 1 / q }

    /// What multiplies the input on its way to the integrators: where only the band is heard, times k, no more of it is
    /// held than comes out.
    @inline(__always)
    func feed(_ k: Double) -> Double {
      switch self {
      case .bandpass, .notch, .allpass, .peaking: k < 1 ? k : 1
      default: 1
      }
    }

    /// The parts of input, band and low side; `k` is what multiplies the band.
    @inline(__always)
    func parts(_ k: Double, _ a: Double) -> (input: Double, band: Double, low: Double) {
      switch self {
      case .lowpass: (0, 0, 1)
      case .highpass: (1, -k, -1)
      case .bandpass: (0, k, 0)
      case .notch: (1, -k, 0)
      case .allpass: (1, -2 * k, 0)
      case .peaking: (1, k * (a * a - 1), 0)
      case .lowshelf: (1, k * (a - 1), a * a - 1)
      case .highshelf: (a * a, k * (1 - a) * a, 1 - a * a)
      }
    }
  }

  /// 10^(dB / 40), the square root of a gain: by the series of exp(z / 8), squared three times. Relative error below
  /// 1e-10 within -40 to 18 dB.
  @inline(__always)
  static func amplitude(_ decibels: Double) -> Double {
    let x = decibels * (2.302_585_092_994_046 / 320)
    var r = (1.0 / 40_320).addingProduct(x, 1.0 / 362_880)
    r = (1.0 / 5_040).addingProduct(x, r)
    r = (1.0 / 720).addingProduct(x, r)
    r = (1.0 / 120).addingProduct(x, r)
    r = (1.0 / 24).addingProduct(x, r)
    r = (1.0 / 6).addingProduct(x, r)
    r = (1.0 / 2).addingProduct(x, r)
    r = (1.0).addingProduct(x, r)
    r = (1.0).addingProduct(x, r)
    r *= r
    r *= r
    return r * r
  }
}

extension StateVariableFilter: LinearResponse {
  /// The bilinear transform of p + f (q s + r) / (s^2 + k s + 1), p, q and r the parts of input, band and low side, f
  /// what multiplies the input.
  func response(at hertz: Double, channel: Int) -> (real: Double, imaginary: Double)? {
    guard !fixed.isEmpty else { return nil }
    let c = fixed[min(channel, fixed.count - 1)]
    let angle = Double.pi * hertz / rate
    let (near, far) = (cos(angle), sin(angle) / c.g)
    let above = Complex(c.feed * c.low * near * near, c.feed * c.band * far * near)
    let below = Complex(near * near - far * far, c.k * far * near)
    let value = Complex(c.input) + above / below
    return (value.real, value.imaginary)
  }
}
