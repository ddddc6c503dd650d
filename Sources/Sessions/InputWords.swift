import Glibc
import Graphs
import Playback
import Scripting
import Signals
import Workspaces

/// An input that is recorded, and the take that it goes to.
final class RunningInput {
  let take: InputTake
  let number: Int
  private let stream: PulseInput
  /// The step of undo that began it, once the chunk has ended that did.
  var begunIn: Int?
  let stepBefore: Int
  var isNew = true

  /// `server` is another than the one that the environment names.
  init(server: String?, rate: Int, after step: Int) throws(PlaybackError) {
    stepBefore = step
    let (take, number) = InputTake.begin()
    (self.take, self.number) = (take, number)
    stream = try PulseInput(server: server, rate: rate) { take.append($0) }
  }

  /// Why it does not go on.
  var problem: String? {
    take.count >= InputTake.most ? "it is full: a recording holds 10 minutes at 48 kHz" : stream.problem
  }
}

/// `mic`: what the sound server's source hears.
extension Session {
  func defineInput() throws {
    try define(
      "mic", .sampling, "mic([seconds])",
      "mic(3) records three seconds of the sound server's input, one channel, and answers them as a buffer. mic() begins to record and answers the input as a signal whose past is known: its frame 0 is where it began, so it can be plotted, written, processed and sought as any other; where nothing is recorded yet it is silent, for now. What plays is rendered up to 2 s before it is heard, so a live input is heard late: play(mic():delay(3)). mic(false) ends the recording and answers it as a buffer; undo() of what began it ends it too. PULSE_SOURCE names another source.",
      example: "voice = mic(3)"
    ) { session, arguments in
      if try session.doesNothing("mic") {
        guard arguments[0].isNil else { return [.object(SampleBuffer([Float(0)]))] }
        let silence = SignalData(type: "constant", arguments: [.numbers([0])])
        return [.object(session.object(session.manager.signal(silence)))]
      }
      guard !session.isBeside else {
        throw LuaError("mic: work that is checked hears no input; sample(\"voice.wav\") reads a file")
      }
      if arguments[0].asBoolean == false { return [.object(try session.endInput())] }
      if arguments[0].isNil { return [.object(try session.beginInput())] }
      let seconds = arguments[0].asObject(Duration.self)?.seconds ?? arguments[0].asDouble
      let most = InputTake.most / session.manager.rate
      guard let seconds, seconds > 0, seconds <= Double(most) else {
        throw LuaError(
          "mic: more than 0 to \(most) s are expected, as in mic(3), nothing for a signal, or false to end it; \(arguments[0].described) was given"
        )
      }
      return [.object(try session.recordInput(seconds))]
    }
  }

  private func begunInput() throws -> RunningInput {
    do {
      return try RunningInput(server: inputServer, rate: manager.rate, after: workspace.presentStep)
    } catch {
      throw LuaError("mic: \(error.description) neap doctor tells what to do about it.")
    }
  }

  private func recordInput(_ seconds: Double) throws -> SampleBuffer {
    let wanted = max(1, Int((seconds * Double(manager.rate)).rounded()))
    let running = try begunInput()
    while running.take.count < wanted {
      if lua.isInterrupted { throw LuaError("interrupted", kind: .interrupted) }
      if let problem = running.problem {
        throw LuaError("mic: the input ended after \(Numerals.fixed(recorded(running), 2)) s: \(problem)")
      }
      progress(Double(running.take.count) / Double(wanted))
      keepTakes()
      usleep(10_000)
    }
    return SampleBuffer(Array(running.take.samples.prefix(wanted)))
  }

  private func beginInput() throws -> SignalObject {
    if let running = input, running.problem != nil { input = nil }
    let running = try input ?? begunInput()
    if input == nil { onHint("the input is being recorded; mic(false) ends it") }
    input = running
    if takes[running.number] == nil { takes[running.number] = (running.take, 0) }
    guard let kind = manager.catalogue["recorded"] else { throw LuaError("recorded is missing") }
    return try make(kind, [.number(Double(running.number))])
  }

  private func endInput() throws -> SampleBuffer {
    guard let running = input else {
      throw LuaError("mic: nothing is being recorded; mic() begins, mic(3) records three seconds")
    }
    input = nil
    return SampleBuffer(running.take.samples)
  }

  private func recorded(_ running: RunningInput) -> Double {
    Double(running.take.count) / Double(manager.rate)
  }
}
