import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct SampleTests {
  private func sample(_ samples: [Float], _ rest: KernelBench.Given...) throws -> KernelBench {
    func given(_ place: Int) -> KernelBench.Given { place < rest.count ? rest[place] : .standard }
    return try KernelBench(
      .sample, "x.wav", given(0), given(1), given(2), given(3), given(4)
    ) { _ in Samples([samples]) }
  }

  private func frames(_ count: Int) -> KernelBench.Given { .init(Double(count) / 48_000) }
  private let ramp = (1...8).map(Float.init)

  @Test func lawsHold() throws {
    let long = (0..<400).map { Float($0 * 7_919 % 101) / 50 - 1 }
    expectLaws(try sample(long))
    for rate in [0.5, 1.3, -1, -2.2, 7] {
      expectLaws(try sample(long, .init(rate)))
      expectLaws(try sample(long, .init(rate), frames(20), frames(300)))
      expectLaws(try sample(long, .init(rate), frames(20), frames(300), frames(50), frames(61)))
    }
  }

  @Test func aPartIsPlayedForwardsAndBackwards() throws {
    #expect(try sample(ramp).mono(-1..<9) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 0])
    #expect(try sample(ramp, 1, frames(2), frames(5)).mono(-1..<5) == [0, 3, 4, 5, 0, 0])
    #expect(try sample(ramp, -1, frames(2), frames(5)).mono(-1..<5) == [0, 5, 4, 3, 0, 0])
    #expect(try sample(ramp, -1).shape.range == SignalRange(0..<8))
    #expect(throws: SignalError.self) { try sample(ramp, 1, frames(9)) }
  }

  @Test func aLoopGoesOnForEver() throws {
    let loop = try sample(ramp, 1, frames(1), frames(8), frames(2), frames(4))
    #expect(loop.mono(0..<8) == [2, 3, 4, 3, 4, 3, 4, 3])
    #expect(loop.shape.range == SignalRange(lower: 0, upper: nil))
    let back = try sample(ramp, -1, frames(0), frames(8), frames(2), frames(4))
    #expect(back.mono(0..<10) == [8, 7, 6, 5, 4, 3, 4, 3, 4, 3])
    let open = try sample(ramp, 1, frames(0), frames(6), frames(4))
    #expect(open.mono(0..<10) == [1, 2, 3, 4, 5, 6, 5, 6, 5, 6])
  }

  /// A sine read at another speed is a sine, to -90 dB.
  @Test(arguments: [0.31, 1.5, -0.77, 3.9]) func anotherSpeedIsAnotherPitch(rate: Double) throws {
    let turns = 0.02
    let wave = (0..<48_000).map { Float(sin(2 * Double.pi * turns * Double($0))) }
    let bench = try sample(wave, .init(rate))
    let out = bench.mono(2_000..<4_000)
    let first = rate < 0 ? 47_999.0 : 0
    for (i, y) in out.enumerated() {
      let expected = sin(2 * Double.pi * turns * (first + Double(2_000 + i) * rate))
      #expect(abs(Double(y) - expected) < 3e-5)
    }
    #expect(bench.shape.range == SignalRange(0..<Int((48_000 / abs(rate)).rounded(.up))))
  }

  @Test(arguments: [0.31, 1, 1.5, -0.77, 3.9]) func aSpeedThatStandsStillAsASignalIsWhatANumberGives(
    _ rate: Double
  )
    throws
  {
    let wave = (0..<9_000).map { Float(sin(0.1 * Double($0)) + sin(0.031 * Double($0))) }
    let fixed = try sample(wave, .init(rate), frames(500), frames(8_000), frames(1_000), frames(1_800))
    let moving = try sample(
      wave, .wave { _ in Float(rate) }, frames(500), frames(8_000), frames(1_000), frames(1_800))
    // What a Float keeps of the speed adds up.
    for (a, b) in zip(fixed.mono(0..<3_000), moving.mono(0..<3_000)) { #expect(abs(a - b) < 5e-4) }
    #expect(moving.mono(0..<900, step: 37) == moving.mono(0..<900))
    #expect(moving.shape.range == SignalRange(lower: 0, upper: nil))
  }

  /// Forwards, slower, and back again: a sine of the place.
  @Test func aSpeedThatMovesIsFollowed() throws {
    let wave = (0..<48_000).map { Float(sin(2 * Double.pi * 0.03 * Double($0))) }
    let speed: @Sendable (Int) -> Float = { Float(4 * cos(2 * Double.pi * Double($0) / 12_000)) }
    let out = try sample(wave, .wave(speed)).mono(0..<12_000)
    var place = 0.0
    for n in 0..<12_000 {
      // At both ends of the samples there is a jump to silence.
      if place > 500 { #expect(abs(Double(out[n]) - sin(2 * .pi * 0.03 * place)) < 3e-4, "\(n)") }
      place += Double(speed(n))
    }
  }

  @Test func whatWouldAliasAtASpeedThatMovesIsLeftOut() throws {
    let wave = (0..<48_000).map { Float(sin(2 * Double.pi * 0.4 * Double($0))) }
    let out = try sample(wave, .wave { n in 2.5 + Float(n % 1_000) / 1_000 }).mono(2_000..<8_000)
    #expect(out.allSatisfy { abs($0) < 1e-4 })
  }

  @Test func whatWouldAliasIsLeftOut() throws {
    let wave = (0..<20_000).map { Float(sin(2 * Double.pi * 0.4 * Double($0))) }
    #expect(try sample(wave, 3).mono(1_000..<2_000).allSatisfy { abs($0) < 1e-4 })
  }

  @Test func slicesAreEqualParts() throws {
    let input = KernelBench.Given.samples([1, 2, 3, 4, 5, 6, 7, 8, 9], from: 3)
    #expect(try KernelBench(.slice, input, 3).mono(-1..<5) == [0, 1, 2, 3, 0, 0])
    #expect(try KernelBench(.slice, input, 3, 3).mono(0..<3) == [7, 8, 9])
    #expect(try KernelBench(.slice, input, 3, 4).mono(0..<3) == [1, 2, 3])
    #expect(try KernelBench(.slice, input, 3, 2).shape.range == SignalRange(0..<3))
    expectLaws(try KernelBench(.slice, .samples((0..<700).map(Float.init)), 2, 2))
    #expect(
      refusal { try KernelBench(.slice, SpectralTests.noise, 3) }?.contains("goes on for ever") == true)
  }
}
