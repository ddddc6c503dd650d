import Glibc

/// Levels of samples, as factors where 1 is full scale; 0 of no samples.
package enum Level {
  /// The greatest magnitude of a sample.
  package static func peak(_ samples: [Float]) -> Double {
    samples.reduce(0) { max($0, Double($1.magnitude)) }
  }

  /// The square root of the mean of the squares.
  package static func rms(_ samples: [Float]) -> Double {
    guard !samples.isEmpty else { return 0 }
    return (samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(samples.count)).squareRoot()
  }

  /// The mean.
  package static func dc(_ samples: [Float]) -> Double {
    samples.isEmpty ? 0 : samples.reduce(0) { $0 + Double($1) } / Double(samples.count)
  }

  /// The peak over the root mean square; nil of silence.
  package static func crest(_ samples: [Float]) -> Double? {
    let rms = rms(samples)
    return rms > 0 ? peak(samples) / rms : nil
  }

  /// How often the sign changes from one sample to the next; zeros are passed over.
  package static func zeroCrossings(_ samples: [Float]) -> Int {
    var count = 0
    var sign: Float = 0
    for sample in samples where sample != 0 {
      if sample * sign < 0 { count += 1 }
      sign = sample < 0 ? -1 : 1
    }
    return count
  }
}
