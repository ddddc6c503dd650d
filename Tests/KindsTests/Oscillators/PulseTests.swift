import Glibc
import Kinds
import Signals
import Testing

struct PulseTests {
  private func wave(_ width: Double) -> BandlimitedWave {
    BandlimitedWave(
      kind: .pulse, shape: [.init(width)],
      cosine: { k in
        k == 0 ? 2 * (2 * width - 1) : 2 / (.pi * Double(k)) * sin(2 * .pi * Double(k) * width)
      },
      harmonic: { k in 2 / (.pi * Double(k)) * (1 - cos(2 * .pi * Double(k) * width)) })
  }

  @Test(arguments: [440.0, 2_000, 7_040, 12_345, 50]) func aPeriodIsItsSeriesUpToTwentyKilohertz(
    frequency: Double
  ) throws {
    for width in [0.5, 0.3, 0.05] { try wave(width).expectSeries(frequency: frequency, decibels: -90) }
  }

  @Test(arguments: [443, 1_999, 7_039]) func harmonicsThatFoldStayNinetyDecibelsDown(frequency: Int) throws {
    try wave(0.3).expectNoFolding(frequency: frequency, decibels: -90)
  }

  @Test func aHalfIsTheSquare() throws {
    for frequency in [440.0, 137.3, -2_000] {
      let pulse = try KernelBench(.pulse, .init(frequency), 0.5, 0.4).mono(-200..<2_000)
      #expect(pulse == (try KernelBench(.square, .init(frequency), 0.4).mono(-200..<2_000)))
    }
  }

  @Test func itIsHighInTheFirstPartOfItsPeriodForwardsAndBackwards() throws {
    let samples = try KernelBench(.pulse, 10, 0.25).mono(0..<4_800)
    #expect(samples[20..<1_180].allSatisfy { $0 == 1 } && samples[1_220..<4_780].allSatisfy { $0 == -1 })
    let back = try KernelBench(.pulse, -10, 0.25).mono(0..<4_800)
    #expect(back[20..<3_580].allSatisfy { $0 == -1 } && back[3_620..<4_780].allSatisfy { $0 == 1 })
  }

  @Test func aWidthOfNothingOrAllStandsStill() throws {
    #expect(try KernelBench(.pulse, 440, 0).mono(0..<500).allSatisfy { abs($0 + 1) < 1e-5 })
    #expect(try KernelBench(.pulse, 440, 1).mono(0..<500).allSatisfy { abs($0 - 1) < 1e-5 })
  }

  @Test func aWidthThatMovesIsItsSeriesToo() throws {
    let width: @Sendable (Int) -> Float = { n in Float(0.5 + 0.3 * sin(2 * .pi * 40 * Double(n) / 48_000)) }
    for frequency in [440.0, 2_000] {
      let samples = try KernelBench(.pulse, .init(frequency), .wave(width)).mono(0..<4_800)
      let top = Int(12_000 / frequency)
      // Below 12 kHz: what lies higher is in the wave, and not in this sum, up to 20 kHz.
      let ideal = samples.indices.map { n -> Double in
        let (phase, w) = (frequency * Double(n) / 48_000, Double(width(n)))
        return (1...top).reduce(2 * w - 1) { sum, k in
          let turn = 2 * .pi * Double(k)
          return sum + 2 / (.pi * Double(k)) * (sin(turn * phase) - sin(turn * (phase - w)))
        }
      }
      let rest = zip(samples, ideal).map { Float(Double($0) - $1) }
      for bin in stride(from: 0, to: 600, by: 1) {
        let level = FourierBin.magnitude(rest, turns: Double(bin) / 4_800)
        #expect(level < FourierBin.factor(decibels: -75), "bin \(bin) at \(frequency) Hz: \(level)")
      }
    }
  }

  @Test func aModulatorThatStandsStillGivesWhatANumberGives() throws {
    try wave(0.3).expectModulationAgrees()
    let fixed = try KernelBench(.pulse, 440, 0.3).mono(0..<2_000)
    for frequency in [KernelBench.Given.init(440), .wave { _ in 440 }] {
      let moving = try KernelBench(.pulse, frequency, .wave { _ in 0.3 }).mono(0..<2_000)
      #expect(zip(fixed, moving).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test func underFrequencyModulationNothingFolds() throws { try wave(0.3).expectModulationDoesNotFold() }

  @Test func atHalfTheRateItIsSilent() throws { try wave(0.3).expectSilenceAtHalfTheRate() }

  @Test func anyModulationStaysFinite() throws {
    try wave(0.3).expectBounded()
    let wild = KernelBench.Given.wave { n in n % 31 == 0 ? .nan : Float(n * 7_919 % 301) / 100 - 1 }
    for frequency in [KernelBench.Given.init(440), .wave { n in Float(n % 3_000) }] {
      #expect(try KernelBench(.pulse, frequency, wild).mono(0..<5_000).allSatisfy { $0.magnitude < 20 })
    }
  }

  @Test func lawsHold() throws {
    let wide = KernelBench.Given.wave(period: 60) { n in
      (n + 6_000) % 60 == 7 ? .nan : Float((n + 6_000) % 60) / 60
    }
    expectLaws(try KernelBench(.pulse, 137.3, 0.2, 1))
    expectLaws(try KernelBench(.pulse, 440, wide))
    expectLaws(try KernelBench(.pulse, -440, wide, .wave { Float($0 % 7) }))
    expectLaws(try KernelBench(.pulse, .wave { Float($0 % 900) }, wide))
    #expect(try KernelBench(.pulse, 440, wide).shape.period == 1_200)
  }
}
