import FoundationEssentials
import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct ResampleTests {
  let buffer = KernelBench.Given.samples([0, 1, 2, 3, 4])
  let saw = KernelBench.Given.wave(period: 100) { Float(($0 % 100 + 100) % 100) }

  private func tone(_ hertz: Double) -> KernelBench.Given {
    .wave { Float(sin(2 * Double.pi * (Double($0) * hertz / 48_000).truncatingRemainder(dividingBy: 1))) }
  }

  /// The largest difference from the sine that the tone becomes.
  private func error(_ bench: KernelBench, _ hertz: Double) -> Double {
    let out = bench.mono(10_000..<12_000)
    return out.indices.reduce(0) { worst, n in
      let turns = (Double(10_000 + n) * hertz / 48_000).truncatingRemainder(dividingBy: 1)
      return max(worst, abs(Double(out[n]) - sin(2 * .pi * turns)))
    }
  }

  @Test(arguments: ["linear", "cubic", "sinc"]) func lawsHold(_ interpolation: String) throws {
    let name = KernelBench.Given.resolved(.text(interpolation))
    for rate in [0.01, 0.3, 0.7, 1, 1.5, 3.7, 40] {
      expectLaws(try KernelBench(.resample, buffer, .resolved(.number(rate)), name))
    }
    for factor in [0.01, 1, 1.5, 2.5] {
      expectLaws(try KernelBench(.dilate, saw, .resolved(.number(factor)), name))
    }
    let moving = KernelBench.Given.wave(period: 96) {
      0.002 * sinf(Float(($0 % 96 + 96) % 96) * Float.pi / 48)
    }
    for shift in [0, frames(-2.25), frames(3.5), moving] {
      expectLaws(try KernelBench(.warp, buffer, shift, name))
    }
  }

  /// Anything beside the tone itself, images among it, is below -100 dB.
  @Test(arguments: [0.3, 0.7, 0.917_3, 1.1]) func sincHasNoImages(_ rate: Double) throws {
    for hertz in [440.0, 5_000, 12_000, 18_000, 20_000, 22_000] where hertz * rate < 20_000 {
      #expect(error(try KernelBench(.resample, tone(hertz), .resolved(.number(rate))), hertz * rate) < 1e-5)
    }
    let cubic = try KernelBench(.resample, tone(2_000), .resolved(.number(rate)), "cubic")
    let linear = try KernelBench(.resample, tone(2_000), .resolved(.number(rate)), "linear")
    #expect(error(cubic, 2_000 * rate) < 2e-3 && error(linear, 2_000 * rate) < 1e-2)
    #expect(error(cubic, 2_000 * rate) * 5 < error(linear, 2_000 * rate))
  }

  /// Periods of what both rates hold, resampled by an independent program.
  private struct Reference: Decodable {
    var input: [Float]
    var output: [Double]
  }

  @Test func sincGivesWhatThePeriodIsAtAnotherRate() throws {
    let path =
      "\(#filePath)".split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 }
      + "/References/resampling.json"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    let cases = try JSONDecoder().decode([Reference].self, from: bytes)
    #expect(cases.count == 5)
    for example in cases {
      let (input, count) = (example.input, example.input.count)
      let rate = Double(count) / Double(example.output.count)
      let wave = KernelBench.Given.wave(period: count) { input[($0 % count + count) % count] }
      let out = try KernelBench(.resample, wave, .resolved(.number(rate))).mono(0..<example.output.count)
      for (sample, expected) in zip(out, example.output) {
        #expect(abs(Double(sample) - expected) < 1e-5, "at \(rate)")
      }
    }
  }

  @Test func sincTakesAwayWhatTheNewRateCannotHold() throws {
    for hertz in [14_000.0, 17_000, 23_000] {
      let out = try KernelBench(.resample, tone(hertz), 2).mono(0..<4_000)
      #expect(out.allSatisfy { abs($0) < 1e-5 })
    }
    #expect(error(try KernelBench(.resample, tone(10_000), 2), 20_000) < 1e-5)
    #expect(error(try KernelBench(.dilate, tone(10_000), 0.5, "sinc"), 20_000) < 1e-5)
  }

  @Test(arguments: ["linear", "cubic", "sinc"]) func wholePlacesAreExactCopies(_ interpolation: String) throws
  {
    let name = KernelBench.Given.resolved(.text(interpolation))
    #expect(try KernelBench(.resample, buffer, 1, name).mono(-3..<8) == [0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0])
    let half = try KernelBench(.resample, buffer, 0.5, name).mono(0..<10)
    #expect(stride(from: 0, to: 10, by: 2).map { half[$0] } == [0, 1, 2, 3, 4])
    #expect(try KernelBench(.warp, buffer, frames(-2), name).mono(-2..<3) == [0, 1, 2, 3, 4])
  }

  @Test func theRangeIsWhereSomethingMayBeHeard() throws {
    #expect(try KernelBench(.resample, buffer, 2, "linear").shape.range == SignalRange(0..<3))
    #expect(try KernelBench(.resample, buffer, 1, "cubic").shape.range == SignalRange(-1..<6))
    #expect(try KernelBench(.resample, buffer, 1).shape.range == SignalRange(-47..<52))
    #expect(try KernelBench(.warp, buffer, 0, "sinc").shape.range == SignalRange(-47..<52))
    #expect(try KernelBench(.warp, buffer, 0).shape.range == SignalRange(0..<5))
  }

  @Test func aPeriodIsKeptWhereItStaysWhole() throws {
    #expect(try KernelBench(.resample, saw, 2).shape.period == 50)
    #expect(try KernelBench(.resample, saw, 0.3).shape.period == nil)
    #expect(try KernelBench(.resample, 0.5, 0.3).kernel.constant == [0.5])
  }

  @Test func aMovingShiftIsFollowedBySinc() throws {
    let shift: @Sendable (Int) -> Float = { 0.01 + Float($0) * 1e-6 }
    let out = try KernelBench(.warp, tone(9_000), .wave(shift), "sinc").mono(1_000..<1_400)
    for n in 0..<400 {
      let frame = Double(1_000 + n) - Double(shift(1_000 + n)) * 48_000
      #expect(abs(Double(out[n]) - sin(2 * .pi * frame * 9_000 / 48_000)) < 1e-5)
    }
  }

  @Test func errorsSayWhatWasGiven() {
    #expect(
      refusal { try KernelBench(.resample, buffer, 2, "spline") }
        == "interpolation: \"spline\" was given; expected \"sinc\" or \"cubic\" or \"linear\"")
    #expect(
      refusal { try KernelBench(.resample, buffer, -1) }
        == "rate: -1 was given; expected 0.001 to 1000, as a factor")
  }
}
