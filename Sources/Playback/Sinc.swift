import Designs
import Glibc

/// A sinc under a Kaiser window, looked up: what lies between samples. Faster than 1 it is stretched, so that what would
/// lie above half the sample rate is taken out first (Smith, "Digital Audio Resampling").
final class Sinc: Sendable {
  /// Samples on each side.
  private static let half = 16
  /// Entries from one sample to the next: with straight lines between them the error is below -100 dB.
  private static let density = 512
  private static let beta = 9.0

  private let table: [Float]

  init() {
    let last = Self.half * Self.density
    table = (0...last + 1).map { number in
      if number == 0 { return 1 }
      // Exactly nothing at the other samples.
      if number >= last || number % Self.density == 0 { return 0 }
      let x = Double(number) / Double(Self.density)
      let r = x / Double(Self.half)
      return Float(
        sin(.pi * x) / (.pi * x) * ModifiedBessel.i0(Self.beta * (1 - r * r).squareRoot())
          / ModifiedBessel.i0(Self.beta))
    }
  }

  /// How many frames on each side are read at a rate.
  func reach(_ rate: Double) -> Int { Int((Double(Self.half) * max(1, abs(rate))).rounded(.up)) }

  /// The weight at a distance in samples.
  func weight(_ distance: Float) -> Float {
    let place = abs(distance) * Float(Self.density)
    let number = Int(place)
    guard number < Self.half * Self.density else { return 0 }
    return table[number] + (place - Float(number)) * (table[number + 1] - table[number])
  }
}
