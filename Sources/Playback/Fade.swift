import Glibc

/// A raised cosine from what the queue holds to what an edit makes of it: `old + w (new - old)`.
struct Fade {
  /// The first frame that is no longer wholly old, and the number of frames until all is new.
  let start: Int
  let length: Int

  var end: Int { start + length }

  /// The weight of the new samples at `frame`.
  func weight(at frame: Int) -> Float {
    if frame < start { return 0 }
    if frame >= end { return 1 }
    return Float(0.5 - 0.5 * cos(.pi * (Double(frame - start) + 0.5) / Double(length)))
  }

  /// Mixes `old` into `new`, both interleaved and beginning at `frame`, as many frames as `old` has.
  /// Where old and new are equal, new stays bit for bit.
  func mix(
    old: UnsafeBufferPointer<Float>, into new: UnsafeMutableBufferPointer<Float>, from frame: Int,
    channels: Int
  ) {
    var index = 0
    for at in frame..<frame + old.count / channels {
      let weight = weight(at: at)
      for sample in index..<index + channels where old[sample] != new[sample] && weight < 1 {
        new[sample] = old[sample] + weight * (new[sample] - old[sample])
      }
      index += channels
    }
  }
}
