import Glibc
import Signals
import Testing

@testable import Kinds

/// What holds for saw, square, triangle and pulse alike: the wave is its Fourier series, cut off.
struct BandlimitedWave: Sendable {
  let kind: SignalKind
  /// What is given for the parameters between frequency and phase.
  var shape: [Given] = []
  /// The series' coefficient of cos(k x phase); for k = 0 twice the mean.
  var cosine: @Sendable (Int) -> Double = { _ in 0 }
  /// The series' coefficient of sin(k x phase).
  let harmonic: @Sendable (Int) -> Double

  /// Inside a loop nothing is known of the frames ahead.
  private func bench(_ frequency: Given, _ phase: Given = 0, inLoop: Bool = false) throws -> KernelBench {
    try KernelBench(kind, [frequency] + shape + [phase], looksAhead: !inLoop)
  }

  private var fundamental: Double { hypot(harmonic(1), cosine(1)) }

  /// Compares each bin of a period, up to 20 kHz, with the series: what is there and should not be, and what should
  /// and is not, stays `decibels` under the fundamental.
  func expectSeries(frequency: Double, decibels: Double) throws {
    let bench = try bench(Given(frequency))
    let period = try #require(bench.shape.period)
    let samples = bench.mono(0..<period)
    let turns = Int((frequency * Double(period) / 48_000).rounded())
    let limit = fundamental * FourierBin.factor(decibels: decibels)
    for bin in 0...(period * 20 / 48) {
      let (c, s) = FourierBin.coefficients(samples, turns: Double(bin) / Double(period))
      let isHarmonic = bin % turns == 0
      let sine = isHarmonic && bin > 0 ? harmonic(bin / turns) : 0
      let error = hypot(s - sine, c - (isHarmonic ? cosine(bin / turns) : 0)) * (bin == 0 ? 0.5 : 1)
      #expect(error < limit, "\(kind.name) at \(frequency) Hz, bin \(bin) of \(period): \(error)")
    }
  }

  /// Folded harmonics of a frequency whose harmonics fold between each other.
  func expectNoFolding(frequency: Int, decibels: Double) throws {
    let samples = try bench(Given(Double(frequency))).mono(0..<48_000)
    let fundamental = FourierBin.magnitude(samples, turns: Double(frequency) / 48_000)
    #expect(abs(fundamental - self.fundamental) < 1e-4)
    for k in (24_000 / frequency + 1)...(24_000 / frequency + 60) {
      var folded = k * frequency % 48_000
      folded = min(folded, 48_000 - folded)
      if folded > 20_000 || folded % frequency == 0 { continue }
      let level = FourierBin.magnitude(samples, turns: Double(folded) / 48_000)
      #expect(
        level < fundamental * FourierBin.factor(decibels: decibels),
        "\(kind.name): harmonic \(k) at \(folded) Hz")
    }
  }

  /// A modulator that stands still gives what a number gives, forwards and backwards, for any block and cut.
  func expectModulationAgrees() throws {
    for frequency in [1.0, 440, 2_000, 7_040.5, 13_000, -440, -7_040.5] {
      let fixed = try bench(Given(frequency), 0.3).mono(0..<2_000)
      for inLoop in [false, true] {
        let moving = try bench(.wave { _ in Float(frequency) }, 0.3, inLoop: inLoop)
        let moved = moving.mono(0..<2_000)
        let worst = zip(fixed, moved).map { abs($0 - $1) }.max() ?? 1
        #expect(worst < 1e-4, "\(kind.name) at \(frequency) Hz: \(worst)")
        for step in [1, 37] { #expect(moving.mono(0..<2_000, step: step) == moved) }
        let phased = try bench(Given(frequency), .wave { _ in 0.3 }, inLoop: inLoop)
        let worstPhased = zip(fixed, phased.mono(0..<2_000)).map { abs($0 - $1) }.max() ?? 1
        #expect(worstPhased < 1e-4, "\(kind.name) at \(frequency) Hz, phase: \(worstPhased)")
      }
    }
  }

  func expectSilenceAtHalfTheRate() throws {
    for frequency in [24_000.0, -24_000] {
      #expect(try bench(Given(frequency)).mono(0..<200).allSatisfy { $0 == 0 })
      let moving = try bench(.wave { _ in Float(frequency) })
      #expect(moving.mono(0..<200).allSatisfy { $0 == 0 })
    }
    let slow = try KernelBench(kind, [11_025] + shape, rate: 22_050)
    #expect(slow.mono(0..<200).allSatisfy { $0 == 0 })
  }

  /// Modulation by anything, not finite numbers too, stays finite and within what the step overshoots by.
  func expectBounded() throws {
    for inLoop in [false, true] {
      let bench = try bench(
        .wave { n in
          n % 97 == 0 ? .nan : n % 89 == 0 ? .infinity : Float(n * 7_919 % 60_011) - 30_000
        },
        .wave { n in n % 83 == 0 ? -.infinity : Float(n * 104_729 % 1_000) }, inLoop: inLoop)
      #expect(bench.mono(0..<20_000).allSatisfy { $0.magnitude < 20 })
    }
  }

  /// A frequency that moves by a sine: what is there beside the series of the phase, up to 19.5 kHz, stays `decibels`
  /// under the fundamental.
  func expectModulation(carrier: Double, by modulator: Double, depth: Double, decibels: Double) throws {
    let hertz: @Sendable (Int) -> Float = { n in
      Float(carrier * (1 + depth * sin(2 * .pi * modulator * Double(n) / 48_000)))
    }
    let count = 1 << 15
    let samples = try bench(.wave(hertz)).mono(0..<count)
    var phase = 0.0
    var phases: [Double] = []
    for n in 0..<count {
      phases.append(phase)
      phase += Double(hertz(n)) / 48_000
    }
    try expectSeries(samples, phases, carrier, decibels, "moved by \(modulator) Hz")
  }

  /// The same for a phase that is moved by as much.
  func expectPhaseModulation(carrier: Double, by modulator: Double, depth: Double, decibels: Double) throws {
    let index = depth * carrier / modulator
    let radians: @Sendable (Int) -> Float = { n in
      Float(index * sin(2 * .pi * modulator * Double(n) / 48_000))
    }
    let samples = try bench(Given(carrier), .wave(radians)).mono(0..<1 << 15)
    let phases = samples.indices.map { carrier * Double($0) / 48_000 + Double(radians($0)) / (2 * .pi) }
    try expectSeries(samples, phases, carrier, decibels, "phase moved by \(modulator) Hz")
  }

  /// What is there beside the series of given phases.
  private func expectSeries(
    _ samples: [Float], _ phases: [Double], _ carrier: Double, _ decibels: Double, _ how: String
  ) throws {
    let count = samples.count
    let harmonics = (1...Int(24_000 / carrier)).map { (Double($0), harmonic($0), cosine($0)) }
    let rest = samples.enumerated().map { n, sample -> FourierSeries.Complex in
      let ideal = harmonics.reduce(cosine(0) / 2) { sum, harmonic in
        let angle = 2 * .pi * (harmonic.0 * phases[n]).truncatingRemainder(dividingBy: 1)
        return sum + harmonic.1 * sin(angle) + harmonic.2 * cos(angle)
      }
      // Four terms of Blackman and Harris, whose sidelobes lie 92 dB down.
      let turn = 2 * .pi * Double(n) / Double(count)
      let window = 0.35875 - 0.48829 * cos(turn) + 0.14128 * cos(2 * turn) - 0.01168 * cos(3 * turn)
      return FourierSeries.Complex((Double(sample) - ideal) * window, 0)
    }
    let spectrum = FourierSeries.transform(rest)
    let scale = 2 / (0.35875 * Double(count))
    let worst = spectrum[..<(count * 195 / 480)].map { hypot($0.real, $0.imaginary) * scale }.max() ?? 1
    let level = 20 * log10(worst / fundamental)
    #expect(level < decibels, "\(kind.name) at \(carrier) Hz, \(how): \(level) dB")
  }

  /// The bar: under vibrato and under fast modulation.
  func expectModulationDoesNotFold() throws {
    for carrier in [440.0, 2_000, 7_040] {
      try expectModulation(carrier: carrier, by: 6, depth: 0.03, decibels: -90)
      try expectModulation(carrier: carrier, by: 100, depth: 0.1, decibels: -90)
      try expectPhaseModulation(carrier: carrier, by: 100, depth: 0.1, decibels: -90)
    }
  }

  typealias Given = KernelBench.Given
}

extension KernelBench.Given {
  init(_ number: Double) { self = .resolved(.number(number)) }
}
