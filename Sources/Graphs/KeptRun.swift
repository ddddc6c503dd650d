import Signals

/// Blocks of one version that follow each other, kept together: what was rendered in one run. Immutable, so threads may
/// read it without a lock.
package final class KeptRun: @unchecked Sendable {
  // Unchecked because of the pointer: it is written before `init` returns and never after.

  /// The numbers of its blocks.
  let blocks: Range<Int>
  private let samples: UnsafeMutablePointer<Float>
  private let channels: Int
  /// Frames held: whole blocks, but for what remains at the end of a period.
  private let frames: Int
  /// Which blocks have one value per channel, from the lowest bit on.
  private let uniform: UInt64
  /// Whether one value per channel stands for all frames.
  private let isOneValue: Bool

  /// The most blocks of one run.
  static let most = 64

  /// With what the run's place in the cache takes.
  var byteCount: Int { SampleStore.byteCount(channels * (isOneValue ? 1 : frames)) + 160 }

  /// Copies what `track` holds of `blocks`, up to `end`.
  init(copying track: Track, _ blocks: Range<Int>, end: Int) {
    precondition(blocks.count <= Self.most)
    self.blocks = blocks
    channels = track.channels
    let start = blocks.lowerBound << Grid.blockShift
    frames = end - start
    var uniform: UInt64 = 0
    for (place, number) in blocks.enumerated()
    where unsafe track.flag(number << Grid.blockShift).pointee { uniform |= 1 << UInt64(place) }
    self.uniform = uniform
    isOneValue = uniform == (~0 >> UInt64(64 - blocks.count)) && track.isUniform(start..<end)
    let length = isOneValue ? 1 : frames
    samples = SampleStore.shared.allocate(channels * length)
    for channel in 0..<channels {
      unsafe (samples + channel * length).initialize(
        from: track.pointer(start) + channel * track.stride, count: length)
    }
  }

  deinit { SampleStore.shared.free(samples, channels * (isOneValue ? 1 : frames)) }

  /// Writes what it holds of some frames of a channel where they belong in a plane that begins with the first of them.
  func copy(_ wanted: Range<Int>, channel: Int, to plane: UnsafeMutablePointer<Float>) {
    let start = blocks.lowerBound << Grid.blockShift
    let part = wanted.clamped(to: start..<start + frames)
    let place = unsafe plane + (part.lowerBound - wanted.lowerBound)
    if isOneValue {
      unsafe place.initialize(repeating: samples[channel], count: part.count)
    } else {
      unsafe place.initialize(from: samples + channel * frames + (part.lowerBound - start), count: part.count)
    }
  }

  /// Writes the blocks from number `first` on, and before number `last`, behind the end of `track`.
  func append(to track: Track, from first: Int, before last: Int) {
    let skipped = (first - blocks.lowerBound) << Grid.blockShift
    let count = min(frames, (min(last, blocks.upperBound) - blocks.lowerBound) << Grid.blockShift) - skipped
    let from = track.end
    track.extend(to: from + count)
    for channel in 0..<channels {
      let plane = track.pointer(from) + channel * track.stride
      if isOneValue {
        unsafe plane.update(repeating: samples[channel], count: count)
      } else {
        unsafe plane.update(from: samples + channel * frames + skipped, count: count)
      }
    }
    for number in first..<min(last, blocks.upperBound) {
      let isUniform = uniform & (1 << UInt64(number - blocks.lowerBound)) != 0
      unsafe track.flag(number << Grid.blockShift).pointee = isUniform
    }
  }
}

/// What is kept of one version. Belongs to the cache, under whose lock alone it is touched; a node holds on to it so
/// that it need not be looked for.
final class KeptEntry: @unchecked Sendable {
  // Unchecked because its variables are touched under the cache's lock alone.

  let version: SignalVersion
  /// The class of its blocks.
  let cost: Int
  /// Without overlap, in order.
  var runs: [KeptRun] = []
  var checkpoints: [Checkpoint] = []
  var statistics = SignalCache.Statistics()
  /// Whether the cache still knows it.
  var isLive = true

  init(_ version: SignalVersion) {
    self.version = version
    cost = KeepingPolicy.cost(version)
  }

  /// The place of the first run that ends behind block `number`.
  func place(of number: Int) -> Int {
    // Most often it is the end that is looked for.
    guard let last = runs.last, last.blocks.upperBound > number else { return runs.count }
    var (low, high) = (0, runs.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].blocks.upperBound > number { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
