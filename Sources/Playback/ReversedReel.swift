import Designs
/// What sounds backward: worlds that begin anew, each for a chunk, whose samples are read from their end.
final class ReversedReel<World: PlayWorld>: TransportReel<World> {
  private let latest: World.Edit?
  private let top: Int
  /// The frame from which on all must be there before it can be heard.
  private let first: Int
  private var chunk: (world: World, frames: Range<Int>, samples: [Float])?
  private var isLate = false

  /// Frames of one chunk: where chunks begin, states are kept.
  private static var chunkSize: Int { 1 << 16 }
  /// Frames of a chunk that are rendered in one go.
  private static var piece: Int { 2_048 }

  /// - Parameters:
  ///   - world: what the worlds of the chunks are made from; it is not rendered itself.
  ///   - top: the frame behind the last that is read.
  ///   - ahead: frames of the project that are to be there before it is heard.
  init(_ world: World, with latest: World.Edit?, top: Int, ahead: Int, sinc: WindowedSinc) {
    self.latest = latest
    self.top = PlayGrid.up(max(PlayGrid.block, top))
    first = max(0, top - ahead)
    super.init(world, sinc: sinc)
    tape.reset(at: self.top)
  }

  override func render(
    _ frames: Range<Int>, along line: CourseLine, into out: UnsafeMutableBufferPointer<Float>
  ) {
    if line.isPaused { return out.update(repeating: 0) }
    if line.project(frames.upperBound) < Double(tape.frames.lowerBound), tape.frames.lowerBound > 0 {
      isLate = true
    }
    let first = line.project(frames.lowerBound)
    if line.speed == -1, first == first.rounded() {
      tape.reversed(from: Int(first), into: out)
    } else {
      tape.read(from: first, rate: line.speed, with: sinc, into: out)
    }
    if line.project(frames.upperBound) < Double(Self.end) { fadeOut(frames, along: line, out) }
  }

  /// Frames over which the beginning falls silent, where it comes last.
  private static var end: Int { 960 }

  private func fadeOut(
    _ frames: Range<Int>, along line: CourseLine, _ out: UnsafeMutableBufferPointer<Float>
  ) {
    let fade = Fade(start: 0, length: Self.end)
    for frame in frames {
      let weight = fade.weight(at: Int(line.project(frame).rounded(.down)))
      let place = (frame - frames.lowerBound) * world.channels
      for sample in place..<place + world.channels where weight < 1 { out[sample] *= weight }
    }
  }

  override func apply(_ edit: World.Edit, at project: Double, fade: Int) {}

  override func heard(upTo project: Double) {
    tape.truncate(at: Int(max(0, project)) + 1 + 512)
  }

  override func prepare(for seconds: Double) -> Bool {
    let deadline = Monotonic.threadTime() + Monotonic.nanoseconds(seconds)
    while tape.frames.lowerBound > first {
      guard work(until: deadline) else { return false }
    }
    return true
  }

  /// Works on the chunk below the tape; false where the time is over before it is there.
  private func work(until deadline: UInt64) -> Bool {
    let end = tape.frames.lowerBound
    if chunk == nil {
      let start = (end - 1) & ~(Self.chunkSize - 1)
      chunk = (world.anew(at: start, with: latest), start..<end, [])
    }
    guard var chunk else { return false }
    self.chunk = nil
    defer { self.chunk = chunk.samples.count < chunk.frames.count * world.channels ? chunk : nil }
    let now = Monotonic.threadTime()
    if chunk.samples.isEmpty,
      deadline <= now || !chunk.world.prepare(for: Double(deadline - now) / 1e9)
    {
      return false
    }
    let channels = world.channels
    while chunk.samples.count < chunk.frames.count * channels {
      let start = chunk.frames.lowerBound + chunk.samples.count / channels
      let range = start..<min(chunk.frames.upperBound, start + Self.piece)
      chunk.samples.append(contentsOf: repeatElement(0, count: range.count * channels))
      chunk.samples.withUnsafeMutableBufferPointer {
        chunk.world.render(
          range, into: UnsafeMutableBufferPointer(rebasing: $0[($0.count - range.count * channels)...]))
      }
      chunk.world.drop(before: range.upperBound)
      if Monotonic.threadTime() > deadline, range.upperBound < chunk.frames.upperBound { return false }
    }
    chunk.samples.withUnsafeBufferPointer { tape.prepend($0) }
    return true
  }

  override var preparedPart: Double {
    guard let chunk else { return 0 }
    let rendered = Double(chunk.samples.count) / Double(chunk.frames.count * world.channels)
    return (chunk.world.preparedPart + rendered) / 2
  }
  override var isWaiting: Bool { chunk?.world.isWaiting ?? false }

  override func ready(along line: CourseLine) -> Int {
    guard tape.frames.lowerBound > 0, let heard = line.heard(Double(tape.frames.lowerBound + 512)) else {
      return .max
    }
    return PlayGrid.down(Int(heard))
  }

  override func reaches(_ project: Double) -> Bool { project + 512 < Double(top) }

  override func isWanting(at project: Double, speed: Double) -> Bool {
    tape.frames.lowerBound > 0
      && Double(tape.frames.lowerBound) > project - Double(Self.chunkSize) * max(1, -speed)
  }

  /// One more chunk.
  func goOn(for seconds: Double) -> Bool {
    work(until: Monotonic.threadTime() + Monotonic.nanoseconds(seconds))
  }

  override func takeLate() -> Bool {
    defer { isLate = false }
    return isLate
  }
}
