import Kinds
import Signals
import Testing

/// What holds for saw, square and triangle alike: the wave is its Fourier series, cut off.
struct BandlimitedWave {
  let kind: SignalKind
  /// The series' coefficient of sin(k x phase).
  let harmonic: @Sendable (Int) -> Double

  /// Compares each bin of a period, up to 20 kHz, with the series: what is there and should not be, and what should
  /// and is not, stays `decibels` under the fundamental.
  func expectSeries(frequency: Double, decibels: Double) throws {
    let bench = try KernelBench(kind, Given(frequency))
    let period = try #require(bench.shape.period)
    let samples = bench.mono(0..<period)
    let turns = Int((frequency * Double(period) / 48_000).rounded())
    let limit = harmonic(1).magnitude * FourierBin.factor(decibels: decibels)
    for bin in 0...(period * 20 / 48) {
      let (c, s) = FourierBin.coefficients(samples, turns: Double(bin) / Double(period))
      let expected = bin > 0 && bin % turns == 0 ? harmonic(bin / turns) : 0
      let error = ((s - expected) * (s - expected) + c * c).squareRoot() * (bin == 0 ? 0.5 : 1)
      #expect(error < limit, "\(kind.name) at \(frequency) Hz, bin \(bin) of \(period): \(error)")
    }
  }

  /// Folded harmonics of a frequency whose harmonics fold between each other.
  func expectNoFolding(frequency: Int, decibels: Double) throws {
    let samples = try KernelBench(kind, Given(Double(frequency))).mono(0..<48_000)
    let fundamental = FourierBin.magnitude(samples, turns: Double(frequency) / 48_000)
    #expect(abs(fundamental - harmonic(1).magnitude) < 1e-4)
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
      let fixed = try KernelBench(kind, Given(frequency), 0.3).mono(0..<2_000)
      let moving = try KernelBench(kind, .wave { _ in Float(frequency) }, 0.3)
      let moved = moving.mono(0..<2_000)
      let worst = zip(fixed, moved).map { abs($0 - $1) }.max() ?? 1
      #expect(worst < 1e-4, "\(kind.name) at \(frequency) Hz: \(worst)")
      #expect(moving.mono(0..<2_000, step: 37) == moved)
      let phased = try KernelBench(kind, Given(frequency), .wave { _ in 0.3 })
      let worstPhased = zip(fixed, phased.mono(0..<2_000)).map { abs($0 - $1) }.max() ?? 1
      #expect(worstPhased < 1e-4, "\(kind.name) at \(frequency) Hz, phase: \(worstPhased)")
    }
  }

  func expectSilenceAtHalfTheRate() throws {
    for frequency in [24_000.0, -24_000] {
      #expect(try KernelBench(kind, Given(frequency)).mono(0..<200).allSatisfy { $0 == 0 })
      let moving = try KernelBench(kind, .wave { _ in Float(frequency) })
      #expect(moving.mono(0..<200).allSatisfy { $0 == 0 })
    }
    #expect(try KernelBench(kind, 12_000, rate: 22_050).mono(0..<200).allSatisfy { $0 == 0 })
  }

  /// Modulation by anything, not finite numbers too, stays finite and within what the step overshoots by.
  func expectBounded() throws {
    let bench = try KernelBench(
      kind,
      .wave { n in
        n % 97 == 0 ? .nan : n % 89 == 0 ? .infinity : Float(n * 7_919 % 60_011) - 30_000
      },
      .wave { n in n % 83 == 0 ? -.infinity : Float(n * 104_729 % 1_000) })
    #expect(bench.mono(0..<20_000).allSatisfy { $0.magnitude < 20 })
  }

  typealias Given = KernelBench.Given
}

extension KernelBench.Given {
  init(_ number: Double) { self = .resolved(.number(number)) }
}
