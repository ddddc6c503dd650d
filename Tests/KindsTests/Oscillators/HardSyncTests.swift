import Glibc
import Kinds
import Signals
import Testing

struct HardSyncTests {
  /// The Fourier coefficients of saw(ratio x phase), by its jumps: each adds height / (2 pi i k) exp(-2 pi i k place),
  /// and the slope between them nothing.
  private func coefficients(_ ratio: Double, _ k: Int) -> (cos: Double, sin: Double) {
    let jumps = Int(ratio + 0.5)
    var list = (0..<jumps).map { ((Double($0) + 0.5) / ratio, -2.0) }
    list.append((0, 1 - 2 * (ratio + 0.5 - Double(jumps))))
    var sums = (cos: 0.0, sin: 0.0)
    for (place, height) in list {
      let angle = 2 * .pi * Double(k) * place
      sums.cos -= height / (.pi * Double(k)) * sin(angle)
      sums.sin += height / (.pi * Double(k)) * cos(angle)
    }
    return sums
  }

  @Test(arguments: [440.0, 2_000, 50, 7_040]) func aPeriodIsItsSeriesUpToTwentyKilohertz(frequency: Double)
    throws
  {
    for ratio in [1.0, 1.5, 2.5, 3.3, 7.9] {
      let bench = try KernelBench(.hardsync, .init(frequency), .init(ratio))
      let period = try #require(bench.shape.period)
      let samples = bench.mono(0..<period)
      let turns = Int((frequency * Double(period) / 48_000).rounded())
      for bin in 1...(period * 20 / 48) {
        let (c, s) = FourierBin.coefficients(samples, turns: Double(bin) / Double(period))
        let expected = bin % turns == 0 ? coefficients(ratio, bin / turns) : (cos: 0, sin: 0)
        let error = hypot(c - expected.cos, s - expected.sin)
        // 90 dB under a sawtooth's fundamental.
        #expect(
          error < 0.64 * FourierBin.factor(decibels: -90), "\(ratio) at \(frequency) Hz, bin \(bin): \(error)"
        )
      }
    }
  }

  @Test func aWholeRatioIsAFasterSaw() throws {
    let saw = try KernelBench(.saw, 1_320).mono(0..<2_000)
    let sync = try KernelBench(.hardsync, 440, 3).mono(0..<2_000)
    #expect(zip(saw, sync).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func whatStandsStillAsASignalIsWhatANumberGives() throws {
    for frequency in [440.0, -440, 7_040.5] {
      let fixed = try KernelBench(.hardsync, .init(frequency), 2.7).mono(0..<2_000)
      let given: [(KernelBench.Given, KernelBench.Given)] = [
        (.init(frequency), .wave { _ in 2.7 }), (.wave { _ in Float(frequency) }, 2.7),
        (.wave { _ in Float(frequency) }, .wave { _ in 2.7 }),
      ]
      for (hertz, ratio) in given {
        let moving = try KernelBench(.hardsync, hertz, ratio).mono(0..<2_000)
        #expect(zip(fixed, moving).allSatisfy { abs($0 - $1) < 2e-4 }, "\(frequency)")
      }
    }
  }

  @Test func anyModulationStaysFinite() throws {
    let wild = KernelBench.Given.wave { n in n % 31 == 0 ? .nan : Float(n * 7_919 % 301) / 10 - 5 }
    for frequency in [KernelBench.Given.init(440), .wave { n in Float(n * 104_729 % 60_001) - 30_000 }] {
      #expect(try KernelBench(.hardsync, frequency, wild).mono(0..<5_000).allSatisfy { $0.magnitude < 20 })
    }
  }

  @Test func lawsHold() throws {
    expectLaws(try KernelBench(.hardsync, 137.3, 2.2, 1))
    expectLaws(try KernelBench(.hardsync, -440, .wave(period: 9) { Float(($0 + 9_000) % 9) + 1 }))
    expectLaws(try KernelBench(.hardsync, .wave { Float($0 % 900) }, 3.5))
  }
}
