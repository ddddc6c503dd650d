import Graphs
import Scripting
import Signals
import Workspaces

/// Where two versions of a name part.
extension Session {
  func defineComparing() throws {
    try define(
      "compare", .editing, "compare(name, version, version, {from=, to=, length=})",
      "The first frame at which two versions of a name differ, by how many dB of full scale there and at most, over 10 s unless a span is given in seconds. Other names that they are made of are taken as they are now. history(name) tells the versions' numbers.",
      example: "compare(\"bass\", 1, 2)"
    ) { session, arguments in
      let name = try session.nameArgument(arguments[0], "compare")
      let first = try session.comparable(name, arguments[1])
      let second = try session.comparable(name, arguments[2])
      let rate = session.manager.rate
      let frames = try session.span(arguments[3], "compare", otherwise: 0..<10 * rate, limit: 86_400 * rate)
      let found = try session.difference(first.version, second.version, frames)
      let head = "\(name) \(first.number) and \(second.number)"
      guard let found else {
        return [
          .string(
            "\(head) are the same, bit for bit, from \(session.at(frames.lowerBound)) to \(session.at(frames.upperBound))"
          )
        ]
      }
      let from = "\(head) differ from \(session.at(found.first)) (frame \(found.first)) on:"
      guard found.there.isFinite else { return [.string("\(from) there one of them is no finite number")] }
      let there = found.there > 1e-10 ? session.level(found.there) : "less than -200 dB"
      let most =
        found.most.isFinite
        ? "at most by \(session.level(found.most))" : "and one of them is no finite number"
      return [
        .string(
          "\(from) by \(there) there, \(most), at \(session.at(found.loudest))\(session.heardFrom(found))"
        )
      ]
    }
  }

  /// Where a difference begins to be heard, where that is later than it begins.
  private func heardFrom(_ found: Difference) -> String {
    guard let audible = found.audible else { return "; by less than -90 dB everywhere" }
    return audible == found.first ? "" : "; by more than -90 dB from \(at(audible)) on"
  }

  private func comparable(_ name: String, _ value: LuaValue) throws -> (number: Int, version: SignalVersion) {
    let found = try version(of: name, value, "compare")
    guard case .signal(let signal) = found.value else {
      throw LuaError("compare: version \(found.number) of \(name) is no signal")
    }
    return (found.number, try manager.version(of: signal.id))
  }

  private struct Difference {
    var first: Int
    /// How far apart, which may be further than a sample can be; infinite where one is no finite number.
    var there: Double
    var most: Double
    var loudest: Int
    /// Where they first differ by more than -90 dB of full scale.
    var audible: Int?
  }

  private func difference(_ a: SignalVersion, _ b: SignalVersion, _ frames: Range<Int>) throws -> Difference?
  {
    if a.id == b.id { return nil }
    let answers = [a, b].map { PureAnswer($0, cache: manager.cache, log: manager.log) }
    let lua = lua
    for answer in answers {
      answer.isInterrupted = { lua.isInterrupted }
      answer.onNeed = manager.onNeed
    }
    var found: Difference?
    var at = frames.lowerBound
    do {
      while at < frames.upperBound {
        let piece = at..<min(at + 1 << 14, frames.upperBound)
        let planes = try answers.map { try Self.planes($0, piece) }
        note(&found, planes[0], planes[1], piece)
        at = piece.upperBound
        progress(Double(at - frames.lowerBound) / Double(frames.count))
        if lua.isInterrupted { throw RenderInterrupted() }
      }
    } catch is RenderInterrupted {
      throw LuaError("interrupted", kind: .interrupted)
    }
    return found
  }

  private static func planes(_ answer: PureAnswer, _ frames: Range<Int>) throws -> [[Float]] {
    var planes: [[Float]] = []
    try answer.forEachRun(of: frames) { run in
      if planes.isEmpty { planes = [[Float]](repeating: [], count: run.channels) }
      for channel in planes.indices { planes[channel].append(contentsOf: run.plane(channel)) }
    }
    return planes
  }

  /// One channel spreads over many; a channel that one of them lacks is silent in it.
  private func note(_ found: inout Difference?, _ a: [[Float]], _ b: [[Float]], _ frames: Range<Int>) {
    let channels = max(a.count, b.count)
    func sample(_ planes: [[Float]], _ channel: Int, _ place: Int) -> Float {
      planes.count == 1 ? planes[0][place] : channel < planes.count ? planes[channel][place] : 0
    }
    for place in 0..<frames.count {
      var most = 0.0
      for channel in 0..<channels {
        let (x, y) = (sample(a, channel, place), sample(b, channel, place))
        // What is not a number differs from everything, itself left out.
        guard x != y, x == x || y == y else { continue }
        most = max(most, x.isFinite && y.isFinite ? (Double(x) - Double(y)).magnitude : .infinity)
      }
      guard most > 0 else { continue }
      let frame = frames.lowerBound + place
      if found == nil { found = Difference(first: frame, there: most, most: most, loudest: frame) }
      if found?.audible == nil, most > Double(Master.audible) { found?.audible = frame }
      if most > found?.most ?? 0 {
        found?.most = most
        found?.loudest = frame
      }
    }
  }

  func at(_ frame: Int) -> String {
    var text = Numerals.fixed(Double(frame) / Double(manager.rate), 6)
    while text.hasSuffix("0") { text.removeLast() }
    return "\(text.hasSuffix(".") ? String(text.dropLast()) : text) s"
  }

  func level(_ factor: some BinaryFloatingPoint) -> String {
    factor > 1e-10 ? "\(Numerals.fixed(Master.decibels(factor), 1)) dB" : "silent"
  }
}
