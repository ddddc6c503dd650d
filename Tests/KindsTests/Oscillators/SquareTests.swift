import Kinds
import Signals
import Testing

struct SquareTests {
  private let wave = BandlimitedWave(kind: .square) { k in k % 2 == 1 ? 4 / (.pi * Double(k)) : 0 }

  @Test(arguments: [440.0, 2_000, 7_040, 12_345, 50]) func aPeriodIsItsSeriesUpToTwentyKilohertz(
    frequency: Double
  ) throws {
    try wave.expectSeries(frequency: frequency, decibels: -90)
  }

  @Test(arguments: [443, 1_999, 7_039]) func harmonicsThatFoldStayNinetyDecibelsDown(frequency: Int) throws {
    try wave.expectNoFolding(frequency: frequency, decibels: -90)
  }

  @Test func itIsHighInItsFirstHalf() throws {
    let samples = try KernelBench(.square, 10).mono(0..<4_800)
    #expect(samples[20..<2_380].allSatisfy { $0 == 1 })
    #expect(samples[2_420..<4_780].allSatisfy { $0 == -1 })
    #expect(abs(samples[0]) < 1e-3)
  }

  @Test func aModulatorThatStandsStillGivesWhatANumberGives() throws { try wave.expectModulationAgrees() }

  @Test func underFrequencyModulationNothingFolds() throws { try wave.expectModulationDoesNotFold() }

  @Test func atHalfTheRateItIsSilent() throws { try wave.expectSilenceAtHalfTheRate() }

  @Test func anyModulationStaysFinite() throws { try wave.expectBounded() }
}
