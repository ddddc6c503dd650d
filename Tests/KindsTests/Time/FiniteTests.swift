import Signals
import Testing

@testable import Kinds

/// What is made of signals that begin and end: reversed, looped, one after the other.
@Suite struct FiniteTests {
  let buffer = KernelBench.Given.samples([0, 1, 2, 3, 4])
  let long = KernelBench.Given.samples((0..<500).map { Float($0) }, from: -30)
  let endless = KernelBench.Given.wave(period: 7) { Float($0) }

  @Test func lawsHold() throws {
    let wide = KernelBench.Source.samples([[1, 2, 3], [4, 5, 6]], from: 77)
    for given in [buffer, long, .samples([1], from: 129), .source(wide)] {
      expectLaws(try KernelBench(.reverse, given))
      expectLaws(try KernelBench(.looped, given))
    }
    expectLaws(try concat([[1, 2, 3], [4, 5], [], [6]], from: -2))
    expectLaws(try concat([[1, 2, 3], [Float](repeating: 7, count: 300), [6]], from: 120))
  }

  private func concat(_ planes: [[Float]], from: Int) throws -> KernelBench {
    try KernelBench(.concat, .sources(planes.map { .samples([$0], from: from) }))
  }

  @Test func aReversedSignalStandsWhereItStood() throws {
    let bench = try KernelBench(.reverse, buffer)
    #expect(bench.mono(-2..<7) == [0, 0, 4, 3, 2, 1, 0, 0, 0])
    #expect(bench.shape.range == SignalRange(0..<5))
    let other = try KernelBench(.reverse, long)
    #expect(other.mono(-31 ..< -28) == [0, 499, 498] && other.mono(468..<471) == [1, 0, 0])
    #expect(try KernelBench(.reverse, .samples([])).kernel.constant == [0])
  }

  @Test func aLoopBeginsAndThenRepeats() throws {
    let bench = try KernelBench(.looped, .samples([1, 2, 3], from: 2))
    #expect(bench.mono(0..<10) == [0, 0, 1, 2, 3, 1, 2, 3, 1, 2])
    #expect(bench.shape.range == SignalRange(lower: 2, upper: nil))
    #expect(bench.shape.period == nil)
    let other = try KernelBench(.looped, long).mono(469..<471)
    #expect(other == [499, 0])
  }

  @Test func eachSignalBeginsWhereTheOneBeforeItEnds() throws {
    let bench = try concat([[1, 2, 3], [4, 5], [], [6]], from: 5)
    #expect(bench.mono(4..<13) == [0, 1, 2, 3, 4, 5, 6, 0, 0])
    #expect(bench.shape.range == SignalRange(5..<11))
    #expect(bench.kernel.isReadElsewhere(3))
    #expect(try concat([[], []], from: 0).kernel.constant == [0])
  }

  @Test func oneChannelSpreadsOverMany() throws {
    let bench = try KernelBench(.concat, .sources([.samples([[1, 2]]), .samples([[3], [4]])]))
    #expect(bench.render(0..<3) == [[1, 2, 3], [1, 2, 4]])
  }

  @Test func whatGoesOnWithoutEndIsRefused() {
    let sentence =
      "input: the signal goes on without end; expected one that begins and ends (trim(0, 2) takes the first two seconds)"
    #expect(refusal { try KernelBench(.reverse, endless) } == sentence)
    #expect(refusal { try KernelBench(.looped, endless) } == sentence)
    #expect(
      refusal { try KernelBench(.concat, .sources([.samples([[1]]), .wave { _, _ in 1 }])) }
        == "inputs: signal 2 goes on without end; expected signals that begin and end (trim(0, 2) takes the first two seconds)"
    )
    #expect(refusal { try KernelBench(.concat, .sources([])) } == "inputs: expected at least one signal")
  }
}
