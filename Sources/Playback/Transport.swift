import Designs
/// Plays a world along a course that is not simply the clock's: seeks, pauses, loops, other speeds.
///
/// To the player it is a source whose frames are those that are heard. Its course is a list of straight lines; at speed 1
/// they lie on the grid, and what is asked is handed on to the world as it is.
package final class Transport<World: PlayWorld>: PlaySource {
  package typealias Edit = TransportEdit<World.Edit>
  typealias Piece = TransportPiece<World>
  typealias Reel = TransportReel<World>

  package let channels: Int
  let clock: TransportClock
  let sinc = WindowedSinc.short
  /// From what is heard to the end of what was rendered, and on from there.
  private(set) var pieces: [Piece]
  /// What there was before the latest edits, which were applied at `appliedAt`.
  private var former:
    (pieces: [Piece], passes: TransportPasses<World>, passing: World.Edit?, loop: Range<Int>?)?
  private var appliedAt = Int.min
  /// Whether they changed the world alone and not the course.
  private var isPlain = true
  /// All before it was heard, and the end of what was rendered last.
  private(set) var heardFrame = 0
  private(set) var rendered = 0
  private var news: PlayerReport?

  var loop: Range<Int>?
  var passes = TransportPasses<World>()
  /// What plays in passes to come, where that is not what plays here.
  private(set) var passing: World.Edit?
  private var wasLate = false
  /// What was asked for and is being prepared.
  var asked: Asked?
  /// What was asked for and is applied, until it is sure that it is in time.
  private var given: Asked?
  /// What it goes at as soon as the latest changes are applied.
  var speedToCome: Double?

  package init(_ world: World, clock: TransportClock) {
    channels = world.channels
    self.clock = clock
    pieces = [Piece(CourseLine(start: 0, origin: 0), Reel(world, sinc: sinc))]
  }

  // MARK: Sound

  package func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
    var at = frames.lowerBound
    while at < frames.upperBound {
      let number = place(at)
      var end = frames.upperBound
      if let due = pieces[number].due, !takeUp(due, at, pieces[number]) { end = min(end, due) }
      if number + 1 < pieces.count {
        end = min(end, pieces[number + 1].line.start)
      } else if let next = nextPass(pieces[number]) {
        if next > at {
          end = min(end, next)
        } else if beginPass(at, from: pieces[number]) {
          continue
        }
      }
      let part = ((at - frames.lowerBound) * channels)..<((end - frames.lowerBound) * channels)
      pieces[number].render(at..<end, into: UnsafeMutableBufferPointer(rebasing: out[part]))
      // What ends is not in the next pass.
      if pieces[number].hasNewEnds(), loop != nil { passes.edition += 1 }
      if pieces[number].reel.takeLate() { news = .behind }
      at = end
    }
    rendered = frames.upperBound
  }

  package func renderContinuing(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) -> Bool {
    let number = place(frames.lowerBound)
    guard let world = plainWorld(at: frames.lowerBound), place(frames.upperBound - 1) == number else {
      return false
    }
    let line = pieces[number].line
    let first = Int(line.origin) + frames.lowerBound - line.start
    return first >= 0 && world.renderContinuing(first..<first + frames.count, into: out)
  }

  package var onlyBegins: Bool { plainWorld(at: appliedAt)?.onlyBegins ?? false }

  /// The world at a frame, where the latest edits were its alone and it sounds as it is.
  private func plainWorld(at frame: Int) -> World? {
    let piece = pieces[place(frame)]
    guard isPlain, piece.line.rate == 1, !piece.isFading(at: frame) else { return nil }
    return piece.reel.world
  }

  private func place(_ frame: Int) -> Int { pieces.lastIndex { $0.line.start <= frame } ?? 0 }

  package var ready: Int {
    guard !last.line.isPaused else { return .max }
    return min(last.reel.ready(along: last.line), end(ofPasses: passes.count))
  }

  package var unprepared: Int { end(ofPasses: passes.whole) }

  /// The frame at which a loop comes to a pass that is not among the next so many.
  private func end(ofPasses count: Int) -> Int {
    guard let loop, let next = nextPass(last) else { return .max }
    return next + PlayGrid.down(Int(Double(count * loop.count) / abs(last.line.speed)))
  }

  package func heard(upTo frame: Int) {
    heardFrame = frame
    former = nil
    given = nil
    let gone = place(frame)
    // What ended in their last moments is over too.
    for number in 0..<gone {
      pieces[number].reel.heard(upTo: pieces[number].line.project(pieces[number + 1].line.start))
    }
    if gone > 0 { pieces.removeFirst(gone) }
    if gone == 0, pieces.count == 1, last.former == nil, last.line.rate == 1 {
      // The usual course.
      return last.reel.heard(upTo: last.line.project(frame))
    }
    var needed: [ObjectIdentifier: (reel: Reel, frame: Double)] = [:]
    for piece in pieces {
      piece.heard(upTo: frame) { reel, frame in
        let id = ObjectIdentifier(reel)
        let known = needed[id]?.frame ?? frame
        needed[id] = (reel, piece.line.speed < 0 ? max(known, frame) : min(known, frame))
      }
    }
    for (reel, frame) in needed.values { reel.heard(upTo: frame) }
    if gone > 0 { publish() }
  }

  package func takeNews() -> PlayerReport? {
    defer { news = nil }
    return news
  }

  func publish() { clock.publish(pieces.map(\.line), isPreparing: asked != nil, loop: loop) }

  // MARK: Changes

  package func apply(_ edit: Edit, at frame: Int, fade: Int) {
    if frame != appliedAt {
      former = (pieces, passes, passing, loop)
      isPlain = true
    }
    appliedAt = frame
    let first = pieces[0]
    // What is behind are passes of a loop: they begin again.
    passes.putBack(pieces.filter { $0.line.start > frame && $0 !== first }.map(\.reel))
    pieces.removeAll { $0.line.start > frame && $0 !== first }
    let piece = last
    var line = piece.line
    (line.start, line.origin) = (frame, line.project(frame))
    if let due = piece.due, frame < due { takeUp(frame, frame, piece) }
    switch edit {
    case .placed(let edit, let others, true):
      passing = others
      return piece.take(edit, at: line.origin, fade: fade)
    case .edit(let new), .placed(let new, _, _):
      passing = edit.passing
      passes.edition += 1
      piece.take(new, at: line.origin, fade: fade)
      if let asked { ask(asked.target, fade: asked.fade, speed: asked.speed, loop: asked.loop) }
      return
    case .course(.pause): line.isPaused = true
    case .course(.resume): line.isPaused = false
    case .course(.speed(let speed)):
      (line.speed, speedToCome) = (speed, nil)
      if speed == -1 { line.origin.round(.down) }
      if speed == 1 { line.origin = Double(PlayGrid.down(Int(line.origin.rounded(.down)))) }
    case .course(.seek), .seek, .loop: return
    case .course(.loop): passes.removeAll()
    case .prepared:
      guard let due = asked else { return }
      (given, asked) = (due, nil)
      let playing = due.edit ?? last.playing
      if due.edit != nil { passes.edition += 1 }
      if let new = due.passes { passes.replace(by: new) }
      if let pending = due.loop {
        (loop, wasLate, passing) = (pending, false, due.edit)
        if Self.isWithin(pending, line, fade: fade) { break }
      }
      // It was asked for a moment ago: what ended since is over.
      let remaining = due.edit == nil ? piece.reel.world.remaining(at: Int(line.origin)) : nil
      line.origin = due.origin(turningAt: line.origin)
      (line.speed, line.isPass) = (due.speed, false)
      if due.target != nil { line.jumps += 1 }
      return put(
        Piece(
          line, due.reel, playing: remaining ?? playing, due: remaining == nil ? nil : frame + PlayGrid.block)
      )
    }
    put(Piece(line, piece.reel, playing: piece.playing))
  }

  /// Lets a pass take on the edits that came after it was prepared. Answers whether it is time.
  @discardableResult
  private func takeUp(_ due: Int, _ frame: Int, _ piece: Piece) -> Bool {
    guard frame >= due else { return false }
    piece.due = nil
    if let edit = piece.playing { piece.reel.apply(edit, at: piece.line.project(frame), fade: Self.passFade) }
    return true
  }

  private func put(_ piece: Piece) {
    isPlain = false
    pieces.removeAll { $0.line.start >= piece.line.start }
    pieces.append(piece)
    publish()
  }

  package func retract(from frame: Int) {
    guard frame == appliedAt, let former else { return }
    let edition = passes.edition
    (pieces, passes, passing, loop) = former
    passes.edition = edition
    self.former = nil
    appliedAt = .min
    if isPlain { last.reel.retract(from: last.line.project(frame)) }
    if let given { asked = given }
    given = nil
    publish()
  }

  // MARK: Loops

  /// Whether the next pass of a loop is to be prepared.
  var isPassWanted: Bool { nextPass(last) != nil && passes.count < 1 }

  /// The frame at which the next pass begins behind a piece, where it is in the loop.
  private func nextPass(_ piece: Piece) -> Int? {
    guard let loop, let end = Self.end(of: loop, along: piece.line) else { return nil }
    guard let frame = piece.line.heard(end) else { return nil }
    return PlayGrid.up(max(piece.line.start, Int(frame.rounded(.up))))
  }

  /// Begins the next pass; false where it is not prepared: then what sounds goes on until it is.
  private func beginPass(_ frame: Int, from piece: Piece) -> Bool {
    guard let loop, let reel = passes.take() else {
      if !wasLate { news = .passLate(frames: loop?.count ?? 0) }
      wasLate = true
      return false
    }
    var line = piece.line
    line.start = frame
    line.origin = Double(Self.start(of: loop, speed: line.speed))
    line.jumps += 1
    line.isPass = true
    // Where it is to take on an edit, which needs something from which to go on, it is heard only behind that.
    let due = reel.edition == passes.edition ? nil : frame + PlayGrid.block
    let end = Int(piece.line.project(frame))
    pieces.append(
      Piece(
        line, reel, playing: playing(behind: piece.reel.world, at: end) ?? piece.playing, from: piece,
        fade: Fade(start: due ?? frame, length: Self.passFade), due: due))
    wasLate = false
    publish()
    return true
  }

  /// What plays in the pass that comes behind a world, without what has ended there; nil where it is what plays there.
  func playing(behind world: World, at end: Int) -> World.Edit? {
    passing.map { world.remaining(of: $0, at: end) } ?? world.remaining(at: end)
  }

  func beginLoop(_ frames: Range<Int>?, with edit: World.Edit? = nil) {
    (loop, passing) = (frames, edit)
    passes.removeAll()
    wasLate = false
    publish()
  }

  private static var passFade: Int { 7 * PlayGrid.block }
}
