import Glibc

/// Integrated loudness after ITU-R BS.1770-4 (2015): K-weighted, in blocks of 400 ms that overlap by three quarters,
/// gated at -70 LUFS and at 10 LU below what remains.
package enum Loudness {
  /// What the power of a channel is multiplied by: of five channels the fourth and fifth, left and right surround, count
  /// 1.41 times, and of six the fourth, the effects of low frequency, nothing (table 3, in the order of files: L, R, C,
  /// LFE, Ls, Rs).
  static func weights(_ channels: Int) -> [Double] {
    switch channels {
    case 5: [1, 1, 1, 1.41, 1.41]
    case 6: [1, 1, 1, 0, 1.41, 1.41]
    default: [Double](repeating: 1, count: channels)
    }
  }

  /// LUFS of all channels together; nil where nothing passes the gate.
  ///
  /// - Parameter rate: frames a second.
  package static func integrated(_ planes: [[Float]], rate: Double) -> Double? {
    let count = planes.first?.count ?? 0
    let block = Int((0.4 * rate).rounded())
    let hop = Int((0.1 * rate).rounded())
    guard block > 0, count >= block else { return nil }
    var powers = [Double](repeating: 0, count: (count - block) / hop + 1)
    for (plane, weight) in zip(planes, weights(planes.count)) where weight > 0 {
      let weighted = weigh(plane, rate: rate)
      // Sums of squares up to each frame, so that a block is one subtraction.
      var sums = [0.0]
      sums.reserveCapacity(weighted.count + 1)
      for sample in weighted { sums.append(sums[sums.count - 1] + sample * sample) }
      for number in powers.indices {
        let start = number * hop
        powers[number] += weight * (sums[start + block] - sums[start]) / Double(block)
      }
    }
    let audible = powers.filter { level($0) >= -70 }
    guard !audible.isEmpty else { return nil }
    let gate = level(mean(audible)) - 10
    let loud = audible.filter { level($0) >= gate }
    return loud.isEmpty ? nil : level(mean(loud))
  }

  private static func level(_ power: Double) -> Double { -0.691 + 10 * log10(power) }
  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  /// Both filters of K-weighting.
  private static func weigh(_ samples: [Float], rate: Double) -> [Double] {
    var shelf = Biquad.shelf(rate)
    var pass = Biquad.pass(rate)
    return samples.map { pass.next(shelf.next(Double($0))) }
  }

  /// The filters are given at 48 kHz; their analogue prototypes, found from those coefficients, give them at any rate
  /// (Brecht De Man, Evaluation of Implementations of the EBU R128 Loudness Measurement, AES 145, 2018).
  private struct Biquad {
    var b0, b1, b2, a1, a2: Double
    var s1 = 0.0
    var s2 = 0.0

    mutating func next(_ x: Double) -> Double {
      let y = b0 * x + s1
      s1 = b1 * x - a1 * y + s2
      s2 = b2 * x - a2 * y
      return y
    }

    static func shelf(_ rate: Double) -> Biquad {
      let (frequency, gain, q) = (1_681.974450955533, 3.999843853973347, 0.7071752369554196)
      let k = tan(.pi * frequency / rate)
      let high = pow(10, gain / 20)
      let band = pow(high, 0.4996667741545416)
      let a0 = 1 + k / q + k * k
      return Biquad(
        b0: (high + band * k / q + k * k) / a0, b1: 2 * (k * k - high) / a0,
        b2: (high - band * k / q + k * k) / a0, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }

    static func pass(_ rate: Double) -> Biquad {
      let (frequency, q) = (38.13547087602444, 0.5003270373238773)
      let k = tan(.pi * frequency / rate)
      let a0 = 1 + k / q + k * k
      return Biquad(b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }
  }
}
