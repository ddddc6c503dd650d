import Kinds
import Signals
import Testing

struct PhasorTests {
  @Test func itIsThePartOfThePeriodThatHasGone() throws {
    let up = try KernelBench(.phasor, 100).mono(0..<960)
    let down = try KernelBench(.phasor, -100).mono(0..<960)
    for n in up.indices {
      #expect(abs(up[n] - Float(n % 480) / 480) < 1e-6)
      #expect(abs(down[n] - Float((960 - n) % 480) / 480) < 1e-6)
    }
    #expect(up[480] == 0 && down[480] == 0)
  }

  @Test func itNeverReachesOne() throws {
    for frequency in [
      KernelBench.Given.init(0.001), 1_234.5, .wave { n in Float(n * 7_919 % 48_001) - 24_000 },
    ] {
      let samples = try KernelBench(.phasor, frequency, 6.283_185_2).mono(0..<20_000)
      #expect(samples.allSatisfy { $0 >= 0 && $0 < 1 })
    }
  }

  @Test func lawsHold() throws {
    expectLaws(try KernelBench(.phasor, 137.3, 1))
    expectLaws(try KernelBench(.phasor, -440, .wave(period: 7) { Float(($0 + 7_000) % 7) }))
    expectLaws(try KernelBench(.phasor, .wave { Float($0 % 900) - 400 }))
  }
}
