import Glibc
import Signals
import Testing

@testable import Kinds

struct SineTests {
  @Test func itIsTheSineToTwoPartsInTenMillion() throws {
    for frequency in [440.0, -440, 3_333.3, 100 * .pi] {
      for (n, sample) in try KernelBench(.sine, .init(frequency), 0.5).mono(0..<5_000).enumerated() {
        let turns = (frequency * Double(n) / 48_000).truncatingRemainder(dividingBy: 1)
        #expect(abs(Double(sample) - sin(2 * .pi * turns + 0.5)) < 2.5e-7)
      }
    }
  }

  @Test func oneHourLaterThePitchStillHolds() throws {
    let hour = 48_000 * 3_600
    for (n, sample) in try KernelBench(.sine, .init(100 * .pi)).mono(hour..<hour + 500).enumerated() {
      let turns = (100 * .pi * (Double(hour + n) / 48_000)).truncatingRemainder(dividingBy: 1)
      #expect(abs(Double(sample) - sin(2 * .pi * turns)) < 1e-6)
    }
  }

  @Test func aPeriodHoldsTwoBinsAndNothingElse() throws {
    let samples = try KernelBench(.sine, 440).mono(0..<1_200)
    for bin in 0..<600 {
      let level = FourierBin.magnitude(samples, turns: Double(bin) / 1_200) / 2
      #expect(abs(level - (bin == 11 ? 0.5 : 0)) < 1e-6)
    }
  }

  @Test func phaseModulationIsAddedInRadians() throws {
    let bench = try KernelBench(.sine, 440, .wave { Float($0 % 1_000) * 0.05 - 20 })
    for (n, sample) in bench.mono(0..<3_000).enumerated() {
      let expected = sin(2 * .pi * 440 * Double(n) / 48_000 + Double(Float(n % 1_000) * 0.05 - 20))
      #expect(abs(Double(sample) - expected) < 1e-6)
    }
  }

  /// Even sines turn from the grid of their period, or of the clock: the same bits however far off, and the right ones.
  @Test(arguments: [137.3, 440.0123, -3_000.77, 23_999.9, 62.7, 1.5e-3]) func anEvenSineTurnsExactly(
    hertz: Double
  ) throws {
    let bench = try KernelBench(.sine, .init(hertz))
    expectLaws(bench)
    for from in [0, 128 * 374_999 + 5, -128 * 4_001] {
      for (n, sample) in bench.mono(from..<from + 1_000).enumerated() {
        let turns = hertz / 48_000 * Double(from + n)
        let expected = sin(2 * .pi * (turns - turns.rounded()))
        #expect(abs(Double(sample) - expected) < 3e-7, "\(hertz) Hz at \(from + n)")
      }
    }
  }

  @Test func whatIsNotFiniteCountsAsTheDefault() throws {
    let frequency = try KernelBench(.sine, .wave { _ in .nan }).mono(0..<200)
    #expect(frequency == (try KernelBench(.sine, .wave { _ in 440 }).mono(0..<200)))
    let phase = try KernelBench(.sine, 440, .wave { _ in .infinity }).mono(0..<200)
    #expect(phase == (try KernelBench(.sine, 440, .wave { _ in 0 }).mono(0..<200)))
  }

  @Test func noSamplePassesOne() throws {
    for phase in (1 << 30) - (1 << 18)...(1 << 30) + (1 << 18) {
      let value = SineWave.value(UInt32(phase))
      #expect(value <= 1 && value > 0.9999)
    }
    #expect(SineWave.value(1 << 30) == 1 && SineWave.value(3 << 30) == -1)
    for hertz in [1.0, 55, 137.3, 440, 997, 1_234.5, 7_999, 12_000] {
      let samples = try KernelBench(.sine, .resolved(.number(hertz))).mono(0..<48_000)
      #expect(samples.allSatisfy { abs($0) <= 1 }, "\(hertz) Hz")
    }
  }
}
