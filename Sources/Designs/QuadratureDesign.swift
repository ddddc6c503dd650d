import Glibc

/// Allpass filters whose sum is an elliptic half-band lowpass, turned by a quarter of the rate.
package enum QuadratureDesign {
  /// The factors a of sections (a - z^-2) / (1 - a z^-2), by turns of the one chain and of the other, which has one frame
  /// of delay more: from `lowest`, in turns a frame, up to as much below 1/2 they are a quarter turn apart
  /// (Valenzuela and Constantinides, 1983).
  package static func factors(_ count: Int, lowest: Double) -> [Double] {
    let edge = tan((1 - 4 * lowest) * .pi / 4)
    let k = edge * edge
    let root = pow(1 - k * k, 0.25)
    let e = 0.5 * (1 - root) / (1 + root)
    let e4 = pow(e, 4)
    let nome = e * (1 + e4 * (2 + e4 * (15 + e4 * 150)))
    let order = Double(2 * count + 1)
    return (1...count).map { place in
      var (above, below) = (0.0, 0.5)
      for i in 0..<20 {
        let sign = i.isMultiple(of: 2) ? 1.0 : -1.0
        above += sign * pow(nome, Double(i * (i + 1))) * sin(Double((2 * i + 1) * place) * .pi / order)
        let next = Double(i + 1)
        below -= sign * pow(nome, next * next) * cos(2 * next * Double(place) * .pi / order)
      }
      let w = above * pow(nome, 0.25) / below
      let square = w * w
      let x = ((1 - square * k) * (1 - square / k)).squareRoot() / (1 + square)
      return (1 - x) / (1 + x)
    }
  }
}
