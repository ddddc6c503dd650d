import Glibc
package import Spectra

/// The frequency of a tone that is one line before all else: where there is no pitch to tell, above a tenth of the rate and below
/// 20 Hz.
package enum StrongestLine {
  /// In hertz; nil where no line has that share of the sound's energy, or where fewer than eight of its periods are there.
  ///
  /// The top of a Hann window's lobe lies between bins by the ratio of the two highest (Rife and Vincent, 1970): `k + (2r - 1) /
  /// (r + 1)` for `r` the higher neighbour over the highest bin.
  ///
  /// - Parameter rate: frames a second.
  package static func frequency(_ samples: [Float], rate: Double, share: Double = 0.5)
    throws(FourierTransformError) -> Double?
  {
    let count = min(samples.count, 1 << 16)
    guard count > 64 else { return nil }
    let mean = samples.prefix(count).reduce(0) { $0 + Double($1) } / Double(count)
    let windowed = (0..<count).map { place in
      let phase = 2 * Double.pi * Double(place) / Double(count)
      return Float((Double(samples[place]) - mean) * (0.5 - 0.5 * cos(phase)))
    }
    let bins = try FourierTransform.forward(real: windowed)
    let sizes = (0...count / 2).map { hypot(Double(bins.real[$0]), Double(bins.imaginary[$0])) }
    let whole = sizes.reduce(0) { $0 + $1 * $1 }
    guard whole > 0, let top = sizes.indices.dropFirst().max(by: { sizes[$0] < sizes[$1] }),
      (8..<sizes.count - 1).contains(top)
    else { return nil }
    let lobe = (max(0, top - 2)...min(sizes.count - 1, top + 2)).reduce(0) { $0 + sizes[$1] * sizes[$1] }
    guard lobe > share * whole else { return nil }
    let isAbove = sizes[top + 1] > sizes[top - 1]
    let ratio = (isAbove ? sizes[top + 1] : sizes[top - 1]) / sizes[top]
    let offset = (2 * ratio - 1) / (ratio + 1)
    return (Double(top) + (isAbove ? offset : -offset)) * rate / Double(count)
  }
}
