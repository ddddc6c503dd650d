import Kinds
import Signals
import Testing

struct ImpulseTests {
  private func places(_ samples: [Float]) -> [Int] { samples.indices.filter { samples[$0] != 0 } }

  @Test func eachPeriodBeginsWithOne() throws {
    #expect(places(try KernelBench(.impulse, 100).mono(0..<1_500)) == [0, 480, 960, 1_440])
    #expect(places(try KernelBench(.impulse, -100).mono(0..<1_500)) == [0, 480, 960, 1_440])
    #expect(places(try KernelBench(.impulse, 100, .init(.pi)).mono(0..<1_500)) == [240, 720, 1_200])
    // 110 Hz: every 436.36 frames, at the first frame at or after.
    #expect(places(try KernelBench(.impulse, 110).mono(0..<1_400)) == [0, 437, 873, 1_310])
    #expect(try KernelBench(.impulse, 24_000).mono(0..<6) == [1, 0, 1, 0, 1, 0])
  }

  @Test func atFrequencyZeroThereIsOneAlone() throws {
    let bench = try KernelBench(.impulse, 0)
    #expect(bench.shape.range == SignalRange(0..<1))
    #expect(places(bench.mono(-300..<300)) == [300])
    let both = try KernelBench(.impulse, .channels(0, 100)).render(-10..<500)
    #expect(places(both[0]) == [10] && places(both[1]) == [10, 490])
  }

  @Test func aFrequencyThatMovesGivesAsManyAsPeriods() throws {
    let steady = try KernelBench(.impulse, .wave { _ in 100 }).mono(0..<48_000)
    #expect(places(steady).count == 100)
    #expect(places(steady).prefix(2) == [0, 480])
    let swept = try KernelBench(.impulse, .wave { Float($0) / 100 }).mono(0..<48_000)
    // Frames squared / 200 / rate periods.
    #expect(abs(places(swept).count - 240) <= 1)
    let backwards = try KernelBench(.impulse, .wave { -Float($0) / 100 }).mono(0..<48_000)
    #expect(abs(places(backwards).count - 240) <= 1)
  }

  @Test func aPhaseThatMovesShiftsThem() throws {
    let bench = try KernelBench(.impulse, 100, .wave { n in n < 1_000 ? 0 : 2 })
    #expect(places(bench.mono(0..<2_000)) == [0, 480, 960, 1_288, 1_768])
  }

  @Test func lawsHold() throws {
    expectLaws(try KernelBench(.impulse, 137.3, 1))
    expectLaws(try KernelBench(.impulse, 440))
    expectLaws(try KernelBench(.impulse, 0))
    expectLaws(try KernelBench(.impulse, .wave { n in n % 13 == 0 ? .nan : Float(n % 900) * 20 }, 1))
  }
}
