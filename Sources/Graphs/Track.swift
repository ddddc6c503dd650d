import Glibc
import Signals

/// Samples [base, end) of one signal as the renderer works on them: contiguous, planar, extended at the end, given
/// up at the front.
final class Track {
  let channels: Int
  /// The first frame that is held; `base ..< end` are valid.
  private(set) var base = 0
  private(set) var end = 0
  /// Up to where it was last asked.
  var wanted = Int.min
  /// The frame that lies at the start of each plane; on the grid.
  private var origin = 0
  private var capacity: Int
  private var samples: UnsafeMutablePointer<Float>
  /// One flag a block from `origin` on: each channel has one value.
  private var flags: UnsafeMutablePointer<Bool>
  /// Whether any of the blocks that were last presumed to be uniform still is.
  private var mayBeUniform = false
  /// Where its room comes from, and goes back to as soon as nothing is held.
  private(set) var pool: SamplePool?
  /// Whether its room is the pool's; with none it has no capacity.
  private var isLent = false

  init(channels: Int, capacity: Int = 8 * Grid.block) {
    self.channels = channels
    self.capacity = Grid.ceil(capacity)
    samples = Self.planes(channels, self.capacity)
    flags = UnsafeMutablePointer<Bool>.allocate(capacity: self.capacity / Grid.block)
    flags.initialize(repeating: false, count: self.capacity / Grid.block)
  }

  deinit { giveUpRoom() }

  var frames: Range<Int> { base..<end }
  var stride: Int { capacity }
  var byteCount: Int { capacity * channels * 4 }

  func covers(_ frames: Range<Int>) -> Bool { frames.lowerBound >= base && frames.upperBound <= end }

  /// Where a frame of the first channel lies; other channels follow at `stride`.
  func pointer(_ frame: Int) -> UnsafeMutablePointer<Float> { samples + (frame - origin) }

  func flag(_ frame: Int) -> UnsafeMutablePointer<Bool> { flags + (frame - origin) / Grid.block }

  /// Forgets everything; the next frame is `frame`.
  func reset(at frame: Int) {
    base = frame
    end = frame
    origin = Grid.floor(frame)
  }

  /// Makes room up to `frame` and counts it as held; what lies there is to be written now.
  func extend(to frame: Int) {
    if Grid.ceil(frame) - origin > capacity { makeRoom(to: Grid.ceil(frame)) }
    // A block is uniform only once its kernel said so for the whole of it.
    let first = Grid.floor(end)
    if first < frame {
      unsafe flag(first).update(repeating: false, count: (Grid.ceil(frame) - first) / Grid.block)
    }
    end = frame
  }

  /// Takes its room from `pool` from now on. Nothing must be held.
  func take(from pool: SamplePool) {
    precondition(base == end && channels <= SamplePool.channels)
    giveUpRoom()
    self.pool = pool
  }

  /// What lies before `frame` was read for the last time.
  func giveUp(before frame: Int) {
    trim(before: frame)
    if base == end, isLent { giveUpRoom() }
  }

  private func giveUpRoom() {
    if isLent, let pool {
      pool.give(SamplePool.Room(samples: samples, flags: flags))
    } else if capacity > 0 {
      Self.free(samples, channels * capacity)
      flags.deallocate()
    }
    (capacity, isLent) = (0, false)
  }

  /// Gives up frames before `frame`.
  func trim(before frame: Int) { if frame > base { base = min(frame, end) } }

  /// Gives up frames from `frame` on.
  func truncate(at frame: Int) {
    end = max(base, min(end, frame))
    if end % Grid.block != 0, capacity > 0 { unsafe flag(Grid.floor(end)).pointee = false }
  }

  /// Blocks from `frame`'s on may vary: samples were written over them.
  func forgetUniformity(from frame: Int) {
    var block = Grid.floor(frame)
    while block < end {
      unsafe flag(block).pointee = false
      block += Grid.block
    }
  }

  /// Silence up to `frame`.
  func extendWithZero(to frame: Int) {
    let from = end
    extend(to: frame)
    for channel in 0..<channels {
      unsafe (pointer(from) + channel * capacity).update(repeating: 0, count: frame - from)
    }
    var block = Grid.ceil(from)
    while block < frame {
      unsafe flag(block).pointee = true
      block += Grid.block
    }
  }

  /// Silence from `frame` up to the first that is held.
  func prependZero(from frame: Int) {
    let whole = Track(channels: channels, capacity: end - frame + Grid.block)
    whole.reset(at: frame)
    whole.extendWithZero(to: base)
    whole.append(from: self, at: base, count: end - base)
    swap(&samples, &whole.samples)
    swap(&flags, &whole.flags)
    swap(&capacity, &whole.capacity)
    swap(&isLent, &whole.isLent)
    swap(&pool, &whole.pool)
    (base, origin) = (frame, whole.origin)
  }

  /// How many of `frames` lie before the first block that is known to have one value.
  func framesBeforeUniform(_ frames: Range<Int>) -> Int {
    var block = Grid.floor(frames.lowerBound)
    while block < frames.upperBound {
      if unsafe flag(block).pointee { return max(0, block - frames.lowerBound) }
      block += Grid.block
    }
    return frames.count
  }

  /// Whether each channel has one value over `frames`.
  func isUniform(_ frames: Range<Int>) -> Bool {
    var block = Grid.floor(frames.lowerBound)
    while block < frames.upperBound {
      if unsafe !flag(block).pointee { return false }
      block += Grid.block
    }
    block = Grid.floor(frames.lowerBound) + Grid.block
    while block < frames.upperBound {
      for channel in 0..<channels {
        let plane = channel * capacity
        if unsafe pointer(block)[plane] != pointer(frames.lowerBound)[plane] { return false }
      }
      block += Grid.block
    }
    return true
  }

  /// The greatest absolute value over `frames`, all channels.
  func loudest(_ frames: Range<Int>) -> Float {
    var most: Float = 0
    for channel in 0..<channels {
      let plane = pointer(frames.lowerBound) + channel * capacity
      for i in 0..<frames.count {
        let size = unsafe abs(plane[i])
        most = size > most ? size : most
      }
    }
    return most
  }

  /// Copies `count` frames from another track's `frame` behind the end.
  func append(from other: Track, at frame: Int, count: Int) {
    let from = end
    extend(to: end + count)
    for channel in 0..<channels {
      let source = other.channels == 1 ? 0 : channel * other.capacity
      unsafe (pointer(from) + channel * capacity).update(from: other.pointer(frame) + source, count: count)
    }
  }

  /// Whole blocks of `frames`, copied from `other`, are uniform where they are there.
  func copyUniformity(from other: Track, _ frames: Range<Int>) {
    var block = Grid.ceil(frames.lowerBound)
    while block + Grid.block <= frames.upperBound {
      unsafe flag(block).pointee = other.flag(block).pointee
      block += Grid.block
    }
  }

  /// Whole blocks of `frames` are uniform unless something that is added to them is not.
  func presumeUniformity(_ frames: Range<Int>) {
    mayBeUniform = true
    var block = Grid.ceil(frames.lowerBound)
    while block + Grid.block <= frames.upperBound {
      unsafe flag(block).pointee = true
      block += Grid.block
    }
  }

  /// Blocks over `frames` are not uniform where those of `other` are not.
  func restrictUniformity(to other: Track, _ frames: Range<Int>) {
    guard mayBeUniform else { return }
    mayBeUniform = restrictUniformity(to: other.flag(frames.lowerBound), frames)
  }

  /// The same where what is added has `others`, a flag for each block; whether any block is still uniform.
  @discardableResult
  func restrictUniformity(to others: UnsafePointer<Bool>, _ frames: Range<Int>) -> Bool {
    var isAny = false
    var other = others
    var block = Grid.floor(frames.lowerBound)
    while block < frames.upperBound {
      let isUniform = unsafe flag(block).pointee && other.pointee
      unsafe flag(block).pointee = isUniform
      if isUniform { isAny = true }
      block += Grid.block
      other = unsafe other + 1
    }
    return isAny
  }

  /// Silence for what is not finite from `frame` on: what goes round a loop is its state, and would never be rid of it.
  func restFinite(from frame: Int) {
    for channel in 0..<channels {
      let plane = pointer(frame) + channel * capacity
      // Over bits, which become lanes: those of what is not finite have every bit of the exponent.
      let exponent: UInt32 = 0x7f80_0000
      var most: UInt32 = 0
      for i in 0..<(end - frame) {
        let bits = unsafe plane[i].bitPattern & exponent
        most = bits > most ? bits : most
      }
      if most < exponent { continue }
      for i in 0..<(end - frame) where unsafe !plane[i].isFinite { unsafe plane[i] = 0 }
    }
  }

  /// Lets `frames` rise from silence.
  func fadeIn(_ frames: Range<Int>) {
    Blend(from: frames.lowerBound, length: frames.count).mix(into: self, frames)
  }

  private func makeRoom(to frame: Int) {
    let frames = frame - Grid.floor(base)
    if base == end {
      origin = Grid.floor(base)
      if capacity == 0, let pool, frames <= SamplePool.capacity {
        let room = pool.take()
        (samples, flags, capacity, isLent) = (room.samples, room.flags, SamplePool.capacity, true)
      }
      if frames <= capacity { return }
    }
    move(toHold: frames)
  }

  private func move(toHold frames: Int) {
    let start = Grid.floor(base)
    let held = base == end ? 0 : end - start
    let isEnough = frames <= (isLent ? capacity : capacity * 3 / 4)
    let wanted = isEnough ? capacity : max(frames * 2, capacity * 2)
    if wanted == capacity {
      for channel in 0..<channels where held > 0 {
        unsafe memmove(samples + channel * capacity, pointer(start) + channel * capacity, held * 4)
      }
      let blocks = (held + Grid.block - 1) / Grid.block
      if blocks > 0 { unsafe memmove(flags, flag(start), blocks) }
    } else {
      let size = Grid.ceil(wanted)
      let moved = Self.planes(channels, size)
      let movedFlags = UnsafeMutablePointer<Bool>.allocate(capacity: size / Grid.block)
      movedFlags.initialize(repeating: false, count: size / Grid.block)
      for channel in 0..<channels where held > 0 {
        unsafe (moved + channel * size).update(from: pointer(start) + channel * capacity, count: held)
      }
      let blocks = (held + Grid.block - 1) / Grid.block
      if blocks > 0 { unsafe movedFlags.update(from: flag(start), count: blocks) }
      giveUpRoom()
      (samples, flags, capacity) = (moved, movedFlags, size)
    }
    origin = start
  }

  /// What is long does not lie in the heap, where it would leave holes between what is small and stays.
  private static func isLong(_ count: Int) -> Bool { count > 4_096 && SampleStore.holds(count) }

  private static func planes(_ channels: Int, _ capacity: Int) -> UnsafeMutablePointer<Float> {
    let count = channels * capacity
    if isLong(count) { return SampleStore.shared.allocate(count) }
    return UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64).bindMemory(
      to: Float.self, capacity: count)
  }

  private static func free(_ samples: UnsafeMutablePointer<Float>, _ count: Int) {
    if isLong(count) { SampleStore.shared.free(samples, count) } else { samples.deallocate() }
  }
}
