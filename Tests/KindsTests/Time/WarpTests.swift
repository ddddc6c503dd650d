import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct WarpTests {
  let buffer = KernelBench.Given.samples([0, 1, 2, 3, 4])
  let ramp = KernelBench.Given.wave { Float($0) }

  @Test func lawsHold() throws {
    let moving = KernelBench.Given.wave(period: 96) {
      0.002 * sinf(Float(($0 % 96 + 96) % 96) * Float.pi / 48)
    }
    for shift in [0, frames(3), frames(-2.25), 0.25, moving] {
      expectLaws(try KernelBench(.warp, buffer, shift))
      expectLaws(try KernelBench(.warp, .wave(period: 7) { Float(($0 % 7 + 7) % 7) }, shift))
    }
  }

  @Test func aFixedShiftMovesTheInput() throws {
    let later = try KernelBench(.warp, buffer, frames(2.5))
    for (got, expected) in zip(later.mono(2..<8), [0, 0.5, 1.5, 2.5, 3.5, 2]) {
      #expect(abs(Double(got) - expected) < 1e-5)
    }
    #expect(later.shape.range == SignalRange(2..<8))
    #expect(try KernelBench(.warp, buffer, frames(-1)).mono(-1..<5) == [0, 1, 2, 3, 4, 0])
    #expect(try KernelBench(.warp, buffer, frames(-1)).shape.range == SignalRange(-1..<4))
  }

  @Test func aMovingShiftIsFollowed() throws {
    let shift: @Sendable (Int) -> Float = { Float($0 % 50) * 1e-4 - 0.002 }
    let out = try KernelBench(.warp, ramp, .wave(shift)).mono(0..<400)
    for n in 0..<400 {
      #expect(abs(Double(out[n]) - (Double(n) - Double(shift(n)) * 48_000)) < 1e-3)
    }
  }

  @Test func theFuturesSamplesMayBeHeard() throws {
    let bench = try KernelBench(.warp, ramp, .wave { _ in -1 })
    #expect(bench.mono(0..<3) == [48_000, 48_001, 48_002])
    #expect(bench.kernel.memory == .elsewhere)
    #expect(bench.kernel.askOrder == [1, 0])
    #expect(bench.block(at: 0).asked[0] == 48_000..<48_129)
  }

  @Test func aWildShiftReadsABoundedStretch() throws {
    let bench = try KernelBench(.warp, ramp, .wave { $0 % 2 == 0 ? 86_400 : -86_400 })
    let asked = try #require(bench.block(at: 0).asked[0])
    #expect(asked.count == 1 << 22)
    let sound = try KernelBench(.warp, buffer, .wave { $0 % 2 == 0 ? 86_400 : 0 })
    #expect(sound.block(at: 0).asked[0] == 0..<5)
    #expect(sound.mono(0..<5) == [0, 1, 0, 3, 0])
  }

  @Test func whatIsNotFiniteIsNoShift() throws {
    #expect(try KernelBench(.warp, buffer, .wave { _ in .nan }).mono(0..<5) == [0, 1, 2, 3, 4])
  }

  @Test func rangesAndPeriodsFollow() throws {
    let saw = KernelBench.Given.wave(period: 100) { Float(($0 % 100 + 100) % 100) }
    let wobble = KernelBench.Given.wave(period: 30) { Float(($0 % 30 + 30) % 30) * 1e-4 }
    #expect(try KernelBench(.warp, saw, 0.1).shape.period == 100)
    #expect(try KernelBench(.warp, saw, wobble).shape.period == 300)
    #expect(try KernelBench(.warp, buffer, wobble).shape.range == .all)
    #expect(try KernelBench(.warp, 0.5, wobble).kernel.constant == [0.5])
    #expect(
      refusal { try KernelBench(.warp, saw, 1e6) }
        == "shift: 1000000 s was given; expected -86400 to 86400 s; 1000000 s is 48 000 000 000 frames; did you mean 1000?"
    )
  }
}
