import Glibc
import Signals
import Testing

@testable import Kinds

struct WavetableTests {
  private func table(_ values: [Float]) -> KernelBench.Given { .resolved(.samples(Samples([values]))) }

  /// A period of a sawtooth that holds every harmonic up to half its samples.
  private let saw: [Float] = (0..<600).map { 2 * Float($0) / 600 - 1 }

  @Test func theSeriesOfAnyLengthGivesThePeriodBack() {
    for count in [1, 2, 3, 8, 100, 331] {
      let period = (0..<count).map { Float($0 * 7_919 % 101) / 50 - 1 }
      let series = FourierSeries(period: period, most: 1_000)
      for (n, value) in period.enumerated() {
        let sum = (0...series.highest).reduce(0.0) { sum, k in
          let angle = 2 * .pi * Double(k * n) / Double(count)
          return sum + series.cosines[k] * cos(angle) + series.sines[k] * sin(angle)
        }
        #expect(abs(sum - Double(value)) < 1e-6, "\(count)")
      }
    }
  }

  @Test func atItsOwnRateItIsTheTable() throws {
    let values = (0..<64).map { n in (1...20).reduce(Float(0)) { $0 + sin(Float($1 * n) * .pi / 32) / 20 } }
    let samples = try KernelBench(.wavetable, table(values), 750).mono(0..<64)
    #expect(zip(samples, values).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test(arguments: [50, 443, 1_999, 7_039, 12_343]) func nothingFolds(frequency: Int) throws {
    let samples = try KernelBench(.wavetable, table(saw), .init(Double(frequency))).mono(0..<48_000)
    let series = FourierSeries(period: saw, most: 2_048)
    let spectrum = FourierSeries.transform(samples.map { FourierSeries.Complex(Double($0), 0) })
    let fundamental = hypot(series.sines[1], series.cosines[1])
    for bin in 1..<20_000 {
      let (c, s) = (spectrum[bin].real / 24_000, -spectrum[bin].imaginary / 24_000)
      let k = bin / frequency
      let isHarmonic = bin % frequency == 0 && k <= series.highest
      // All below 19 kHz, except where a harmonic is one of two or three.
      if isHarmonic, bin > 18_500 { continue }
      let error = hypot(
        c - (isHarmonic ? series.cosines[k] : 0), s - (isHarmonic ? series.sines[k] : 0))
      #expect(
        error < fundamental * FourierBin.factor(decibels: -90), "\(bin) Hz of \(frequency) Hz: \(error)")
    }
  }

  @Test func whatStandsStillAsASignalIsWhatANumberGives() throws {
    for frequency in [1.0, 440, -440, 7_040.5] {
      let fixed = try KernelBench(.wavetable, table(saw), .init(frequency), 0.3).mono(0..<2_000)
      let moving = try KernelBench(.wavetable, table(saw), .wave { _ in Float(frequency) }, 0.3)
      #expect(zip(fixed, moving.mono(0..<2_000)).allSatisfy { abs($0 - $1) < 1e-4 }, "\(frequency)")
    }
  }

  @Test func aSweepHasNoJumps() throws {
    // The highest harmonics come and go little by little: nothing at 500 Hz, below the sweep.
    let sweep = KernelBench.Given.wave { n in 2_000 * exp2(Float(n) / 24_000) }
    let samples = try KernelBench(.wavetable, table(saw), sweep).mono(0..<48_000)
    let windowed = samples.enumerated().map { n, x in
      x * (0.5 - 0.5 * cos(2 * .pi * Float(n) / 48_000)) * (0.5 - 0.5 * cos(2 * .pi * Float(n) / 48_000))
    }
    for hertz in [100.0, 300, 500] {
      #expect(FourierBin.magnitude(windowed, turns: hertz / 48_000) < FourierBin.factor(decibels: -90))
    }
  }

  @Test func aListForEachChannel() throws {
    let both = Samples([[0, 1, 0, -1], [1, 0, -1, 0]])
    let planes = try KernelBench(.wavetable, .resolved(.samples(both)), 440).render(0..<500)
    let sine = try KernelBench(.sine, 440).mono(0..<500)
    let cosine = try KernelBench(.sine, 440, .init(.pi / 2)).mono(0..<500)
    #expect(zip(planes[0], sine).allSatisfy { abs($0 - $1) < 3e-5 })
    #expect(zip(planes[1], cosine).allSatisfy { abs($0 - $1) < 3e-5 })
  }

  @Test func emptyAndOverlongTables() throws {
    #expect(try KernelBench(.wavetable, table([])).mono(0..<300).allSatisfy { $0 == 0 })
    #expect(try KernelBench(.wavetable, table([0.5])).mono(0..<300).allSatisfy { abs($0 - 0.5) < 1e-6 })
    let long = [Float](repeating: 0, count: 65_537)
    #expect(
      refusal { try KernelBench(.wavetable, self.table(long)) }
        == "table: 65537 samples were given; at most 65536 are one period")
  }

  @Test func additiveIsTheSumOfItsSines() throws {
    let samples = try KernelBench(.additive, .numbers(1, 0.5, 0, 0.25), 441, 0.2).mono(0..<5_000)
    for (n, sample) in samples.enumerated() {
      let angle = 2 * .pi * (441 * Double(n) / 48_000).truncatingRemainder(dividingBy: 1) + 0.2
      let expected = sin(angle) + 0.5 * sin(2 * angle) + 0.25 * sin(4 * angle)
      #expect(abs(Double(sample) - expected) < 1e-4)
    }
    let high = try KernelBench(.additive, .numbers(1, 1, 1, 1), 9_000).mono(0..<4_800)
    #expect(FourierBin.magnitude(high, turns: 12_000.0 / 48_000) < 1e-5)
    #expect(
      refusal { try KernelBench(.additive, .resolved(.numbers([Double](repeating: 1, count: 2_049)))) } != nil
    )
  }

  @Test func lawsHold() throws {
    expectLaws(try KernelBench(.wavetable, table(saw), 137.3, 1))
    expectLaws(
      try KernelBench(.wavetable, table(saw), -440, .wave(period: 9) { Float(($0 + 9_000) % 9) + 1 }))
    expectLaws(
      try KernelBench(.wavetable, table(saw), .wave { n in n % 17 == 0 ? .nan : Float(n % 900) * 20 }))
    expectLaws(try KernelBench(.additive, .numbers(1, 0.5), 440))
  }
}
