import AudioFiles
import Graphs
import Scripting
import Signals

/// Sound into files: `write` at the prompt; `render` behind the command line.
extension Session {
  func defineFiles() throws {
    try define(
      "write", .files, "write(file, sig, {to = seconds})",
      "Writes a signal's plain samples, as if the present patch had always been there, to a WAV, FLAC, OGG or AIFF file; a finite signal whole, any other over the span {from=, to=} or {from=, length=} in seconds.",
      example: "write(\"tone.wav\", sine(440) * 0.5, {to = 2})"
    ) { session, arguments in
      if try session.doesNothing("write") { return [] }
      try session.write(arguments)
      return []
    }
  }

  private func write(_ arguments: LuaArguments) throws {
    guard let name = arguments[0].asString else {
      throw LuaError(
        "write: a file's name is expected first, as in write(\"x.wav\", sig, {to = 10}); \(arguments[0].described) was given"
      )
    }
    let object = try signalArgument(arguments, 1)
    let version = try manager.version(of: object.signal.id)
    guard version.openLoops == 0 else {
      throw LuaError(
        "write: \(SignalManager.openComplaint)")
    }
    let frames = try span(arguments[2], version.shape.range)
    let path = try writable(name)
    let lua = lua
    do {
      let writer = try AudioFileWriter(path: path, rate: manager.rate, channels: version.shape.channels)
      writer.budget = writing
      try allow(writer.bytes(ofFrames: frames.count), to: path, as: name, for: "write")
      let answer = PureAnswer(version, cache: manager.cache, log: manager.log)
      answer.isInterrupted = { lua.isInterrupted }
      answer.onNeed = manager.onNeed
      var interleaved: [Float] = []
      var peak: Float = 0
      try answer.forEachRun(of: frames, progress: { self.progress(Double($0) / Double(max(1, $1))) }) { run in
        interleaved.removeAll(keepingCapacity: true)
        let planes = (0..<run.channels).map(run.plane)
        for i in 0..<run.frames.count { for plane in planes { interleaved.append(plane[i]) } }
        peak = interleaved.reduce(peak) { max($0, abs($1)) }
        try writer.write(interleaved)
      }
      try writer.close()
      if peak > 1, try AudioFormat(endingOf: path).cutsOff {
        let level = (Double(peak) * 1000).rounded() / 1000
        onHint(
          "\(name): the signal peaks at \(Numerals.text(level)), past full scale, and is cut off there; sig / \(Numerals.text(level)) fits, and a WAV file holds any level"
        )
      }
    } catch let error as AudioFileError {
      throw LuaError("write: \(error.description)")
    } catch is RenderInterrupted {
      throw LuaError("interrupted", kind: .interrupted)
    }
  }

  /// A span in seconds as frames; without one, a finite signal's own.
  private func span(_ value: LuaValue, _ range: SignalRange) throws -> Range<Int> {
    guard let table = value.asTable else {
      if value.isNil, let frames = range.frames { return frames }
      throw LuaError(
        "write: this signal has no end: a span in seconds is expected, as in {to = 10}; \(value.described) was given"
      )
    }
    for key in try table.keys() {
      guard let name = key.asString, ["from", "to", "length"].contains(name) else {
        throw LuaError("write: a span has from, to and length, in seconds; \(key.described) was given")
      }
    }
    func seconds(_ key: String) throws -> Double? {
      let value = try table[key]
      if value.isNil { return nil }
      guard let number = value.asDouble, number.isFinite else {
        throw LuaError("write: \(key): a number in seconds is expected; \(value.described) was given")
      }
      return number
    }
    let from = try seconds("from") ?? 0
    guard
      let to = try seconds("to") ?? seconds("length").map({ from + $0 })
        ?? range.upper.map({ Double($0) / Double(manager.rate) })
    else {
      throw LuaError("write: this signal has no end: to or length, in seconds, is expected, as in {to = 10}")
    }
    guard to > from else {
      throw LuaError(
        "write: the span ends at \(Numerals.text(to)) s, before it begins at \(Numerals.text(from)) s")
    }
    guard to - from <= 86_400 else {
      throw LuaError(
        "write: \(Numerals.text(to - from)) s were asked for; at most 86400 s, a day, are written")
    }
    return manager.context.frames(from)..<manager.context.frames(to)
  }
}
