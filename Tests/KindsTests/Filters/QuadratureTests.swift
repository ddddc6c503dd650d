import Glibc
import Kinds
import Signals
import Testing

struct QuadratureTests {
  private func sine(_ hertz: Double, _ rate: Int = 48_000) -> KernelBench.Given {
    .wave { Float(sin(2 * .pi * hertz * Double($0) / Double(rate))) }
  }

  @Test(arguments: [44_100, 48_000, 96_000]) func theTwoPartsStayAQuarterTurnApart(rate: Int) throws {
    let kernel = try #require(
      try KernelBench(.hilbert, .samples([1]), rate: rate).kernel as? any LinearResponse)
    for hertz in [20.0, 50, 440, 3_000, 12_000, 20_000] {
      let first = try #require(kernel.response(at: hertz, channel: 0))
      let second = try #require(kernel.response(at: hertz, channel: 1))
      let lag = atan2(first.imaginary, first.real) - atan2(second.imaginary, second.real)
      let turned = lag - (lag / (2 * .pi)).rounded(.down) * 2 * .pi
      #expect(abs(turned - .pi / 2) * 180 / .pi < 0.025, "\(hertz) Hz at \(rate)")
      #expect(abs(hypot(first.real, first.imaginary) - 1) < 1e-9)
    }
  }

  @Test func theEnvelopeOfASineIsFlat() throws {
    let parts = try KernelBench(.hilbert, sine(440)).render(40_000..<48_000)
    #expect(parts.count == 2)
    #expect(zip(parts[0], parts[1]).allSatisfy { abs(hypot($0, $1) - 1) < 1e-3 })
  }

  @Test func eachChannelHasTwo() throws {
    let input = KernelBench.Given.source(
      .samples([(0..<500).map { Float($0 % 7) }, (0..<500).map { Float($0 % 5) }]))
    let four = try KernelBench(.hilbert, input).render(0..<600)
    let second = KernelBench.Given.samples((0..<500).map { Float($0 % 5) })
    #expect(Array(four[2...]) == (try KernelBench(.hilbert, second).render(0..<600)))
  }

  @Test(arguments: [(1_000.0, 250.0), (1_000, -300), (5_000, 7_000), (300, 40)])
  func aSineIsMovedAndNothingElseIsHeard(hertz: Double, shift: Double) throws {
    let frames = 48_000..<96_000
    for given in [KernelBench.Given(shift), .wave { _ in Float(shift) }] {
      let y = try KernelBench(.freqshift, sine(hertz), given).mono(frames)
      #expect(abs(FourierBin.magnitude(y, turns: (hertz + shift) / 48_000) - 1) < 1e-3)
      #expect(decibels(FourierBin.magnitude(y, turns: abs(hertz - shift) / 48_000)) < -80)
      #expect(decibels(FourierBin.magnitude(y, turns: hertz / 48_000)) < -80)
    }
  }

  @Test func itFallsSilent() throws {
    #expect(
      try KernelBench(.freqshift, .samples([1])).mono(40_000..<48_000).allSatisfy { $0.magnitude < 1e-9 })
  }
}
