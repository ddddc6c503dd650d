import Glibc
import Kinds
import Signals
import Testing

struct OscillatorTests {
  static let names = ["sine", "saw", "square", "triangle"]

  private func kind(_ name: String) throws -> SignalKind {
    try #require(Catalogue([.sine, .saw, .square, .triangle])[name])
  }

  @Test(arguments: names) func anyCutGivesTheSameBits(name: String) throws {
    for frequency in [440.0, 137.3, 100 * .pi, 0.5, 9_001.25, 19_999, -440, -2_345.6, 0] {
      let bench = try KernelBench(kind(name), .init(frequency), 1.25)
      let whole = bench.mono(-300..<1_000)
      #expect(bench.mono(-300..<1_000, step: 1) == whole)
      #expect(bench.mono(-300..<1_000, step: 37) == whole)
      #expect(bench.mono(-77..<500) == Array(whole[223..<800]))
    }
  }

  @Test(arguments: names) func aPeriodRepeatsToTheBit(name: String) throws {
    for frequency in [440.0, 137.3, 0.1, 7_040, 12_345.6, -137.3, 19_999.9] {
      let bench = try KernelBench(kind(name), .init(frequency), 0.7)
      let period = try #require(bench.shape.period)
      let first = bench.mono(0..<600)
      for turn in [-3, -1, 1, 2, 1_000_003] {
        #expect(bench.mono(turn * period..<turn * period + 600) == first, "\(frequency) Hz, period \(turn)")
      }
    }
  }

  @Test(arguments: names) func periodsAreThoseOfTheFrequency(name: String) throws {
    #expect(try KernelBench(kind(name), 440).shape.period == 1_200)
    #expect(try KernelBench(kind(name), -440).shape.period == 1_200)
    #expect(try KernelBench(kind(name), 137.3).shape.period == 480_000)
    #expect(try KernelBench(kind(name), .init(100 * .pi)).shape.period == nil)
    #expect(try KernelBench(kind(name), .channels(440, 442)).shape.period == 24_000)
    let modulated = try KernelBench(kind(name), 440, .wave(period: 7) { Float($0 % 7) })
    #expect(modulated.shape.period == 8_400)
    #expect(try KernelBench(kind(name), 440, .wave { Float($0 % 7) }).shape.period == nil)
  }

  @Test(arguments: names) func eachChannelHasItsOwnFrequencyAndPhase(name: String) throws {
    let both = try KernelBench(kind(name), .channels(440, -700), .channels(0, 1)).render(-50..<300)
    #expect(both[0] == (try KernelBench(kind(name), 440, 0).mono(-50..<300)))
    #expect(both[1] == (try KernelBench(kind(name), -700, 1).mono(-50..<300)))
    let spread = try KernelBench(kind(name), .channels(440, 450), .wave { Float($0) * 0.01 }).render(0..<300)
    #expect(spread[1] == (try KernelBench(kind(name), 450, .wave { Float($0) * 0.01 }).mono(0..<300)))
    let moving = try KernelBench(kind(name), .wave { 440 + Float($0) }, .channels(0, 1)).render(0..<300)
    #expect(moving[1] == (try KernelBench(kind(name), .wave { 440 + Float($0) }, 1).mono(0..<300)))
    #expect(throws: SignalError.self) {
      try KernelBench(self.kind(name), .channels(1, 2), .channels(1, 2, 3))
    }
  }

  @Test(arguments: names) func aMovingFrequencyBeginsWhereItsSignalDoes(name: String) throws {
    // Longer than what is looked at by what it looks ahead.
    let begun = try KernelBench(kind(name), .samples([Float](repeating: 440, count: 500), from: 1_000))
    #expect(begun.shape.range == SignalRange(lower: 1_000, upper: nil))
    #expect(begun.shape.period == nil)
    let steady = try KernelBench(kind(name), .wave { _ in 440 })
    #expect(steady.shape.range == .all)
    #expect(begun.mono(1_000..<1_400) == steady.mono(0..<400))
  }

  @Test func thePhaseOfAMovingFrequencyIsTheSumOfItsSteps() throws {
    let bench = try KernelBench(.sine, .wave { 200 + Float($0) })
    var phase = 0.0
    for (n, sample) in bench.mono(0..<3_000).enumerated() {
      #expect(abs(Double(sample) - sin(2 * .pi * phase)) < 1e-6)
      phase += (200 + Double(n)) / 48_000
    }
  }

  @Test func aFrequencyPastItsRangeIsAnErrorThatNamesTheUnit() {
    #expect(
      throws: SignalError(
        "frequency: 30000 Hz was given; expected -24000 to 24000 Hz, half the sample rate")
    ) { try KernelBench(.sine, 30_000) }
  }
}
