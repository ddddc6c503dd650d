import Designs
import Testing

@testable import Numerics

struct ShortTimeFourierTests {
  static let hann = (0..<64).map { 0.5 - 0.5 * cosine(Double($0) / 64) }

  private static func cosine(_ turn: Double) -> Double { Complex(angle: 2 * .pi * turn).real }

  @Test(arguments: [16, 32, 48, 60], [SegmentOptions.Scaling.spectrum, .density])
  func theInverseUndoesIt(overlap: Int, scaling: SegmentOptions.Scaling) throws {
    for length in [64, 80] {
      var options = try SegmentOptions(rate: 48_000, window: Self.hann, overlap: overlap, length: length)
      options.detrend = .none
      options.scaling = scaling
      let x = complexNumbers(500, seed: overlap)
      for isReal in [true, false] {
        options.isOneSided = isReal
        let given = isReal ? Vector(x.real) : x
        let (times, rows) = try ShortTimeFourier.forward(given, options)
        #expect(times.count == rows[0].count && times[0] == 0)
        let again = try ShortTimeFourier.inverse(rows, options)
        #expect(worst(again[0..<500], given) < 1e-12)
      }
    }
  }

  @Test func powerIsTheSameInTimeAndFrequency() throws {
    // Of noise: the power under the periodogram is the mean square.
    let x = Vector(numbers(4096, seed: 8))
    var options = try SegmentOptions(
      rate: 48_000, window: [Double](repeating: 1, count: 4096), overlap: 0)
    options.detrend = .none
    let density = try SpectralEstimate.crossSpectrum(x, nil, options)
    let power = density.real.reduce(0, +) * 48_000 / 4096
    let square = x.real.reduce(0) { $0 + $1 * $1 } / 4096
    #expect(abs(power / square - 1) < 1e-12)
  }

  @Test func whatIsFilteredIsCoherent() throws {
    let x = Vector(numbers(4096, seed: 11))
    let y = try LinearFilter.lfilter([0.5, 0.2], [1, -0.3], x)
    let options = try SegmentOptions(rate: 48_000, window: Self.hann)
    let same = try SpectralEstimate.coherence(x, y, options).real
    // At 0 Hz the mean is taken off each segment, so that its ends, where y still answers to what came before, weigh as
    // much as its middle.
    #expect(same[0] > 0.95)
    #expect(same.dropFirst().allSatisfy { $0 > 0.99 })
    #expect(same.allSatisfy { $0 < 1 + 1e-9 })
    let other = try SpectralEstimate.coherence(x, Vector(numbers(4096, seed: 12)), options).real
    #expect(other.reduce(0, +) / Double(other.count) < 0.1)
  }
}
