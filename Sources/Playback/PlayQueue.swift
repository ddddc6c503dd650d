/// The player's own copy of what lies between the ear and the end of what was rendered: a ring of
/// interleaved samples, addressed by frame. It is the old side of every fade, and what a new stream gets first.
final class PlayQueue {
  let channels: Int
  /// Frames held at most.
  let capacity: Int
  /// The frames held.
  private(set) var frames = 0..<0
  private let samples: UnsafeMutableBufferPointer<Float>

  init(channels: Int, capacity: Int) {
    self.channels = channels
    self.capacity = capacity
    samples = .allocate(capacity: capacity * channels)
    samples.initialize(repeating: 0)
  }

  deinit { samples.deallocate() }

  /// Puts interleaved samples at `frame`, which must not lie past the end: overwrites, and lengthens.
  /// The oldest frames give way where there is no room.
  func store(_ new: UnsafeBufferPointer<Float>, at frame: Int) {
    let count = new.count / channels
    precondition(frame >= frames.lowerBound && frame <= frames.upperBound && count <= capacity)
    var done = 0
    while done < count {
      let slot = (frame + done) % capacity
      let run = min(count - done, capacity - slot)
      _ = UnsafeMutableBufferPointer(rebasing: samples[slot * channels..<(slot + run) * channels])
        .update(fromContentsOf: new[done * channels..<(done + run) * channels])
      done += run
    }
    let upper = max(frames.upperBound, frame + count)
    frames = max(frames.lowerBound, upper - capacity)..<upper
  }

  /// Hands the samples of those of `range` that are held to `body`, in order, in at most two runs,
  /// each with its first frame.
  func read(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>, Int) -> Void) {
    let held = range.clamped(to: frames)
    var frame = held.lowerBound
    while frame < held.upperBound {
      let slot = frame % capacity
      let run = min(held.upperBound - frame, capacity - slot)
      body(UnsafeBufferPointer(rebasing: samples[slot * channels..<(slot + run) * channels]), frame)
      frame += run
    }
  }

  /// Forgets what lies before `frame`.
  func drop(before frame: Int) {
    let lower = min(max(frame, frames.lowerBound), frames.upperBound)
    frames = lower..<frames.upperBound
  }
}
