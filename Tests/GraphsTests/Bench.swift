import Graphs
import Kinds
import Signals
import Testing

/// A played graph that is moved by hand, with an edit's fade left to whoever plays it.
final class Bench {
  let manager = RandomGraph.manager()
  let report = PlayedReport()
  let graph: PlayedGraph
  private var held: [Signal] = []

  init() { graph = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: report) }

  func row(_ type: String, _ given: Argument...) throws -> Signal {
    let kind = try #require(manager.catalogue[type])
    let rest = kind.parameters.dropFirst(given.count).compactMap(\.standard)
    let signal = manager.signal(SignalData(type: type, arguments: given + rest))
    held.append(signal)
    return signal
  }

  /// A row that lives as long as the bench.
  func keep(_ data: SignalData) -> Signal {
    let signal = manager.signal(data)
    held.append(signal)
    return signal
  }

  func name(_ name: String, _ signal: Signal) throws -> Signal {
    let slot = manager.slot(name)
    held.append(slot)
    try manager.bind(slot.id, to: signal.id)
    return slot
  }

  /// `dry + delay(loop) * 0.6`, as a loop.
  func echo(_ dry: Signal, seconds: Double) throws -> Signal {
    let loop = manager.signal(SignalData(type: SignalKind.loopType, arguments: [.number(0)]))
    held.append(loop)
    let late = try row("mul", .signal(row("delay", .signal(loop.id), .number(seconds)).id), .number(0.6))
    let body = try row("add", .signal(dry.id), .signal(late.id))
    let echo = manager.signal(SignalData(type: "feedback", arguments: [.number(0), .signal(body.id)]))
    held.append(echo)
    return echo
  }

  func play(_ signals: [(String, Signal)], at frame: Int, fade: Int = 960) throws {
    let sounds = try signals.map {
      PlaySnapshot.Sound(name: $0.0, version: try manager.version(of: $0.1.id), start: 0)
    }
    let standings = try manager.standings(signals.map { ($0.0, $0.1.id) })
    graph.apply(PlaySnapshot(sounds: sounds, standings: standings, gain: 0.25), at: frame, fade: fade)
  }

  /// The samples of a channel.
  func render(_ frames: Range<Int>, channel: Int = 0) -> [Float] {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: frames.count * 2) { space in
      graph.render(frames, into: space)
      return frames.indices.map { space[($0 - frames.lowerBound) * 2 + channel] }
    }
  }
}
