import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct AllpassChainTests {
  private let noise = KernelBench.Given.wave { Float(($0 &* 7_919 % 1_001 + 1_001) % 1_001) / 500 - 1 }

  @Test func lawsHold() throws {
    let moving = KernelBench.Given.wave { 1_000 + 900 * sinf(Float($0) * 0.01) }
    expectLaws(try KernelBench(.allpassChain, noise, 700, 3))
    expectLaws(try KernelBench(.allpassChain, noise, moving, 24, .wave { 0.7 * sinf(Float($0) * 0.02) }))
    expectLaws(try KernelBench(.allpassChain, noise, 700, 6, 0.5))
  }

  /// Of first-order allpasses: the phase is -2 atan(tan(pi f / rate) / tan(pi f0 / rate)) for each stage.
  @Test(arguments: [1, 2, 5, 12]) func levelsStayAndPhasesTurn(_ stages: Int) throws {
    let bench = try KernelBench(.allpassChain, .samples([1]), 1_000, .resolved(.number(Double(stages))))
    let out = bench.mono(0..<48_000)
    for hertz in [50.0, 400, 1_000, 5_000, 20_000] {
      let (re, im) = FourierBin.coefficients(out, turns: hertz / 48_000)
      #expect(abs((re * re + im * im).squareRoot() * 24_000 - 1) < 1e-4)
      let phase = -2 * Double(stages) * atan(tan(.pi * hertz / 48_000) / tan(.pi * 1_000 / 48_000))
      let turned = remainder(atan2(-im, re) - phase, 2 * .pi)
      #expect(abs(turned) < 1e-3, "\(hertz) Hz")
    }
  }

  /// y = A (x + r y): the response is A / (1 - r A), solved without delay.
  @Test(arguments: [-0.75, 0.5, 0.75]) func whatGoesRoundIsSolved(_ regen: Double) throws {
    let bench = try KernelBench(.allpassChain, .samples([1]), 1_000, 3, .resolved(.number(regen)))
    let out = bench.mono(0..<48_000)
    for hertz in [0.0, 200, 1_000, 8_000] {
      let phase = -6 * atan(tan(.pi * hertz / 48_000) / tan(.pi * 1_000 / 48_000))
      let (c, s) = (1 - regen * cos(phase), -regen * sin(phase))
      let measured = FourierBin.magnitude(out, turns: hertz / 48_000) * 24_000
      #expect(abs(measured * (c * c + s * s).squareRoot() - 1) < 1e-3, "\(hertz) Hz")
    }
  }

  @Test func whatIsNotFiniteDoesNotStay() throws {
    let odd = KernelBench.Given.samples([1, .nan, .infinity] + [Float](repeating: 0.5, count: 2_000))
    let out = try KernelBench(.allpassChain, odd, 1_000, 4, 0.7).mono(0..<2_000)
    #expect(out.suffix(1_000).allSatisfy { $0.isFinite && abs($0) < 30 })
    let wild = try KernelBench(
      .allpassChain, noise, .wave { $0 % 2 == 0 ? .nan : 1e9 }, 12, .wave { _ in .nan })
    #expect(wild.mono(0..<4_800).allSatisfy { $0.isFinite && abs($0) < 50 })
  }
}
