import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct FunctionsTests {
  static let functions: [SignalKind] = [
    .absolute, .floored, .rounded, .squareRoot, .logarithm, .exponential, .decibels, .factor, .midiToHz,
    .hzToMidi,
  ]

  @Test(arguments: functions) func lawsHold(_ kind: SignalKind) throws {
    for input in [Inputs.wild, Inputs.short, .channels(0.3, 4)] {
      let bench = try KernelBench(kind, input)
      expectLaws(bench)
      #expect(bench.kernel.isElementwise)
    }
    #expect(try KernelBench(kind, Inputs.wild).shape.period == 1_001)
    let broken = try KernelBench(kind, .samples([-1e30, 1e30, .leastNonzeroMagnitude, -0.0]))
    #expect(broken.mono(0..<4).allSatisfy { $0.isFinite })
    for value: Float in [0.3, 3, 69] {
      #expect(
        try KernelBench(kind, .channels(Double(value), 1)).mono(0..<1)[0].isNearly(
          KernelBench(kind, Inputs.level(value)).mono(0..<1)[0]))
    }
  }

  @Test func eachDoesWhatItsNameSays() throws {
    let x: [Float] = [-2.5, -0.5, -0.2, 0, 0.5, 1.5, 2.4]
    func of(_ kind: SignalKind) throws -> [Float] { try KernelBench(kind, .samples(x)).mono(0..<x.count) }
    #expect(try of(.absolute) == [2.5, 0.5, 0.2, 0, 0.5, 1.5, 2.4])
    #expect(try of(.floored) == [-3, -1, -1, 0, 0, 1, 2])
    #expect(try of(.rounded) == [-3, -1, 0, 0, 1, 2, 2])
    #expect(try of(.rounded)[2].sign == .plus)
    #expect(try of(.squareRoot)[..<4] == [0, 0, 0, 0])
    #expect(try of(.decibels)[3] == -200)
    #expect(try KernelBench(.midiToHz, 69).kernel.constant == [440])
    #expect(try KernelBench(.midiToHz, 60).kernel.constant?[0].isNearly(261.6255653005986) == true)
    #expect(try KernelBench(.decibels, 0).kernel.constant == [-200])
  }

  @Test func oneOfTwoOrWhetherItIs() throws {
    let (a, b) = (KernelBench.Given.samples([1, 2, 3, -1]), KernelBench.Given.samples([2, 2, 2, -2]))
    func of(_ kind: SignalKind) throws -> [Float] { try KernelBench(kind, a, b).mono(0..<4) }
    #expect(try of(.minimum) == [1, 2, 2, -2])
    #expect(try of(.maximum) == [2, 2, 3, -1])
    #expect(try of(.isGreater) == [0, 0, 1, 1])
    #expect(try of(.isLess) == [1, 0, 0, 0])
    for kind in [SignalKind.minimum, .maximum, .isGreater, .isLess] {
      for (a, b) in [(Inputs.wild, Inputs.moving(-1, 1)), (Inputs.short, 0.5), (-0.5, Inputs.short), (a, b)] {
        expectLaws(try KernelBench(kind, a, b))
      }
    }
    #expect(try KernelBench(.isGreater, Inputs.short, 0.5).shape.range == SignalRange(-50..<150))
    #expect(try KernelBench(.isGreater, Inputs.short, -0.5).shape.range == .all)
    #expect(try KernelBench(.minimum, 0.5, Inputs.short).shape.range == SignalRange(-50..<150))
    #expect(
      try KernelBench(.maximum, Inputs.short, .samples([1], from: 400)).shape.range == SignalRange(-50..<401))
  }

  @Test func spansAreMapped() throws {
    let x = KernelBench.Given.samples([-1, 0, 1, 2, 3, 4])
    #expect(try KernelBench(.linlin, x, 1, 3, 10, 30).mono(0..<6) == [10, 10, 10, 20, 30, 30])
    #expect(try KernelBench(.linlin, x, 3, 1, 10, 30).mono(0..<6) == [30, 30, 30, 20, 10, 10])
    #expect(try KernelBench(.linexp, x, 1, 3, 10, 1_000).mono(0..<6) == [10, 10, 10, 100, 1_000, 1_000])
    #expect(
      try KernelBench(.exprange, .samples([-2, -1, 0, 1, 7]), 20, 20_000).mono(0..<5).map { $0.rounded() }
        == [20, 20, 632, 20_000, 20_000])
    #expect(try KernelBench(.linexp, 2, 1, 3, 10, 1_000).kernel.constant?[0].isNearly(100) == true)
    #expect(try KernelBench(.linlin, x, 1, 1, 10, 30).mono(0..<3) == [10, 10, 10])
    expectLaws(try KernelBench(.linlin, Inputs.wild, -1, 1, Inputs.moving(1, 2), 30))
    expectLaws(try KernelBench(.linlin, Inputs.short, -1, 1, -5, 5))
    expectLaws(try KernelBench(.linexp, Inputs.short, Inputs.moving(-1, 0), 1, 10, 30))
    expectLaws(try KernelBench(.exprange, Inputs.wild, 10, Inputs.moving(10, 100)))
    #expect(refusal { try KernelBench(.exprange, Inputs.wild, 0, 10) }?.hasPrefix("lo: 0 was given") == true)
  }
}

extension BinaryFloatingPoint {
  fileprivate func isNearly(_ other: Self) -> Bool { abs(self - other) <= 1e-6 * Swift.max(1, abs(other)) }
}
