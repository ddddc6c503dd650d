import AudioFiles
import Graphs
import Scripting
import Signals
import Workspaces

/// `record`: what is heard, into a file.
extension Session {
  func defineRecording() throws {
    try define(
      "record", .files, "record([file], {bits=})",
      "Records what is heard, behind the master, into a WAV, FLAC, OGG or AIFF file, until record() ends it or the program does. bits is 16, 24, or 32, which is floating point; WAV and AIFF keep 32 and FLAC 24 unless told otherwise. At what patches may write (neap --write-limit) it ends with what it has; where less than an hour is left, the prompt asks first.",
      example: "record(\"take.flac\")"
    ) { session, arguments in
      if try session.doesNothing("record") { return [] }
      guard arguments.count > 0 else { return [.string(try session.endRecording())] }
      return [.string(try session.beginRecording(arguments))]
    }
  }

  private func beginRecording(_ arguments: LuaArguments) throws -> String {
    guard let name = arguments[0].asString, !name.isEmpty else {
      throw LuaError(
        "record: a file's name is expected, as in record(\"take.flac\"); \(arguments[0].described) was given")
    }
    if let recorder {
      throw LuaError("record: \(recorder.path) is being recorded; record() ends it")
    }
    let encoding = try encoding(of: arguments[1], "record")
    let path = try writable(name)
    // An answer may take a while: what is heard from then on is recorded.
    try allowRecording(
      bytesPerSecond: manager.rate * channels * (encoding?.bytes ?? 4), to: path, as: name)
    let start = output.heard
    let made: Recorder
    do {
      made = try Recorder(
        path: path, rate: manager.rate, channels: channels, encoding: encoding, from: start,
        mark: Master.knee, budget: writing)
    } catch { throw LuaError("record: \(error.description)") }
    guard output.listen({ made.hear($0, at: $1) }) else {
      _ = made.finish(at: nil)
      throw LuaError(
        "record: nothing is heard here, so there is nothing to record; render(\"song.flac\") writes what the patch is"
      )
    }
    recorder = made
    onRecording(made.unfinishedPath)
    hasBegunRecording = true
    return "recording \(name); record() ends it"
  }

  private func endRecording() throws -> String {
    guard let made = recorder else {
      throw LuaError("record: nothing is being recorded; record(\"take.flac\") begins")
    }
    recorder = nil
    let outcome = made.finish(at: max(output.heard, 0))
    onRecording(nil)
    _ = output.listen(nil)
    return try tell(made, outcome)
  }

  /// A chunk that fails has not begun to record.
  func dropRecordingOfChunk() {
    guard hasBegunRecording, let made = recorder else { return }
    (recorder, hasBegunRecording) = (nil, false)
    _ = output.listen(nil)
    made.abandon()
    onRecording(nil)
  }

  private func tell(_ recorder: Recorder, _ outcome: Recorder.Outcome) throws -> String {
    if let problem = outcome.problem { throw LuaError("record: \(problem.description)") }
    return "\(recorder.path): \(Numerals.fixed(Double(outcome.frames) / Double(manager.rate), 2)) s"
      + guarded(outcome.marked, of: outcome.frames * channels)
  }

  /// What there is to tell of a file in which the master's guard has bent samples.
  func guarded(_ count: Int, of all: Int) -> String {
    count == 0
      ? ""
      : ", \(count) of \(all) samples are louder than -1 dBFS, where the guard bends them: volume(\(Numerals.text(workspace.volume - 6))) is softer"
  }

  /// Ends what is being recorded, when nothing more will be heard; what there is to tell.
  package func closeRecording() -> String? {
    guard let made = recorder else { return nil }
    recorder = nil
    let outcome = made.finish(at: nil)
    onRecording(nil)
    do { return "recorded \(try tell(made, outcome))" } catch {
      return (error as? LuaError)?.message ?? "\(error)"
    }
  }

  /// Why a recording broke off, once.
  package func takeRecordingProblem() -> String? {
    guard let made = recorder, let problem = made.problem else { return nil }
    recorder = nil
    onRecording(nil)
    _ = output.listen(nil)
    return "record: \(problem.description)"
  }

  /// `{bits=16}` as an encoding of the file; nil where nothing was said.
  func encoding(of value: LuaValue, _ word: String) throws -> AudioEncoding? {
    if value.isNil { return nil }
    guard let table = value.asTable else {
      throw LuaError("\(word): options are expected, as in {bits = 24}; \(value.described) was given")
    }
    for key in try table.keys() where key.asString != "bits" {
      throw LuaError("\(word): there is one option, bits; \(key.described) was given")
    }
    return try AudioEncoding(bits: table["bits"], word)
  }
}

extension AudioEncoding {
  /// What so many bits are; nil where nothing was said.
  init?(bits value: LuaValue, _ word: String) throws {
    if value.isNil { return nil }
    switch value.asString == "float" ? 32 : value.asDouble {
    case 16: self = .pcm16
    case 24: self = .pcm24
    case 32: self = .float
    default:
      throw LuaError(
        "\(word): bits: 16, 24, or 32, which is floating point, is expected; \(value.described) was given")
    }
  }
}
