import Glibc
import Kinds
import Signals
import Testing

func decibels(_ factor: Double) -> Double { 20 * log10(factor) }

extension KernelBench {
  /// The gain that a kernel claims at a frequency.
  func claim(_ hertz: Double, channel: Int = 0) -> Double? {
    (kernel as? any LinearResponse)?.response(at: hertz, channel: channel).map {
      hypot($0.real, $0.imaginary)
    }
  }
}

/// The response that a kind claims is the one measured from its impulse.
struct LinearResponseTests {
  private static let impulse = KernelBench.Given.samples([1])

  private static func list(_ numbers: Double...) -> KernelBench.Given { .resolved(.numbers(numbers)) }

  private static func cases(_ rate: Int) throws -> [KernelBench] {
    var benches: [KernelBench] = []
    for kind in [SignalKind.lowpass, .highpass, .bandpass, .notch, .allpass] {
      for (cutoff, q) in [(100.0, 0.7071), (1_000, 5), (12_000, 0.3), (Double(rate) / 2, 1)] {
        benches.append(try KernelBench(kind, impulse, .init(cutoff), .init(q), rate: rate))
        benches.append(
          try KernelBench(.svf, impulse, .init(cutoff), .init(q), .init(stringLiteral: kind.name), rate: rate)
        )
      }
    }
    for kind in [SignalKind.peaking, .lowshelf, .highshelf] {
      for (cutoff, gain, q) in [(200.0, 9.0, 0.7071), (3_000, -24, 0.5), (15_000, 15, 1.5)] {
        benches.append(try KernelBench(kind, impulse, .init(cutoff), .init(gain), .init(q), rate: rate))
      }
    }
    for cutoff in [20.0, 1_000, 20_000] {
      benches.append(try KernelBench(.onepole, impulse, .init(cutoff), rate: rate))
      benches.append(try KernelBench(.dcblock, impulse, .init(cutoff / 20), rate: rate))
    }
    benches.append(try KernelBench(.biquad, impulse, 0.3, 0.2, -0.1, -1.2, 0.7, rate: rate))
    benches.append(try KernelBench(.iir, impulse, list(0.5, 0, 0.1), list(2, -2.5, 1.4, -0.1), rate: rate))
    benches.append(
      try KernelBench(.sos, impulse, list(0.5, 0.2, 0.1, 1, -0.9, 0.4, 1, -1, 0, 2, -1, 0.5), rate: rate))
    benches.append(
      try KernelBench(.fir, impulse, .resolved(.samples(Samples([[0.25, 0.5, -0.25, 0.125]]))), rate: rate))
    benches.append(try KernelBench(.hilbert, impulse, rate: rate))
    return benches
  }

  @Test(arguments: [44_100, 48_000, 96_000]) func theClaimedResponseIsTheMeasuredOne(rate: Int) throws {
    for bench in try Self.cases(rate) {
      let response = bench.render(0..<rate)
      for channel in response.indices {
        for hertz in [30.0, 110, 1_000, 5_000, 12_000, 21_000] {
          let measured =
            FourierBin.magnitude(response[channel], turns: hertz / Double(rate)) * Double(rate) / 2
          let claimed = try #require(bench.claim(hertz, channel: channel))
          if claimed < 1e-5 {
            #expect(measured < 2e-5, "\(bench.kernel) at \(hertz) Hz")
          } else {
            #expect(abs(decibels(measured / claimed)) < 0.1, "\(bench.kernel) at \(hertz) Hz, \(rate)")
          }
        }
      }
    }
  }

  @Test func thePhaseIsTheMeasuredOneToo() throws {
    for bench in try Self.cases(48_000) {
      let response = bench.render(0..<48_000)
      for channel in response.indices {
        for hertz in [110.0, 1_000, 5_000] {
          let claimed = try #require(
            (bench.kernel as? any LinearResponse)?.response(at: hertz, channel: channel))
          let measured = FourierBin.coefficients(response[channel], turns: hertz / 48_000)
          let away = hypot(measured.cos * 24_000 - claimed.real, -measured.sin * 24_000 - claimed.imaginary)
          #expect(
            away < 1e-3 * max(1, hypot(claimed.real, claimed.imaginary)), "\(bench.kernel) at \(hertz) Hz")
        }
      }
    }
  }

  @Test func everyKindThatClaimsAResponseIsMeasured() throws {
    let measured = Set(try Self.cases(48_000).map { "\(type(of: $0.kernel))" })
    let claiming: [(SignalKind, [KernelBench.Given])] = [
      (.lowpass, []), (.onepole, []), (.dcblock, []), (.biquad, []), (.hilbert, []),
      (.iir, [Self.list(1), Self.list(1)]), (.sos, [Self.list(1, 0, 0, 1, 0, 0)]),
      (.fir, [.resolved(.samples(Samples([[1]])))]),
    ]
    for (kind, given) in claiming {
      let bench =
        given.count == 2
        ? try KernelBench(kind, Self.impulse, given[0], given[1])
        : given.count == 1
          ? try KernelBench(kind, Self.impulse, given[0]) : try KernelBench(kind, Self.impulse)
      #expect(bench.kernel is any LinearResponse && measured.contains("\(type(of: bench.kernel))"))
    }
  }

  @Test func whatMovesClaimsNothing() throws {
    let moving = KernelBench.Given.wave { _ in 500 }
    for kind in [SignalKind.lowpass, .onepole, .dcblock, .peaking] {
      #expect(try KernelBench(kind, Self.impulse, moving).claim(1_000) == nil, "\(kind.name)")
    }
    #expect(try KernelBench(.biquad, Self.impulse, .wave { _ in 0.5 }).claim(1_000) == nil)
  }
}
