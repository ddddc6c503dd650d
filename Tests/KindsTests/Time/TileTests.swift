import Signals
import Testing

@testable import Kinds

@Suite struct TileTests {
  let buffer = KernelBench.Given.samples([0, 1, 2, 3, 4])
  let ramp = KernelBench.Given.wave { Float($0) }

  @Test func aStretchRepeatsInBothDirections() throws {
    let bench = try KernelBench(.tile, buffer, frames(0), frames(15))
    #expect(bench.mono(-3..<5) == [0, 0, 0, 0, 1, 2, 3, 4])
    #expect(bench.mono(-15..<0) == bench.mono(0..<15))
    #expect(bench.shape.period == 15)
    #expect(bench.shape.range == .all)
  }

  @Test(arguments: [(0, 3), (0, 1), (-7, 6), (100, 400), (5, 5 + 128), (-1000, -800)])
  func everyFrameIsTheStretchsFrame(_ lower: Int, _ upper: Int) throws {
    let bench = try KernelBench(.tile, ramp, frames(Double(lower)), frames(Double(upper)))
    let out = bench.mono(-500..<500)
    for n in -500..<500 {
      let place = ((n - lower) % (upper - lower) + (upper - lower)) % (upper - lower)
      #expect(out[n + 500] == Float(lower + place))
    }
    expectLaws(bench)
    expectLaws(try KernelBench(.tile, buffer, frames(Double(lower)), frames(Double(upper))))
  }

  @Test func aShortSoundInALongStretchIsAskedForAlone() throws {
    let bench = try KernelBench(.tile, buffer, 0, frames(1_000_000))
    #expect(bench.block(at: 999_936).asked == [0..<5])
    #expect(bench.block(at: 128).asked == [nil])
    #expect(bench.block(at: 128).isUniform)
  }

  @Test func trimIsSilentOutside() throws {
    let bench = try KernelBench(.trim, ramp, frames(2), frames(5))
    #expect(bench.mono(0..<7) == [0, 0, 2, 3, 4, 0, 0])
    #expect(bench.shape.range == SignalRange(2..<5))
    #expect(bench.block(at: 0).asked == [2..<5])
    #expect(bench.block(at: 128).asked == [nil])
    #expect(try KernelBench(.trim, buffer, frames(3), 1).shape.range == SignalRange(3..<5))
    #expect(try KernelBench(.trim, ramp, 1, 1).kernel.constant == [0])
    for (lower, upper) in [(2, 5), (-200, 300), (-64, 64), (0, 128)] {
      expectLaws(try KernelBench(.trim, ramp, frames(Double(lower)), frames(Double(upper))))
    }
    let level = try KernelBench(.trim, 0.5, 0, 1)
    expectLaws(level)
    #expect(level.kernel.constant == nil)
    #expect(level.block(at: 128).isUniform)
  }

  @Test func aStretchThatWouldFillTheMemoryIsAnError() throws {
    #expect(
      refusal { try KernelBench(.tile, ramp, 0, 86_400) }
        == "upper: 86400 s was given; of a sound that fills the stretch, at most 349 s can be repeated")
    #expect(try KernelBench(.tile, buffer, 0, 86_400).shape.period == 86_400 * 48_000)
  }

  @Test func endsInTheWrongOrderAreErrors() {
    #expect(
      refusal { try KernelBench(.tile, ramp, 1, 1) }
        == "upper: 1 s was given; expected at least one frame more than lower, 1 s")
    #expect(
      refusal { try KernelBench(.trim, ramp, 2, 1) }
        == "upper: 1 s was given; expected no less than lower, 2 s")
  }
}
