import Glibc
import Kinds
import Signals
import Testing

struct LadderTests {
  /// The formula for a small sound: G^4 / (1 + k G^4), G = 1 / (1 + j tan(pi f / rate) / tan(pi cutoff / rate)).
  private func expected(_ hertz: Double, _ cutoff: Double, _ resonance: Double) -> Double {
    let w = tan(.pi * hertz / 48_000) / tan(.pi * cutoff / 48_000)
    // (1 + j w)^4 + k.
    let real = 1 - 6 * w * w + w * w * w * w + 4 * resonance
    return 1 / hypot(real, 4 * w - 4 * w * w * w)
  }

  @Test func aSmallSoundIsFilteredByTheFormula() throws {
    for (cutoff, resonance) in [(1_000.0, 0.0), (1_000, 0.5), (300, 0.9), (8_000, 0.7)] {
      let bench = try KernelBench(.ladder, .samples([1e-3]), .init(cutoff), .init(resonance), 1)
      let response = bench.mono(0..<48_000)
      for hertz in [50.0, 300, 1_000, 5_000, 12_000] {
        let gain = FourierBin.magnitude(response, turns: hertz / 48_000) * 24_000 / 1e-3
        let wanted = expected(hertz, cutoff, resonance)
        #expect(abs(decibels(gain / wanted)) < 0.01 || wanted < 1e-5, "\(cutoff) \(resonance) at \(hertz) Hz")
      }
    }
  }

  @Test func pastOneItSingsAtItsCutoff() throws {
    for cutoff in [220.0, 1_000, 6_000] {
      let bench = try KernelBench(.ladder, .samples([0.5]), .init(cutoff), 1.1)
      let y = bench.mono(48_000..<96_000)
      let loudest = y.map(\.magnitude).max() ?? 0
      #expect(loudest > 0.05 && loudest < 2, "\(cutoff): \(loudest)")
      let crossings = zip(y, y.dropFirst()).count { $0 < 0 && $1 >= 0 }
      #expect(abs(1200 * log2(Double(crossings) / cutoff)) < 20, "\(cutoff): \(crossings)")
    }
  }

  @Test func belowOneItFallsSilent() throws {
    let bench = try KernelBench(.ladder, .samples([0.5]), 1_000, 0.9)
    #expect(bench.mono(100_000..<101_000).allSatisfy { $0 == 0 })
  }

  @Test func movingAndFixedFormsAgree() throws {
    let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
    let fixed = try KernelBench(.ladder, input, 1_000, 0.7, 2).mono(0..<2_000)
    let moving = try KernelBench(
      .ladder, input, .wave { _ in 1_000 }, .wave { _ in Float(0.7) }, .wave { _ in 2 })
    #expect(zip(fixed, moving.mono(0..<2_000)).allSatisfy { abs($0 - $1) < 1e-5 })
  }
}
