import Glibc
import Signals
import Testing

@testable import Kinds

/// The spectral kinds: SciPy's values, and what comes back unchanged.
@Suite struct SpectralTests {
  /// White noise, the same in every run.
  static let noise = KernelBench.Given.wave { white($0) }

  static func white(_ frame: Int) -> Float {
    var x = UInt64(bitPattern: Int64(frame)) &* 0x9e37_79b9_7f4a_7c15
    x = (x ^ (x >> 30)) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
    return Float(Int32(truncatingIfNeeded: x >> 32)) * 0x1p-32
  }

  static func sine(_ hertz: Double, _ level: Double = 1) -> KernelBench.Given {
    .wave { Float(level * sin(2 * Double.pi * hertz * Double($0) / 48_000)) }
  }

  private func small(_ kind: SignalKind, _ given: KernelBench.Given...) throws -> KernelBench {
    switch kind.name {
    case "spectral_gate": try KernelBench(kind, given[0], given[1], "above", 64, 16)
    case "vocoder": try KernelBench(kind, given[0], given[1], 8, "channel", 64, 16)
    default: try KernelBench(kind, given[0], given[1], 64, 16)
    }
  }

  @Test func lawsHold() throws {
    let burst = KernelBench.Given.source(.samples([(0..<200).map { Float($0 % 17) / 17 - 0.5 }], from: -20))
    let level = KernelBench.Given.wave { -40 + Float($0 % 300) * 0.1 }
    let response = KernelBench.Given.resolved(.samples(Samples([[1, 0, 0.5]])))
    for input in [Self.noise, burst] {
      expectLaws(try small(.spectralGate, input, -30))
      expectLaws(try small(.spectralGate, input, level))
      expectLaws(try small(.spectralFilter, input, response))
      expectLaws(try small(.spectralBlur, input, 0.004))
      expectLaws(try small(.spectralFreeze, input, 0.001))
      expectLaws(try small(.spectralShift, input, 300))
      expectLaws(try small(.vocoder, input, Self.noise))
    }
  }

  @Test func aGateIsSciPys() throws {
    let reference = try SpectralReference.load()
    let level = KernelBench.Given(floatLiteral: 20 * log10(reference.threshold))
    for (keep, expected) in [("above", reference.gate), ("below", reference.below)] {
      let bench = try KernelBench(
        .spectralGate, .samples(reference.voice), level, .init(stringLiteral: keep),
        .init(integerLiteral: reference.window), .init(integerLiteral: reference.hop))
      #expect(greatestDifference(bench.mono(0..<expected.count), expected) < 1e-5)
    }
  }

  @Test func aFilterIsSciPys() throws {
    let reference = try SpectralReference.load()
    let bench = try KernelBench(
      .spectralFilter, .samples(reference.voice), .resolved(.samples(Samples([reference.response]))),
      .init(integerLiteral: reference.window), .init(integerLiteral: reference.hop))
    #expect(greatestDifference(bench.mono(0..<reference.filter.count), reference.filter) < 1e-5)
  }

  @Test func aVocoderByPhasesIsSciPys() throws {
    let reference = try SpectralReference.load()
    let bench = try KernelBench(
      .vocoder, .samples(reference.voice), .samples(reference.other), 8, "phase",
      .init(integerLiteral: reference.window), .init(integerLiteral: reference.hop))
    #expect(greatestDifference(bench.mono(0..<reference.vocoder.count), reference.vocoder) < 1e-5)
  }

  /// -120 dB, for any window and hop.
  @Test(arguments: [(2_048, 512), (1_024, 256), (1_000, 300), (64, 32), (256, 16), (130, 47)])
  func whatIsNotChangedComesBack(window: Int, hop: Int) throws {
    let (w, h) = (KernelBench.Given(integerLiteral: window), KernelBench.Given(integerLiteral: hop))
    let flat = KernelBench.Given.resolved(.samples(Samples([[1, 1]])))
    let expected = try KernelBench(.neg, Self.noise).mono(1_000..<1_400).map { -$0 }
    for bench in [
      try KernelBench(.spectralGate, Self.noise, -200, .standard, w, h),
      try KernelBench(.spectralFilter, Self.noise, flat, w, h),
      try KernelBench(.spectralBlur, Self.noise, 0, w, h),
      try KernelBench(.spectralShift, Self.noise, 0, w, h),
      try KernelBench(.spectralFreeze, Self.noise, 1, w, h),
      try KernelBench(.vocoder, Self.noise, Self.noise, 16, "phase", w, h),
    ] {
      #expect(greatestDifference(bench.mono(1_000..<1_400), expected) < 1e-6)
    }
  }

  @Test func aShiftedSineHasAnotherFrequency() throws {
    for (by, expected) in [(100.0, 1_100.0), (-250.5, 749.5), (-3_000, 0)] {
      let out = try KernelBench(.spectralShift, Self.sine(1_000), .init(by)).mono(4_800..<14_400)
      let there = FourierBin.magnitude(out, turns: (1_000 + by) / 48_000)
      let rest = out.reduce(0) { $0 + Double($1) * Double($1) } / Double(out.count)
      if expected > 0 {
        #expect(abs(there - 1) < 1e-3 && abs(rest - 0.5) < 2e-3)
      } else {
        #expect(rest < 1e-6, "below 0 Hz nothing is left")
      }
    }
  }

  @Test func aFrozenSineGoesOnForEver() throws {
    let bench = try KernelBench(.spectralFreeze, Self.sine(440, 0.5), 0.5)
    #expect(bench.shape.range == .all)
    for second in [1, 60, 600] {
      let out = bench.mono(second * 48_000..<second * 48_000 + 1_200)
      #expect(abs(FourierBin.magnitude(out, turns: 440 / 48_000) - 0.5) < 2e-3)
    }
    // Of what came later nothing is heard.
    let end = try KernelBench(
      .spectralFreeze, .source(.samples([(0..<24_000).map { Float(sin(0.1 * Double($0))) }])), 0.4)
    #expect(abs(FourierBin.magnitude(end.mono(96_000..<97_000), turns: 0.1 / (2 * .pi)) - 1) < 0.02)
  }

  @Test func aBlurLastsAsLongAsItSays() throws {
    let length = 0.1
    let click = try KernelBench(.spectralBlur, .samples([1]), .init(length))
    func power(_ frames: Range<Int>) -> Float { click.mono(frames).reduce(0) { $0 + $1 * $1 } }
    // Not as clicks, one a window.
    for first in [1_500, 2_000, 2_500, 3_000] { #expect(power(first..<first + 500) > 1e-4) }
    #expect(power(4_800 + 3_072..<9_600) < 1e-12)
    let tone = try KernelBench(.spectralBlur, Self.sine(440), 0.5).mono(48_000..<49_200)
    #expect(abs(FourierBin.magnitude(tone, turns: 440 / 48_000) - 1) < 1e-3)
  }

  @Test func aVocoderByBandsFollowsTheModulator() throws {
    // A tone as modulator: of the noise only what lies about it is left, at its level.
    let out = try KernelBench(.vocoder, Self.noise, Self.sine(1_000, 0.5), 24).mono(9_600..<19_200)
    let power = out.reduce(0) { $0 + Double($1) * Double($1) } / Double(out.count)
    #expect(abs(10 * log10(power / 0.125)) < 3)
    let near = (900...1_100).reduce(0.0) {
      $0 + pow(FourierBin.magnitude(out, turns: Double($1) / 48_000), 2)
    }
    let far = (4_900...5_100).reduce(0.0) {
      $0 + pow(FourierBin.magnitude(out, turns: Double($1) / 48_000), 2)
    }
    #expect(far < near * 1e-4)
    // Nothing sounds where either is silent.
    // What does not move opens no band.
    let still = try KernelBench(.vocoder, Self.noise, 0.5).mono(9_600..<14_400)
    #expect(still.allSatisfy { abs($0) < 1e-3 })
    let silent = try KernelBench(.vocoder, Self.noise, .samples([0, 0, 0]))
    #expect(silent.mono(0..<256).allSatisfy { $0 == 0 })
  }

  @Test func whatIsNotFiniteIsHeardNowhere() throws {
    let broken = KernelBench.Given.wave { $0 == 500 ? .nan : $0 == 700 ? .infinity : 0.1 }
    for bench in [
      try KernelBench(.spectralGate, broken, .wave { _ in .nan }),
      try KernelBench(.spectralShift, broken, 10),
      try KernelBench(.spectralBlur, broken), try KernelBench(.vocoder, broken, broken),
    ] {
      #expect(bench.mono(0..<1_024).allSatisfy { $0.isFinite })
    }
  }

  @Test func windowsAndHopsAreChecked() throws {
    #expect(
      refusal { try KernelBench(.spectralGate, Self.noise, -30, "above", 1_001, 256) }
        == "window: 1001 frames were given; an even number is expected")
    #expect(
      refusal { try KernelBench(.spectralGate, Self.noise, -30, "above", 1_024, 600) }
        == "hop: 600 frames were given; expected 64 to 512, a sixteenth of the window to a half")
  }
}
