import Kinds
import Signals
import Testing

struct LineTests {
  @Test func itHoldsTheFirstBeforeAndTheLastAfter() throws {
    let bench = try KernelBench(.line, 300, 3_000, 0.5)
    let samples = bench.mono(-1_000..<30_000)
    #expect(bench.mono(-1_000..<30_000, step: 37) == samples)
    for (place, sample) in samples.enumerated() {
      let part = min(max(Double(place - 1_000) / 24_000, 0), 1)
      #expect(abs(Double(sample) - (300 + 2_700 * part)) < 3e-4)
    }
    #expect(samples[0] == 300 && samples[999] == 300 && samples[25_000] == 3_000 && samples[30_999] == 3_000)
    #expect(bench.shape == SignalShape())
    #expect(
      bench.block(at: -128).isUniform && bench.block(at: 30_000).isUniform && !bench.block(at: 0).isUniform)
  }

  @Test func aGlideBeginsAtItsFrame() throws {
    let glide = try KernelBench(.to, 5, 0.1, -5, 700).mono(0..<7_000)
    #expect(glide[700] == -5 && glide[0] == -5 && glide[5_500] == 5)
    #expect(abs(glide[3_100]) < 1e-5)
    #expect(try KernelBench(.to, 5, 0.1).mono(0..<1)[0] == 0)
  }

  @Test func withoutLengthItJumps() throws {
    #expect(try KernelBench(.line, 1, 2, 0).mono(-2..<2) == [1, 1, 2, 2])
  }

  @Test func betweenEqualValuesItIsAConstant() throws {
    let bench = try KernelBench(.line, 2, 2, 3)
    #expect(bench.kernel.constant == [2])
    #expect(bench.shape.period == 1)
    #expect(bench.block(at: 0).isUniform)
  }

  @Test func aDayLongLineKeepsItsSlope() throws {
    let noon = 43_200 * 48_000
    #expect(abs(try KernelBench(.line, 0, 86_400, 86_400).mono(noon..<noon + 1)[0] - 43_200) < 0.01)
  }
}
