import Graphs
import Playback
import Scripting
import Signals
import Workspaces

/// Durations in beats and bars: what they come to in seconds follows the tempo where the transport is.
extension Session {
  /// Seconds of a cycle there.
  var presentCycle: Double {
    workspace.tempo.secondsPerCycle(aimedAt: Double(max(0, chunkFrame ?? output.editFrame)))
  }

  /// What durations in beats hang on, where any do: the tempo that the map comes to, wherever the transport is, so that a
  /// pure question has one answer. What plays has that of its place (`snapshot`).
  func bindTempo() { bindTempo(lastCycle) }

  private var lastCycle: Double { workspace.tempo.secondsPerCycle(aimedAt: .greatestFiniteMagnitude) }

  private func bindTempo(_ seconds: Double) {
    guard let slot = tempoSlot else { return }
    let constant = manager.signal(SignalData(type: "constant", arguments: [.number(seconds)]))
    try? manager.bind(slot.id, to: constant.id)
  }

  /// A duration as a signal in seconds, which follows the tempo.
  func signal(of duration: Duration) -> Signal {
    if tempoSlot == nil {
      tempoSlot = manager.slot(Workspace.tempoSlot)
      bindTempo()
    }
    guard let slot = tempoSlot else { preconditionFailure("the slot was just made") }
    return manager.signal(
      SignalData(type: "mul", arguments: [.signal(slot.id), .number(duration.cycles)]))
  }

  /// What `body` answers where durations are of so many seconds for a cycle.
  private func atTempo<Answer>(_ seconds: Double, _ body: () throws -> Answer) rethrows -> Answer {
    guard tempoSlot != nil, seconds != lastCycle else { return try body() }
    bindTempo(seconds)
    defer { bindTempo() }
    return try body()
  }

  /// What plays, where durations are of the tempo at the edit's frame.
  func snapshotHere() throws -> PlaySnapshot {
    tempoSeconds = presentCycle
    return try atTempo(presentCycle) { try workspace.snapshot() }
  }

  /// What plays with the durations of the tempo at another frame; nil where they are the same.
  func snapshot(at frame: Int) throws -> PlaySnapshot? {
    let seconds = workspace.tempo.secondsPerCycle(aimedAt: Double(frame))
    guard tempoSlot != nil, let former = tempoSeconds, seconds != former else { return nil }
    return try atTempo(seconds) { try workspace.snapshot() }
  }

  /// What was heard to its end, as it was heard.
  func forget(_ ends: [EndedSound]) { atTempo(tempoSeconds ?? lastCycle) { workspace.forget(ends) } }

  /// Sends what plays to the player, and what the passes of a loop play where its tempo is another.
  func send(_ snapshot: PlaySnapshot, isPassing: Bool = false, fade: Double, notBefore: Int?) throws {
    guard let loop = output.loop, output.transport.speed > 0, hasTempi else {
      return output.play(snapshot, fade: fade, notBefore: notBefore)
    }
    let passes = try self.snapshot(at: loop.lowerBound)
    if passes == nil, !isPassing { return output.play(snapshot, fade: fade, notBefore: notBefore) }
    output.play(snapshot, passes: passes ?? snapshot, isPassing: isPassing, fade: fade, notBefore: notBefore)
  }

  /// Whether durations may change by where the transport goes.
  var hasTempi: Bool { tempoSlot != nil && workspace.tempo.stretches.count > 1 }

  /// Lets durations be those of where the transport is, or will be in a moment: it may have jumped, and it comes to changes
  /// of tempo again.
  func followTempo() {
    guard hasTempi else { return }
    let (place, when) = tempoPlace(output.transport)
    let seconds = workspace.tempo.secondsPerCycle(aimedAt: Double(place))
    guard seconds != tempoSeconds else { return }
    // As they are now: of another tempo they could not be told from others.
    forgetEnded()
    do {
      tempoSeconds = seconds
      let snapshot = try atTempo(seconds) { try workspace.snapshot() }
      played = PlayedShape(snapshot)
      // A pass begins with its own tempo.
      guard when != .nextPass else { return }
      try send(snapshot, isPassing: true, fade: fade, notBefore: when == .ahead ? place : nil)
    } catch { onFault((error as? LuaError)?.message ?? "\(error)") }
  }

  private enum TempoPlace { case here, ahead, nextPass }

  /// The frame whose tempo holds next, and whether it is still to come.
  private func tempoPlace(_ now: TransportClock.Reading) -> (Int, TempoPlace) {
    guard !now.isPaused, now.speed > 0 else { return (now.frame, .here) }
    let due = now.frame + Int(Self.timerLead * Double(manager.rate) * max(1, now.speed))
    if let loop = output.loop, loop.contains(now.frame), due >= loop.upperBound {
      return (loop.lowerBound, .nextPass)
    }
    let next = workspace.tempo.stretches.lazy.map { Int($0.frame) }.last { $0 <= due } ?? 0
    return next > now.frame ? (next, .ahead) : (now.frame, .here)
  }
}

/// So many beats or bars: a duration that follows the tempo.
final class Duration: LuaObject {
  let cycles: Double
  unowned let session: Session

  init(cycles: Double, _ session: Session) { (self.cycles, self.session) = (cycles, session) }

  /// At the present tempo.
  var seconds: Double { cycles * session.presentCycle }

  static let luaType = LuaType(
    "duration", of: Duration.self,
    describe: { duration, _ in
      let beats = duration.cycles * duration.session.workspace.tempo.meter
      return
        "\(Numerals.text(beats)) beat\(beats == 1 ? "" : "s"), \(Numerals.text((duration.seconds * 1e6).rounded() / 1e6)) s now"
    },
    arithmetic: { operation, left, right, _ in
      let a = left.asObject(Duration.self)
      let b = right.asObject(Duration.self)
      guard let session = a?.session ?? b?.session else { throw LuaError("a duration is expected") }
      switch (operation, a, b, left.asDouble, right.asDouble) {
      case (.add, let a?, let b?, _, _): return .object(Duration(cycles: a.cycles + b.cycles, session))
      case (.sub, let a?, let b?, _, _): return .object(Duration(cycles: a.cycles - b.cycles, session))
      case (.div, let a?, let b?, _, _): return .number(a.cycles / b.cycles)
      case (.mul, let a?, nil, _, let n?): return .object(Duration(cycles: a.cycles * n, session))
      case (.mul, nil, let b?, let n?, _): return .object(Duration(cycles: b.cycles * n, session))
      case (.div, let a?, nil, _, let n?): return .object(Duration(cycles: a.cycles / n, session))
      case (.unm, let a?, _, _, _): return .object(Duration(cycles: -a.cycles, session))
      default:
        throw LuaError(
          "a duration in beats is added to durations and multiplied by numbers; frames(n) and seconds are numbers"
        )
      }
    })
}
