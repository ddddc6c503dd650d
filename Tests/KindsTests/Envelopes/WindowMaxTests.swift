import Signals
import Testing

@testable import Kinds

@Suite struct WindowMaxTests {
  private static func value(_ frame: Int) -> Float {
    let hash = UInt32(truncatingIfNeeded: frame) &* 2_654_435_761
    return Float(Int32(bitPattern: hash ^ (hash >> 15))) * 0x1p-31
  }

  @Test(arguments: [1, 2, 3, 4, 7, 64, 100, 127, 128, 129, 200, 255, 256, 480, 1000])
  func itIsTheGreatestOfTheLastSamples(_ length: Int) throws {
    let bench = try KernelBench(.windowMax, .wave { Self.value($0) }, frames(Double(length)))
    let out = bench.mono(-200..<400)
    for n in -200..<400 {
      #expect(out[n + 200] == (n - length + 1...n).map(Self.value).max())
    }
    #expect(bench.kernel.memory == .window(length - 1))
    expectLaws(bench)
    expectLaws(try KernelBench(.windowMax, .samples([1, -2, 3, -4], from: -40), frames(Double(length))))
  }

  @Test func silenceAroundCounts() throws {
    let bench = try KernelBench(.windowMax, .samples([-1, -2, -3, 5]), frames(2))
    #expect(bench.mono(-1..<6) == [0, 0, -1, -2, 5, 5, 0])
    #expect(bench.shape.range == SignalRange(0..<5))
    #expect(bench.block(at: 256).isUniform)
  }

  @Test func noTimeIsTheInputItself() throws {
    #expect(try KernelBench(.windowMax, .samples([3, 1, 2]), 0).mono(0..<4) == [3, 1, 2, 0])
  }

  @Test func periodsAreKept() throws {
    #expect(try KernelBench(.windowMax, .wave(period: 9) { Float($0 % 9) }).shape.period == 9)
    #expect(
      refusal { try KernelBench(.windowMax, 0.5, 61) }
        == "length: 61 s was given; expected 0 to 60 s")
  }
}
