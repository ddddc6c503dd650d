import Kinds
import Signals
import Testing

struct NoiseTests {
  private func noise(_ seed: Int, _ frames: Range<Int>, step: Int = 128) throws -> [Float] {
    try KernelBench(.noise, .init(Double(seed))).mono(frames, step: step)
  }

  private func correlation(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } / Double(a.count) * 3
  }

  @Test func itIsSpreadEvenlyFromMinusOneToOne() throws {
    let samples = try noise(0, 0..<200_000)
    let mean = samples.reduce(0) { $0 + Double($1) } / 200_000
    let power = samples.reduce(0) { $0 + Double($1) * Double($1) } / 200_000
    #expect(abs(mean) < 0.006)
    #expect(abs(power - 1.0 / 3) < 0.004)
    var counts = [Int](repeating: 0, count: 20)
    for sample in samples { counts[min(19, Int((sample + 1) * 10))] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
    #expect(samples.allSatisfy { $0.magnitude <= 1 })
  }

  @Test func noSampleTellsOfAnother() throws {
    let samples = try noise(7, -5_000..<95_000)
    for lag in [1, 2, 3, 7, 64, 127, 128, 129, 1_024, 4_096] {
      #expect(abs(correlation(samples[..<(100_000 - lag)], samples[lag...])) < 0.016, "lag \(lag)")
    }
  }

  @Test func seedsAreUncorrelated() throws {
    let zero = try noise(0, 0..<50_000)
    for seed in [1, 2, 3, 1_000, 4_294_967_295] {
      let other = try noise(seed, 0..<50_000)
      for lag in [0, 1, 128] {
        #expect(abs(correlation(zero[..<(50_000 - lag)], other[lag...])) < 0.023, "seed \(seed), lag \(lag)")
      }
    }
  }

  @Test func anyFrameCanBeAskedFor() throws {
    let samples = try noise(3, -1_000..<1_000)
    #expect(try noise(3, -1_000..<1_000, step: 5) == samples)
    #expect(try noise(3, 100..<900) == Array(samples[1_100..<1_900]))
    let far = 1 << 32
    #expect(try noise(3, far..<far + 256) != (try noise(3, 0..<256)))
    #expect(try noise(3, far - 64..<far + 64, step: 3) == (try noise(3, far - 64..<far + 64)))
  }

  @Test func aSeedIsAWholeNumber() {
    #expect(throws: SignalError("seed: 0.5 was given; a whole number is expected")) {
      try KernelBench(.noise, 0.5)
    }
  }
}
