import Graphs
import Playback
import Scripting
import Signals
import Workspaces

/// What stands behind every sound: the master's chain, its meters, silence.
extension Session {
  func defineMaster() throws {
    defineMixer()
    try define(
      "master", .mixing, "master(function(mix) … end)",
      "Sends all that plays through a chain: the function is given the mix as a signal and answers what is heard of it, before the master's volume and guard. master() takes the chain away. The mix cannot be read at other times than its own: delay and z may stand in a chain, offset, tile and warp may not.",
      example: "master(function(mix) return mix:compressor() end)"
    ) { session, arguments in
      try session.setMaster(arguments)
      return []
    }
    try define(
      "levels", .mixing, "levels()",
      "Peak and root mean square, in dB of full scale, of each sound and of the master as heard over the last 0.4 s, and whether the master's guard worked; levels().bass.peak is one of them.",
      example: "print(levels())"
    ) { session, _ in [.object(LevelsObject(session.output.levels(seconds: 0.4)))] }
    try define(
      "hush", .mixing, "hush([seconds])",
      "Fades out all that plays, over 0.5 s unless told otherwise, 0.001 to 1 s; what rings in the master's chain goes with it. Ctrl-T at the prompt does the same, while a line is being typed too.",
      example: "hush()"
    ) { session, arguments in
      let seconds = arguments[0].isNil ? 0.5 : session.seconds(arguments[0])
      guard let seconds, (0.001...1).contains(seconds) else {
        throw LuaError(
          "hush: 0.001 to 1, in seconds, is expected; \(arguments[0].described) was given (mixer.bass.gain = to(-60, 8) fades one sound over longer)"
        )
      }
      session.marks.fade = seconds
      session.isUrgent = true
      session.workspace.isHushed = true
      session.workspace.setPlaying([])
      return []
    }
  }

  private func setMaster(_ arguments: LuaArguments) throws {
    marks.mixed.insert(nil)
    guard arguments.count > 0 else { return workspace.setChain(nil) }
    let usage = "as in master(function(mix) return mix:compressor() end)"
    guard let function = arguments[0].asFunction else {
      throw LuaError(
        "master: a function of the mix is expected, \(usage); \(arguments[0].described) was given")
    }
    let mix = object(manager.signal(.mix(channels: channels)))
    let result = try lua.call(function, [.object(mix)]).first ?? .nil
    guard let chain = result.asObject(SignalObject.self) else {
      throw LuaError(
        "master: the function is expected to return a signal, \(usage); \(result.described) was returned")
    }
    guard manager.isOpen(chain.signal.id) else {
      throw LuaError(
        "master: the function is expected to return what it makes of the mix, \(usage); what it returned does not contain it"
      )
    }
    guard manager.isChain(chain.signal.id) else { throw LuaError("master: \(SignalManager.openComplaint)") }
    let signal = seeded(chain.signal, "master")
    let count = try manager.version(of: signal.id).shape.channels
    guard count == 1 || count <= channels else {
      throw LuaError(
        "master: the chain has \(count) channels and the output has \(channels); channel(n) picks one")
    }
    workspace.setChain(signal)
  }
}

/// What `levels()` answers.
final class LevelsObject: LuaObject {
  let readings: [LevelLog.Reading]

  init(_ readings: [LevelLog.Reading]) { self.readings = readings }

  private static func decibels(_ level: Float) -> Double? {
    level > 1e-10 ? Master.decibels(level) : nil
  }

  private static func name(_ reading: LevelLog.Reading) -> String { reading.name ?? "master" }

  private static func text(_ level: Float) -> String {
    decibels(level).map { "\(Numerals.fixed($0, 1)) dB" } ?? "silent"
  }

  private var text: String {
    guard !readings.isEmpty else { return "nothing is heard here" }
    let width = readings.map { Self.name($0).count }.max() ?? 0
    return readings.map { reading in
      let name = Self.name(reading).padding(to: width)
      guard Self.decibels(reading.peak) != nil else { return "\(name)  silent" }
      let mark = reading.isGuarded ? "  the guard works: volume(-18) is softer" : ""
      return "\(name)  peak \(Self.text(reading.peak)), rms \(Self.text(reading.rms))\(mark)"
    }.joined(separator: "\n")
  }

  static let luaType = LuaType(
    "levels", of: LevelsObject.self,
    index: { levels, key, state in
      let given = key.asString ?? key.described
      guard let reading = levels.readings.first(where: { name($0) == given }) else {
        let names = levels.readings.map(name)
        throw LuaError(
          "levels: nothing called \(given) is heard, only \(names.joined(separator: ", "))\(NearestNames.question(given, among: names))"
        )
      }
      let table = try state.makeTable()
      try table.set(.string("peak"), .number(decibels(reading.peak) ?? -.infinity))
      try table.set(.string("rms"), .number(decibels(reading.rms) ?? -.infinity))
      if reading.name == nil { try table.set(.string("guarded"), .boolean(reading.isGuarded)) }
      return .table(table)
    },
    describe: { levels, _ in levels.text })
}
