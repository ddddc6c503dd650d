import Glibc
package import Spectra

/// How one sound differs from another over the same span: in pitch, level, spectrum, time and samples.
package struct Likeness {
  /// Decibels that the level lies above the wanted one; nil where either is silent.
  package let level: Double?
  /// Decibels by which the levels of two stretches of the same noise may differ; 0 where they are no noise.
  package let levelChance: Double
  /// Of the channel that is worst: its place from 0 on, and the decibels that it lies above the wanted one, both sounds being equally
  /// loud; nil where either is silent or they have one channel.
  package let channel: (place: Int, decibels: Double)?
  /// Whether left and right have changed sides and nothing else differs.
  package let isSwapped: Bool
  /// Fundamental frequencies in hertz, or of what lies beyond pitches its one line; nil where there is neither.
  package let pitch: Double?
  package let wantedPitch: Double?
  /// When the level, both sounds being equally loud, differs most: in seconds, and the decibels that it lies above the wanted one;
  /// nil where nobody listens for it.
  package let course: (seconds: Double, decibels: Double)?
  /// The same as `band` of the parts of which each is judged by itself, and where that begins, in seconds.
  package let part: (seconds: Double, hertz: Double, decibels: Double)?
  /// The third of an octave whose level, both sounds being equally loud, differs most: in hertz the line that makes most of it,
  /// or else its middle, and the decibels that it lies above the wanted one, 0 where chance makes as much of noise; nil where either
  /// is silent.
  package let band: (hertz: Double, decibels: Double)?
  /// The difference of the samples, in decibels of what is wanted; of full scale where that is silent.
  package let difference: Double
  /// Frames by which it comes late, where it is the wanted sound but for that and its level; else nil.
  package let delay: Int?
  /// Whether it is the wanted sound upside down.
  package let isInverted: Bool
  /// What was added to each sample, where that is all that differs; else nil.
  package let offset: Double?
  package let isSilent: Bool
  package let isWantedSilent: Bool
  package let isFinite: Bool

  /// - Parameters:
  ///   - given: A plane of samples for each channel, as many as are wanted.
  ///   - rate: Frames a second.
  ///   - isByEar: Whether it is heard how they run over time, which samples tell by themselves.
  package init(_ given: [[Float]], _ wanted: [[Float]], rate: Double, isByEar: Bool = true)
    throws(FourierTransformError)
  {
    isFinite = given.allSatisfy { $0.allSatisfy(\.isFinite) }
    let given = isFinite ? given : given.map { $0.map { $0.isFinite ? $0 : 0 } }
    let (have, want) = (Self.energy(given), Self.energy(wanted))
    isSilent = have < 1e-14 * Double(max(1, given.first?.count ?? 1))
    isWantedSilent = want < 1e-14 * Double(max(1, wanted.first?.count ?? 1))
    level = isSilent || isWantedSilent ? nil : 10 * log10(have / want)
    var error = 0.0
    for (a, b) in zip(given, wanted) {
      for (x, y) in zip(a, b) { error += (Double(x) - Double(y)) * (Double(x) - Double(y)) }
    }
    let scale = isWantedSilent ? Double(max(1, wanted.joined().count)) : want
    // Of a difference that is no number nothing is near.
    difference = (error / scale).isNaN ? .infinity : 10 * log10(max(1e-30, error / scale))
    offset = Self.offset(given, wanted, error)
    let sums = (Self.sum(given), Self.sum(wanted))
    let (own, theirs) = (Self.heard(given, sums.0), Self.heard(wanted, sums.1))
    let pitches = (try Pitch.frequency(own, rate: rate), try Pitch.frequency(theirs, rate: rate))
    let isPitched = pitches.0 != nil || pitches.1 != nil
    let line =
      pitches.1 == nil ? try StrongestLine.frequency(theirs, rate: rate) : nil
    wantedPitch = pitches.1 ?? line
    pitch = try line == nil ? pitches.0 : StrongestLine.frequency(own, rate: rate)
    isSwapped =
      given.count == 2 && wanted.count == 2 && Self.areSame(given[0], wanted[1])
      && Self.areSame(given[1], wanted[0]) && !Self.areSame(given[0], wanted[0])
    let isHeard = !isSilent && !isWantedSilent
    let stretch = Self.stretch(pitch, wantedPitch)
    func bands(_ given: [[Float]], _ wanted: [[Float]], floor: Double = LikenessBands.floor)
      throws(FourierTransformError) -> LikenessBands
    {
      try LikenessBands(given, wanted, rate: rate, isPitched: isPitched, stretch: stretch, floor: floor)
    }
    let whole = isHeard ? try bands(given, wanted) : nil
    levelChance = whole?.levelChance ?? 0
    var worst = whole?.worst
    // What changes sides is the same in the sum.
    if isHeard, given.count > 1 {
      for (own, theirs) in zip(given, wanted)
      where Self.energy([own]) > 1e-4 * have && Self.energy([theirs]) > 1e-4 * want {
        let side = try bands([own], [theirs]).worst
        if side?.decibels.magnitude ?? 0 > worst?.decibels.magnitude ?? 0 { worst = side }
      }
    }
    band = worst
    course = isHeard && isByEar ? LikenessCourse.worst(given, wanted, rate: rate) : nil
    var part: (seconds: Double, hertz: Double, decibels: Double)?
    for frames in isHeard && isByEar ? LikenessCourse.parts(given, wanted, rate: rate) : [] {
      let found = try bands(
        given.map { Array($0[frames]) }, wanted.map { Array($0[frames]) }, floor: LikenessBands.floorOfPart
      ).worst
      if let found, found.decibels.magnitude > part?.decibels.magnitude ?? 0 {
        part = (Double(frames.lowerBound) / rate, found.hertz, found.decibels)
      }
    }
    self.part = part
    channel = isHeard && given.count > 1 ? Self.channel(given, wanted) : nil
    var shift = isHeard ? try Self.shift(sums.0, sums.1) : nil
    if let found = shift { shift = try Self.withinPeriod(found, sums.0, sums.1, rate: rate) }
    delay = shift?.frames
    isInverted = shift?.isInverted ?? false
  }

  /// To a thousandth of their energy.
  private static func areSame(_ a: [Float], _ b: [Float]) -> Bool {
    var (error, energy) = (0.0, 0.0)
    for (x, y) in zip(a, b) {
      error += (Double(x) - Double(y)) * (Double(x) - Double(y))
      energy += Double(y) * Double(y)
    }
    return error <= 1e-3 * energy
  }

  private static func energy(_ planes: [[Float]]) -> Double {
    planes.reduce(0) { $0 + $1.reduce(0) { $0 + Double($1) * Double($1) } }
  }

  private static func channel(_ given: [[Float]], _ wanted: [[Float]]) -> (place: Int, decibels: Double)? {
    let (have, want) = (energy(given), energy(wanted))
    // What lies that far below the whole counts as silence.
    let least = 1e-5
    let levels = zip(given, wanted).map {
      10 * log10(max(energy([$0]) / have, least) / max(energy([$1]) / want, least))
    }
    return levels.indices.max { levels[$0].magnitude < levels[$1].magnitude }.map { ($0, levels[$0]) }
  }

  /// What a pitch is taken of: all channels together, or of those that are each other's opposites, and nothing together, the loudest.
  package static func heard(_ planes: [[Float]]) -> [Float] { heard(planes, sum(planes)) }

  private static func heard(_ planes: [[Float]], _ sum: [Float]) -> [Float] {
    Level.peak(sum) > 1e-7 ? sum : planes.max { energy([$0]) < energy([$1]) } ?? []
  }

  /// By how much a pitch lies higher, where it is the wanted one nearly.
  private static func stretch(_ pitch: Double?, _ wanted: Double?) -> Double {
    guard let pitch, let wanted, abs(log2(pitch / wanted)) < 1.0 / 12 else { return 1 }
    return pitch / wanted
  }

  private static func sum(_ planes: [[Float]]) -> [Float] {
    guard let first = planes.first else { return [] }
    return planes.dropFirst().reduce(first) { zip($0, $1).map { $0 + $1 } }
  }

  private static func offset(_ given: [[Float]], _ wanted: [[Float]], _ error: Double) -> Double? {
    let count = Double(zip(given, wanted).reduce(0) { $0 + min($1.0.count, $1.1.count) })
    guard count > 0, error > 0, error.isFinite else { return nil }
    var (sum, total, square) = (0.0, 0.0, 0.0)
    for (a, b) in zip(given, wanted) {
      for (x, y) in zip(a, b) {
        sum += Double(x) - Double(y)
        total += Double(y)
        square += Double(y) * Double(y)
      }
    }
    // Of what does not move it is a level.
    guard square - total * total / count > 1e-6 * square else { return nil }
    return sum * sum / count > 0.9999 * error ? sum / count : nil
  }

  // MARK: Time

  /// The shift at which they are most alike, where nothing else but the level is then wrong.
  private static func shift(_ given: [Float], _ wanted: [Float]) throws(FourierTransformError) -> Shift? {
    let count = min(given.count, wanted.count)
    guard count > 1 else { return nil }
    let silence = [Float](repeating: 0, count: count)
    var a = try FourierTransform.forward(real: given.prefix(count) + silence)
    let b = try FourierTransform.forward(real: wanted.prefix(count) + silence)
    for k in a.real.indices {
      let (re, im) = (
        a.real[k] * b.real[k] + a.imaginary[k] * b.imaginary[k],
        a.imaginary[k] * b.real[k] - a.real[k] * b.imaginary[k]
      )
      (a.real[k], a.imaginary[k]) = (re, im)
    }
    let likeness = try FourierTransform.inverse(a, scale: 1 / Float(2 * count)).real
    let here = likeness[0].magnitude
    let best = likeness.indices.max { likeness[$0].magnitude < likeness[$1].magnitude } ?? 0
    // A tone is like itself a period later too: what is nearly as good without a shift needs none.
    let place = here > 0.99999 * likeness[best].magnitude ? 0 : best
    let frames = place <= count ? place : place - 2 * count
    if let found = same(given, wanted, frames) { return found }
    // Of a tone that is shifted by some of its periods and a part of one, a part of a frame off has more in common, since less of
    // it is left out: what counts is how much of both is common, as far as both are there.
    let (own, theirs) = (sums(given, count), sums(wanted, count))
    let reach = (count - 1) / 2
    let common = (-reach...reach).map { lag -> Double in
      let (first, end) = (max(0, lag), count + min(0, lag))
      let energy = (own[end] - own[first]) * (theirs[end - lag] - theirs[first - lag])
      guard energy > 1e-6 * own[count] * theirs[count] else { return 0 }
      return Double(likeness[lag < 0 ? lag + 2 * count : lag].magnitude) / energy.squareRoot()
    }
    let most = common.reduce(0) { max($0, $1) }
    let nearest = common.indices.filter { common[$0] >= 0.99999 * most }
      .map { $0 - reach }.min { abs($0) < abs($1) }
    var found = nearest.flatMap { same(given, wanted, $0) }
    found?.isOfTone = true
    return found
  }

  /// Of a sine that sounds from the beginning any shift that is a whole number of its periods longer is the same, and of one upside
  /// down half a period: the least is told, to the frame.
  private static func withinPeriod(_ shift: Shift, _ given: [Float], _ wanted: [Float], rate: Double)
    throws(FourierTransformError) -> Shift
  {
    guard shift.isOfTone, let hertz = try StrongestLine.frequency(wanted, rate: rate, share: 0.999),
      energy([Array((shift.frames > 0 ? given : wanted).prefix(abs(shift.frames)))]) > 0
    else { return shift }
    let period = rate / hertz
    let frames = Double(shift.frames) + (shift.isInverted ? period / 2 : 0)
    let rest = Int(remainder(frames, period).rounded())
    return rest == 0 ? shift : Shift(frames: rest, isInverted: false)
  }

  private struct Shift {
    let frames: Int
    let isInverted: Bool
    var isOfTone = false
  }

  /// The energy of the first frames, of none to all.
  private static func sums(_ samples: [Float], _ count: Int) -> [Double] {
    samples.prefix(count).reduce(into: [0]) { $0.append(($0.last ?? 0) + Double($1) * Double($1)) }
  }

  /// Whether two are the same but for their level, the one by some frames later than the other.
  private static func same(_ given: [Float], _ wanted: [Float], _ frames: Int) -> Shift? {
    let count = min(given.count, wanted.count)
    guard frames.magnitude < count / 2 else { return nil }
    var (both, own, theirs) = (0.0, 0.0, 0.0)
    for at in max(0, frames)..<(count + min(0, frames)) {
      let (x, y) = (Double(given[at]), Double(wanted[at - frames]))
      (both, own, theirs) = (both + x * y, own + x * x, theirs + y * y)
    }
    guard own > 0, theirs > 0, both * both > 0.9999 * own * theirs else { return nil }
    return Shift(frames: frames, isInverted: both < 0)
  }
}
