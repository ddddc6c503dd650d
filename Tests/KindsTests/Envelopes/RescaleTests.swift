import Signals
import Testing

@testable import Kinds

@Suite struct RescaleTests {
  let saw = KernelBench.Given.wave(period: 100) { Float(($0 % 100 + 100) % 100) / 50 - 1 }

  @Test func theEndsAreExact() throws {
    let bench = try KernelBench(.range, .samples([-1, 0, 1, 3]), 300, 3000)
    #expect(bench.mono(0..<5) == [300, 1650, 3000, 5700, 1650])
    #expect(bench.shape.range == .all)
    #expect(bench.kernel.isElementwise)
  }

  @Test func theBoundsMayMove() throws {
    let bench = try KernelBench(.range, .samples([-1, 1, 0]), .samples([1, 2, 3]), .samples([10, 20, 30]))
    #expect(bench.mono(0..<4) == [1, 20, 16.5, 0])
  }

  @Test func lawsHold() throws {
    expectLaws(try KernelBench(.range, saw, 1, 2))
    expectLaws(try KernelBench(.range, saw, saw, 2))
    expectLaws(try KernelBench(.range, .samples([1, 2, 3]), 1, 2))
    #expect(try KernelBench(.range, saw, 1, 2).shape.period == 100)
    #expect(try KernelBench(.range, .channels(0, 1), 2, 4).kernel.constant == [3, 4])
    let level = KernelBench.Given.wave { _ in 2 }
    #expect(
      try KernelBench(.range, saw, 1, 2).mono(0..<300) == KernelBench(.range, saw, 1, level).mono(0..<300))
  }

  @Test func whatIsPastItsRangeIsRefusedOrHeld() throws {
    #expect(
      refusal { try KernelBench(.range, saw, 0, 2e9) }
        == "hi: 2000000000 was given; expected -1000000000 to 1000000000, as a level, where 1 is full scale")
    #expect(try KernelBench(.range, -1, .wave { _ in .nan }, 2).mono(0..<1) == [0])
  }
}
