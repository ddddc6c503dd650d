import Signals

/// One block of one version, kept. Immutable, so threads may read it without a lock.
package final class KeptBlock: @unchecked Sendable {
  // Unchecked because of the pointer: it is written before `init` returns and never after.

  private let samples: UnsafeMutablePointer<Float>
  private let channels: Int
  /// Frames held: a whole block, or what remains at the end of a period.
  let count: Int
  /// Whether one value per channel stands for all frames.
  let isUniform: Bool

  /// With what the block's place in the cache takes.
  var byteCount: Int { channels * (isUniform ? 1 : count) * 4 + 160 }

  init(copying track: Track, at frame: Int, count: Int) {
    channels = track.channels
    self.count = count
    isUniform = unsafe track.flag(frame).pointee
    let length = isUniform ? 1 : count
    samples = .allocate(capacity: channels * length)
    for channel in 0..<channels {
      unsafe (samples + channel * length).initialize(
        from: track.pointer(frame) + channel * track.stride, count: length)
    }
  }

  deinit { samples.deallocate() }

  /// Writes the block behind the end of `track`.
  func append(to track: Track) {
    let from = track.end
    track.extend(to: from + count)
    for channel in 0..<channels {
      let plane = track.pointer(from) + channel * track.stride
      if isUniform {
        unsafe plane.update(repeating: samples[channel], count: count)
      } else {
        unsafe plane.update(from: samples + channel * count, count: count)
      }
    }
    unsafe track.flag(from).pointee = isUniform
  }
}

/// All that a signal needs to go on from a frame: its state, and for a loop what can still be read of it.
package struct Checkpoint: Sendable {
  let frame: Int
  let bytes: [UInt8]
}
