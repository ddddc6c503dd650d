import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct DelayTests {
  let buffer = KernelBench.Given.samples([0, 1, 2, 3, 4])
  let tone = KernelBench.Given.wave(period: 480) { sinf(Float(($0 % 480 + 480) % 480) * Float.pi / 48) }

  private func tone(at frame: Double) -> Double { sin(frame * Double.pi / 48) }

  @Test func lawsHold() throws {
    let moving = KernelBench.Given.wave(period: 96) {
      0.002 + 0.001 * sinf(Float(($0 % 96 + 96) % 96) * Float.pi / 48)
    }
    for time in [0, frames(1), frames(2.5), frames(0.3), frames(1.7), 0.25, moving] {
      expectLaws(try KernelBench(.delay, tone, time, 0.01))
      expectLaws(try KernelBench(.delay, buffer, time, 0.01))
    }
  }

  @Test func aWholeNumberOfFramesIsAnExactCopy() throws {
    // 0.3 s is not exactly 14 400 frames in binary.
    for (time, count) in [(0.25, 12_000), (0.3, 14_400), (0, 0), (1.0 / 48_000, 1)] {
      let bench = try KernelBench(.delay, buffer, .resolved(.number(time)))
      #expect(bench.mono(count..<count + 5) == [0, 1, 2, 3, 4])
      #expect(bench.shape.range == SignalRange(count..<count + 5))
      #expect(bench.kernel.leastDelay(bench.inputs[0].index) == count)
      #expect(bench.kernel.memory == .window(count))
    }
  }

  @Test func aFractionIsKept() throws {
    for delay in [0.25, 0.5, 1.5, 2.75, 100.125] {
      let out = try KernelBench(.delay, tone, frames(delay)).mono(1000..<1400)
      for n in 0..<400 { #expect(abs(Double(out[n]) - tone(at: Double(1000 + n) - delay)) < 1e-5) }
    }
  }

  @Test func aMovingTimeIsFollowed() throws {
    let time = KernelBench.Given.wave { 0.01 + Float($0) * 1e-6 }
    let out = try KernelBench(.delay, tone, time).mono(1000..<1400)
    for n in 0..<400 {
      let delay = Double(0.01 + Float(1000 + n) * 1e-6) * 48_000
      #expect(abs(Double(out[n]) - tone(at: Double(1000 + n) - delay)) < 2e-5)
    }
  }

  @Test func aLevelTimeGivesTheBitsOfAMovingOne() throws {
    let step = KernelBench.Given.source(.samples([[Float](repeating: 0.01, count: 64)]))
    let late = try KernelBench(.delay, tone, step).mono(0..<64)
    let level = try KernelBench(.delay, tone, .wave { _ in 0.01 }).mono(0..<64)
    #expect(late == level)
  }

  @Test func aMovingTimeIsAtLeastTwoFramesAndAtMostTheLongest() throws {
    for value: Float in [0, -1, 1e-6] {
      let early = try KernelBench(.delay, buffer, .wave { _ in value }, 0.01)
      #expect(early.mono(0..<7) == [0, 0, 0, 1, 2, 3, 4])
      #expect(early.kernel.leastDelay(early.inputs[0].index) == 1)
    }
    let late = try KernelBench(.delay, buffer, .wave { _ in 50 }, frames(480))
    #expect(late.mono(480..<485) == [0, 1, 2, 3, 4])
    #expect(late.kernel.memory == .window(482))
    #expect(late.shape.range == SignalRange(lower: 0, upper: 487))
    let odd = try KernelBench(.delay, buffer, .wave { _ in .nan })
    #expect(odd.mono(12_000..<12_005) == [0, 1, 2, 3, 4])
  }

  @Test func onlyWhatTheBlockNeedsIsAsked() throws {
    let time = KernelBench.Given.wave { Float($0 & 1) * 0.01 + 0.01 }
    let bench = try KernelBench(.delay, tone, time, 2)
    #expect(bench.kernel.askOrder == [1, 0])
    let asked = try #require(bench.block(at: 1280).asked[0])
    #expect(asked.lowerBound >= 1280 - 963 && asked.upperBound <= 1408 - 478)
    #expect(try KernelBench(.delay, tone, frames(2.5)).block(at: 1280).asked == [1276..<1407, nil])
  }

  @Test func periodsAndChannelsFollow() throws {
    #expect(try KernelBench(.delay, tone, 0.1).shape.period == 480)
    #expect(try KernelBench(.delay, tone, .wave(period: 7) { _ in 0.1 }).shape.period == 3360)
    let two = try KernelBench(.delay, buffer, .channels(1.0 / 48_000, 3.0 / 48_000))
    #expect(two.render(0..<8) == [[0, 0, 1, 2, 3, 4, 0, 0], [0, 0, 0, 0, 1, 2, 3, 4]])
    #expect(two.shape.range == SignalRange(1..<8))
  }

  @Test func errorsSayWhatWasGiven() {
    #expect(
      refusal { try KernelBench(.delay, tone, -1) } == "time: -1 s was given; expected 0 to 60 s")
    #expect(
      refusal { try KernelBench(.delay, tone, tone, tone) }
        == "longest: expected a number in seconds, not a signal that moves (it is the size of what is remembered)"
    )
  }
}
