package import Signals

extension SignalKind {
  package static let wavetable = SignalKind(
    "wavetable", .oscillators,
    "Plays a list of samples as one period of a wave, at any frequency: what would lie above half the sample "
      + "rate is left out, but for what folds above 20 kHz. A frequency that is moved at the speed of tones itself makes partials there that fold, up to "
      + "-30 dB; of saw, square, triangle and pulse they do not.",
    example: "wavetable({0, 0.5, 0.8, 0.3, 0.1, -0.2, -0.9, -0.6}, 110)", source: "",
    SampleList("table", "One period, at most 65536 samples; a list for each channel."),
    Oscillator.frequency,
    Oscillator.phase
  ) { context, samples, frequency, phase in
    guard samples.count <= 1 << 16 else {
      throw SignalError("table: \(samples.count) samples were given; at most 65536 are one period")
    }
    let waves = samples.planes.map { plane -> any Waveform in
      plane.isEmpty
        ? HarmonicWave(FourierSeries(sines: []), rate: context.rate)
        : HarmonicWave(FourierSeries(period: plane, most: HarmonicWave.most), rate: context.rate)
    }
    return try Oscillator.kernel(context, Timbre(waves), frequency, phase)
  }

  package static let additive = SignalKind(
    "additive", .oscillators,
    "A sum of sines at whole multiples of a frequency, by a list of their amplitudes; those above half the "
      + "sample rate are left out, but for what folds above 20 kHz. A frequency that is moved at the speed of tones itself makes partials there that fold, "
      + "as wavetable says.",
    example: "additive({0.5, 0, 0.25, 0, 0.12, 0, 0.06}, 110)", source: "",
    Numbers(
      "harmonics", .level,
      "The amplitude of each, the fundamental first: at most 2048. Number only: tables are made of them."),
    Oscillator.frequency, Oscillator.phase
  ) { context, harmonics, frequency, phase in
    guard harmonics.count <= HarmonicWave.most else {
      throw SignalError("harmonics: \(harmonics.count) were given; at most \(HarmonicWave.most) are expected")
    }
    guard harmonics.allSatisfy({ $0.magnitude <= 1e6 }) else {
      throw SignalError("harmonics: amplitudes from -1000000 to 1000000 are expected")
    }
    return try Oscillator.kernel(
      context, Timbre(HarmonicWave(FourierSeries(sines: harmonics), rate: context.rate)), frequency, phase)
  }
}

/// A Fourier series cut off where it would fold, by tables that end a quarter of an octave from each other. The
/// highest two that may be heard are blended, so that none comes or goes at once: at 48 kHz all below 19 kHz is
/// whole, and what folds lies above 20 kHz.
struct HarmonicWave: Waveform {
  static let most = 2_048

  private struct Table: Sendable {
    /// The highest harmonic in it.
    let highest: Float
    /// Of the upper phase bits, how many are the place between two points.
    let shift: UInt32
    /// A period, two points before it and three after it.
    let values: [Float]
  }

  private let tables: [Table]
  /// Harmonic times turns from one frame to the next that is still heard.
  private let limit: Float

  init(_ series: FourierSeries, rate: Int) {
    limit = Float(min(7.0 / 12, max(0.5, 1 - 20_000 / Double(rate))))
    var ends: [Int] = []
    var end = 1.0
    while ends.last != series.highest {
      let whole = min(Int(end.rounded()), max(1, series.highest))
      if whole != ends.last { ends.append(whole) }
      if whole >= series.highest { break }
      end *= 1.189207115002721
    }
    tables = ends.map { Self.table(series, upTo: $0) }
  }

  /// Sixteen points or more for each wave of the highest harmonic: interpolation between six of them errs by
  /// less than 2e-5 of it.
  private static func table(_ series: FourierSeries, upTo end: Int) -> Table {
    var bits: UInt32 = 5
    while 1 << bits < 16 * end { bits += 1 }
    let period = series.values(upTo: end, count: 1 << bits)
    return Table(highest: Float(end), shift: 32 - bits, values: period.suffix(2) + period + period.prefix(3))
  }

  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    let count = y.count
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { phaseScratch in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { turnScratch in
        phaseScratch.initialize(repeating: 0)
        turnScratch.initialize(repeating: Float(run.turns))
        var phases = phaseScratch.mutableSpan
        run.write(to: &phases)
        render(phases: phases.span, turns: turnScratch.span, bends: turnScratch.span, into: &y)
      }
    }
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    let count = y.count
    precondition(phases.count == count && turns.count == count)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { scratch in
      scratch.initialize(repeating: 0)
      var parts = scratch.mutableSpan
      var from = 0
      var place = -1
      for i in 0..<count {
        y[i] = 0
        let turn = turns[i].magnitude
        let (next, part) = turn < 0.5 ? choice(turn, near: max(0, place)) : (place, -1)
        if next != place {
          blend(place, parts.span, phases, from..<i, &y)
          (from, place) = (i, next)
        }
        parts[i] = part
      }
      blend(place, parts.span, phases, from..<count, &y)
    }
  }

  /// Adds a table and the one below it; a negative part is silence.
  private func blend(
    _ place: Int, _ parts: Span<Float>, _ phases: Span<UInt32>, _ frames: Range<Int>,
    _ y: inout MutableSpan<Float>
  ) {
    guard place >= 0, !frames.isEmpty else { return }
    add(tables[place], parts, 1, phases, frames, &y)
    guard place > 0 else { return }
    var isWhole = true
    for i in frames where parts[i] < 1 { isWhole = false }
    if !isWhole { add(tables[place - 1], parts, -1, phases, frames, &y) }
  }

  /// The highest table for a step, and its part beside the one below it; found from `place` on, wherever that is.
  private func choice(_ turns: Float, near place: Int) -> (Int, Float) {
    var place = place
    let allowed = turns > 0 ? limit / turns : .infinity
    while place + 1 < tables.count, tables[place + 1].highest <= allowed { place += 1 }
    while place > 0, tables[place].highest > allowed { place -= 1 }
    if place == 0 { return (0, HalfRate.level(turns)) }
    let low = tables[place].highest
    let high = place + 1 < tables.count ? tables[place + 1].highest : low * 1.1892071
    let part = (allowed - low) / (high - low)
    return (place, part < 1 ? part : 1)
  }

  /// Adds a part of a table, or with the sign -1 what is left of it: Lagrange's polynomial through six points,
  /// between the middle two.
  private func add(
    _ table: Table, _ parts: Span<Float>, _ sign: Float, _ phases: Span<UInt32>, _ frames: Range<Int>,
    _ y: inout MutableSpan<Float>
  ) {
    let values = table.values.span
    let (shift, scale) = (table.shift, Float(1) / Float(UInt64(1) << UInt64(table.shift)))
    let mask = (UInt32(1) << shift) &- 1
    precondition(
      frames.lowerBound >= 0 && frames.upperBound <= phases.count && frames.upperBound <= y.count
        && parts.count == y.count
        && values.count == 1 << Int(32 - shift) + 5)
    for i in frames {
      let at = Int(phases[i] &>> shift)
      let x = Float(phases[i] & mask) * scale
      let (a, b, c, d, e) = (x + 2, x + 1, x - 1, x - 2, x - 3)
      let (ab, de, xc) = (a * b, d * e, x * c)
      let low = mulAdd(
        values[unchecked: at], b * xc * de * (-1 / 120), values[unchecked: at &+ 1] * (a * xc * de * (1 / 24))
      )
      let middle = mulAdd(
        values[unchecked: at &+ 2], ab * c * de * (-1 / 12),
        values[unchecked: at &+ 3] * (ab * x * de * (1 / 12)))
      let high = mulAdd(
        values[unchecked: at &+ 4], ab * xc * e * (-1 / 24),
        values[unchecked: at &+ 5] * (ab * xc * d * (1 / 120)))
      let part = parts[unchecked: i]
      let weight = part < 0 ? 0 : sign > 0 ? part : 1 - part
      y[i] = mulAdd(weight, low + middle + high, y[i])
    }
  }
}
