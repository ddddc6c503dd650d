import Signals
import Testing

@testable import Kinds

@Suite struct GranularTests {
  @Test func lawsHold() throws {
    let burst = KernelBench.Given.samples((0..<900).map { Float($0 * 7_919 % 101) / 50 - 1 })
    let place = KernelBench.Given.wave { Float($0 % 200) * 1e-4 }
    let speed = KernelBench.Given.wave { Float($0 % 90) * 0.02 - 0.9 }
    for input in [SpectralTests.noise, burst] {
      expectLaws(try KernelBench(.granular, input, 0.003, 200, 0.004))
      expectLaws(try KernelBench(.granular, input, place, 333, 0.005, speed, 0.001, 1, 7))
      expectLaws(try KernelBench(.granular, input, place, 333, 0.005, speed, place, 1, 7))
    }
  }

  /// Each grain goes by the jitter where it begins.
  @Test func jitterMoves() throws {
    func grains(_ jitter: KernelBench.Given) throws -> [Float] {
      try KernelBench(.granular, SpectralTests.noise, 1, 40, 0.01, 1, jitter, 0).mono(-2_000..<12_000)
    }
    let (none, some) = (try grains(0), try grains(0x1p-9))
    #expect(try grains(.wave { _ in 0x1p-9 }) == some)
    // A grain of 480 frames begins every 1200.
    let switched = try grains(.wave { $0 < 6_000 ? 0 : 0x1p-9 })
    #expect(switched[..<7_900] == none[..<7_900] && switched[8_000...] == some[8_000...])
    #expect(none[8_000...] != some[8_000...] && none[..<7_900] != some[..<7_900])
  }

  /// Evenly spaced, half overlapping and from where they stand, grains are what they were taken from.
  @Test func grainsThatStandWhereTheyBelongAddUp() throws {
    let now = KernelBench.Given.wave { Float($0) / 48_000 }
    let bench = try KernelBench(
      .granular, .wave { Float($0 % 480) / 480 }, now, 100, 0.02, 1, 0, 0)
    let out = bench.mono(4_800..<5_280)
    for (i, y) in out.enumerated() { #expect(abs(y - Float((4_800 + i) % 480) / 480) < 0.02) }
  }

  @Test func equalSeedsAreEqualAndOthersOthers() throws {
    func grains(_ seed: Double) throws -> [Float] {
      try KernelBench(.granular, SpectralTests.noise, 1, 40, 0.05, 1, 0.1, 0.5, .init(seed)).mono(0..<2_000)
    }
    let first = try grains(1)
    let (same, other) = (try grains(1), try grains(2))
    #expect(first == same && first != other)
  }

  @Test func whatIsNotFiniteIsHeardNowhere() throws {
    let broken = KernelBench.Given.wave { $0 % 50 == 0 ? .nan : 1 }
    let bench = try KernelBench(.granular, broken, broken, 40, 0.05, broken)
    #expect(bench.mono(0..<2_000).allSatisfy { $0.isFinite })
  }

  @Test func placesThatLieFarApartAreRefused() throws {
    #expect(
      refusal { try KernelBench(.granular, SpectralTests.noise, .channels(-34_560, 17_280)) }?.contains(
        "at most 87 s apart") == true)
    #expect(try KernelBench(.granular, .samples([1, 2]), .channels(-34_560, 17_280)).shape.channels == 2)
  }

  @Test func tooManyAtOnceAreRefused() throws {
    #expect(
      refusal { try KernelBench(.granular, SpectralTests.noise, 0, 500, 2) }?.contains(
        "more than 400 at once")
        == true)
  }
}
