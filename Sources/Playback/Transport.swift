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
  /// The pieces before the latest edits, which were applied at `appliedAt`.
  private var former: [Piece] = []
  private var appliedAt = Int.min
  /// Whether they changed the world alone and not the course.
  private var isPlain = true
  var latest: World.Edit?
  /// All before it was heard, and the end of what was rendered last.
  private(set) var heardFrame = 0
  private(set) var rendered = 0
  private var news: PlayerReport?

  var loop: Range<Int>?
  /// What sounds in the loop's next pass, and whether it is prepared.
  var pass: (reel: Reel, isReady: Bool)?
  private var wasLate = false
  /// What was asked for and is being prepared.
  var asked: Asked?
  /// What was asked for and is applied, until it is sure that it is in time.
  private var given: Asked?

  package init(_ world: World, clock: TransportClock) {
    channels = world.channels
    self.clock = clock
    pieces = [Piece(CourseLine(start: 0, origin: 0), Reel(world, sinc: sinc))]
  }

  var last: Piece { pieces[pieces.count - 1] }

  // MARK: Sound

  package func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
    var at = frames.lowerBound
    while at < frames.upperBound {
      let number = place(at)
      var end = frames.upperBound
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
    let known = last.reel.ready(along: last.line)
    guard let next = nextPass(last), pass?.isReady != true else { return known }
    return min(known, next)
  }

  package func heard(upTo frame: Int) {
    heardFrame = frame
    former = []
    given = nil
    let gone = place(frame)
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
      former = pieces
      isPlain = true
    }
    appliedAt = frame
    let first = pieces[0]
    pieces.removeAll { $0.line.start > frame && $0 !== first }
    let piece = last
    var line = piece.line
    (line.start, line.origin) = (frame, line.project(frame))
    switch edit {
    case .edit(let edit):
      latest = edit
      piece.reel.apply(edit, at: line.origin, fade: fade)
      pass = nil
      if let asked { ask(asked.target, fade: asked.fade, speed: asked.speed) }
      return
    case .course(.pause): line.isPaused = true
    case .course(.resume): line.isPaused = false
    case .course(.speed(let speed)):
      line.speed = speed
      if speed == -1 { line.origin.round(.down) }
      if speed == 1 { line.origin = Double(PlayGrid.down(Int(line.origin.rounded(.down)))) }
    case .course(.seek): return
    case .course(.loop): pass = nil
    case .prepared:
      guard let due = asked else { return }
      (given, asked, pass) = (due, nil, nil)
      line.origin = due.origin(turningAt: line.origin)
      line.speed = due.speed
      if due.target != nil { line.jumps += 1 }
      return put(Piece(line, due.reel))
    }
    put(Piece(line, piece.reel))
  }

  private func put(_ piece: Piece) {
    isPlain = false
    pieces.removeAll { $0.line.start >= piece.line.start }
    pieces.append(piece)
    publish()
  }

  package func retract(from frame: Int) {
    guard frame == appliedAt, !former.isEmpty else { return }
    pieces = former
    appliedAt = .min
    if let given { asked = given }
    given = nil
    publish()
  }

  // MARK: Loops

  /// Whether the next pass of a loop is to be prepared.
  var isPassWanted: Bool { nextPass(last) != nil && pass?.isReady != true }

  /// The frame at which the next pass begins behind a piece, where it is in the loop.
  private func nextPass(_ piece: Piece) -> Int? {
    guard let loop, let end = Self.end(of: loop, along: piece.line) else { return nil }
    guard let frame = piece.line.heard(end) else { return nil }
    return PlayGrid.up(max(piece.line.start, Int(frame.rounded(.up))))
  }

  /// The project's frame at which a line leaves a loop that it is in, with the next pass's fade before it.
  private static func end(of loop: Range<Int>, along line: CourseLine) -> Double? {
    if line.rate > 0, line.origin < Double(loop.upperBound) { return Double(loop.upperBound - lead) }
    if line.rate < 0, line.origin > Double(loop.lowerBound) { return Double(loop.lowerBound + lead) }
    return nil
  }

  /// Begins the next pass; false where it is not prepared: then what sounds goes on until it is.
  private func beginPass(_ frame: Int, from piece: Piece) -> Bool {
    guard let loop, let pass, pass.isReady else {
      if !wasLate { news = .passLate }
      wasLate = true
      return false
    }
    var line = piece.line
    line.start = frame
    line.origin = Double(line.speed > 0 ? loop.lowerBound - Self.lead : loop.upperBound + Self.lead)
    line.jumps += 1
    pieces.append(Piece(line, pass.reel, from: piece, fade: Self.passFade))
    (self.pass, wasLate) = (nil, false)
    publish()
    return true
  }

  func beginLoop(_ frames: Range<Int>?) {
    loop = frames.map {
      let start = PlayGrid.down($0.lowerBound)
      return start..<start + max(16 * PlayGrid.block, PlayGrid.down($0.count + PlayGrid.block / 2))
    }
    (pass, wasLate) = (nil, false)
    publish()
  }

  /// Frames of the project between the fade to the next pass and that pass's own beginning.
  static var lead: Int { 8 * PlayGrid.block }
  private static var passFade: Int { 960 }
}
