import Testing

@testable import Pictures

struct TicksTests {
  private func labels(_ axis: Axis, _ count: Int = 8) -> [String] {
    axis.ticks(atMost: count).ticks.map(\.label)
  }

  @Test func linearTicksAreOneTwoOrFive() {
    #expect(labels(Axis("", 0...10), 6) == ["0", "2", "4", "6", "8", "10"])
    #expect(labels(Axis("", -1...1), 4) == ["-1.0", "-0.5", "0.0", "0.5", "1.0"])
    #expect(labels(Axis("", 0...7), 8) == ["0", "1", "2", "3", "4", "5", "6", "7"])
    #expect(labels(Axis("", 3...4.1), 6) == ["3.0", "3.2", "3.4", "3.6", "3.8", "4.0"])
  }

  @Test func timesHaveOnePrefixForAll() {
    let (ticks, unit) = Axis("time", unit: "s", 0...0.02).ticks(atMost: 5)
    #expect(unit == "ms")
    #expect(ticks.map(\.label) == ["0", "5", "10", "15", "20"])
    #expect(ticks[1].value == 0.005)
    #expect(Axis("time", unit: "s", 0...90).ticks(atMost: 5).unit == "s")
    #expect(Axis("time", unit: "s", 0...5000).ticks(atMost: 5).unit == "s")
    #expect(Axis("f", unit: "Hz", 0...24_000).ticks(atMost: 5).unit == "kHz")
  }

  @Test func smallAndLargeNumbersHavePowersOfTen() {
    let (ticks, unit) = Axis("", 0...2e-5).ticks(atMost: 5)
    #expect(unit == "×10⁻⁶")
    #expect(ticks.map(\.label) == ["0", "5", "10", "15", "20"])
    #expect(Axis("", 0...3e6).ticks(atMost: 5).unit == "×10⁶")
  }

  @Test func frequenciesLieInDecades() {
    let axis = Axis("f", unit: "Hz", scale: .logarithmic, 20...24_000)
    #expect(labels(axis, 12) == ["20", "50", "100", "200", "500", "1k", "2k", "5k", "10k", "20k"])
    #expect(labels(axis, 5) == ["20", "100", "1k", "10k"])
    #expect(labels(axis, 3) == ["100", "1k", "10k"])
    #expect(axis.ticks(atMost: 12).unit == "Hz")
  }

  @Test func lessThanADecadeIsToldLinearly() {
    let axis = Axis("f", unit: "Hz", scale: .logarithmic, 1100...1900)
    #expect(labels(axis, 5) == ["1.2k", "1.4k", "1.6k", "1.8k"])
  }

  @Test func levelsAndAnglesHaveTheirOwn() {
    #expect(
      labels(Axis("", scale: .decibels, -60...0), 6) == ["-60", "-50", "-40", "-30", "-20", "-10", "0"])
    #expect(labels(Axis("", scale: .decibels, -9...0), 4) == ["-9", "-6", "-3", "0"])
    #expect(labels(Axis("", scale: .radians, -Double.pi...0), 5) == ["-π", "-3π/4", "-π/2", "-π/4", "0"])
    #expect(labels(Axis("", scale: .radians, -40...0), 5) == ["-12π", "-8π", "-4π", "0"])
  }

  @Test func placesAreWhereTheTicksAre() {
    let axis = Axis("f", unit: "Hz", scale: .logarithmic, 10...1000)
    #expect(abs(axis.place(100) - 0.5) < 1e-12)
    #expect(abs(axis.value(0.5) - 100) < 1e-9)
    #expect(axis.place(0) == -1)
  }

  @Test(arguments: [0...0, 5...5, -3 ... -3, 1e300...1e308, 0...1e-40] as [ClosedRange<Double>])
  func everyRangeHasALength(_ range: ClosedRange<Double>) {
    for scale in [Axis.Scale.linear, .logarithmic, .decibels, .radians] {
      let axis = Axis("", scale: scale, range)
      #expect(axis.range.lowerBound < axis.range.upperBound)
      #expect(axis.range.upperBound.isFinite)
      _ = axis.ticks(atMost: 5)
    }
  }

  @Test func whatIsNotFiniteDoesNotCountForARange() {
    #expect(Axis.holding("", [.nan, 0.9, -.infinity, -0.4]).range == -0.5...1)
    #expect(Axis.holding("", [Float.nan]).range == -1...1)
    #expect(Axis.holding("", [] as [Float]).range == -1...1)
  }

  @Test func numbersAreToldWithoutALocale() {
    #expect(Decimal.fixed(-0.001, 2) == "0.00")
    #expect(Decimal.fixed(-1.25, 1) == "-1.3" || Decimal.fixed(-1.25, 1) == "-1.2")
    #expect(Decimal.short(0.031250, digits: 3) == "0.0313" || Decimal.short(0.03125) == "0.0312")
    #expect(Decimal.short(1500, digits: 3) == "1500")
    #expect(Decimal.short(.nan) == "nan")
  }

  @Test func anAxisHoldsWhatAFloatDoes() {
    let axis = Axis("", 0...3e38)
    #expect(axis.range.upperBound == 3e38 && axis.ticks(atMost: 5).unit == "×10³⁶")
  }
}
