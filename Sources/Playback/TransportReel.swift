import Designs
/// What sounds along a stretch of the course: a world that goes forward, at any speed.
class TransportReel<World: PlayWorld> {
  let world: World
  let tape: TransportTape
  let sinc: WindowedSinc
  /// The number of the last edit, where it has held from the reel's beginning.
  var edition: Int?

  init(_ world: World, sinc: WindowedSinc) {
    self.world = world
    self.sinc = sinc
    tape = TransportTape(channels: world.channels)
  }

  /// What is heard at `frames` along `line`, into `out`, interleaved.
  func render(_ frames: Range<Int>, along line: CourseLine, into out: UnsafeMutableBufferPointer<Float>) {
    if line.isPaused { return out.update(repeating: 0) }
    guard line.speed != 1 else {
      let first = Int(line.origin) + frames.lowerBound - line.start
      // Before the clock's beginning there is nothing.
      let silent = max(0, min(frames.count, -first))
      UnsafeMutableBufferPointer(rebasing: out[..<(silent * world.channels)]).update(repeating: 0)
      guard silent < frames.count else { return }
      return world.render(
        first + silent..<first + frames.count,
        into: UnsafeMutableBufferPointer(rebasing: out[(silent * world.channels)...]))
    }
    let first = line.project(frames.lowerBound)
    let end = PlayGrid.up(Int(line.project(frames.upperBound)) + sinc.reach(line.speed) + 1)
    let begin = max(0, PlayGrid.down(Int(first.rounded(.down))))
    if !(tape.frames.lowerBound...tape.frames.upperBound).contains(begin) { tape.reset(at: begin) }
    while tape.frames.upperBound < end {
      tape.extend(by: min(PieceSize.most, end - tape.frames.upperBound)) { world.render($1, into: $0) }
    }
    tape.read(from: first, rate: line.speed, with: sinc, into: out)
  }

  func apply(_ edit: World.Edit, at project: Double, fade: Int) {
    let frame = max(0, PlayGrid.down(Int(project.rounded(.down))))
    world.apply(edit, at: frame, fade: fade)
    tape.truncate(at: frame)
  }

  func retract(from project: Double) {
    let frame = max(0, PlayGrid.down(Int(project.rounded(.down))))
    world.retract(from: frame)
    tape.truncate(at: frame)
  }

  /// Nothing before `project` will be asked again.
  func heard(upTo project: Double) {
    let frame = max(0, PlayGrid.down(Int(project.rounded(.down))))
    world.heard(upTo: frame)
    tape.trim(before: frame - 512)
  }

  /// Works towards the first frame for about `seconds`. Answers whether it is there.
  func prepare(for seconds: Double) -> Bool { world.prepare(for: seconds) }
  var preparedPart: Double { world.preparedPart }
  var isWaiting: Bool { world.isWaiting }

  /// The frame heard up to which it is known along `line` what sounds.
  func ready(along line: CourseLine) -> Int {
    let known = world.ready
    guard known < .max, let heard = line.heard(Double(known)) else { return .max }
    return Int(min(heard, 0x1p62))
  }

  /// Whether the course can turn to it at a frame of the project.
  func reaches(_ project: Double) -> Bool { true }

  /// Whether it is to go on preparing though it sounds, at a frame of the project.
  func isWanting(at project: Double, speed: Double) -> Bool { false }
  /// Whether it was asked for what it had not prepared, since last asked.
  func takeLate() -> Bool { false }
}

/// A stretch of the course, and what sounds along it.
final class TransportPiece<World: PlayWorld> {
  let line: CourseLine
  let reel: TransportReel<World>
  /// What it comes out of by itself, where the course jumps without anyone's doing.
  private(set) var former: TransportPiece<World>?
  let fade: Fade
  /// What plays here by the latest edit; nil for what played when the clock began.
  var playing: World.Edit?
  private var endedCount = 0
  /// The frame at which it takes on edits that came after it was prepared.
  var due: Int?

  init(
    _ line: CourseLine, _ reel: TransportReel<World>, playing: World.Edit? = nil,
    from former: TransportPiece<World>? = nil, fade: Fade? = nil, due: Int? = nil
  ) {
    (self.line, self.reel, self.playing, self.former, self.due) = (line, reel, playing, former, due)
    self.fade = fade ?? Fade(start: line.start, length: 0)
  }

  /// Takes an edit on, heard at a frame of the project.
  func take(_ edit: World.Edit, at project: Double, fade: Int) {
    playing = edit
    reel.apply(edit, at: project, fade: fade)
    reel.edition = nil
    due = nil
  }

  func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
    reel.render(frames, along: line, into: out)
    let faded = frames.clamped(to: line.start..<PlayGrid.up(fade.end))
    guard let former, !faded.isEmpty else { return }
    let channels = reel.world.channels
    withUnsafeTemporaryAllocation(of: Float.self, capacity: faded.count * channels) { old in
      former.reel.render(faded, along: former.line, into: old)
      fade.mix(
        old: UnsafeBufferPointer(old),
        into: UnsafeMutableBufferPointer(
          rebasing: out[((faded.lowerBound - frames.lowerBound) * channels)...]),
        from: faded.lowerBound, channels: channels)
    }
  }

  /// Whether sounds have ended since last asked.
  func hasNewEnds() -> Bool {
    let count = reel.world.endedCount
    defer { endedCount = count }
    return count > endedCount
  }

  /// Whether it still comes out of another at `frame`.
  func isFading(at frame: Int) -> Bool { former != nil && frame < fade.end }

  /// Nothing before `frame` will be asked again; shows what is still needed of each reel.
  func heard(upTo frame: Int, _ note: (TransportReel<World>, Double) -> Void) {
    let at = max(frame, line.start)
    note(reel, line.project(at))
    if at >= PlayGrid.up(fade.end) { former = nil }
    if let former { note(former.reel, former.line.project(at)) }
  }
}
