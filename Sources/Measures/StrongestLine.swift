import Glibc
package import Spectra

/// The frequency of a tone that is one line before all else: where there is no pitch to tell, above a tenth of the rate and below
/// 20 Hz.
package enum StrongestLine {
  /// In hertz; nil where no line has that share of the sound's energy, or where fewer than eight of its periods are there.
  ///
  /// - Parameter rate: frames a second.
  package static func frequency(_ samples: [Float], rate: Double, share: Double = 0.5)
    throws(FourierTransformError) -> Double?
  {
    let count = min(samples.count, 1 << 16)
    guard count > 64 else { return nil }
    let mean = samples.prefix(count).reduce(0) { $0 + Double($1) } / Double(count)
    let windowed = zip(samples, HannLobe.window(count)).map { Float((Double($0) - mean) * $1) }
    let bins = try FourierTransform.forward(real: windowed)
    let sizes = (0...count / 2).map { hypot(Double(bins.real[$0]), Double(bins.imaginary[$0])) }
    let whole = sizes.reduce(0) { $0 + $1 * $1 }
    guard whole > 0, let top = sizes.indices.dropFirst().max(by: { sizes[$0] < sizes[$1] }),
      (8..<sizes.count - 1).contains(top)
    else { return nil }
    let lobe = (max(0, top - 2)...min(sizes.count - 1, top + 2)).reduce(0) { $0 + sizes[$1] * sizes[$1] }
    guard lobe > share * whole else { return nil }
    return HannLobe.place(of: top) { sizes[$0] } * rate / Double(count)
  }
}
