import Designs
/// Samples of the project, interleaved, that are read at other speeds than they were made.
final class TransportTape {
  let channels: Int
  private(set) var frames = 0..<0
  private var samples: [Float] = []
  /// Frames before `frames` that were given up but not moved away yet.
  private var skipped = 0

  init(channels: Int) { self.channels = channels }

  /// Forgets everything; the next frame is `frame`.
  func reset(at frame: Int) {
    samples.removeAll(keepingCapacity: true)
    (frames, skipped) = (frame..<frame, 0)
  }

  /// Makes room for `count` frames behind the end, which `fill` writes.
  func extend(by count: Int, _ fill: (UnsafeMutableBufferPointer<Float>, Range<Int>) -> Void) {
    let new = frames.upperBound..<frames.upperBound + count
    samples.append(contentsOf: repeatElement(0, count: count * channels))
    samples.withUnsafeMutableBufferPointer {
      fill(UnsafeMutableBufferPointer(rebasing: $0[($0.count - count * channels)...]), new)
    }
    frames = frames.lowerBound..<new.upperBound
  }

  /// Puts samples that end where the tape begins before it.
  func prepend(_ new: UnsafeBufferPointer<Float>) {
    samples.replaceSubrange(..<(skipped * channels), with: new)
    (frames, skipped) = (frames.lowerBound - new.count / channels..<frames.upperBound, 0)
  }

  /// Gives up frames from `frame` on.
  func truncate(at frame: Int) {
    let end = max(frames.lowerBound, min(frames.upperBound, frame))
    samples.removeLast((frames.upperBound - end) * channels)
    frames = frames.lowerBound..<end
  }

  /// Gives up frames before `frame`.
  func trim(before frame: Int) {
    let lower = min(max(frame, frames.lowerBound), frames.upperBound)
    skipped += lower - frames.lowerBound
    frames = lower..<frames.upperBound
    // Moved seldom, so that a frame is moved about once.
    guard skipped > 32_768, skipped > frames.count else { return }
    samples.removeFirst(skipped * channels)
    skipped = 0
  }

  /// The samples as they are, backward from `first` on; silence where there are none.
  func reversed(from first: Int, into out: UnsafeMutableBufferPointer<Float>) {
    samples.withUnsafeBufferPointer { samples in
      for number in 0..<out.count / channels {
        let place = (first - number - frames.lowerBound + skipped) * channels
        for channel in 0..<channels {
          out[number * channels + channel] = frames.contains(first - number) ? samples[place + channel] : 0
        }
      }
    }
  }

  /// The samples at `first`, `first + rate`, … between the frames; silence where there are none.
  func read(
    from first: Double, rate: Double, with sinc: WindowedSinc, into out: UnsafeMutableBufferPointer<Float>
  ) {
    let reach = sinc.reach(rate)
    let width = min(1, 1 / abs(rate))
    samples.withUnsafeBufferPointer { samples in
      for number in 0..<out.count / channels {
        let x = first + Double(number) * rate
        let centre = Int(x.rounded(.down))
        let lower = max(frames.lowerBound, centre - reach + 1)
        let upper = min(frames.upperBound, centre + reach + 1)
        for channel in 0..<channels { out[number * channels + channel] = 0 }
        var frame = lower
        while frame < upper {
          let weight = sinc.weight((Double(frame) - x) * width) * Float(width)
          let place = (frame - frames.lowerBound + skipped) * channels
          for channel in 0..<channels {
            out[number * channels + channel] += weight * samples[place + channel]
          }
          frame += 1
        }
      }
    }
  }
}
