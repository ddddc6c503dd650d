import Glibc
import Signals

/// How what a node with memory reads goes over from what stood there before an edit to what stands there now. A jump
/// there would be heard again whenever the node's memory gives it back, long after the edit's own fade.
struct Blend {
  /// The first frame that is no longer wholly old, and the number of frames until all is new.
  let start: Int
  let length: Int
  /// What stood there before, from `start` on; nil where that was silence.
  let old: Track?

  var end: Int { start + length }

  /// From silence, over `length` frames.
  init(from start: Int, length: Int) { (self.start, self.length, old) = (start, length, nil) }

  /// From what `source` holds from `start` on: over fewer frames where it holds fewer.
  init(from source: Track, at start: Int, length: Int) {
    let count = max(0, min(length, source.end - start))
    let old = Track(channels: source.channels, capacity: max(1, count))
    old.reset(at: start)
    old.append(from: source, at: start, count: count)
    (self.start, self.length, self.old) = (start, count, old)
  }

  /// The weight of the new: a raised cosine, as of the edit's own fade.
  static func weight(_ frame: Int, of length: Int) -> Float {
    Float(0.5 - 0.5 * cos(.pi * (Double(frame) + 0.5) / Double(length)))
  }

  /// Blends those of `frames` that lie in the fade; `track` holds the new.
  func mix(into track: Track, _ frames: Range<Int>) {
    let faded = frames.clamped(to: start..<end)
    if faded.isEmpty { return }
    for at in faded {
      let weight = Self.weight(at - start, of: length)
      for channel in 0..<track.channels {
        let new = track.pointer(at) + channel * track.stride
        guard let old else {
          unsafe new.pointee *= weight
          continue
        }
        let plane = old.channels == 1 ? 0 : channel * old.stride
        let before = unsafe old.pointer(at)[plane]
        // What is not finite is not handed on.
        let from = before.isFinite ? before : 0
        unsafe new.pointee = from + weight * (new.pointee - from)
      }
    }
    track.forgetUniformity(from: faded.lowerBound)
  }
}
