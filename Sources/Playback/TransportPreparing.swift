/// What is prepared while what sounds goes on.
extension Transport {
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
    let speed = asked?.speed ?? last.line.speed
    switch edit {
    case .prepared: return false
    case .edit(let edit):
      // Backward all is pure: it is another answer.
      guard last.line.speed < 0 else { return false }
      latest = edit
      pass = nil
      ask(asked?.target, fade: fade, speed: speed)
    case .course(let change):
      switch change {
      case .pause, .resume: return false
      case .seek(let target): ask(target, fade: fade, speed: speed)
      case .speed(let new):
        guard asked != nil || (new < 0) != (speed < 0) else { return false }
        ask(asked?.target, fade: fade, speed: new)
      case .loop(let frames):
        beginLoop(frames)
        let place = asked?.target ?? clock.read(at: heardFrame).frame
        guard let loop, !loop.contains(place) else { return false }
        ask(speed > 0 ? loop.lowerBound : loop.upperBound, fade: fade, speed: speed)
      }
    }
    return true
  }

  /// Lets something begin that is heard in full from `target` on, the fade before it; or wherever the transport turns.
  func ask(_ target: Int?, fade: Int, speed: Double) {
    guard target != nil else { return askTurn(fade: fade, speed: speed, margin: nil) }
    let before = last.line.isPaused ? 0 : PlayGrid.up(Int((Double(fade) * abs(speed)).rounded(.up)))
    let start = PlayGrid.down(target ?? 0) + (speed < 0 ? before : -before)
    asked = Asked(
      reel: reel(from: start, speed: speed, ahead: before), target: target, speed: speed, fade: fade,
      start: start, margin: 0)
    publish()
  }

  private func askTurn(fade: Int, speed: Double, margin given: Int?) {
    let line = clock.line(at: heardFrame)
    let place = max(0, Int(line.project(heardFrame)))
    // Forward from backward, what lies between is rendered when it turns: little is better.
    let margin = given ?? Int((speed < 0 ? 48_000 : 12_000) * max(1, abs(line.speed)))
    let start = PlayGrid.down(
      speed > 0 ? max(0, place - margin) : line.rate > 0 ? place + margin : place + PlayGrid.block)
    asked = Asked(
      reel: reel(from: start, speed: speed, ahead: 2 * margin), target: nil, speed: speed, fade: fade,
      start: start,
      margin: margin)
    publish()
  }

  private func reel(from start: Int, speed: Double, ahead: Int) -> Reel {
    let world = last.reel.world
    if speed > 0 { return Reel(world.anew(at: max(0, start), with: latest), sinc: sinc) }
    return ReversedReel(
      world, with: latest, top: start + 1_024, ahead: ahead + 1_024 + Int(24_000 * -speed), sinc: sinc)
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
    if let asked {
      guard asked.reel.prepare(for: seconds) else { return asked.reel.isWaiting ? .waiting : .underway }
      // Until it is heard the transport still goes on a little.
      let frame = heardFrame + 7_200
      if asked.isInTime(at: clock.line(at: frame).project(frame)) { return .ready(.prepared) }
      askTurn(fade: asked.fade, speed: asked.speed, margin: min(1 << 24, asked.margin * 2))
      return .underway
    }
    if let reversed {
      return reversed.goOn(for: seconds) ? .ready(nil) : reversed.isWaiting ? .waiting : .underway
    }
    guard isPassWanted, let loop else { return .ready(nil) }
    let speed = last.line.speed
    let reel =
      pass?.reel
      ?? reel(
        from: speed > 0 ? loop.lowerBound - Self.lead : loop.upperBound + Self.lead, speed: speed,
        ahead: Self.lead)
    let isReady = reel.prepare(for: seconds)
    pass = (reel, isReady)
    return isReady ? .ready(nil) : reel.isWaiting ? .waiting : .underway
  }

  package var preparedPart: Double? { asked?.reel.preparedPart }
}
