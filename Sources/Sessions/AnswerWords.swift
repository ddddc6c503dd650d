import Graphs
import Scripting
import Signals

/// Questions that a signal answers: its samples, its period, its spectrum.
extension Session {
  /// More frames than this in one buffer are refused: half an hour at 48 kHz.
  static let longestBuffer = 1 << 26

  func defineAnswers() throws {
    try define(
      "get_temporal", .looking, "sig:get_temporal(from, to)",
      "The samples of frames [from, to), a buffer for each channel.", isMethod: true
    ) { session, arguments in
      let object = try session.signalArgument(arguments, 0)
      let frames = try session.frames(arguments)
      return try session.answer(object, frames).map { .object(SampleBuffer($0)) }
    }
    try define(
      "get_period", .looking, "sig:get_period()",
      "The period in frames, or nil; of a finite signal, its length.",
      isMethod: true
    ) { session, arguments in
      let shape = try session.shape(arguments)
      if let period = shape.period { return [.integer(period)] }
      return [shape.range.frames.map { .integer($0.count) } ?? .nil]
    }
    try define(
      "get_channels", .looking, "sig:get_channels()", "How many channels it has.", isMethod: true
    ) { session, arguments in
      [.integer(try session.shape(arguments).channels)]
    }
    try define(
      "get_range", .looking, "sig:get_range()",
      "Where it begins and ends: the frames [lower, upper), nil where it does not.", isMethod: true
    ) { session, arguments in
      let range = try session.shape(arguments).range
      return [range.lower.map(LuaValue.integer) ?? .nil, range.upper.map(LuaValue.integer) ?? .nil]
    }
    try define(
      "get_offset", .looking, "sig:get_offset()", "The frame at which it begins, or nil.", isMethod: true
    ) {
      session, arguments in
      [try session.shape(arguments).range.lower.map(LuaValue.integer) ?? .nil]
    }
    try defineSpectra()
    try defineFrequencies()
    try define(
      "find", .looking, "sig:find(type, [number])",
      "The signal of a type below a name, to read or set its parameters: bass:find(\"lowpass\").cutoff = 900.",
      isMethod: true
    ) { session, arguments in
      try session.find(arguments)
    }
    try define("frames", .looking, "frames(n)", "So many frames as seconds.", example: "frames(4)") {
      session, arguments in
      guard let count = arguments[0].asDouble, count.isFinite else {
        throw LuaError("frames: a number of frames is expected; \(arguments[0].described) was given")
      }
      return [.number(count / Double(session.manager.rate))]
    }
  }

  func shape(_ arguments: LuaArguments) throws -> SignalShape {
    let object = try signalArgument(arguments, 0)
    return try version(of: object).shape
  }

  func version(of object: SignalObject) throws -> SignalVersion {
    do { return try manager.version(of: object.signal.id) } catch let error as SignalError {
      throw LuaError(error.message)
    }
  }

  private func frames(_ arguments: LuaArguments) throws -> Range<Int> {
    func frame(_ place: Int, _ name: String) throws -> Int {
      guard let value = arguments[place].asDouble, value.isFinite else {
        throw LuaError(
          "get_temporal(from, to): \(name): a frame, a whole number, is expected; \(arguments[place].described) was given"
        )
      }
      guard value == value.rounded(), abs(value) < 0x1p53 else {
        throw LuaError(
          "get_temporal(from, to): \(name): a whole number of frames is expected; \(Numerals.text(value)) was given (1 s is \(manager.rate) frames)"
        )
      }
      return Int(value)
    }
    let from = try frame(1, "from")
    let to = try frame(2, "to")
    guard from <= to else {
      throw LuaError("get_temporal(from, to): from is \(from), behind to, which is \(to)")
    }
    guard to - from <= Self.longestBuffer else {
      throw LuaError(
        "get_temporal(from, to): \(to - from) frames were asked for; at most \(Self.longestBuffer) fit a buffer (write(\"x.wav\", sig, {to = …}) writes any length)"
      )
    }
    return from..<to
  }

  /// Pure samples, interruptible.
  func answer(_ object: SignalObject, _ frames: Range<Int>) throws -> [[Float]] {
    // Signals that Lua holds hold the manager: it must not hold Lua.
    manager.isInterrupted = { [unowned self] in lua.isInterrupted }
    manager.onProgress = { [unowned self] in progress(Double($0) / Double(max(1, $1))) }
    defer {
      manager.isInterrupted = { false }
      manager.onProgress = { _, _ in }
    }
    do { return try manager.samples(of: object.signal.id, frames) } catch let error as SignalError {
      throw LuaError(error.message)
    } catch is RenderInterrupted {
      throw LuaError("interrupted", kind: .interrupted)
    }
  }
}
