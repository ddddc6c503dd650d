import Kinds
import Signals
import Testing

/// Filters that are given by their coefficients.
struct CoefficientFilterTests {
  private func list(_ numbers: [Double]) -> KernelBench.Given { .resolved(.numbers(numbers)) }
  private func taps(_ planes: [Float]...) -> KernelBench.Given { .resolved(.samples(Samples(planes))) }
  private let noise = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }

  @Test func outputsAreThoseOfTheReference() throws {
    let reference = try FilterReference.load()
    for each in reference.iir {
      try reference.expect(each.name, each.outputs, each.magnitudes) {
        try KernelBench(.iir, $0, list(each.b), list(each.a))
      }
    }
    for each in reference.sos {
      try reference.expect(each.name, each.outputs, each.magnitudes) {
        try KernelBench(.sos, $0, list(each.sos))
      }
    }
    let fir = reference.fir
    try reference.expect(fir.name, fir.outputs, fir.magnitudes) {
      try KernelBench(.fir, $0, taps(fir.b.map(Float.init)))
    }
  }

  @Test func theLawsHold() throws {
    expectLaws(try KernelBench(.iir, noise, list([0.5, 0.2, 0.1]), list([1, -0.9, 0.4, -0.1])))
    expectLaws(try KernelBench(.sos, noise, list([0.5, 0.2, 0.1, 1, -0.9, 0.4, 1, 1, 0, 1, -0.5, 0])))
    expectLaws(try KernelBench(.biquad, noise, 0.5, 0.2, 0.1, -0.9, 0.4))
    expectLaws(try KernelBench(.biquad, noise, 0.5, .wave { Float($0 % 40) / 10 - 2 }, 0.1, -0.9, 0.4))
    for input in [noise, .samples([1, -0.5, 0.25], from: 100)] {
      expectLaws(try KernelBench(.fir, input, taps([0, 0, 0.5, 0.25, -0.25])))
      expectLaws(try KernelBench(.fir, input, taps([0.5], [0.25])))
    }
    let saw = KernelBench.Given.wave(period: 50) { Float(($0 % 50 + 50) % 50) / 50 }
    expectLaws(try KernelBench(.fir, saw, taps([0.5, 0.5])))
  }

  @Test func howARangeIsCutChangesNoBitWhereTheyFallSilent() throws {
    let clicks = [1, -1] + [Float](repeating: 0, count: 2_000) + [0.5]
    let click = KernelBench.Given.samples(clicks, from: 100)
    for bench in [
      try KernelBench(.iir, click, list([-0.5, -0.2, 0.1]), list([1, 0.9, 0.4, 0.1])),
      try KernelBench(.sos, click, list([-0.5, -0.2, 0.1, 1, 0.9, 0.4])),
      try KernelBench(.biquad, click, -0.5, -0.2, 0.1, 0.9, 0.4),
    ] {
      for step in [1, 37] {
        #expect(differences(bench.render(0..<3_000, step: step), bench.render(0..<3_000)) == 0)
      }
    }
  }

  @Test func aBiquadIsItsDifferenceEquation() throws {
    let fixed = try KernelBench(.biquad, noise, 0.5, 0.2, 0.1, -1.2, 0.7).mono(0..<500)
    let same = try KernelBench(.iir, noise, list([0.5, 0.2, 0.1]), list([1, -1.2, 0.7])).mono(0..<500)
    #expect(zip(fixed, same).allSatisfy { abs($0 - $1) < 1e-6 })
    let moving = try KernelBench(.biquad, noise, .wave { _ in 0.5 }, 0.2, 0.1, -1.2, 0.7)
    #expect(zip(fixed, moving.mono(0..<500)).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func anySweepOfABiquadStaysFinite() throws {
    let bench = try KernelBench(
      .biquad, noise, .wave { Float($0 * 31 % 32) - 16 }, .wave { $0 % 97 == 0 ? .nan : 1 },
      .wave { $0 % 89 == 0 ? .infinity : 1 }, -1.2, 0.7)
    #expect(bench.mono(0..<5_000).allSatisfy { $0.isFinite })
  }

  @Test func whatIsNotStableIsRefused() {
    let input = noise
    #expect(refusal { try KernelBench(.biquad, input, 1, 0, 0, -2, 1) }?.contains("stable filter") == true)
    #expect(
      refusal { try KernelBench(.iir, input, list([1]), list([1, -1])) }?.contains("not stable") == true)
    #expect(
      refusal { try KernelBench(.iir, input, list([1]), list([0, 1])) }?.contains("first number is 0") == true
    )
    #expect(
      refusal { try KernelBench(.sos, input, list([1, 0, 0, 1, -2, 1.1])) }?.contains("row 1 is not stable")
        == true)
    #expect(refusal { try KernelBench(.sos, input, list([1, 0, 0])) }?.contains("rows of 6") == true)
    let long = [Double](repeating: 0, count: 200)
    #expect(refusal { try KernelBench(.iir, input, list(long), list([1])) }?.contains("at most 129") == true)
  }

  @Test func theyFallSilentAndComeBackFromWhatIsNotFinite() throws {
    let given: [(SignalKind, [KernelBench.Given])] = [
      (.iir, [list([0.5]), list([1, -0.5])]), (.sos, [list([0.5, 0, 0, 1, -0.5, 0])]), (.biquad, [0.5]),
      (.fir, [taps([0.5, 0.5])]),
    ]
    for (kind, values) in given {
      let make = { (input: KernelBench.Given) in
        values.count == 2
          ? try KernelBench(kind, input, values[0], values[1]) : try KernelBench(kind, input, values[0])
      }
      let bench = try make(.samples([1, .infinity, .nan, 1]))
      #expect(bench.mono(0..<2_000)[256...].allSatisfy { $0 == 0 }, "\(kind.name)")
      #expect(try make(.samples([1])).block(at: 12_800).isUniform, "\(kind.name)")
    }
  }

  @Test func tapsOfEachChannelAndLeadingZeros() throws {
    let both = try KernelBench(.fir, noise, taps([0, 0.5, 0.25], [0, 0, 1])).render(0..<300)
    #expect(both[0] == (try KernelBench(.fir, noise, taps([0, 0.5, 0.25])).mono(0..<300)))
    #expect(both[1] == (try KernelBench(.fir, noise, taps([0, 0, 1])).mono(0..<300)))
    let bench = try KernelBench(.fir, .samples([1], from: 10), taps([0, 0, 0.5, 0.25]))
    #expect(bench.shape.range == SignalRange(12..<14) && bench.kernel.leastDelay(0) == 2)
    #expect(bench.kernel.memory == .window(3))
  }
}
