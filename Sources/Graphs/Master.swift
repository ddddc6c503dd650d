import Glibc

/// The one stage behind everything, for playing and rendering alike: a factor, then a guard without memory.
package enum Master {
  /// -12 dB.
  package static let standardGain: Float = 0.251_188_64
  /// -90 dBFS.
  package static let audible: Float = 3.162_277_7e-5
  /// -1 dBFS: up to here samples pass exactly.
  package static let knee: Float = 0.891_250_94

  /// Scales and guards; answers the greatest absolute value that came out.
  ///
  /// Above the knee the curve goes on with slope 1 and nears full scale: knee + (1 - knee) tanh(x). What is not finite
  /// becomes silence.
  @discardableResult
  package static func apply(_ gain: Float, to samples: UnsafeMutableBufferPointer<Float>) -> Float {
    // Sizes follow each other as their bit patterns do, those of what is not finite behind all others: compared so, eight
    // go at a time.
    var most: UInt32 = 0
    for i in samples.indices {
      let value = samples[i] * gain
      samples[i] = value
      let size = value.bitPattern & 0x7fff_ffff
      most = size > most ? size : most
    }
    return most > knee.bitPattern ? guardLoud(samples) : Float(bitPattern: most)
  }

  private static func guardLoud(_ samples: UnsafeMutableBufferPointer<Float>) -> Float {
    var loudest: Float = 0
    for i in samples.indices {
      let size = abs(samples[i])
      if !size.isFinite {
        samples[i] = 0
      } else if size > knee {
        let bent = min(knee + (1 - knee) * tanhf((size - knee) / (1 - knee)), 1)
        samples[i] = samples[i] < 0 ? -bent : bent
        loudest = max(loudest, bent)
      } else {
        loudest = max(loudest, size)
      }
    }
    return loudest
  }

  /// Decibels as a factor.
  package static func factor(_ decibels: Double) -> Float { Float(pow(10, decibels / 20)) }
  /// A factor as decibels.
  package static func decibels(_ factor: some BinaryFloatingPoint) -> Double { 20 * log10(Double(factor)) }
}
