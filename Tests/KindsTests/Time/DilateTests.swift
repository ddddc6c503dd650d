import Signals
import Testing

@testable import Kinds

@Suite struct DilateTests {
  let buffer = KernelBench.Given.samples([0, 1, 2, 3, 4])
  let saw = KernelBench.Given.wave(period: 100) { Float(($0 % 100 + 100) % 100) }

  @Test func aFrameReadsTheInputAtAFraction() throws {
    let out = try KernelBench(.dilate, buffer, 0.6).mono(0..<3)
    for (got, expected) in zip(out, [0, 5.0 / 3, 10.0 / 3]) { #expect(abs(Double(got) - expected) < 1e-6) }
    #expect(
      try KernelBench(.dilate, buffer, 2).mono(-2..<11) == [0, 0, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 2, 0])
    #expect(try KernelBench(.dilate, buffer, 1).mono(0..<6) == [0, 1, 2, 3, 4, 0])
  }

  @Test(arguments: [0.001, 0.1, 0.3, 0.6, 1, 1.1, 2, 2.5, 7, 1000])
  func theRangeIsWhereSomethingIsHeard(_ factor: Double) throws {
    for from in [0, -3, 5, 77] {
      let bench = try KernelBench(
        .dilate, .samples([1, 1, 1, 1, 1], from: from), .resolved(.number(factor)))
      let range = try #require(bench.shape.range.frames)
      expectLaws(bench)
      let out = bench.mono(range.lowerBound - 3..<range.upperBound + 3)
      #expect(out.prefix(3) == [0, 0, 0] && out.suffix(3) == [0, 0, 0])
      if !range.isEmpty { #expect(out[3] != 0 && out[out.count - 4] != 0) }
    }
  }

  @Test func theTailInterpolatesTowardsZero() throws {
    let bench = try KernelBench(.dilate, .samples([1], from: 0), 4)
    #expect(bench.mono(-4..<5) == [0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0])
    #expect(bench.shape.range == SignalRange(-3..<4))
    #expect(try KernelBench(.dilate, buffer, 0.6).shape.range == SignalRange(0..<3))
  }

  @Test func aPeriodIsKeptWhereItStaysWhole() throws {
    #expect(try KernelBench(.dilate, saw, 1.5).shape.period == 150)
    #expect(try KernelBench(.dilate, saw, 1.1).shape.period == 110)
    #expect(try KernelBench(.dilate, saw, 1.234).shape.period == nil)
    #expect(try KernelBench(.dilate, saw, 0.001).shape.period == nil)
    #expect(try KernelBench(.dilate, 0.5, 0.3).shape.period == 1)
    expectLaws(try KernelBench(.dilate, saw, 1.5))
    expectLaws(try KernelBench(.dilate, saw, 0.01))
    expectLaws(try KernelBench(.dilate, saw, 1.234))
  }

  @Test func boundsPastEveryClockAreNone() throws {
    let far = KernelBench.Given.source(.samples([[1]], from: 1 << 51))
    #expect(try KernelBench(.dilate, far, 1000).shape.range.upper == nil)
  }

  @Test func aFactorThatIsNotOneIsAnError() {
    #expect(
      refusal { try KernelBench(.dilate, buffer, -1) }
        == "factor: -1 was given; expected 0.001 to 1000, as a factor")
  }
}
