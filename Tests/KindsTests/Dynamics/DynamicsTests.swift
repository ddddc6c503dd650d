import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct DynamicsTests {
  /// A sine of a level in decibels.
  private func sine(_ decibels: Double) -> KernelBench.Given {
    .wave { Float(FourierBin.factor(decibels: decibels) * sin(2 * .pi * Double($0 % 109) / 109)) }
  }

  /// The level of the last tenth of a second.
  private func level(_ bench: KernelBench) -> Double {
    let samples = bench.mono(43_200..<48_000)
    return 20 * log10(Double(samples.reduce(0) { max($0, abs($1)) }))
  }

  /// How far over a knee of `knee` decibels lies what is `over` a threshold.
  private func bent(_ over: Double, _ knee: Double) -> Double {
    if over <= -knee / 2 { return 0 }
    return over < knee / 2 ? (over + knee / 2) * (over + knee / 2) / (2 * knee) : over
  }

  @Test(arguments: [-60.0, -40, -23, -20, -19, -10, 0]) func levelsAreThoseOfTheCurve(decibels: Double) throws
  {
    let x = sine(decibels)
    let squeezed = try KernelBench(.compressor, x, -20, 4, 0.005, 0.5, 6, 3)
    #expect(abs(level(squeezed) - (decibels - 0.75 * bent(decibels + 20, 6) + 3)) < 0.1)
    let hard = try KernelBench(.compressor, x, -20, 1_000, 0.005, 0.5, 0)
    #expect(abs(level(hard) - min(decibels, -20 + 0.001 * max(0, decibels + 20))) < 0.1)
    let spread = try KernelBench(.expander, x, -20, 2, 0.005, 0.5, 6, 30)
    #expect(abs(level(spread) - (decibels - min(30, bent(-20 - decibels, 6)))) < 0.3)
    let gated = try KernelBench(.gate, x, -21, 0.01, 0.05, 0.01, 50)
    #expect(abs(level(gated) - (decibels >= -21 ? decibels : decibels - 50)) < 0.2)
  }

  /// What is shut at first is as far down as a depth says, be that a number or a signal.
  @Test func aDepthThatStandsStillAsASignalIsWhatANumberGives() throws {
    let x = KernelBench.Given.wave { Float(0.001 * sin(Double($0))) }
    let depth = KernelBench.Given.wave { _ in 44 }
    for kind in [SignalKind.gate, .expander] {
      let place = try #require(kind.place(of: "depth"))
      func bench(_ depth: KernelBench.Given) throws -> [Float] {
        var given = [KernelBench.Given](repeating: .standard, count: kind.parameters.count)
        (given[0], given[place]) = (x, depth)
        return try KernelBench(kind, given).mono(0..<2_000)
      }
      #expect(try bench(44) == bench(depth), "\(kind.name)")
    }
  }

  @Test func aSidechainMakesRoom() throws {
    let voice = KernelBench.Given.samples([Float](repeating: 0.5, count: 12_000))
    let bench = try KernelBench(.duck, .channels(1, 0.5), voice, -20, 18, 0.01, 0.1, 6)
    let samples = bench.render(0..<48_000)
    #expect(samples.count == 2)
    func decibels(_ frame: Int) -> Double { 20 * log10(Double(samples[0][frame])) }
    #expect(decibels(0) > -1)
    // 60 dB of the way after the attack: a thousandth of 18 dB is left.
    #expect(abs(decibels(479) + 18 * 0.999) < 0.01)
    #expect(abs(decibels(11_000) + 18) < 1e-3)
    #expect(abs(decibels(40_000)) < 0.05)
    #expect(zip(samples[0], samples[1]).allSatisfy { $0 * 0.5 == $1 })
  }

  @Test func attackAndReleaseTakeTheirTime() throws {
    let x = KernelBench.Given.wave { $0 < 24_000 ? 0.1 : $0 < 72_000 ? 1 : 0.1 }
    let bench = try KernelBench(.compressor, x, -20, 1_000, 0.05, 0.5, 0)
    let samples = bench.mono(0..<120_000)
    // 19.98 dB down in the end; after the attack a thousandth of it is missing, after the release it is left.
    func down(_ frame: Int) -> Double {
      -20 * log10(Double(samples[frame]) / (frame < 24_000 || frame >= 72_000 ? 0.1 : 1))
    }
    #expect(abs(down(24_000 + 2_399) - 19.98 * 0.999) < 0.002)
    #expect(abs(down(70_000) - 19.98) < 1e-3)
    // Smoothed by the attack as well, it is a little behind.
    #expect(down(72_000 + 24_000) < 19.98 * 0.0013 && down(72_000 + 24_000) > 19.98 * 0.0009)
  }

  @Test func channelsAreTurnedDownTogether() throws {
    let both = try KernelBench(.compressor, .channels(1, 0.01), -20, 10, 0.001, 0.1).render(0..<4_800)
    #expect(abs(both[0][4_000] / both[1][4_000] - 100) < 1e-3)
    #expect(both[1][4_000] < 0.002)
  }

  @Test func aGateHoldsAndDoesNotChatter() throws {
    let x = KernelBench.Given.wave { $0 < 4_800 ? 0.2 : 0.001 }
    let bench = try KernelBench(.gate, x, -20, 0.001, 0.001, 0.1, 60)
    let samples = bench.mono(0..<24_000)
    #expect(abs(samples[200] - 0.2) < 1e-4)
    // The peak is 9 dB down after 0.023 s, then it is held for 0.1 s.
    #expect(samples[4_800 + 4_800] > 0.00099 && samples[4_800 + 6_200] < 2e-6)
  }

  @Test func whatIsNotFiniteDoesNotLast() throws {
    for bench in [
      try KernelBench(.compressor, Inputs.broken), try KernelBench(.expander, Inputs.broken),
      try KernelBench(.gate, Inputs.broken), try KernelBench(.duck, 0.5, Inputs.broken),
    ] {
      let samples = bench.mono(0..<700)
      #expect(samples[128...].allSatisfy { $0.isFinite })
    }
    let wild = KernelBench.Given.wave { $0 % 7 == 0 ? .nan : Float($0 * 31 % 200) - 100 }
    let bench = try KernelBench(.compressor, Inputs.short, wild, wild, wild, wild, wild, wild)
    #expect(bench.mono(-50..<700).allSatisfy { $0.isFinite })
  }

  @Test func lawsHold() throws {
    let (low, time) = (Inputs.moving(-40, 0), Inputs.moving(0, 0.1))
    for input in [Inputs.wild, Inputs.short, .channels(0.3, -4)] {
      for bench in [
        try KernelBench(.compressor, input), try KernelBench(.compressor, input, low, 3, time, time, 3, low),
        try KernelBench(.expander, input), try KernelBench(.expander, input, low, 3, time, time, 3, 20),
        try KernelBench(.gate, input), try KernelBench(.gate, input, low, time, time, time),
        try KernelBench(.duck, input, Inputs.wild), try KernelBench(.duck, input, input, low, 12, time, time),
      ] { expectLaws(bench) }
    }
    let (t, r) = (Double(Float(0.01)), Double(Float(0.2)))
    #expect(
      try KernelBench(.compressor, Inputs.wild, -30, 4, .init(t), .init(r)).mono(0..<300)
        == KernelBench(
          .compressor, Inputs.wild, Inputs.level(-30), Inputs.level(4), Inputs.level(0.01), Inputs.level(0.2)
        ).mono(0..<300))
  }
}
