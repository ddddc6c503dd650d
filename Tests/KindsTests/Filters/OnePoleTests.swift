import Glibc
import Kinds
import Signals
import Testing

struct OnePoleTests {
  private let impulse = KernelBench.Given.samples([1], from: 0)

  @Test(arguments: [0.01, 20, 1_000, 24_000]) func theImpulseResponseIsThatOfAnExponential(cutoff: Double)
    throws
  {
    let part = 1 - exp(-2 * .pi * cutoff / 48_000)
    for (n, sample) in try KernelBench(.onepole, impulse, .init(cutoff)).mono(0..<1_000).enumerated() {
      #expect(abs(Double(sample) - part * pow(1 - part, Double(n))) < 1e-7)
    }
  }

  @Test func aMovingCutoffThatStandsStillAgrees() throws {
    for (cutoff, rate) in [(0.01, 48_000), (20, 48_000), (5_000, 48_000), (24_000, 48_000), (4_000, 8_000)] {
      let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
      let fixed = try KernelBench(.onepole, input, .init(cutoff), rate: rate).mono(0..<2_000)
      let moving = try KernelBench(.onepole, input, .wave { _ in Float(cutoff) }, rate: rate)
      let worst = zip(fixed, moving.mono(0..<2_000)).map { abs($0 - $1) }.max() ?? 1
      #expect(worst < 1e-6, "\(cutoff) Hz at \(rate): \(worst)")
      #expect(moving.mono(0..<2_000, step: 37) == moving.mono(0..<2_000))
    }
  }

  @Test func itRingsOnFromWhereItsInputBegins() throws {
    let bench = try KernelBench(.onepole, .samples([1, 1], from: 500), .channels(100, 200))
    #expect(bench.shape == SignalShape(channels: 2, range: SignalRange(lower: 500, upper: nil)))
    #expect(bench.render(0..<600).allSatisfy { $0[499] == 0 && $0[500] > 0 && $0[599] > 0 })
  }

  @Test func itFallsSilentAndComesBackFromWhatIsNotFinite() throws {
    let bench = try KernelBench(.onepole, .samples([1, .nan, 1], from: 0), 1_000)
    let samples = bench.mono(0..<1_000)
    #expect(samples[1].isNaN && samples[128...].allSatisfy { $0 == 0 })
    let quiet = try KernelBench(.onepole, .samples([1], from: 0), 1_000)
    #expect(quiet.mono(47_000..<48_000).allSatisfy { $0 == 0 })
    #expect(quiet.block(at: 1_280).isUniform)
  }
}
