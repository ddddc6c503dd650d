import Glibc
import Spectra

/// How the energies of two sounds lie over the thirds of an octave, both being equally loud.
struct LikenessBands {
  /// As ``Likeness/band``.
  let worst: (hertz: Double, decibels: Double)?
  /// As ``Likeness/levelChance``.
  let levelChance: Double

  /// Bands below this many decibels of the whole are not compared; of a part, in which chance has more room, above it.
  static let (floor, floorOfPart) = (-50.0, -25.0)
  /// How many standard deviations chance is given: with 31 bands it is beyond them less than once in a hundred comparisons.
  private static let deviations = 4.0

  /// - Parameters:
  ///   - isPitched: Whether they are tones: of few bins nobody can tell then whether they are noise.
  ///   - floor: Decibels of the whole below which bands are not compared.
  ///   - stretch: By how much the pitch lies higher than the wanted one. What is judged as pitch is not judged again where a line
  ///     comes to lie beyond the edge of a band.
  init(
    _ given: [[Float]], _ wanted: [[Float]], rate: Double, isPitched: Bool, stretch: Double = 1,
    floor: Double = LikenessBands.floor
  )
    throws(FourierTransformError)
  {
    let (a, b) = (
      try Self.bands(given, rate / stretch, isPitched: isPitched),
      try Self.bands(wanted, rate, isPitched: isPitched)
    )
    let (whole, other) = (a.reduce(0) { $0 + $1.energy }, b.reduce(0) { $0 + $1.energy })
    guard whole > 0, other > 0 else {
      (worst, levelChance) = (nil, 0)
      return
    }
    let least = pow(10, floor / 10)
    let pairs = zip(a, b).enumerated().map { place, pair in
      (place, pair.0, pair.1, pair.0.energy / whole, pair.1.energy / other)
    }.filter { max($0.3, $0.4) > least }
    // Of a burst bins that lie together are alike: there are as many of their own as its time holds.
    let shortness = max(Self.shortness(given), Self.shortness(wanted))
    let deviations = pairs.map { place, own, theirs, _, _ in
      isPitched && own.bins.count < 24
        ? 0
        : shortness.squareRoot()
          * Self.deviation(own, theirs, spread: Self.spread(a, b, around: place, shortness))
    }
    // What the whole is made of has chance in it, too, and each band is told beside the whole.
    let variance = zip(pairs, deviations).reduce(0) { $0 + pow(($1.0.3 + $1.0.4) / 2 * $1.1, 2) }
    levelChance = isPitched ? 0 : Self.deviations * variance.squareRoot()
    var found: (hertz: Double, decibels: Double)?
    for ((place, own, theirs, x, y), deviation) in zip(pairs, deviations) {
      // What is not there at all counts as what lies at the floor.
      var decibels = 10 * log10(max(x, least) / max(y, least))
      let chance = deviation == 0 ? 0 : Self.deviations * (deviation * deviation + variance).squareRoot()
      if decibels.magnitude <= chance { decibels = 0 }
      if decibels.magnitude > found?.decibels.magnitude ?? -1 {
        found = (
          decibels > 0
            ? own.line.map { $0 * stretch } ?? Self.middle(place) : theirs.line ?? Self.middle(place),
          decibels
        )
      }
    }
    worst = found
  }

  /// Bins beside a line in which what the window leaves of it is more than what is compared.
  private static let reach = 6

  /// The middles lie at 1 kHz and thirds of an octave from there, as in IEC 61260-1 (2014).
  private static func middle(_ place: Int) -> Double { 1_000 * pow(2, Double(place - 17) / 3) }

  /// How many times shorter a sound is, behind the window, than one that lasts all the time: 1 or more.
  private static func shortness(_ planes: [[Float]]) -> Double {
    let count = planes.map(\.count).min() ?? 0
    let window = HannLobe.window(count)
    let length = max(1, count / 256)
    let parts = stride(from: 0, to: count, by: length).map { start in
      (start..<min(count, start + length)).reduce(0.0) { sum, frame in
        planes.reduce(sum) { $0 + pow(Double($1[frame]) * window[frame], 2) }
      }
    }
    let (sum, square) = (parts.reduce(0, +), parts.reduce(0) { $0 + $1 * $1 })
    // The window alone leaves 18 parts of 35.
    return sum > 0 ? max(1, 18.0 / 35 * Double(parts.count) * square / (sum * sum)) : 1
  }

  private static func bands(_ planes: [[Float]], _ rate: Double, isPitched: Bool)
    throws(FourierTransformError) -> [Band]
  {
    let count = planes.map(\.count).min() ?? 0
    guard count > 1 else { return [] }
    let window = HannLobe.window(count)
    var energies = [Double](repeating: 0, count: count / 2 + 1)
    for plane in planes {
      let bins = try FourierTransform.forward(real: zip(plane, window).map { Float(Double($0) * $1) })
      for bin in energies.indices {
        let (re, im) = (Double(bins.real[bin]), Double(bins.imaginary[bin]))
        energies[bin] += re * re + im * im
      }
    }
    var found = [Band](repeating: Band(), count: 31)
    // The window spreads an offset over the first two.
    for bin in energies.indices.dropFirst(2) {
      // What a window leaves beside a line belongs to it, also where it lies beyond the edge of a band.
      var line = bin
      if isPitched {
        for near in max(2, bin - Self.reach)...min(energies.count - 1, bin + Self.reach) {
          // Its lobe is four bins wide; what lies farther off is far below it.
          let least = abs(near - bin) <= 2 ? energies[bin] : 10 * energies[bin]
          if energies[near] > max(least, energies[line]) { line = near }
        }
      }
      let hertz = (isPitched ? Self.top(energies, line) : Double(line)) * rate / Double(count)
      // What lies below the lowest is a part of the whole too.
      let place = max(0, Int((3 * log2(hertz / 1_000)).rounded()) + 17)
      if found.indices.contains(place) { found[place].add(energies[bin], hertz) }
    }
    return found
  }

  private static func top(_ energies: [Double], _ bin: Int) -> Double {
    guard bin > 0, bin + 1 < energies.count, energies[bin] >= max(energies[bin - 1], energies[bin + 1]) else {
      return Double(bin)
    }
    return HannLobe.place(of: bin) { energies[$0].squareRoot() }
  }

  private struct Band {
    private(set) var energy = 0.0
    /// Of each bin, from low to high.
    private(set) var bins: [Double] = []
    /// The strongest bin, and where it lies.
    private var strongest = (energy: 0.0, hertz: 0.0, place: 0)

    mutating func add(_ bin: Double, _ hertz: Double) {
      energy += bin
      if bin > strongest.energy { strongest = (bin, hertz, bins.count) }
      bins.append(bin)
    }

    /// In hertz, what makes most of the band: a window of this form puts two thirds of a tone's energy into its greatest bin,
    /// and noise or many tones none of it.
    var line: Double? { strongest.energy > 0.4 * energy ? strongest.hertz : nil }

    /// Whether it may be noise: whose energy no few bins hold, and lines do.
    var isFlat: Bool { concentration * Double(bins.count) < 5 }

    /// The part that a bin has in the energy, squared, over all bins: one over how many there are of equal energy.
    var concentration: Double { bins.reduce(0) { $0 + $1 * $1 } / (energy * energy) }
  }

  /// The standard deviation, in decibels, that chance gives to the ratio of the energies of a band, where from bin to bin the ratio
  /// is spread by so many.
  ///
  /// The energies of a noise's bins are spread as an exponential distribution (M. S. Bartlett, 1948), so their sum over a band of few
  /// bins is not that of the next stretch. Two sounds that have the same lines, or the same noise through two filters, have the same
  /// ratio in each bin: how much it changes from bin to bin tells how much of the band's own ratio is chance.
  private static func deviation(_ own: Band, _ theirs: Band, spread: Double) -> Double {
    guard own.energy > 0, theirs.energy > 0, own.isFlat, theirs.isFlat, spread > 3 else { return 0 }
    // Of two noises it cannot be spread more than two of these distributions.
    let most = 10 / log(10) * 2.0.squareRoot()
    return min(spread, most) * ((own.concentration + theirs.concentration) / 2).squareRoot()
  }

  /// How much the ratio of the energies is spread from bin to bin, in decibels, in a band and as many beside it as tell it.
  private static func spread(_ a: [Band], _ b: [Band], around place: Int, _ shortness: Double) -> Double {
    var (low, high) = (place, place)
    while a[low...high].reduce(0, { $0 + $1.bins.count }) < Int(32 * shortness), low > 0 || high < a.count - 1
    {
      (low, high) = (max(0, low - 1), min(a.count - 1, high + 1))
    }
    var (sum, square, total) = (0.0, 0.0, 0.0)
    // Each band counts as much as the other, whatever its energy; of a burst all bins of one may be alike.
    let all = zip(a[low...high], b[low...high]).reduce((0.0, 0.0)) {
      ($0.0 + $1.0.energy, $0.1 + $1.1.energy)
    }
    for (own, theirs) in zip(a[low...high], b[low...high]) where own.energy > 0 && theirs.energy > 0 {
      for (x, y) in zip(own.bins, theirs.bins) {
        let (x, y) =
          shortness > 4 ? (x / all.0, y / all.1) : (x / own.energy, y / theirs.energy)
        let weight = (x + y) / 2
        let ratio = 10 * log10(max(x, 1e-12) / max(y, 1e-12))
        sum += weight * ratio
        square += weight * ratio * ratio
        total += weight
      }
    }
    guard total > 0 else { return 0 }
    return max(0, square / total - sum * sum / (total * total)).squareRoot()
  }
}
