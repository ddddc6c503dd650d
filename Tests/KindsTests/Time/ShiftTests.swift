import Signals
import Testing

@testable import Kinds

/// n frames in seconds.
func frames(_ count: Double) -> KernelBench.Given { .resolved(.number(count / 48_000)) }

@Suite struct ShiftTests {
  let buffer = KernelBench.Given.samples([0, 1, 2, 3, 4])
  let saw = KernelBench.Given.wave(period: 100) { Float(($0 % 100 + 100) % 100) }

  @Test func offsetMovesASignalBothWays() throws {
    let later = try KernelBench(.offset, buffer, frames(4))
    #expect(later.mono(0..<9) == [0, 0, 0, 0, 0, 1, 2, 3, 4])
    #expect(later.shape.range == SignalRange(4..<9))
    let earlier = try KernelBench(.offset, buffer, frames(-4))
    #expect(earlier.mono(-4..<5) == [0, 1, 2, 3, 4, 0, 0, 0, 0])
    #expect(earlier.shape.range == SignalRange(-4..<1))
    #expect(earlier.kernel.memory == .elsewhere)
  }

  @Test func offsetIsRoundedToTheNearestFrame() throws {
    #expect(try KernelBench(.offset, buffer, frames(1.6)).mono(2..<7) == [0, 1, 2, 3, 4])
  }

  @Test func nowPutsFrameZeroOnTheClock() throws {
    let bench = try KernelBench(.now, buffer, 1000)
    #expect(bench.mono(999..<1005) == [0, 0, 1, 2, 3, 4])
    #expect(bench.shape.range == SignalRange(1000..<1005))
    #expect(
      refusal { try KernelBench(.now, buffer, 0.5) }
        == "frame: 0.5 was given; a whole number is expected")
    let twice = KernelBench.Given.source(.samples([[1]], from: 1 << 60))
    #expect(
      refusal { try KernelBench(.now, twice, 1) } == "the signal would be shifted past the end of time")
  }

  @Test func zCountsFramesAndRemembersAsMany() throws {
    let bench = try KernelBench(.z, buffer, 2)
    #expect(bench.mono(0..<7) == [0, 0, 0, 1, 2, 3, 4])
    #expect(bench.kernel.memory == .window(2))
    #expect(bench.kernel.leastDelay(0) == 2)
    #expect(
      refusal { try KernelBench(.z, buffer, -1) }
        == "count: -1 frames was given; expected 0 to 1048576 frames")
    #expect(
      refusal { try KernelBench(.z, buffer, 1.5) }
        == "count: 1.5 was given; a whole number is expected")
  }

  @Test func lawsHoldAndPeriodsAreKept() throws {
    for kind in [SignalKind.offset, .now, .z] {
      for by in [0.0, 3, 1000] {
        let given = kind.name == "offset" ? frames(by) : .resolved(.number(by))
        expectLaws(try KernelBench(kind, buffer, given))
        let bench = try KernelBench(kind, saw, given)
        expectLaws(bench)
        #expect(bench.shape.period == 100)
      }
    }
  }

  @Test func silenceStaysUniformAndANumberANumber() throws {
    #expect(try KernelBench(.z, buffer, 1).block(at: 256).isUniform)
    #expect(try KernelBench(.offset, .channels(1, 2), 3).kernel.constant == [1, 2])
  }
}
