import Glibc
import Signals
import Testing

@testable import Kinds

/// Whatever moves, and however far and fast: what lies between the multiples of the modulator's frequency has folded.
struct PiecewiseOscillatorTests {
  private static let count = 1 << 16

  private static func sine(_ base: Double, from low: Double, to high: Double) -> KernelBench.Given {
    .wave { n in
      let turns = (base * Double(n) / 48_000).truncatingRemainder(dividingBy: 1)
      return Float(0.5 * (low + high) + 0.5 * (high - low) * sin(2 * .pi * turns))
    }
  }

  /// The greatest bin up to 20 kHz that is none of the multiples of `base`, in dB under the greatest of all.
  private func folded(_ bench: KernelBench, _ base: Double) -> Double {
    let count = Self.count
    let samples = bench.mono(4_096..<4_096 + count)
    let windowed = samples.enumerated().map { n, sample -> FourierSeries.Complex in
      // Seven terms, whose sidelobes lie 180 dB down (Albrecht, 2001).
      let turn = 2 * Double.pi * Double(n) / Double(count)
      let terms = [
        0.271_220_360_585_039, 0.433_444_612_327_442, 0.218_004_122_892_930, 0.065_785_343_295_606,
        0.010_761_867_305_342, 0.000_770_012_710_581, 0.000_013_680_883_060,
      ]
      let window = terms.enumerated().reduce(0.0) {
        $0 + ($1.offset % 2 == 0 ? 1 : -1) * $1.element * cos(Double($1.offset) * turn)
      }
      return FourierSeries.Complex(Double(sample) * window, 0)
    }
    let levels = FourierSeries.transform(windowed)[..<(count * 20 / 48)].map { hypot($0.real, $0.imaginary) }
    let spacing = base * Double(count) / 48_000
    var (most, between) = (0.0, 0.0)
    for (bin, level) in levels.enumerated() where bin > 20 {
      most = max(most, level)
      if abs(remainder(Double(bin), spacing)) > 12 { between = max(between, level) }
    }
    return 20 * log10(between / most)
  }

  struct Modulation: Sendable {
    let base: Double
    let low: Double
    let high: Double
  }

  private static let modulations = [
    Modulation(base: 97, low: 37, high: 4_037), Modulation(base: 389, low: 445, high: 3_445),
    Modulation(base: 389, low: 1_002, high: 13_002), Modulation(base: 1_301, low: 903, high: 6_903),
    // Through zero, where it runs backwards for a while.
    Modulation(base: 389, low: -1_622, high: 3_178),
  ]

  @Test(arguments: modulations) func aFrequencyThatMovesDoesNotFold(_ given: Modulation) throws {
    let hertz = Self.sine(given.base, from: given.low, to: given.high)
    for kind in [SignalKind.saw, .square, .triangle, .pulse, .hardsync] {
      let level = folded(try KernelBench(kind, hertz), given.base)
      #expect(level < -80, "\(kind.name), \(given): \(level) dB")
    }
  }

  /// The bar of -70 dB, where a modulator moves as fast as its carrier.
  @Test(arguments: [
    Modulation(base: 7_040, low: 4_928, high: 9_152), Modulation(base: 3_520, low: 2_112, high: 11_968),
    Modulation(base: 4_999, low: 999, high: 8_999), Modulation(base: 2_001, low: 200, high: 3_802),
  ]) func aFrequencyThatMovesAsFastAsItselfDoesNotFold(_ given: Modulation) throws {
    let hertz = Self.sine(given.base, from: given.low, to: given.high)
    for kind in [SignalKind.saw, .square, .triangle, .pulse] {
      let level = folded(try KernelBench(kind, hertz), given.base)
      #expect(level < -70, "\(kind.name), \(given): \(level) dB")
    }
  }

  private static let jumps = [
    Modulation(base: 97, low: 3_541, high: 10_621), Modulation(base: 389, low: 972, high: 2_918),
    Modulation(base: 389, low: 6_302, high: 7_702), Modulation(base: 1_009, low: 1_009, high: 3_027),
    Modulation(base: 1_009, low: 3_532, high: 10_594),
  ]

  /// Moved by what jumps, a square or a sawtooth, which hold all that the band does: what lies beside half the rate has
  /// its image there too, and less is promised.
  @Test(arguments: jumps) func aFrequencyThatJumpsDoesNotFold(_ given: Modulation) throws {
    for modulator in [SignalKind.square, .saw] {
      let wave = try KernelBench(modulator, .init(given.base)).mono(0..<48_000)
      let hertz = KernelBench.Given.wave { n in
        Float(0.5 * (given.low + given.high)) + Float(0.5 * (given.high - given.low)) * wave[n % 48_000]
      }
      for kind in [SignalKind.saw, .square, .triangle, .pulse] {
        let level = folded(try KernelBench(kind, hertz), given.base)
        let promised = (given.base < 400 ? -60.0 : -50) + (kind.name == "triangle" ? 5 : 0)
        #expect(level < promised, "\(kind.name) by \(modulator.name), \(given): \(level) dB")
      }
    }
  }

  @Test(arguments: [97.0, 389, 1_301]) func aPhaseThatMovesDoesNotFold(_ base: Double) throws {
    let radians = Self.sine(base, from: -2, to: 2)
    let carrier = KernelBench.Given(5 * base)
    for kind in [SignalKind.saw, .square, .triangle] {
      let level = folded(try KernelBench(kind, carrier, radians), base)
      #expect(level < -80, "\(kind.name), \(base) Hz: \(level) dB")
    }
  }

  @Test(arguments: [97.0, 389, 1_301]) func aShapeThatMovesDoesNotFold(_ base: Double) throws {
    let carrier = KernelBench.Given((2_000 / base).rounded() * base)
    let duty = folded(try KernelBench(.pulse, carrier, Self.sine(base, from: 0.2, to: 0.8)), base)
    #expect(duty < -80, "pulse, \(base) Hz: \(duty) dB")
    let ratio = folded(try KernelBench(.hardsync, carrier, Self.sine(base, from: 1.5, to: 6)), base)
    #expect(ratio < -80, "hardsync, \(base) Hz: \(ratio) dB")
  }

  /// As exact as whole numbers are: cut anywhere, the bits are the same.
  @Test func anyCutHasTheSameBits() throws {
    let hertz = Self.sine(389, from: -2_000, to: 9_000)
    let shape = Self.sine(97, from: 0, to: 5)
    for kind in [SignalKind.saw, .square, .triangle, .pulse, .hardsync] {
      let isShaped = kind.name == "pulse" || kind.name == "hardsync"
      for frequency in [hertz, 1_234.5] {
        let given = isShaped ? [frequency, shape, shape] : [frequency, shape]
        let bench = try KernelBench(kind, given)
        let whole = bench.mono(0..<1_500)
        for step in [1, 13, 127] { #expect(bench.mono(0..<1_500, step: step) == whole, "\(kind.name)") }
      }
    }
  }
}
