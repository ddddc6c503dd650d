import Kinds
import Signals
import Testing

struct SawTests {
  private let wave = BandlimitedWave(kind: .saw) { k in (k % 2 == 1 ? 2 : -2) / (.pi * Double(k)) }

  @Test(arguments: [440.0, 2_000, 7_040, 12_345, 50]) func aPeriodIsItsSeriesUpToTwentyKilohertz(
    frequency: Double
  ) throws {
    try wave.expectSeries(frequency: frequency, decibels: -90)
  }

  @Test(arguments: [443, 1_999, 7_039]) func harmonicsThatFoldStayNinetyDecibelsDown(frequency: Int) throws {
    try wave.expectNoFolding(frequency: frequency, decibels: -90)
  }

  @Test func itRisesThroughZeroAtPhaseZero() throws {
    let samples = try KernelBench(.saw, 10).mono(0..<4_800)
    for n in [0, 600, 1_200, 2_000, 3_000, 4_200] {
      let turns = Double(n) / 4_800
      #expect(abs(Double(samples[n]) - (2 * (turns + 0.5 - (turns + 0.5).rounded(.down)) - 1)) < 1e-6)
    }
  }

  @Test func aModulatorThatStandsStillGivesWhatANumberGives() throws { try wave.expectModulationAgrees() }

  @Test func underFrequencyModulationNothingFolds() throws { try wave.expectModulationDoesNotFold() }

  @Test func atHalfTheRateItIsSilent() throws { try wave.expectSilenceAtHalfTheRate() }

  @Test func anyModulationStaysFinite() throws { try wave.expectBounded() }
}
