import Kinds
import Signals
import Testing

struct DcBlockTests {
  @Test func itIsThreeDecibelsDownAtTheCutoffAndExactAtHalfTheRate() throws {
    for cutoff in [1.0, 10, 200] {
      let bench = try KernelBench(.dcblock, .samples([1]), .init(cutoff))
      #expect(abs(decibels(try #require(bench.claim(cutoff))) + 3.0103) < 1e-3)
      #expect(abs(try #require(bench.claim(24_000)) - 1) < 1e-9)
      #expect(try #require(bench.claim(0)) == 0)
    }
  }

  @Test func aMeanFallsAway() throws {
    let bench = try KernelBench(.dcblock, .wave { _ in 0.7 }, 20)
    #expect(bench.mono(24_000..<24_100).allSatisfy { $0.magnitude < 1e-4 })
    let moving = try KernelBench(.dcblock, .wave { _ in 0.7 }, .wave { _ in 20 }).mono(0..<500)
    #expect(zip(moving, bench.mono(0..<500)).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}
