import Glibc

/// Linear-phase filters by the window method.
package enum WindowedDesign {
  package static let lengths = 1...1 << 16

  /// What lies between the cutoffs alternates: passed or not, from 0 Hz on as `passesZero` says.
  package static func firwin(
    _ count: Int, within lengths: ClosedRange<Int> = lengths, cutoffs: [Double], window: Window,
    passesZero: Bool, isScaled: Bool, rate: Double
  ) throws(DesignError) -> [Double] {
    guard lengths.contains(count) else {
      throw DesignError("numtaps: \(count) was given; expected 1 to \(lengths.upperBound)")
    }
    guard !cutoffs.isEmpty else { throw DesignError("cutoff: at least one frequency is expected") }
    for cutoff in cutoffs { try RecursiveDesign.check(cutoff, "cutoff", rate) }
    guard zip(cutoffs, cutoffs.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw DesignError("cutoff: the frequencies are expected in rising order")
    }
    let passesTop = cutoffs.count.isMultiple(of: 2) == passesZero
    if passesTop, count.isMultiple(of: 2) {
      throw DesignError(
        "numtaps: \(count) was given; a filter that passes half the rate has an odd number of taps")
    }
    let edges = (passesZero ? [0] : []) + cutoffs.map { $0 / (rate / 2) } + (passesTop ? [1] : [])
    let weights = try window.samples(count, symmetric: true)
    let middle = Double(count - 1) / 2
    var taps = (0..<count).map { n -> Double in
      let m = Double(n) - middle
      var sum = 0.0
      for band in stride(from: 0, to: edges.count, by: 2) {
        sum += edges[band + 1] * Window.sinc(edges[band + 1] * m) - edges[band] * Window.sinc(edges[band] * m)
      }
      return sum * weights[n]
    }
    guard isScaled else { return taps }
    // The centre of the first passband, or its end at 0 Hz or half the rate, passes at exactly 1.
    let centre = edges[0] == 0 ? 0 : edges[1] == 1 ? 1 : (edges[0] + edges[1]) / 2
    let gain = taps.indices.reduce(0) { $0 + taps[$1] * cos(.pi * (Double($1) - middle) * centre) }
    taps = taps.map { $0 / gain }
    return taps
  }

  /// Kaiser's formulas (Kaiser, 1974): how many taps and which window keep a ripple, in dB, over a transition of
  /// `width` in hertz.
  package static func kaiserord(ripple: Double, width: Double, rate: Double) throws(DesignError)
    -> (count: Int, beta: Double)
  {
    let attenuation = abs(ripple)
    guard attenuation >= 8 else {
      throw DesignError("ripple: \(ripple) dB was given; Kaiser's formula holds from 8 dB on")
    }
    try RecursiveDesign.check(width, "width", rate)
    let count = ((attenuation - 7.95) / 2.285 / (.pi * width / (rate / 2)) + 1).rounded(.up)
    guard count < 0x1p40 else { throw DesignError("width: \(width) Hz is too narrow") }
    return (Int(count), beta(attenuation))
  }

  package static func beta(_ attenuation: Double) -> Double {
    if attenuation > 50 { return 0.1102 * (attenuation - 8.7) }
    if attenuation > 21 { return 0.5842 * pow(attenuation - 21, 0.4) + 0.07886 * (attenuation - 21) }
    return 0
  }

  /// The attenuation in dB of a Kaiser window whose transition has a width in hertz.
  package static func attenuation(_ count: Int, width: Double, rate: Double) -> Double {
    2.285 * Double(count - 1) * .pi * width / (rate / 2) + 7.95
  }
}
