import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct QuantizeTests {
  @Test func theLevelsAreThoseOfAConverter() throws {
    let x: [Float] = [-2, -1, -0.4, -0.1, 0, 0.1, 0.13, 0.4, 0.9, 2]
    #expect(
      try KernelBench(.quantize, .samples(x), 3).mono(0..<10) == [
        -1, -1, -0.5, 0, 0, 0, 0.25, 0.5, 0.75, 0.75,
      ])
    #expect(try KernelBench(.quantize, .samples([.nan, .infinity]), 3).mono(0..<2) == [0, 0])
    let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
    let levels = Set(try KernelBench(.quantize, input, 4).mono(0..<3_000))
    #expect(levels.count == 16)
  }

  /// The error of a step of 1: its power is 1/12 for rounding, and as much again for each noise; triangular noise leaves
  /// no trace of the signal in it.
  @Test(arguments: [("none", 1.0), ("rectangular", 2), ("triangular", 3)])
  func theErrorHasItsPower(dither: String, parts: Double) throws {
    let step = pow(2, -7.0)
    let input = KernelBench.Given.wave { Float(0.5 * sin(2 * .pi * 997 * Double($0) / 48_000)) }
    let bench = try KernelBench(.quantize, input, 8, .init(stringLiteral: dither))
    let output = bench.mono(0..<48_000)
    let errors = (0..<48_000).map {
      (Double(output[$0]) - 0.5 * sin(2 * .pi * 997 * Double($0) / 48_000)) / step
    }
    let power = errors.reduce(0) { $0 + $1 * $1 } / 48_000
    #expect(abs(power - parts / 12) < 0.06 * parts / 12)
    #expect(abs(errors.reduce(0, +) / 48_000) < 0.01)
    if dither == "triangular" {
      let error = errors.map { Float($0) }
      for harmonic in 1...9 {
        #expect(FourierBin.magnitude(error, turns: 997 * Double(harmonic) / 48_000) < 0.02)
      }
    }
  }

  @Test func ditherDiffersByChannelAndSeedAndEndsWithTheSignal() throws {
    let both = try KernelBench(.quantize, .channels(0.1, 0.1), 4, "triangular").render(0..<500)
    #expect(both[0] != both[1])
    let other = try KernelBench(.quantize, .channels(0.1, 0.1), 4, "triangular", 7).render(0..<500)
    #expect(other[0] != both[0])
    let short = try KernelBench(.quantize, Inputs.short, 4, "triangular")
    #expect(short.shape.range == SignalRange(-50..<150))
    #expect(try KernelBench(.quantize, Inputs.wild, 4, "triangular").shape.period == nil)
    #expect(try KernelBench(.quantize, Inputs.wild, 4).shape.period == 1_001)
  }

  @Test func crushingHoldsSamples() throws {
    let ramp = KernelBench.Given.samples((0..<40).map { Float($0) / 64 })
    let crushed = try KernelBench(.bitcrush, ramp, 24, 12_000).mono(0..<40)
    for n in 0..<40 { #expect(crushed[n] == Float(n / 4 * 4) / 64) }
    #expect(try KernelBench(.bitcrush, ramp, 24, 96_000).mono(0..<40) == (0..<40).map { Float($0) / 64 })
    let coarse = try KernelBench(.bitcrush, ramp, 2, 48_000).mono(0..<40)
    #expect(Set(coarse) == [0, 0.5])
    // As many levels above 0 as below.
    for bits in [1, 2, 4] {
      let wide = KernelBench.Given.wave { Float($0) / 500 - 1.2 }
      let levels = Set(try KernelBench(.bitcrush, wide, .init(Double(bits)), 48_000).mono(0..<1_300))
      #expect(levels.count == (1 << bits) + 1 && levels.min() == -1 && levels.max() == 1)
    }
    // 7 000 samples are taken in a second, whatever the frames.
    let taken = try KernelBench(.bitcrush, .wave { Float($0 % 4_096) / 4_096 }, 24, 7_000).mono(0..<48_000)
    let changes = zip(taken, taken.dropFirst()).filter { $0 != $1 }.count + 1
    #expect(abs(changes - 7_000) <= 1)
    #expect(try KernelBench(.bitcrush, Inputs.broken).mono(0..<700).allSatisfy { $0.isFinite })
  }
}
