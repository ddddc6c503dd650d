import Glibc
import Signals
import Testing

@testable import Kinds

struct ColouredNoiseTests {
  static let slopes: [(name: String, decibels: Double)] = [
    ("pink", -3.0103), ("brown", -6.0206), ("blue", 3.0103), ("violet", 6.0206),
  ]

  private func bench(_ name: String, seed: Double = 1, rate: Int = 48_000) throws -> KernelBench {
    let kind = try #require(Catalogue([.pink, .brown, .blue, .violet])[name])
    return try KernelBench(kind, .init(seed), rate: rate)
  }

  /// Mean power in each third of an octave from 20 Hz to 16 kHz, over windowed stretches that lie half over each other.
  private func thirds(_ samples: [Float]) -> [Double] {
    let count = 1 << 15
    var power = [Double](repeating: 0, count: count / 2)
    for start in stride(from: 0, through: samples.count - count, by: count / 2) {
      let part = (0..<count).map { n in
        FourierSeries.Complex(
          Double(samples[start + n]) * (0.5 - 0.5 * cos(2 * .pi * Double(n) / Double(count))), 0)
      }
      let spectrum = FourierSeries.transform(part)
      for bin in power.indices {
        power[bin] +=
          spectrum[bin].real * spectrum[bin].real + spectrum[bin].imaginary * spectrum[bin].imaginary
      }
    }
    return (0...29).map { third in
      let centre = 20 * exp2(Double(third) / 3) * Double(count) / 48_000
      let bins = Int((centre * exp2(-1.0 / 6)).rounded(.up))...Int(centre * exp2(1.0 / 6))
      return 10 * log10(bins.reduce(0) { $0 + power[$1] } / Double(bins.count))
    }
  }

  @Test(arguments: slopes) func theSlopeHoldsFromTwentyHertzToSixteenKilohertz(
    name: String, decibels: Double
  ) throws {
    let levels = thirds(try bench(name).mono(0..<4_800_000))
    // What is left when the slope is taken away: level within what chance leaves, to half a decibel an octave.
    let rest = levels.enumerated().map { $1 - decibels * Double($0) / 3 }
    let mean = rest.reduce(0, +) / Double(rest.count)
    for (third, level) in rest.enumerated() {
      #expect(abs(level - mean) < (third < 6 ? 0.9 : 0.4), "\(name), third \(third): \(level - mean) dB")
    }
    for third in 6..<27 {
      #expect(abs(rest[third + 3] - rest[third]) < 0.5, "\(name), octave from third \(third)")
    }
    let middle = Double(rest.count - 1) / 2
    let fit = rest.enumerated().reduce(0) { $0 + (Double($1.offset) - middle) * $1.element }
    let spread = rest.indices.reduce(0) { $0 + (Double($1) - middle) * (Double($1) - middle) }
    #expect(abs(3 * fit / spread) < 0.05, "\(name)")
  }

  /// The claimed spectrum has no chance in it.
  @Test func theOctavesDesignIsEvenToFourTenthsOfADecibel() {
    for (exponent, rate) in [(1, 48_000), (2, 48_000), (1, 96_000), (2, 44_100)] {
      let noise = OctaveNoise(exponent: exponent, rate: rate, seed: 0)
      func level(_ hertz: Double) -> Double {
        10 * log10(noise.power(hertz / Double(rate)) * pow(hertz, Double(exponent)))
      }
      let reference = (0..<64).reduce(0) { $0 + level(1_000 * exp2(Double($1) / 64)) } / 64
      for step in 0...960 {
        let hertz = 20 * exp2(Double(step) / 100)
        #expect(
          abs(level(hertz) - reference) < 0.4, "\(exponent) at \(hertz) Hz: \(level(hertz) - reference)")
      }
    }
  }

  @Test(arguments: slopes) func theLevelIsFourteenDecibelsDown(name: String, decibels: Double) throws {
    for seed in [0.0, 7] {
      let samples = try bench(name, seed: seed).mono(0..<960_000)
      let power = samples.reduce(0) { $0 + Double($1) * Double($1) } / 960_000
      #expect(
        abs(power.squareRoot() - 0.2) < (name == "brown" ? 0.01 : 0.004), "\(name) \(power.squareRoot())")
      let mean = samples.reduce(0) { $0 + Double($1) } / 960_000
      #expect(abs(mean) < 0.002)
    }
  }

  @Test(arguments: slopes) func seedsAreUncorrelated(name: String, decibels: Double) throws {
    let a = try bench(name, seed: 1).mono(0..<480_000)
    let b = try bench(name, seed: 2).mono(0..<480_000)
    let product = zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } / 480_000 / 0.04
    // Brown noise has few values that matter in ten seconds.
    #expect(abs(product) < (name == "brown" ? 0.2 : 0.05))
  }

  @Test(arguments: slopes) func anyFrameCanBeAskedFor(name: String, decibels: Double) throws {
    let bench = try bench(name)
    expectLaws(bench)
    let hour = 3_600 * 48_000
    #expect(bench.mono(hour - 50..<hour + 400, step: 17) == bench.mono(hour - 50..<hour + 400))
    #expect(bench.kernel.memory == .none)
  }
}
