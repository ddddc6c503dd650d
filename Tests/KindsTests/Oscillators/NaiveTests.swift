import Kinds
import Signals
import Testing

struct NaiveTests {
  @Test func withoutABandLimitASawIsItsPhase() throws {
    for frequency in [997.0, -997] {
      let samples = try KernelBench(.saw, .init(frequency), 0, .flag(false)).mono(0..<5_000)
      for (n, sample) in samples.enumerated() {
        let turns = frequency * Double(n) / 48_000 + 0.5
        #expect(abs(Double(sample) - (2 * (turns - turns.rounded(.down)) - 1)) < 1e-6 || n == 0)
      }
    }
  }

  @Test func withoutABandLimitASquareIsOneOrMinusOne() throws {
    let samples = try KernelBench(.square, 1_000, 0.1, .flag(false)).mono(0..<4_800)
    #expect(samples.allSatisfy { $0.magnitude == 1 })
    #expect(samples.reduce(0, +) == 0)
  }

  @Test func theyFold() throws {
    for kind in [SignalKind.saw, .square] {
      let samples = try KernelBench(kind, 1_999, 0, .flag(false)).mono(0..<48_000)
      // The thirteenth harmonic, at 25 987 Hz, folds to 22 013 Hz; the fifteenth to 18 015 Hz.
      #expect(FourierBin.magnitude(samples, turns: 18_015.0 / 48_000) > 0.02)
    }
  }

  @Test func aModulatorThatStandsStillGivesWhatANumberGives() throws {
    for kind in [SignalKind.saw, .square] {
      let fixed = try KernelBench(kind, 1_234.5, 1, .flag(false)).mono(0..<2_000)
      let moved = try KernelBench(kind, .wave { _ in 1_234.5 }, 1, .flag(false)).mono(0..<2_000)
      #expect(zip(fixed, moved).filter { abs($0 - $1) > 1e-5 }.count < 4)
      expectLaws(try KernelBench(kind, 440, 1, .flag(false)))
      expectLaws(try KernelBench(kind, .wave { Float($0 % 900) }, 1, .flag(false)))
    }
  }
}
