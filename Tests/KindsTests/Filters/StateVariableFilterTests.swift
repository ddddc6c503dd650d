import FoundationEssentials
import Glibc
import Kinds
import Signals
import Testing

struct StateVariableFilterTests {
  private static let kinds: [SignalKind] = [.lowpass, .highpass, .bandpass]

  /// Responses of the cookbook's biquads, from an independent program.
  private struct Reference: Decodable {
    struct Case: Decodable {
      var kind: String
      var cutoff: Double
      var q: Double
      var outputs: [String: [Double]]
    }
    var rate: Int
    var inputs: [String: [Double]]
    var cases: [Case]
  }

  private func reference() throws -> Reference {
    let path =
      "\(#filePath)".split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 }
      + "/References/biquads.json"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    return try JSONDecoder().decode(Reference.self, from: bytes)
  }

  private func kind(_ name: String) throws -> SignalKind { try #require(Catalogue(Self.kinds)[name]) }

  @Test func theResponsesAreThoseOfTheCookbooksBiquads() throws {
    let reference = try reference()
    #expect(!reference.cases.isEmpty)
    for example in reference.cases {
      for (name, expected) in example.outputs {
        let input = try #require(reference.inputs[name]).map(Float.init)
        let bench = try KernelBench(
          kind(example.kind), .samples(input), .init(example.cutoff), .init(example.q), rate: reference.rate)
        for (sample, expected) in zip(bench.mono(0..<input.count), expected) {
          #expect(
            abs(Double(sample) - expected) < 1e-6, "\(example.kind) \(example.cutoff) \(example.q) \(name)")
        }
      }
    }
  }

  /// The bilinear transform of 1, s^2 and k s over s^2 + k s + 1, k = 1 / q, at a frequency in hertz.
  private func expected(_ name: String, _ hertz: Double, _ cutoff: Double, _ q: Double) -> Double {
    let w = tan(.pi * hertz / 48_000) / tan(.pi * min(cutoff, 23_976) / 48_000)
    let below = ((1 - w * w) * (1 - w * w) + w * w / (q * q)).squareRoot()
    return (name == "lowpass" ? 1 : name == "highpass" ? w * w : w / q) / below
  }

  @Test(arguments: ["lowpass", "highpass", "bandpass"]) func gainsAreThoseOfTheFormula(name: String) throws {
    for (cutoff, q) in [(1_000.0, 0.7071), (100, 5), (12_000, 0.1), (24_000, 0.7071), (500, 10)] {
      let response = try KernelBench(kind(name), .samples([1]), .init(cutoff), .init(q)).mono(0..<48_000)
      for hertz in [50.0, 500, 1_000, 5_000, 12_000, 20_000] {
        let gain = FourierBin.magnitude(response, turns: hertz / 48_000) * Double(response.count) / 2
        let wanted = expected(name, hertz, cutoff, q)
        #expect(abs(gain - wanted) < 1e-5 + 1e-4 * wanted, "\(cutoff) Hz, q \(q), at \(hertz) Hz")
      }
    }
  }

  @Test(arguments: ["lowpass", "highpass", "bandpass"]) func movingAndFixedFormsAgree(name: String) throws {
    let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
    for (cutoff, q) in [(1.0, 0.7071), (1_000, 0.1), (440, 10), (12_000, 2), (23_000, 1), (24_000, 10)] {
      let fixed = try KernelBench(kind(name), input, .init(cutoff), .init(q)).mono(0..<4_000)
      let moving = try KernelBench(kind(name), input, .wave { _ in Float(cutoff) }, .wave { _ in Float(q) })
      let worst = zip(fixed, moving.mono(0..<4_000)).map { abs($0 - $1) }.max() ?? 1
      #expect(worst < 1e-5, "\(cutoff) Hz, q \(q): \(worst)")
      #expect(moving.mono(0..<2_000, step: 37) == moving.mono(0..<2_000))
      let half = try KernelBench(kind(name), input, .init(cutoff), .wave { _ in Float(q) }).mono(0..<4_000)
      #expect((zip(fixed, half).map { abs($0 - $1) }.max() ?? 1) < 1e-5)
    }
  }

  @Test(arguments: ["lowpass", "highpass", "bandpass"]) func anySweepStaysFinite(name: String) throws {
    let bench = try KernelBench(
      kind(name), .wave { Float($0 * 7_919 % 1_001) / 500 - 1 },
      .wave { $0 % 97 == 0 ? .nan : Float($0 * 104_729 % 30_011) - 3_000 },
      .wave { $0 % 89 == 0 ? .infinity : Float($0 * 31 % 12) / 2 })
    #expect(bench.mono(0..<50_000).allSatisfy { $0.magnitude < 15.85 })
  }

  @Test func channelsSpreadAndEachHasItsOwnState() throws {
    let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
    let both = try KernelBench(.lowpass, input, .channels(300, 3_000)).render(0..<500)
    #expect(both[0] == (try KernelBench(.lowpass, input, 300).mono(0..<500)))
    #expect(both[1] == (try KernelBench(.lowpass, input, 3_000).mono(0..<500)))
  }

  @Test func itRingsOnFromWhereItsInputBeginsAndFallsSilent() throws {
    let bench = try KernelBench(.lowpass, .samples([1], from: 500), 1_000)
    #expect(bench.shape.range == SignalRange(lower: 500, upper: nil))
    let samples = bench.mono(0..<10_000)
    #expect(samples[499] == 0 && samples[500] > 0 && samples[9_000...].allSatisfy { $0 == 0 })
    #expect(bench.block(at: 1_280).isUniform)
  }

  @Test func aStateThatIsNotFiniteIsPutToRest() throws {
    let bench = try KernelBench(.lowpass, .samples([1, .infinity, 1]), 1_000)
    #expect(bench.mono(0..<1_000)[128...].allSatisfy { $0 == 0 })
  }
}
