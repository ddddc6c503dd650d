import Kinds
import Signals
import Testing

struct AdsrTests {
  /// By the definition, in seconds.
  private func level(_ t: Double, _ a: Double, _ d: Double, _ s: Double, _ r: Double, _ over: Double)
    -> Double
  {
    func held(_ t: Double) -> Double {
      t < a ? t / a : t < a + d ? 1 - (1 - s) * (t - a) / d : s
    }
    if t < 0 || t >= over + r { return 0 }
    return t < over ? held(t) : held(over) * (1 - (t - over) / r)
  }

  @Test(arguments: [
    [0.01, 0.1, 0.7, 0.2, 1], [0.01, 0.1, 0.7, 0.2, 0.005], [0.01, 0.1, 0.7, 0.2, 0.05],
    [0, 0.1, 0.5, 0.1, 0.2],
    [0.01, 0, 0.5, 0.1, 0.2], [0, 0, 1, 0, 0.1], [0.001, 0.001, 0, 0.001, 0.01],
    [0.1003, 0.2007, 0.25, 0.3001, 0.77],
  ]) func itFollowsItsPieces(given: [Double]) throws {
    let bench = try KernelBench(
      .adsr, .init(given[0]), .init(given[1]), .init(given[2]), .init(given[3]), .init(given[4]))
    let samples = bench.mono(-200..<70_000)
    for (place, sample) in samples.enumerated() {
      let t = Double(place - 200) / 48_000
      let expected = level(t, given[0], given[1], given[2], given[3], given[4])
      #expect(abs(Double(sample) - expected) < 1e-6, "frame \(place - 200)")
    }
    #expect(bench.mono(-200..<70_000, step: 37) == samples)
    let frames = try #require(bench.shape.range.frames)
    #expect(frames.lowerBound == 0)
    #expect(abs(Double(frames.upperBound) - (given[3] + given[4]) * 48_000) <= 1)
  }

  @Test func whatIsHeldIsUniform() throws {
    let bench = try KernelBench(.adsr, 0.01, 0.1, 0.7, 0.2, 10)
    #expect(bench.block(at: 48_000).isUniform)
    #expect(bench.mono(48_000..<48_010) == [Float](repeating: 0.7, count: 10))
    #expect(!bench.block(at: 0).isUniform)
    #expect(bench.block(at: -128).isUniform)
    #expect(bench.block(at: 48_000 * 11).isUniform)
  }

  @Test func withNoLengthItIsNowhere() throws {
    #expect(try KernelBench(.adsr, 0, 0, 0.5, 0, 0).shape.range.isEmpty)
  }

  @Test func aDayIsHeldToTheFrame() throws {
    let bench = try KernelBench(.adsr, 0.01, 0.1, 0.7, 1, 86_400)
    let end = 86_400 * 48_000
    #expect(bench.mono(end - 1..<end + 1) == [0.7, 0.7])
    #expect(abs(bench.mono(end + 24_000..<end + 24_001)[0] - 0.35) < 1e-6)
  }
}
