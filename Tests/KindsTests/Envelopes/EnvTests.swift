import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct EnvTests {
  private func points(_ list: [[Float]]) -> KernelBench.Given { .resolved(.samples(Samples(list))) }

  /// By the definition of SuperCollider's envelopes.
  private func level(_ t: Double, _ points: [[Float]], _ curves: [Double]) -> Double {
    let times = points.map { Double($0[0]) }
    let levels = points.map { Double($0[1]) }
    guard let next = times.firstIndex(where: { $0 > t }) else { return levels[levels.count - 1] }
    if next == 0 { return levels[0] }
    let part = (t - times[next - 1]) / (times[next] - times[next - 1])
    let curve = curves.count == 1 ? curves[0] : curves[next - 1]
    let bent = curve == 0 ? part : (1 - exp(part * curve)) / (1 - exp(curve))
    return levels[next - 1] + (levels[next] - levels[next - 1]) * bent
  }

  @Test(arguments: [[0.0], [-4], [4], [0, 3, -7, 50], [1e-3]]) func itGoesThroughItsBreakpoints(
    curves: [Double]
  )
    throws
  {
    let list: [[Float]] = [[0.01, 0.2], [0.015, 1], [0.1, 0.5], [0.3, -0.25], [0.5001, 0.125]]
    let bench = try KernelBench(.env, points(list), .resolved(.numbers(curves)))
    let samples = bench.mono(-200..<30_000)
    for (place, sample) in samples.enumerated() {
      let expected = level(Double(place - 200) / 48_000, list, curves)
      #expect(abs(Double(sample) - expected) < 2e-6, "frame \(place - 200)")
    }
    #expect(bench.mono(-200..<30_000, step: 37) == samples)
    #expect(bench.shape.range == .all)
  }

  @Test func whatIsSilentBeforeAndAfterHasARange() throws {
    let bench = try KernelBench(.env, points([[0.2, 0], [0.2, 1], [0.3, 1], [0.3, 0]]))
    #expect(bench.shape.range == SignalRange(9_600..<14_400))
    #expect(bench.mono(9_599..<9_601) == [0, 1])
    #expect(bench.mono(14_399..<14_401) == [1, 0])
    #expect(bench.block(at: 9_728).isUniform && bench.block(at: 0).isUniform)
    expectLaws(bench, over: 9_500..<9_700)
    expectLaws(try KernelBench(.env, points([[0, 0], [0.002, 1], [0.01, 0]]), -3))
    expectLaws(try KernelBench(.env, points([[0.001, 0.5], [0.002, 1], [0.01, 0]]), 5))
    #expect(try KernelBench(.env, points([[0, 1], [1, 1]])).kernel.constant == [1])
    #expect(try KernelBench(.env, points([[0, 0], [1, 0]])).shape.range.isEmpty)
  }

  @Test func whatCannotBeIsRefused() throws {
    #expect(refusal { try KernelBench(.env, points([[0, 0]])) }?.contains("two or more lists") == true)
    #expect(
      refusal { try KernelBench(.env, points([[1, 0], [0, 1]])) }?.contains("the time of number 2") == true)
    #expect(
      refusal { try KernelBench(.env, points([[0, 0], [1, 1]]), .resolved(.numbers([1, 2]))) }
        == "curves: 2 numbers were given; expected one, or 1, one for each piece")
    #expect(refusal { try KernelBench(.env, points([[0, 0], [1, 1]]), 51) }?.contains("-50 to 50") == true)
  }

  @Test(arguments: [(20.0, 20_000.0), (1, 1e-6), (-3, -0.5), (1e9, 1)])
  func equalStepsAreEqualRatios(first: Double, last: Double) throws {
    let bench = try KernelBench(.xline, .init(first), .init(last), 0.1)
    for (place, sample) in bench.mono(-100..<5_000).enumerated() {
      let part = min(max(Double(place - 100) / 4_800, 0), 1)
      let expected = first * pow(last / first, part)
      #expect(abs(Double(sample) - expected) < 1e-6 * abs(expected))
    }
    expectLaws(bench)
    #expect(bench.block(at: 9_600).isUniform && bench.block(at: -128).isUniform)
  }

  @Test func aLineThatGoesNowhereIsANumber() throws {
    #expect(try KernelBench(.xline, 2, 2, 1).kernel.constant == [2])
    #expect(try KernelBench(.xline, 2, 3, 0).mono(-1..<1) == [2, 3])
    #expect(refusal { try KernelBench(.xline, 0, 1) }?.contains("two numbers above 0") == true)
  }
}
