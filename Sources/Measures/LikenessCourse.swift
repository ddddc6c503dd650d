import Glibc

/// How the levels of two sounds run over time, both being equally loud.
enum LikenessCourse {
  /// How much more of chance a window has than the whole, of noise: it is an eighth as long, and less behind its slopes.
  static let chance = 5.0
  /// Windows lie half of their length apart.
  private static let windows = 16
  /// What lies so far below the mean counts as silence.
  private static let floor = 1e-3

  /// Where the levels differ most: seconds, and the decibels that the one lies above the wanted one; nil where either is silent or
  /// both are too short to tell.
  static func worst(_ given: [[Float]], _ wanted: [[Float]], rate: Double) -> (
    seconds: Double, decibels: Double
  )? {
    let count = min(given.first?.count ?? 0, wanted.first?.count ?? 0)
    let step = count / windows
    guard Double(step) > rate / 100 else { return nil }
    let (a, b) = (energies(given, step), energies(wanted, step))
    let (whole, other) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    guard whole > 0, other > 0 else { return nil }
    let levels = zip(a, b).map { 10 * log10(max($0 / whole, floor) / max($1 / other, floor)) }
    return levels.indices.max { levels[$0].magnitude < levels[$1].magnitude }
      .map { (Double($0 * step) / rate, levels[$0]) }
  }

  /// Parts in which the spectrum is judged by itself: a quarter each, of at least a tenth of a second; those in which both sound.
  static func parts(_ given: [[Float]], _ wanted: [[Float]], rate: Double) -> [Range<Int>] {
    let count = min(given.first?.count ?? 0, wanted.first?.count ?? 0)
    let length = count / 4
    guard Double(length) >= rate / 10 else { return [] }
    func energy(_ planes: [[Float]], _ frames: Range<Int>) -> Double {
      planes.reduce(0) { sum, plane in plane[frames].reduce(sum) { $0 + Double($1) * Double($1) } }
    }
    let (whole, other) = (energy(given, 0..<count), energy(wanted, 0..<count))
    return (0..<4).map { $0 * length..<($0 + 1) * length }.filter {
      energy(given, $0) > 0.05 * whole && energy(wanted, $0) > 0.05 * other
    }
  }

  /// Behind Hann windows, of which the first and the last are halves, so that a frame more or less changes little.
  private static func energies(_ planes: [[Float]], _ step: Int) -> [Double] {
    let slope = (0..<step).map { 0.5 + 0.5 * cos(.pi * Double($0) / Double(step)) }
    return (0...windows).map { window in
      planes.reduce(0) { sum, plane in
        var sum = sum
        for place in 0..<step {
          let (after, before) = (window * step + place, window * step - 1 - place)
          if plane.indices.contains(after) {
            sum += slope[place] * Double(plane[after]) * Double(plane[after])
          }
          if plane.indices.contains(before) {
            sum += slope[place] * Double(plane[before]) * Double(plane[before])
          }
        }
        return sum
      } * (window == 0 || window == windows ? 2 : 1)
    }
  }
}
