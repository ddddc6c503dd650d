import Graphs
import Playback
import Scripting
import Signals
import Workspaces

/// A function that is to be run at a bar.
struct BarTimer {
  let number: Int
  var bar: Double
  /// Bars from one time to the next; nil for once.
  let every: Double?
  let function: LuaFunction
  /// The followed file that set it, whose next evaluation sets it anew.
  let file: FollowedFile?
}

/// `at`, `each`, `quantum`: edits at musical boundaries.
extension Session {
  /// A function runs so long before its bar, as an edit whose frame is the bar.
  static let timerLead = 0.05
  /// Seconds that a function may take which runs while the sound goes on.
  static let patience = 0.5
  /// Past it no frame is counted.
  static let lastBar = 1e7

  func defineTimers() throws {
    try define(
      "at", .playing, "at(bar, function() … end)",
      "Runs a function 50 ms before a bar, counted from 0 as bar() does; what it edits is heard from the bar on. at() takes back all that are still to come.",
      example: "at(math.floor(bar()) + 4, function() tempo(140) end)"
    ) { session, arguments in
      guard arguments.count > 0 else {
        session.timers.removeAll { $0.every == nil }
        return []
      }
      guard let bar = Self.bars(arguments[0]), abs(bar) <= Self.lastBar,
        let function = arguments[1].asFunction
      else {
        throw LuaError(
          "at: a bar and a function are expected, as in at(8, function() bass.cutoff = 2000 end); \(arguments[0].described) and \(arguments[1].described) were given"
        )
      }
      guard bar >= session.cycleNow else {
        // What a followed file does at a bar that is over belongs to what it is now.
        if let run = session.following {
          run.past.append((bar, function))
          return []
        }
        throw LuaError(
          "at: bar \(Numerals.text(bar)) is over; it is bar \(Numerals.text((session.cycleNow * 100).rounded() / 100)) now"
        )
      }
      session.addTimer(bar, every: nil, function)
      return []
    }
    try define(
      "each", .playing, "each(bars, function(bar) … end)",
      "Runs a function before every so many bars, with the bar's number, until it returns false; each() ends all of them. What it changes belongs to the step before, so that undo() takes back what was typed last, and that along with it. A workspace keeps none of them: a script that sets them up does.",
      example: "each(4, function(bar) print(bar) end)"
    ) { session, arguments in
      guard arguments.count > 0 else {
        session.timers.removeAll { $0.every != nil }
        return []
      }
      if let bars = Self.bars(arguments[0]), !(1.0 / 64...1_000_000).contains(bars) {
        throw LuaError(
          "each: 1/64 to 1000000 bars are expected from one time to the next; \(Numerals.text(bars)) was given"
        )
      }
      guard let bars = Self.bars(arguments[0]), let function = arguments[1].asFunction else {
        throw LuaError(
          "each: a number of bars and a function are expected, as in each(4, function(bar) … end); \(arguments[0].described) and \(arguments[1].described) were given"
        )
      }
      session.addTimer((session.cycleNow / bars + 0.0001).rounded(.up) * bars, every: bars, function)
      return []
    }
    try define(
      "quantum", .playing, "quantum(beats)",
      "Edits land together on the next multiple of so many beats, to the next block of 128 frames; 0, as at the start, at once. stop and hush do not wait. Without a number, tells it. A setting of the session: a workspace does not keep it, and undo() leaves it.",
      example: "quantum(4)"
    ) { session, arguments in
      guard arguments.count > 0 else { return [Self.plain(session.quantum)] }
      guard let beats = arguments[0].asDouble, (0...1_024).contains(beats) else {
        throw LuaError("quantum: 0 to 1024 beats are expected; \(arguments[0].described) was given")
      }
      session.quantum = beats
      return []
    }
  }

  /// A number of bars, or a duration.
  private static func bars(_ value: LuaValue) -> Double? {
    value.asDouble ?? value.asObject(Duration.self)?.cycles
  }

  /// A mistake in a function by the word that was to run it: a line of the prompt is any line by then.
  private func fault(of timer: BarTimer, _ error: any Error) -> LuaError {
    let cause = error as? LuaError
    var message = cause?.message ?? "\(error)"
    if message.hasPrefix("prompt:"), let end = message.firstRange(of: ": ") {
      message = String(message[end.upperBound...])
    }
    let bar = Numerals.text(timer.bar)
    let told =
      if let every = timer.every {
        "each(\(Numerals.text(every)), …) at bar \(bar): \(message); it ends here"
      } else { "at(\(bar), …): \(message)" }
    return LuaError(told, kind: cause?.kind ?? .runtime)
  }

  private func addTimer(_ bar: Double, every: Double?, _ function: LuaFunction) {
    timerCount += 1
    // One that has just run for a bar which is still to be heard does not run for it again.
    let former = every == nil ? nil : following?.timers.filter { $0.every == every }.map(\.bar).max()
    timers.append(
      BarTimer(
        number: timerCount, bar: max(bar, former ?? bar), every: every, function: function,
        file: following?.file))
  }

  /// Whether something is to be done at a bar to come.
  package var isWaitingForBars: Bool { !timers.isEmpty }

  /// The next multiple of the quantum behind a frame.
  func boundary(after frame: Int) -> Int {
    let tempo = workspace.tempo
    let cycles = quantum / tempo.meter
    let next = (tempo.cycle(at: Double(frame)) / cycles).rounded(.up) * cycles
    let boundary = Grid.ceil(Int(tempo.frame(at: next).rounded()))
    // What the transport does not come to is where its next pass begins.
    if let loop = output.loop, loop.contains(frame), boundary >= loop.upperBound { return loop.lowerBound }
    return boundary
  }

  /// After a jump what it passed over does not run: `at` waits until its bar comes, `each` goes on from the next.
  private func followJumps(_ now: TransportClock.Reading) {
    let jumps = now.speed > 0 ? now.jumps : -1
    guard jumps != timerJumps else { return }
    timerJumps = jumps
    // A bar that it has come to was meant.
    let here = max(0, now.frame - manager.rate / 10)
    timersFrom = max(here, timersAhead ?? here)
    timersAhead = nil
    for place in timers.indices {
      guard let every = timers[place].every else { continue }
      timers[place].bar = bar(from: timersFrom, every: every)
    }
  }

  private func bar(from frame: Int, every: Double) -> Double {
    (workspace.tempo.cycle(at: Double(frame)) / every - 1e-9).rounded(.up) * every
  }

  /// Runs what is due. A function that fails is told, and does not come again.
  func runTimers() {
    let now = output.transport
    followJumps(now)
    // Backward no bar begins.
    guard !now.isPaused, now.speed > 0 else { return }
    let due = now.frame + Int(Self.timerLead * Double(manager.rate) * max(1, now.speed))
    guard let loop = output.loop, loop.contains(now.frame), due >= loop.upperBound else {
      return run(timersFrom...max(timersFrom, due))
    }
    run(timersFrom...max(timersFrom, loop.upperBound - 1))
    // Then those of the next pass.
    let from = timersAhead ?? loop.lowerBound
    let ahead = loop.lowerBound + due - loop.upperBound
    guard from <= ahead else { return }
    timersAhead = ahead + 1
    let bars = timers
    for place in timers.indices {
      if let every = timers[place].every { timers[place].bar = bar(from: from, every: every) }
    }
    run(from...ahead)
    for former in bars {
      // Until it jumps the present pass goes on.
      guard let place = timers.firstIndex(where: { $0.number == former.number }) else { continue }
      timers[place].bar = former.bar
    }
  }

  /// Runs the functions whose bars lie within these frames.
  private func run(_ frames: ClosedRange<Int>) {
    for timer in timers.sorted(by: { ($0.bar, $0.number) < ($1.bar, $1.number) }) {
      let frame = Int(workspace.tempo.frame(at: timer.bar).rounded())
      guard frames.contains(frame), let place = timers.firstIndex(where: { $0.number == timer.number }) else {
        continue
      }
      if let every = timer.every { timers[place].bar += every } else { timers.remove(at: place) }
      aside { run(timer, at: frame) }
    }
  }

  private func run(_ timer: BarTimer, at frame: Int) {
    do {
      let before = (workspace.names, workspace.desk)
      let title = "at bar \(Numerals.text(timer.bar))"
      let results = try run(titled: title, frame: Grid.ceil(frame), isRecurring: timer.every != nil) {
        // `at` was told its bar: what it runs may be a word that takes nothing, as pause.
        let bar = Int(exactly: timer.bar).map(LuaValue.integer) ?? .number(timer.bar)
        return try lua.call(timer.function, timer.every == nil ? [] : [bar], within: Self.patience)
      }
      if let file = timer.file { own(by: file, names: before.0, desk: before.1) }
      if results.first?.asBoolean == false { timers.removeAll { $0.number == timer.number } }
    } catch {
      timers.removeAll { $0.number == timer.number }
      if exitStatus == nil { tellStopped(fault(of: timer, error)) }
    }
  }
}
