import Kinds
import Signals
import Testing

struct LowNoiseTests {
  private func bench(_ frequency: KernelBench.Given, _ steps: String, seed: Double = 1) throws -> KernelBench
  {
    try KernelBench(.lfnoise, frequency, .resolved(.text(steps)), .init(seed))
  }

  @Test func heldValuesChangeOnTheirFrames() throws {
    let samples = try bench(100, "hold").mono(-960..<48_000)
    for n in 1..<samples.count {
      #expect((samples[n] != samples[n - 1]) == (n % 480 == 0), "\(n)")
    }
    let values = stride(from: 0, to: samples.count, by: 480).map { samples[$0] }
    #expect(values.min() ?? 0 < -0.8 && values.max() ?? 0 > 0.8 && values.allSatisfy { $0.magnitude <= 1 })
  }

  @Test func linesAndCurvesPassThroughTheValues() throws {
    let held = try bench(100, "hold").mono(0..<9_600)
    let lines = try bench(100, "linear").mono(0..<9_600)
    let curves = try bench(100, "cubic").mono(0..<9_600)
    for n in stride(from: 0, to: 9_120, by: 480) {
      #expect(abs(lines[n] - held[n]) < 1e-4)
      #expect(abs(lines[n + 240] - (held[n] + held[n + 480]) / 2) < 1e-4)
      #expect(abs(curves[n] - 0.8 * held[n]) < 1e-4)
    }
    // No corners: the slope goes on.
    for n in 1..<9_599 {
      let bend: Float = curves[n + 1] - 2 * curves[n] + curves[n - 1]
      #expect(bend.magnitude < 2e-4)
    }
    #expect(curves.allSatisfy { $0.magnitude <= 1 })
  }

  @Test func aFrequencyThatMovesCountsOn() throws {
    for steps in ["hold", "linear", "cubic"] {
      let fixed = try bench(100, steps).mono(0..<9_600)
      let moving = try bench(.wave { _ in 100 }, steps).mono(0..<9_600)
      #expect(zip(fixed, moving).count { abs($0 - $1) > 1e-3 } <= 20)
    }
    let swept = try bench(.wave { Float($0) / 100 }, "hold").mono(0..<48_000)
    let changes = (1..<48_000).count { swept[$0] != swept[$0 - 1] }
    #expect(abs(changes - 240) <= 1)
  }

  @Test func atFrequencyZeroItStands() throws {
    #expect(Set(try bench(0, "cubic").mono(-300..<1_000)).count == 1)
  }

  @Test func channelsAndSeedsDiffer() throws {
    let planes = try bench(.channels(100, 100), "hold").render(0..<480)
    #expect(planes[0][0] != planes[1][0])
    #expect(try bench(100, "hold", seed: 2).mono(0..<1)[0] != planes[0][0])
  }

  @Test func lawsHold() throws {
    for steps in ["hold", "linear", "cubic"] {
      expectLaws(try bench(1_234.5, steps))
      expectLaws(try bench(.wave { n in n % 7 == 0 ? .nan : Float(n % 900) * 20 }, steps))
    }
  }
}
