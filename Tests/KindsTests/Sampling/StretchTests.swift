import Glibc
import Signals
import Testing

@testable import Kinds

/// Tempo without pitch, and pitch without tempo.
@Suite struct StretchTests {
  @Test func lawsHold() throws {
    let burst = KernelBench.Given.source(.samples([(0..<600).map { Float($0 % 17) / 17 - 0.5 }], from: -20))
    for input in [SpectralTests.noise, burst] {
      expectLaws(try KernelBench(.stretch, input, 1.37, 256))
      expectLaws(try KernelBench(.pitchShift, input, -5, 256))
      expectLaws(try KernelBench(.pitchShift, input, 7.5, 256))
    }
  }

  @Test func whatIsNotChangedComesBack() throws {
    let expected = try KernelBench(.neg, SpectralTests.noise).mono(66_000..<66_400).map { -$0 }
    for bench in [
      try KernelBench(.stretch, SpectralTests.noise, 1), try KernelBench(.pitchShift, SpectralTests.noise, 0),
    ] {
      #expect(greatestDifference(bench.mono(66_000..<66_400), expected) < 1e-6)
    }
  }

  /// A steady tone keeps its pitch and its level, through every anchor.
  @Test(arguments: [0.5, 1.37, 2, 6]) func aToneKeepsItsPitch(factor: Double) throws {
    let bench = try KernelBench(.stretch, SpectralTests.sine(440, 0.5), .init(factor))
    for first in [30_000, 60_000, 62_400, 64_800, 190_000] {
      let out = bench.mono(first..<first + 1_200)
      let level = FourierBin.magnitude(out, turns: 440 / 48_000)
      let rest = out.reduce(0) { $0 + Double($1) * Double($1) } / 1_200 - level * level / 2
      #expect(abs(level - 0.5) < 5e-3 && rest < 1e-4, "factor \(factor), frame \(first): \(level), \(rest)")
    }
  }

  /// Where one segment goes over into the next nothing gets softer, even where partials move.
  @Test func aMovingToneKeepsItsLevel() throws {
    let voice = KernelBench.Given.wave { frame in
      let angle =
        2 * Double.pi * (300 * Double(frame) / 48_000 + 0.9 * sin(2 * .pi * 5 * Double(frame) / 48_000))
      return Float(0.4 * sin(angle) + 0.2 * sin(2 * angle) + 0.1 * sin(3 * angle))
    }
    let expected = ((0.16 + 0.04 + 0.01) / 2).squareRoot()
    for bench in [try KernelBench(.stretch, voice, 1.7), try KernelBench(.pitchShift, voice, 4)] {
      for first in stride(from: 48_000, to: 72_000, by: 2_400) {
        let out = bench.mono(first..<first + 2_400)
        let level = (out.reduce(0) { $0 + Double($1) * Double($1) } / 2_400).squareRoot()
        #expect(abs(level / expected - 1) < 0.06, "frame \(first): \(level)")
      }
    }
  }

  @Test(arguments: [-24.0, -7, 0.5, 12, 19]) func aToneIsAsMuchHigherAsWasSaid(semitones: Double) throws {
    let hertz = 440 * pow(2, semitones / 12)
    let bench = try KernelBench(.pitchShift, SpectralTests.sine(440, 0.5), .init(semitones))
    for first in [30_000, 62_400, 64_800] {
      // Whole turns.
      let count = Int((48_000 / hertz * (hertz / 40).rounded(.down)).rounded())
      let out = bench.mono(first..<first + count)
      #expect(abs(FourierBin.magnitude(out, turns: hertz / 48_000) - 0.5) < 0.01, "frame \(first)")
    }
  }

  /// A pitch that moves has the laws, and where it stands still it is as much higher.
  @Test func aMovingPitchFollowsTheLaws() throws {
    let moving = KernelBench.Given.wave { 7 * sinf(Float($0) * 0.003) }
    let burst = KernelBench.Given.source(.samples([(0..<600).map { Float($0 % 17) / 17 - 0.5 }], from: 20))
    for input in [SpectralTests.noise, burst] { expectLaws(try KernelBench(.pitchShift, input, moving, 256)) }
  }

  @Test(arguments: [-24.0, -7, 0, 0.5, 12, 19]) func aPitchThatCouldMoveIsThatOfANumber(semitones: Double)
    throws
  {
    let hertz = 440 * pow(2, semitones / 12)
    let standing = KernelBench.Given.wave { _ in Float(semitones) }
    let out = try KernelBench(.pitchShift, SpectralTests.sine(440, 0.5), standing).mono(0..<66_000)
    for first in [12_000, 30_000, 60_000] {
      let count = Int((48_000 / hertz * (hertz / 40).rounded(.down)).rounded())
      let level = FourierBin.magnitude(Array(out[first..<first + count]), turns: hertz / 48_000)
      #expect(abs(level - 0.5) < 0.01, "frame \(first): \(level)")
    }
  }

  /// A tone that is moved up and down by a semitone is the tone of that course, and none but it.
  @Test func aPitchFollowsWhatMovesIt() throws {
    @Sendable func semitones(_ frame: Int) -> Double { 1 + sin(2 * .pi * Double(frame) / 48_000) }
    let moving = KernelBench.Given.wave { Float(semitones($0)) }
    let out = try KernelBench(.pitchShift, SpectralTests.sine(440, 0.5), moving).mono(0..<96_000)
    // What is left of it turned back by the phase that it should have.
    var (phase, whole) = (0.0, 0.0)
    var turned: [(Double, Double)] = []
    for (n, y) in out.enumerated() {
      turned.append((Double(y) * cos(phase), Double(y) * sin(phase)))
      whole += n < 24_000 ? 0 : Double(y) * Double(y)
      phase += 2 * .pi * 440 * pow(2, semitones(n) / 12) / 48_000
    }
    var held = 0.0
    for first in stride(from: 24_000, to: 96_000, by: 1_200) {
      let part = turned[first..<first + 1_200].reduce((0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1) }
      held += 2 * (part.0 * part.0 + part.1 * part.1) / 1_200
    }
    #expect(held / whole > 0.98, "\(held / whole) of its power follows")
  }

  @Test func whatWouldAliasIsLeftOut() throws {
    let out = try KernelBench(.pitchShift, SpectralTests.sine(15_000), 12).mono(9_600..<12_000)
    #expect(out.allSatisfy { abs($0) < 1e-2 })
  }

  @Test func lengthsFollow() throws {
    let burst = KernelBench.Given.samples([Float](repeating: 1, count: 1_000), from: 500)
    #expect(try KernelBench(.stretch, burst, 2, 256).shape.range == SignalRange(1_000..<3_256))
    #expect(try KernelBench(.pitchShift, burst, 12, 256).shape.range == SignalRange(500..<1_628))
    let out = try KernelBench(.stretch, burst, 2, 256)
    func power(_ frames: Range<Int>) -> Float { out.mono(frames).reduce(0) { $0 + $1 * $1 } }
    #expect(power(1_500..<2_500) > 100 * power(3_128..<3_256))
  }

  @Test func theWindowIsChecked() throws {
    #expect(
      refusal { try KernelBench(.stretch, SpectralTests.noise, 2, 1_001) }
        == "window: 1001 frames were given; a number that is divisible by 4 is expected")
  }
}
