import Glibc
import Kinds
import Signals
import Testing

struct ResonatorsTests {
  private func bench(
    _ input: KernelBench.Given, _ frequencies: [Double], _ decays: [Double], _ levels: [Double] = [1]
  ) throws -> KernelBench {
    try KernelBench(
      .resonators, input, .resolved(.numbers(frequencies)), .resolved(.numbers(decays)),
      .resolved(.numbers(levels)))
  }

  private let strike = KernelBench.Given.samples([1], from: 10)

  @Test func struckOnceEachIsASineThatDiesAway() throws {
    let (frequencies, decays) = ([220.0, 607, 1_190, 1_967, 9_000], [3, 2, 1, 0.5, 0.01])
    let levels = [0.4, 0.2, 0.15, 0.1, -1]
    let samples = try bench(strike, frequencies, decays, levels).mono(0..<20_000)
    for (n, sample) in samples.enumerated() {
      let t = Double(n - 10) / 48_000
      let expected = (0..<5).reduce(0.0) { sum, mode in
        n < 10
          ? 0 : sum + levels[mode] * pow(0.001, t / decays[mode]) * sin(2 * .pi * frequencies[mode] * t)
      }
      #expect(abs(Double(sample) - expected) < 1e-6)
    }
  }

  @Test func oneDecayAndLevelAreForAll() throws {
    let one = try bench(strike, [300, 500, 700], [0.5], [0.2]).mono(0..<2_000)
    #expect(one == (try bench(strike, [300, 500, 700], [0.5, 0.5, 0.5], [0.2, 0.2, 0.2]).mono(0..<2_000)))
  }

  @Test func pastHalfTheRateTheyAreSilent() throws {
    let samples = try bench(strike, [30_000], [1]).mono(0..<500)
    #expect(samples.allSatisfy { $0 == 0 })
  }

  @Test func whatDoesNotFitIsRefused() {
    #expect(
      refusal { try self.bench(self.strike, [1, 2, 3], [1, 2]) }
        == "decays: 2 were given for 3 frequencies; one is expected, or one for each")
    #expect(refusal { try self.bench(self.strike, [100], [0]) } != nil)
    #expect(refusal { try self.bench(self.strike, [-100], [1]) } != nil)
    #expect(refusal { try self.bench(self.strike, [Double](repeating: 100, count: 65), [1]) } != nil)
  }

  @Test func whatIsNotFiniteDoesNotLast() throws {
    var input = [Float](repeating: 0, count: 2_000)
    input[50] = .nan
    input[300] = 1
    let planes = try bench(.samples(input), [220, 440, 660, 880, 1_000], [1]).render(0..<2_000)
    #expect(planes[0][128...].allSatisfy { $0.isFinite })
    #expect(planes[0][400...].contains { $0.magnitude > 0.1 })
  }

  @Test func silenceComesBack() throws {
    let bench = try bench(strike, [440], [0.01])
    #expect(bench.mono(40_000..<40_128).allSatisfy { $0 == 0 })
    #expect(bench.shape.range == SignalRange(lower: 10, upper: nil))
  }

  @Test func lawsHold() throws {
    expectLaws(try bench(.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }, [220, 440, 660, 880, 1_000], [0.1]))
    let both = KernelBench.Given.source(.wave(channels: 2) { n, channel in Float((n + channel) % 50) / 50 })
    expectLaws(try bench(both, [220], [0.1]))
  }
}
