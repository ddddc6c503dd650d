import Glibc

/// The Hann window by which spectra are judged here, and what it makes of a line.
enum HannLobe {
  /// Periodic: it begins with 0 and would go on with it.
  static func window(_ count: Int) -> [Double] {
    (0..<count).map { 0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(count)) }
  }

  /// Where a line lies between the bins, by the ratio of the two highest: `k + (2r - 1) / (r + 1)` for `r` the higher neighbour
  /// over the highest bin (Rife and Vincent, 1970). Of one halfway between two bins both tell the same.
  ///
  /// - Parameters:
  ///   - top: The highest bin, with a neighbour on either side.
  ///   - magnitude: Of a bin.
  static func place(of top: Int, _ magnitude: (Int) -> Double) -> Double {
    let (before, here, after) = (magnitude(top - 1), magnitude(top), magnitude(top + 1))
    guard here > 0 else { return Double(top) }
    let ratio = max(before, after) / here
    let offset = (2 * ratio - 1) / (ratio + 1)
    return Double(top) + (after > before ? offset : -offset)
  }
}
