import Glibc
import Kinds
import Signals
import Testing

struct PercTests {
  @Test(arguments: [[0.01, 0.5], [0, 0.2], [0.0103, 0.0507], [0.1, 0], [0.001, 20]])
  func itRisesAndDiesAwaySixtyDecibels(given: [Double]) throws {
    let (attack, release) = (given[0], given[1])
    let bench = try KernelBench(.perc, .init(attack), .init(release))
    let samples = bench.mono(-200..<40_000)
    for (place, sample) in samples.enumerated() {
      let t = Double(place - 200) / 48_000
      var expected = t < attack ? t / attack : pow(10, -3 * (t - attack) / release)
      if t < 0 || t >= attack + release { expected = 0 }
      #expect(abs(Double(sample) - expected) < 1e-6, "frame \(place - 200)")
    }
    #expect(bench.mono(-200..<40_000, step: 37) == samples)
    let frames = try #require(bench.shape.range.frames)
    #expect(abs(Double(frames.upperBound) - (attack + release) * 48_000) <= 1)
  }

  @Test func afterItsEndItIsUniform() throws {
    let bench = try KernelBench(.perc, 0.01, 0.1)
    #expect(bench.block(at: 48_000).isUniform)
    #expect(!bench.block(at: 1_280).isUniform)
  }
}
