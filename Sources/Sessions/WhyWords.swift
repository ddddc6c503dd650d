import Graphs
import Scripting
import Signals
import Workspaces

/// Where a sound comes from: the largest contribution, input by input.
extension Session {
  func defineWhy() throws {
    try define(
      "why", .looking, "why([time])",
      "Walks down what plays at a time, in seconds, now unless told otherwise: each sound with the largest sample of the 128 frames there, in dB of full scale, then of the loudest one each signal that it is made of, the largest last and followed further, down to where it begins. Parameters that move are told in their own units.",
      example: "why(1.5)"
    ) { session, arguments in
      var frame = session.output.position
      if !arguments[0].isNil {
        guard let there = session.frame(ofTime: arguments[0], upTo: 864_000) else {
          throw LuaError(
            "why: a time in seconds, bars(n) or beats(n) is expected, as in why(1.5); \(arguments[0].described) was given"
          )
        }
        frame = there
      }
      return [.string(try session.why(frame))]
    }
  }

  private func why(_ frame: Int) throws -> String {
    guard !workspace.playing.isEmpty else { return "nothing plays" }
    let block = Grid.floor(frame)..<Grid.floor(frame) + Grid.block
    var sounds: [(item: Workspace.Playing, level: Float)] = []
    for item in workspace.playing {
      let local = block.lowerBound - item.start..<block.upperBound - item.start
      let row = workspace.mixed(item)
      sounds.append((item, try withExtendedLifetime(row) { try loudest(row.id, local) }))
    }
    sounds.sort { $0.level > $1.level }
    var lines = ["at \(at(frame)) (frame \(frame))"]
    for (place, sound) in sounds.enumerated() {
      let strip = workspace.strip(sound.item.label)
      let note =
        workspace.isHeard(sound.item.label)
        ? strip.isNeutral ? "" : "   (with the mixer's controls)" : "   (muted)"
      lines.append("\(sound.item.label)  \(level(sound.level))\(note)")
      guard place == 0, sound.level > 0 else { continue }
      let local = block.lowerBound - sound.item.start..<block.upperBound - sound.item.start
      try descend(sound.item.signal.id, local, 1, &lines)
    }
    return lines.joined(separator: "\n")
  }

  private func loudest(_ id: SignalID, _ frames: Range<Int>) throws -> Float {
    try answer(SignalObject(manager.signal(id), self), frames).reduce(0) { most, plane in
      plane.reduce(most) { $1.isFinite ? max($0, $1.magnitude) : .infinity }
    }
  }

  private static let deepest = 16

  /// What a signal is made of, the largest followed further.
  private func descend(_ id: SignalID, _ frames: Range<Int>, _ depth: Int, _ lines: inout [String]) throws {
    var id = id
    var depth = depth
    while depth <= Self.deepest {
      let indent = String(repeating: "  ", count: depth)
      let target = manager.target(id) ?? id
      let type = manager.typeName(of: target)
      if depth == 1 { lines.append("\(indent)\(type)  \(level(try loudest(target, frames)))") }
      let version = try manager.version(of: target)
      // What a word was given lies outside of the loops that it made.
      guard manager.word(target) != nil || version.loopDepth == nil else {
        lines.append("\(indent)  goes round a loop")
        return
      }
      guard version.score == nil else {
        lines += notes(of: target, version, frames).map { "\(indent)  \($0)" }
        return
      }
      guard version.kernel.memory != .elsewhere else {
        lines.append("\(indent)  is heard at other times than its own")
        return
      }
      var inputs: [(id: SignalID, level: Float)] = []
      for input in try contributions(target) { inputs.append((input, try loudest(input, frames))) }
      inputs.sort { $0.level > $1.level }
      for control in try controls(target, frames) { lines.append("\(indent)  \(control)") }
      for (place, input) in inputs.enumerated() where place > 0 {
        lines.append("\(indent)  \(name(input.id))  \(level(input.level))")
      }
      guard let largest = inputs.first else { return }
      lines.append("\(indent)  \(name(largest.id))  \(level(largest.level))")
      (id, depth) = (largest.id, depth + 1)
    }
    lines.append(String(repeating: "  ", count: depth) + "…")
  }

  private func name(_ id: SignalID) -> String {
    guard let slot = manager[id].slotName, let target = manager.target(id) else {
      return manager.typeName(of: id)
    }
    return "\(slot): \(manager.typeName(of: target))"
  }

  /// The signals that a row is made of: those that are processed, not those that move a parameter.
  private func contributions(_ id: SignalID) throws -> [SignalID] {
    let found = (declaration(of: id)?.parameters ?? []).flatMap { parameter -> [SignalID] in
      switch (parameter.form, argument(of: id, parameter.name)) {
      case (.stream(nil, _), .signal(let input)?): [input]
      case (.streams, .signals(let inputs)?): inputs
      default: []
      }
    }
    // A word that processes nothing is what it made.
    return found.isEmpty ? manager.word(id).map { [$0.made] } ?? [] : found
  }

  /// Parameters that signals move, with their values there.
  private func controls(_ id: SignalID, _ frames: Range<Int>) throws -> [String] {
    var found: [String] = []
    for parameter in declaration(of: id)?.parameters ?? [] {
      guard case .stream(_?, let quantity) = parameter.form,
        case .signal(let input)? = argument(of: id, parameter.name)
      else { continue }
      let value = try answer(
        SignalObject(manager.signal(input), self), frames.lowerBound..<frames.lowerBound + 1)[0][0]
      let digits = value.magnitude < 10 ? 3 : 1
      let unit = quantity.symbol.isEmpty ? "" : " \(quantity.symbol)"
      found.append("\(parameter.name) \(Numerals.fixed(Double(value), digits))\(unit), from \(name(input))")
    }
    return found
  }
}
