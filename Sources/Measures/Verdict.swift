import Glibc

/// Whether an answer is right, and in words what is wrong with it.
package struct Verdict: Equatable, Sendable {
  package let isRight: Bool
  package let text: String
  /// What is wrong, without what is right beside it.
  package let faults: [String]

  private init(_ text: String, faults: [String]) {
    (isRight, self.text, self.faults) = (faults.isEmpty, text, faults)
  }

  package static let right = Verdict("right", faults: [])
  package static func wrong(_ text: String) -> Verdict { Verdict(text, faults: [text]) }

  /// One property of what was given.
  package struct Aspect {
    /// As in `the pitch is right`.
    package let name: String
    /// What is wrong with it; nil where it is right.
    package let fault: String?
    package init(_ name: String, fault: String?) { (self.name, self.fault) = (name, fault) }
  }

  /// What is right first, then what is not: `the pitch is right, the level is 6 dB low`.
  package init(_ aspects: [Aspect]) {
    let faults = aspects.compactMap(\.fault)
    guard !faults.isEmpty else {
      self = .right
      return
    }
    let good = aspects.filter { $0.fault == nil }.map(\.name)
    let praise: String? =
      switch good.count {
      case 0: nil
      case 1: "\(good[0]) is right"
      default: "\(good.dropLast().joined(separator: ", ")) and \(good[good.count - 1]) are right"
      }
    self.init(((praise.map { [$0] } ?? []) + faults).joined(separator: ", "), faults: faults)
  }

  /// A figure and what it is held against, with as many digits as tell them apart.
  static func apart(_ value: Double, _ bound: Double) -> (String, String) {
    var digits = 10.0
    func text(_ number: Double) -> String {
      digits == 10 ? tenths(number) : "\((number * digits).rounded() / digits)"
    }
    while text(value) == text(bound), value != bound, value.isFinite, digits < 1e9 { digits *= 10 }
    return (text(value), text(bound))
  }

  /// Rounded to a tenth, a whole number without its point: `6 dB`, `0.5 dB`.
  package static func decibels(_ value: Double) -> String { tenths(value) + " dB" }

  /// Rounded to a tenth, without a point where that is whole.
  package static func tenths(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return "\(sign)\(tenths.magnitude / 10)" + (rest == 0 ? "" : ".\(rest)")
  }
}

/// How near an answer must come.
package struct Tolerances {
  /// Decibels of the difference of the samples over what is wanted; nil where the ear is to judge, not the samples.
  package var within: Double?
  package var cents: Double
  package var decibels: Double
  /// Of a third of an octave, in decibels, both sounds being equally loud.
  package var spectrum: Double
  package var seconds: Double

  /// Sample by sample.
  package static func samples(within: Double) -> Tolerances {
    Tolerances(within: within, cents: 1, decibels: 0.05, spectrum: 0.5, seconds: 1e-4)
  }
  /// As it is heard.
  package static let sound = Tolerances(within: nil, cents: 10, decibels: 0.5, spectrum: 3, seconds: 0.01)
}

extension Verdict {
  /// Judges a sound by what it shall be.
  ///
  /// - Parameters:
  ///   - durations: In seconds, of what is given and of what is wanted; nil for a sound without end.
  ///   - rate: Frames a second.
  package init(
    _ likeness: Likeness, durations: (given: Double?, wanted: Double?), _ tolerances: Tolerances, rate: Double
  ) {
    guard likeness.isFinite else {
      self = .wrong("it holds values that are not finite")
      return
    }
    if let within = tolerances.within, likeness.difference <= within,
      Self.duration(durations, tolerances)?.fault == nil
    {
      self = .right
      return
    }
    guard !likeness.isSilent || likeness.isWantedSilent else {
      self = .wrong("it is silent")
      return
    }
    guard !likeness.isWantedSilent || likeness.isSilent else {
      self = .wrong("silence is expected")
      return
    }
    var aspects: [Aspect] = []
    if let duration = Self.duration(durations, tolerances) { aspects.append(duration) }
    // The window that spectra are taken by spreads an offset into what looks like low tones.
    let isOff =
      likeness.band.map { $0.decibels.magnitude > tolerances.spectrum } == true
      || likeness.level.map { $0.magnitude > max(tolerances.decibels, likeness.levelChance) } == true
      || tolerances.within != nil
    if let offset = likeness.offset, isOff {
      let digits = pow(10, 2 - floor(log10(offset.magnitude)))
      aspects.append(
        Aspect("the offset", fault: "it has an offset of \((offset * digits).rounded() / digits)"))
      self.init(aspects)
      return
    }
    let pitch = Self.pitch(likeness.pitch, likeness.wantedPitch, tolerances.cents)
    if let pitch { aspects.append(pitch) }
    if let level = likeness.level {
      aspects.append(Self.level(level, max(tolerances.decibels, likeness.levelChance)))
    }
    // Where the pitch is wrong every band is.
    if pitch?.fault == nil, let band = likeness.band {
      aspects.append(Self.spectrum(band, tolerances.spectrum))
    }
    // By ear alone: samples tell it by themselves.
    if tolerances.within == nil, let (seconds, decibels) = likeness.course,
      aspects.allSatisfy({ $0.fault == nil }),
      decibels.magnitude > max(tolerances.spectrum, LikenessCourse.chance * likeness.levelChance)
    {
      let fault =
        "the level runs otherwise: near \((seconds * 100).rounded() / 100) s it is \(Self.decibels(decibels.magnitude)) too \(decibels > 0 ? "high" : "low")"
      aspects.append(Aspect("its course", fault: fault))
    }
    if tolerances.within == nil, let (seconds, hertz, decibels) = likeness.part,
      aspects.allSatisfy({ $0.fault == nil }), decibels.magnitude > 4 * tolerances.spectrum
    {
      let fault =
        "from \((seconds * 100).rounded() / 100) s on the spectrum has \(Self.decibels(decibels.magnitude)) too \(decibels > 0 ? "much" : "little") near \(Self.nominal(hertz)) Hz"
      aspects.append(Aspect("its course", fault: fault))
    }
    if likeness.isSwapped {
      self.init([Aspect("the balance", fault: "left and right have changed sides")])
      return
    }
    // Noise has chance in each of its channels.
    if let (place, decibels) = likeness.channel, aspects.allSatisfy({ $0.fault == nil }),
      decibels.magnitude > max(tolerances.decibels, 2 * likeness.levelChance)
    {
      let fault =
        "channel \(place + 1) is \(Self.decibels(decibels.magnitude)) \(decibels > 0 ? "high" : "low")"
      aspects.append(Aspect("the balance", fault: fault))
    }
    if let within = tolerances.within, aspects.allSatisfy({ $0.fault == nil }) {
      aspects.append(Self.samples(likeness, within, rate))
    }
    self.init(aspects)
  }

  /// The pitch, where one is wanted.
  package static func pitch(_ given: Double?, _ wanted: Double?, _ cents: Double) -> Aspect? {
    guard let wanted else { return nil }
    guard let given else {
      return Aspect("the pitch", fault: "it has no pitch, \(tenths(wanted)) Hz is expected")
    }
    let off = 1_200 * (log2(given) - log2(wanted))
    // What is no number is not near anything.
    if off.magnitude <= cents { return Aspect("the pitch", fault: nil) }
    let octaves = off / 1_200
    let whole = octaves.rounded()
    let isOctave = whole != 0 && (octaves - whole).magnitude < 0.01
    let far =
      isOctave
      ? (whole.magnitude == 1 ? "an octave" : "\(tenths(whole.magnitude)) octaves")
      : "\(tenths(off.magnitude.rounded())) cent\(off.magnitude.rounded() == 1 ? "" : "s")"
    return Aspect(
      "the pitch",
      fault: "the pitch is \(far) \(off > 0 ? "high" : "low"), \(tenths(given)) Hz for \(tenths(wanted)) Hz")
  }

  /// The level, or what else is told in decibels above the wanted one.
  package static func level(_ off: Double, _ tolerance: Double, _ name: String = "the level") -> Aspect {
    Aspect(
      name,
      fault: off.magnitude <= tolerance
        ? nil : "\(name) is \(apart(off.magnitude, 0).0) dB \(off > 0 ? "high" : "low")")
  }

  /// The duration, where either ends.
  package static func duration(_ durations: (given: Double?, wanted: Double?), _ tolerances: Tolerances)
    -> Aspect?
  {
    func text(_ seconds: Double) -> String {
      let thousandths = (seconds * 1_000).rounded() / 1_000
      return (thousandths == thousandths.rounded() ? tenths(thousandths) : "\(thousandths)") + " s"
    }
    switch durations {
    case (nil, nil): return nil
    case (let given?, let wanted?):
      let isRight = (given - wanted).magnitude <= tolerances.seconds
      return Aspect(
        "the duration", fault: isRight ? nil : "the duration is \(text(given)), \(text(wanted)) is expected")
    case (let given?, nil):
      return Aspect("the duration", fault: "it ends after \(text(given)), and shall not end")
    case (nil, let wanted?):
      return Aspect("the duration", fault: "it does not end, \(text(wanted)) is expected")
    }
  }

  private static func spectrum(_ band: (hertz: Double, decibels: Double), _ tolerance: Double) -> Aspect {
    Aspect(
      "the spectrum",
      fault: band.decibels.magnitude <= tolerance
        ? nil
        : "the spectrum has \(decibels(band.decibels.magnitude)) too \(band.decibels > 0 ? "much" : "little") near \(nominal(band.hertz)) Hz"
    )
  }

  private static func samples(_ likeness: Likeness, _ within: Double, _ rate: Double) -> Aspect {
    let (off, allowed) = apart(likeness.difference, within)
    var fault = "the samples differ by \(off) dB, \(allowed) dB is allowed"
    if let delay = likeness.delay, delay != 0 {
      fault =
        "it comes \(delay.magnitude) frame\(delay.magnitude == 1 ? "" : "s"), \(milliseconds(Double(delay.magnitude) / rate)) ms, \(delay > 0 ? "late" : "early")"
    } else if likeness.isInverted {
      fault = "it is upside down"
    } else if likeness.pitch != nil, likeness.difference > -20 {
      // Levels and the spectrum are right by then, to less than makes such a difference.
      fault += ": the phases or the signs of its partials are others"
    }
    return Aspect("the time", fault: fault)
  }

  /// To a hundredth below one: a single frame is no more.
  private static func milliseconds(_ seconds: Double) -> String {
    let value = seconds * 1_000
    return value < 1 ? "\((value * 100).rounded() / 100)" : tenths(value)
  }

  /// To three digits.
  private static func nominal(_ hertz: Double) -> String {
    let scale = pow(10, floor(log10(hertz)) - 2)
    return tenths((hertz / scale).rounded() * scale)
  }
}
