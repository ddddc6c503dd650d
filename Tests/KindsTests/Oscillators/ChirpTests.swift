import Glibc
import Kinds
import Signals
import Testing

struct ChirpTests {
  /// SciPy's `chirp(t, f0, t1, f1, method, phi=-90)`.
  private func phase(_ t: Double, _ first: Double, _ last: Double, _ length: Double, _ sweep: String)
    -> Double
  {
    sweep == "linear"
      ? first * t + (last - first) * t * t / (2 * length)
      : length * first * (pow(last / first, t / length) - 1) / log(last / first)
  }

  @Test(arguments: ["linear", "exponential"]) func itIsTheSineOfItsPhase(sweep: String) throws {
    for (first, last, length) in [(100.0, 8_000.0, 1.0), (15_000, 20, 2.5), (440, 441, 0.5)] {
      let bench = try KernelBench(
        .chirp, .init(first), .init(last), .init(length), .resolved(.text(sweep)))
      for (n, sample) in bench.mono(0..<Int(length * 48_000)).enumerated() {
        let turns = phase(Double(n) / 48_000, first, last, length, sweep).truncatingRemainder(dividingBy: 1)
        #expect(abs(Double(sample) - sin(2 * .pi * turns)) < 3e-7)
      }
    }
  }

  @Test func itEnds() throws {
    let bench = try KernelBench(.chirp, 100, 8_000, 0.01)
    #expect(bench.shape.range == SignalRange(0..<480))
    #expect(bench.mono(480..<700).allSatisfy { $0 == 0 } && bench.mono(-100..<0).allSatisfy { $0 == 0 })
    #expect(try KernelBench(.chirp, 100, 8_000, 0).shape.range.isEmpty)
  }

  @Test func fromNothingNoIntervalLeadsUp() {
    #expect(refusal { try KernelBench(.chirp, 0, 100, 1, "exponential") } != nil)
    #expect(refusal { try KernelBench(.chirp, 0, 100, 1, "linear") } == nil)
  }

  @Test func lawsHold() throws {
    expectLaws(try KernelBench(.chirp, 100, 8_000, 0.01))
    expectLaws(try KernelBench(.chirp, 100, 8_000, 0.01, "exponential"))
    expectLaws(try KernelBench(.chirp, 300, 300, 0.01, "exponential"))
  }
}
