import ArgumentParser
import Glibc
import Graphs
import Lessons
import Playback
import Remotes
import Sessions
import Synchronization
import Terminals

/// A session that sounds: what it was given is evaluated, then the clock starts, and it goes on at a prompt, or until
/// everything has ended, or until it is stopped.
final class Performance {
  enum Course {
    case prompt
    /// Until everything has rung out.
    case toEnd
    /// Until Ctrl-C: what plays may yet come, over the socket or from a file.
    case untilStopped
  }

  let engine: Engine
  let course: Course
  private let sound: SoundOptions
  private let options: PlayOptions
  private let deferred: DeferredOutput
  private var sources: [EventSource] = []
  private var prompt: Prompt?
  /// What is kept of the session against a crash.
  private(set) var journal: KeptJournal?
  /// Whether the session was ended from outside.
  private var hasBrokenOff = false

  /// `folder` is where the patch lies.
  init(_ sound: SoundOptions, _ options: PlayOptions, folder: String, course: Course) throws {
    (self.sound, self.options, self.course) = (sound, options, course)
    deferred = DeferredOutput()
    do { engine = try Engine(sound, folder: folder, output: deferred) } catch {
      Messages.error("\(error)")
      throw ExitCode(1)
    }
    if !options.clean { engine.session.lessonProgress = .standard() }
  }

  /// Whether something plays.
  var isSounding: Bool { !deferred.present.sounds.isEmpty }

  /// Runs `prepare`, which evaluates what was given, and then the whole course.
  func run(_ prepare: () throws -> Void) throws {
    journal = KeptJournal(engine.session, isWritten: course != .toEnd, isClean: options.clean)
    defer { journal?.end(isWanted: hasBrokenOff) }
    let status = try Interrupts.watch(hook: CurrentInterrupt.hook) {
      try prepare()
      if course == .prompt { journal?.offer() }
      return try perform()
    }
    deferred.player?.player.stop()
    if status != 0 { throw ExitCode(status) }
  }

  /// Lets a descriptor have its turn in the loop.
  func add(_ source: EventSource) { sources.append(source) }

  /// Runs what did not come from the keyboard so that Ctrl-C stops it; what it prints stands above the typed line.
  func evaluating<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    guard let prompt else { return try Interrupts.evaluating(body) }
    return try prompt.aside { () throws(E) in try Interrupts.evaluating(body) }
  }

  /// Listens for `neap send`. Where that cannot be, a prompt goes without.
  func listen(as wanted: String) throws {
    do {
      let listener = try RemoteListener(wanted, in: RemoteFolder())
      RemoteAnswers(self, listener).attach()
      if course == .untilStopped || listener.name != RemoteFolder.name(from: wanted) {
        Messages.hint("listening as \(listener.name) (neap send --to \(listener.name))")
      }
    } catch {
      guard course == .prompt else {
        Messages.error("\(error)")
        throw ExitCode(1)
      }
      Messages.hint("neap send does not reach this prompt: \(error)")
    }
  }

  // MARK: Course

  private func perform() throws -> Int32 {
    if course == .toEnd, !isSounding, !engine.session.isWaitingForBars { return 0 }
    let recording = try options.output.map {
      try RecordingFile($0, rate: sound.rate, channels: sound.channels)
    }
    // What never ends cannot be awaited.
    let isEndless = MixAnswer.end(of: deferred.present) == nil
    if let output = options.output, isEndless, course == .toEnd {
      Messages.hint("This plays without end: \(output) is written as it would be heard, until Ctrl-C.")
    }
    let sink: SinkChoice =
      if let recording {
        .file(
          course != .toEnd || isEndless ? .realTime : .awaited, write: { try recording.write($0) })
      } else { .pulse(device: options.device) }
    do {
      try deferred.start(sink, manager: engine.manager, channels: sound.channels) {
        Messages.hint($0.description)
      }
    } catch {
      Messages.error("\(error)")
      throw ExitCode(1)
    }
    defer {
      if recording == nil { fadeOut() }
      deferred.player?.player.stop()
      recording?.close()
      if let told = engine.session.closeRecording() { Messages.hint(told) }
    }
    let reason =
      switch course {
      case .prompt: runPrompt()
      case .toEnd: playToEnd()
      case .untilStopped: playUntilStopped()
      }
    hasBrokenOff = !reason.isOwnEnd
    return engine.session.exitStatus ?? reason.status
  }

  /// What still sounds fades, and does not end in the middle of a wave.
  private func fadeOut() {
    guard !deferred.present.sounds.isEmpty, let player = deferred.player?.player,
      (try? engine.session.evaluate("hush(0.02)", name: "neap")) != nil
    else { return }
    // A device that stands still is not waited for.
    let latest = ContinuousClock.now + .milliseconds(300)
    _ = player.waitUntilHeard(deferred.heard + sound.rate / 8, cancelled: { ContinuousClock.now > latest })
  }

  private func runPrompt() -> ExitReason {
    let client = PromptEvaluator(engine.session, deferred)
    client.acknowledge = { [weak self] in self?.journal?.acknowledge() }
    let prompt = Prompt(
      client: client, history: options.clean ? HistoryFile(path: nil) : .standard(),
      interrupt: CurrentInterrupt.hook,
      color: sound.color.isOn(for: STDOUT_FILENO), sources: sources)
    client.prompt = prompt
    self.prompt = prompt
    defer { self.prompt = nil }
    return prompt.run()
  }

  /// Plays until everything has ended and rung out, or Ctrl-C.
  private func playToEnd() -> ExitReason {
    let session = engine.session
    let quiet = sound.rate / 2
    let faults = FaultReports(deferred)
    let isRecording = options.output != nil
    return waitWithoutPrompt(sources: sources) {
      tell(faults)
      session.tick()
      if session.exitStatus != nil { return nil }
      let position = deferred.position
      // What is done at bars may change what plays.
      let snapshot = deferred.present
      let end = session.isWaitingForBars ? nil : MixAnswer.end(of: snapshot)
      let rings = MixAnswer.rings(snapshot)
      // What waits for bars, and what patterns play after a jump, is asked for as often as without a file.
      let step = session.isHurried ? sound.rate / 50 : sound.rate / 4
      if let end {
        let audible = deferred.report.lastAudible.load(ordering: .relaxed)
        let last = rings ? max(end, audible) + quiet : end
        if position >= last { return nil }
        if isRecording {
          _ = deferred.player?.player.waitUntilHeard(
            deferred.heard + min(last - position, step), cancelled: { false })
        }
      } else if isRecording {
        _ = deferred.player?.player.waitUntilHeard(deferred.heard + step, cancelled: { false })
      }
      return isRecording ? 0 : session.isHurried ? 20 : 50
    }
  }

  private func tell(_ faults: FaultReports) {
    faults.tell()
    if let problem = engine.session.takeRecordingProblem() { Messages.error(problem) }
  }

  private func playUntilStopped() -> ExitReason {
    let faults = FaultReports(deferred)
    var isOver = false
    engine.session.onLeave = { isOver = true }
    return waitWithoutPrompt(sources: sources) {
      tell(faults)
      engine.session.tick()
      return isOver ? nil : engine.session.isHurried ? 20 : 200
    }
  }
}
