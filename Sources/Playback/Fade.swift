import Glibc

/// A raised cosine from what the queue holds to what an edit makes of it: `old + w (new - old)`. What begins with the
/// edit is added to that as it is, so that it keeps its attack.
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

  /// Mixes `old` into `new`, both interleaved and beginning at `frame`, as many frames as `old` has. `continuing` is
  /// `new` without what begins with the edit; nil where nothing does. Where the old goes on unchanged, new stays
  /// bit for bit; nothing leaves full scale.
  func mix(
    old: UnsafeBufferPointer<Float>, into new: UnsafeMutableBufferPointer<Float>,
    continuing: UnsafeBufferPointer<Float>? = nil, from frame: Int, channels: Int
  ) {
    var index = 0
    for at in frame..<frame + old.count / channels {
      let weight = weight(at: at)
      for sample in index..<index + channels where weight < 1 {
        let changed = continuing?[sample] ?? new[sample]
        if old[sample] == changed { continue }
        let begun = new[sample] - changed
        new[sample] = max(-1, min(1, old[sample] + weight * (changed - old[sample]) + begun))
      }
      index += channels
    }
  }
}
