import Glibc
import Signals
import Testing

@testable import Kinds

/// Hadamard mixing and the losses of delay lines.
@Suite struct ReverbPartsTests {
  private func wave(_ channels: Int) -> KernelBench.Source {
    .wave(channels: channels, period: 7) { Float((($0 % 7 + 7) % 7 * ($1 + 3)) % 11) - 5 }
  }

  @Test(arguments: [2, 4, 8, 16, 64]) func hadamardKeepsTheEnergyAndUndoesItself(_ count: Int) throws {
    let source = wave(count)
    let bench = try KernelBench(.hadamard, .source(source))
    expectLaws(bench)
    let once = bench.render(0..<7)
    let twice = try KernelBench(.hadamard, .source(.samples(once))).render(0..<7)
    for n in 0..<7 {
      var (before, after) = (0.0, 0.0)
      for channel in 0..<count {
        let x = source.value(n, channel)
        #expect(abs(twice[channel][n] - x) < 1e-5)
        before += Double(x * x)
        after += Double(once[channel][n] * once[channel][n])
      }
      #expect(abs(after / before - 1) < 1e-5)
    }
    let few = try KernelBench(.hadamard, .source(source), 2)
    expectLaws(few)
    for (a, b) in zip(few.render(0..<7).joined(), once.prefix(2).joined()) { #expect(abs(a - b) < 1e-5) }
  }

  @Test func hadamardTakesPowersOfTwo() throws {
    #expect(
      try KernelBench(.hadamard, .channels(1, 3)).kernel.constant == [
        4 / 2.0.squareRoot(), -2 / 2.0.squareRoot(),
      ])
    #expect(
      refusal { try KernelBench(.hadamard, .channels(1, 2, 3)) }
        == "input: 3 channels were given; expected 1, 2, 4, 8, 16, 32 or 64, as in channels{a, b, c, d}")
  }

  private let noise = KernelBench.Given.wave { Float(($0 &* 7_919 % 1_001 + 1_001) % 1_001) / 500 - 1 }

  @Test func absorbingFollowsTheLaws() throws {
    let moving = KernelBench.Given.wave { 1 + 0.5 * sinf(Float($0) * 0.01) }
    let lengths = KernelBench.Given.resolved(.numbers([0.05, 0.07]))
    expectLaws(try KernelBench(.absorb, noise, 0.05))
    expectLaws(try KernelBench(.absorb, noise, lengths, moving, .wave { 3_000 + Float($0) }))
    #expect(try KernelBench(.absorb, noise, lengths).shape.channels == 2)
  }

  /// At frequency zero 10^(-3 length / decay), at the damping frequency its square.
  @Test(arguments: [(0.05, 1.0), (0.02, 8), (0.1, 0.5)])
  func theLossOfAPassIsThatOfItsLength(_ length: Double, _ decay: Double) throws {
    for damping in [500.0, 4_000, 12_000, 24_000] {
      let bench = try KernelBench(
        .absorb, .samples([1]), .resolved(.number(length)), .resolved(.number(decay)),
        .resolved(.number(damping)))
      let out = bench.mono(0..<48_000)
      let loss = pow(10, -3 * length / decay)
      #expect(abs(FourierBin.magnitude(out, turns: 0) * 24_000 / loss - 1) < 1e-4)
      #expect(abs(FourierBin.magnitude(out, turns: damping / 48_000) * 24_000 / (loss * loss) - 1) < 1e-3)
    }
    let bright = try KernelBench(
      .absorb, .samples([1]), .resolved(.number(length)), .resolved(.number(decay)), 1_000_000)
    let top = FourierBin.magnitude(bright.mono(0..<4_800), turns: 0.4) * 2_400
    #expect(abs(top / pow(10, -3 * length / decay) - 1) < 0.01)
  }

  @Test func lengthsAreOneForEachChannel() {
    #expect(
      refusal { try KernelBench(.absorb, noise, .resolved(.numbers([0.1, -1]))) }
        == "lengths: -1 s was given; expected 0 to 60 s")
  }
}
