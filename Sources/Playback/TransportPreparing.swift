/// What is prepared while what sounds goes on.
extension Transport {
  var last: Piece { pieces[pieces.count - 1] }

  package func relieve(_ relief: Relief) { last.reel.world.relieve(relief) }

  /// Something that was asked for.
  struct Asked {
    let reel: Reel
    /// The frame that it goes to; nil where it turns wherever it is.
    let target: Int?
    let speed: Double
    let fade: Int
    /// The frame of the project at which it begins, or the earliest at which it can turn forward.
    let start: Int
    /// Frames that the transport may go on before it turns.
    let margin: Int
    /// The loop that it begins: without a jump where the transport is in it then.
    let loop: Range<Int>?
    /// The passes that follow, where those that there are will not do.
    var passes: TransportPasses<World>?
    /// What plays from then on, where that is another.
    let edit: World.Edit?

    /// Where it begins, heard when the transport is at `place`.
    func origin(turningAt place: Double) -> Double {
      if target != nil { return Double(start) }
      let place = max(0, place.rounded(.down))
      if speed < 0 { return min(place, Double(start)) }
      return Double(max(start, PlayGrid.down(Int(place))))
    }

    /// Whether it can turn there without a jump.
    func isInTime(at place: Double) -> Bool {
      if target != nil { return true }
      let place = max(0, place)
      return speed < 0 ? place <= Double(start) && reel.reaches(place) : place >= Double(start)
    }
  }

  package func prepares(_ edit: Edit, fade: Int) -> Bool {
    let speed = asked?.speed ?? speedToCome ?? last.line.speed
    switch edit {
    case .prepared: return false
    case .seek(let target, let edit):
      beginPending()
      ask(target, fade: fade, speed: speed, edit: edit)
    case .loop(let frames, let edit):
      if asked?.loop != nil { drop() }
      return prepares(loop: Self.onGrid(frames), fade: fade, speed: speed, edit: edit)
    case .edit(let edit), .placed(let edit, _, _):
      // Backward all is pure: it is another answer.
      guard last.line.speed < 0 else { return false }
      passes.edition += 1
      ask(asked?.target, fade: fade, speed: speed, loop: asked?.loop, edit: edit)
    case .course(let change):
      switch change {
      case .pause, .resume: return false
      case .seek(let target):
        beginPending()
        ask(target, fade: fade, speed: speed, edit: speed < 0 ? asked?.edit : nil)
      case .speed(let new):
        beginPending()
        guard asked != nil || (new < 0) != (speed < 0) else {
          // What comes with it is asked for before it is applied.
          speedToCome = new
          return false
        }
        ask(asked?.target, fade: fade, speed: new, edit: asked?.edit)
      case .loop(let frames):
        if asked?.loop != nil { drop() }
        return prepares(loop: frames.map(Self.onGrid), fade: fade, speed: speed)
      }
    }
    return true
  }

  /// What comes first needs no preparing any more.
  private func beginPending() {
    guard let asked, let loop = asked.loop else { return }
    drop()
    beginLoop(loop, with: asked.edit)
  }

  private func drop() {
    asked = nil
    publish()
  }

  /// A loop goes round in time from the beginning: what lies near its end, or is short, waits for its passes.
  private func prepares(loop: Range<Int>?, fade: Int, speed: Double, edit: World.Edit? = nil) -> Bool {
    let place = asked?.target ?? clock.read(at: heardFrame).frame
    guard let loop else {
      beginLoop(nil)
      return false
    }
    let start = speed > 0 ? loop.lowerBound : loop.upperBound
    let left = speed > 0 ? loop.upperBound - place : place - loop.lowerBound
    let isNear = Double(min(left, loop.count)) < Self.nearby * abs(speed)
    if loop.contains(place), asked != nil || last.line.isPaused || !isNear {
      beginLoop(loop, with: edit)
      return false
    }
    ask(start, fade: fade, speed: speed, loop: loop, edit: edit)
    return true
  }

  /// Frames heard in which a pass can be prepared beside all else.
  private static var nearby: Double { 24_000 }

  /// Lets something begin that is heard in full from `target` on, the fade before it; or wherever the transport turns.
  func ask(_ target: Int?, fade: Int, speed: Double, loop: Range<Int>? = nil, edit: World.Edit? = nil) {
    guard target != nil else { return askTurn(fade: fade, speed: speed, margin: nil, edit: edit) }
    let before = last.line.isPaused ? 0 : PlayGrid.up(Int((Double(fade) * abs(speed)).rounded(.up)))
    let start = PlayGrid.down(target ?? 0) + (speed < 0 ? before : -before)
    asked = Asked(
      reel: reel(from: start, speed: speed, ahead: before, with: edit), target: target, speed: speed,
      fade: fade,
      start: start, margin: 0, loop: loop, passes: passes(for: speed, loop), edit: edit)
    publish()
  }

  private func askTurn(fade: Int, speed: Double, margin given: Int?, edit: World.Edit?) {
    let line = clock.line(at: heardFrame)
    let place = max(0, Int(line.project(heardFrame)))
    // Forward from backward, what lies between is rendered when it turns: little is better.
    let margin = given ?? Int((speed < 0 ? 48_000 : 12_000) * max(1, abs(line.speed)))
    let start = PlayGrid.down(
      speed > 0 ? max(0, place - margin) : line.rate > 0 ? place + margin : place + PlayGrid.block)
    asked = Asked(
      reel: reel(from: start, speed: speed, ahead: 2 * margin, with: edit), target: nil, speed: speed,
      fade: fade,
      start: start, margin: margin, loop: nil, passes: passes(for: speed, nil), edit: edit)
    publish()
  }

  /// The passes that are to be prepared for what is asked for; nil where those that there are will do.
  private func passes(for speed: Double, _ new: Range<Int>?) -> TransportPasses<World>? {
    guard new != nil || (loop != nil && (speed < 0 || last.line.speed < 0)) else { return nil }
    return TransportPasses(edition: passes.edition)
  }

  private func reel(from start: Int, speed: Double, ahead: Int, with edit: World.Edit? = nil) -> Reel {
    let world = last.reel.world
    let latest = edit ?? last.playing
    if speed > 0 { return Reel(world.anew(at: max(0, start), with: latest), sinc: sinc) }
    return ReversedReel(
      world, with: latest, top: start + 1_024, ahead: ahead + 1_024 + Int(24_000 * -speed), sinc: sinc)
  }

  /// As many passes as the queue holds when nothing can be prepared beside it.
  private func passesWanted(_ loop: Range<Int>, _ speed: Double) -> Int {
    min(8, 1 + Int(16_800 * abs(speed)) / loop.count)
  }

  package var isPreparing: Bool { asked != nil || isPassWanted || reversed != nil }

  /// What sounds backward and wants more.
  private var reversed: ReversedReel<World>? {
    guard last.line.rate < 0,
      last.reel.isWanting(at: last.line.project(max(rendered, last.line.start)), speed: last.line.speed)
    else { return nil }
    return last.reel as? ReversedReel<World>
  }

  package func prepare(for seconds: Double) -> Preparation<Edit> {
    // What sounds goes round meanwhile, whatever was asked for.
    if isPassWanted, let loop {
      return passes.prepare(for: seconds) { pass(loop, last.line.speed, with: nil) }
    }
    if let asked {
      if let loop = asked.loop ?? loop, let passes = asked.passes,
        passes.count < passesWanted(loop, asked.speed)
      {
        return self.asked?.passes?.prepare(for: seconds) { pass(loop, asked.speed, with: asked.edit) }
          ?? .underway
      }
      guard asked.reel.prepare(for: seconds) else { return asked.reel.isWaiting ? .waiting : .underway }
      // Until it is heard the transport still goes on a little.
      let frame = heardFrame + 7_200
      if asked.isInTime(at: clock.line(at: frame).project(frame)) { return .ready(.prepared) }
      askTurn(fade: asked.fade, speed: asked.speed, margin: min(1 << 24, asked.margin * 2), edit: asked.edit)
      return .underway
    }
    if let reversed {
      return reversed.goOn(for: seconds) ? .ready(nil) : reversed.isWaiting ? .waiting : .underway
    }
    return .ready(nil)
  }

  private func pass(_ loop: Range<Int>, _ speed: Double, with edit: World.Edit?) -> Reel {
    // By then what is on its way to its end is over.
    reel(
      from: Self.start(of: loop, speed: speed), speed: speed, ahead: Self.lead,
      with: edit ?? playing(behind: last.reel.world, at: .max))
  }

  package var preparedPart: Double? { asked?.reel.preparedPart }
}
