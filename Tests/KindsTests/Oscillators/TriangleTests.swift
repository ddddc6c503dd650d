import Kinds
import Signals
import Testing

struct TriangleTests {
  private let wave = BandlimitedWave(kind: .triangle) { k in
    k % 2 == 1 ? (k % 4 == 1 ? 8 : -8) / (.pi * .pi * Double(k * k)) : 0
  }

  @Test(arguments: [440.0, 2_000, 7_040, 12_345, 50]) func aPeriodIsItsSeriesUpToTwentyKilohertz(
    frequency: Double
  ) throws {
    try wave.expectSeries(frequency: frequency, decibels: -90)
  }

  @Test(arguments: [443, 1_999, 7_039]) func harmonicsThatFoldStayNinetyDecibelsDown(frequency: Int) throws {
    try wave.expectNoFolding(frequency: frequency, decibels: -90)
  }

  @Test func itBeginsAtZeroAndRisesToOneInAQuarter() throws {
    let samples = try KernelBench(.triangle, 10).mono(0..<4_800)
    for (n, expected) in [
      (0, 0.0), (600, 0.5), (1_200, 1), (1_800, 0.5), (3_000, -0.5), (3_600, -1), (4_200, -0.5),
    ] {
      #expect(abs(Double(samples[n]) - expected) < 1e-3)
    }
  }

  @Test func aModulatorThatStandsStillGivesWhatANumberGives() throws { try wave.expectModulationAgrees() }

  @Test func underFrequencyModulationNothingFolds() throws { try wave.expectModulationDoesNotFold() }

  @Test func atHalfTheRateItIsSilent() throws { try wave.expectSilenceAtHalfTheRate() }

  @Test func anyModulationStaysFinite() throws { try wave.expectBounded() }
}
