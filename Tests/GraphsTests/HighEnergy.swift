import Glibc

/// Energy above 8 kHz at 48 kHz: Butterworth's highpass of eighth order, window by window.
enum HighEnergy {
  static func of(_ samples: [Float], window: Int, step: Int) -> [Double] {
    var x = samples.map(Double.init)
    let g = tan(Double.pi * 8_000 / 48_000)
    for section in 0..<4 {
      // The poles of the prototype lie on the unit circle at odd multiples of an eighth of a right angle.
      let damping = 2 * cos(.pi * Double(2 * section + 1) / 16)
      let a0 = 1 + damping * g + g * g
      let (a1, a2) = (2 * (g * g - 1) / a0, (1 - damping * g + g * g) / a0)
      var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0)
      for i in x.indices {
        let y = (x[i] - 2 * x1 + x2) / a0 - a1 * y1 - a2 * y2
        (x2, x1, y2, y1) = (x1, x[i], y1, y)
        x[i] = y
      }
    }
    return stride(from: 0, through: x.count - window, by: step).map { start in
      x[start..<start + window].reduce(0) { $0 + $1 * $1 }
    }
  }

  static func decibels(_ ratio: Double) -> Double { 10 * log10(ratio) }
}

func cosine(_ x: Double) -> Double { cos(x) }
