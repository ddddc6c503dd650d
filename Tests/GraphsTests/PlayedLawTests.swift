import Chance
import Graphs
import Kinds
import Signals
import Testing

/// Random edits while random graphs play: every request ends, and what did not change is not touched.
struct PlayedLawTests {
  @Test(arguments: LawSeeds.first(24))
  func randomEditsAreRenderedAndAnUntouchedChannelPassesBitForBit(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 700)
    var mono: [Signal] = []
    // A graph of nothing but several channels says nothing here.
    for count in stride(from: 30, through: 120, by: 30) where mono.isEmpty {
      graph.grow(count)
      mono = try graph.signals.filter { try manager.version(of: $0.id).shape.channels == 1 }
    }
    var random = SeededGenerator(seed + 3000)
    let steady = try #require(mono.randomElement(using: &random))
    func row(_ type: String, _ given: Argument...) -> Signal {
      let rest = manager.catalogue[type]?.parameters.dropFirst(given.count).compactMap(\.standard) ?? []
      return manager.signal(SignalData(type: type, arguments: given + rest))
    }
    let left = row("stereo", .signal(steady.id), .number(0))
    let slot = manager.slot("edited")
    let late = row("delay", .signal(slot.id), .number(0.01))
    let low = row("lowpass", .signal(late.id), .number(700))
    let right = row("stereo", .number(0), .signal(low.id))
    let reports = [PlayedReport(), PlayedReport()]
    let played = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: reports[0])
    let alone = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: reports[1])
    func snapshot(_ signals: [(String, Signal)]) throws -> PlaySnapshot {
      PlaySnapshot(
        sounds: try signals.map {
          PlaySnapshot.Sound(name: $0.0, version: try manager.version(of: $0.1.id), start: 0)
        }, standings: try manager.standings(signals.map { ($0.0, $0.1.id) }))
    }
    func render(_ graph: PlayedGraph, _ frames: Range<Int>) -> [Float] {
      withUnsafeTemporaryAllocation(of: Float.self, capacity: frames.count * 2) {
        graph.render(frames, into: $0)
        return Array($0)
      }
    }
    alone.apply(try snapshot([("left", left)]), at: 0)
    let expected = render(alone, 0..<8192)
    var heard: [Float] = []
    var at = 0
    while at < 8192 - 1024 {
      let next = min(8192 - 1024, at + 128 * Int.random(in: 1...8, using: &random))
      let target = try #require(mono.randomElement(using: &random))
      try manager.bind(slot.id, to: target.id)
      played.apply(try snapshot([("left", left), ("right", right)]), at: at)
      heard += render(played, at..<(next + 1024))[..<((next - at) * 2)]
      played.heard(upTo: at)
      at = next
    }
    #expect(heard.allSatisfy { $0.isFinite })
    // What takes longer to render than the queue lasts is given up, and told: when that is hangs on the machine.
    let givenUp = reports.flatMap { $0.takeFaults() }.filter { $0.cause == .tooSlow }
    guard givenUp.allSatisfy({ $0.name != "left" }) else { return }
    let sides = [heard, Array(expected[..<heard.count])].map { side in
      stride(from: 0, to: side.count, by: 2).map { side[$0] }
    }
    #expect(difference([sides[0]], [sides[1]]) == nil, "\(manager.tree(steady.id))")
  }

  @Test func loopsSideBySideInALoopKeepApart() throws {
    let manager = RandomGraph.manager()
    var held: [Signal] = []
    func row(_ type: String, _ given: Argument...) -> Signal {
      let rest = manager.catalogue[type]?.parameters.dropFirst(given.count).compactMap(\.standard) ?? []
      held.append(manager.signal(SignalData(type: type, arguments: given + rest)))
      return held[held.count - 1]
    }
    let impulse = row("buffer", .samples(Samples([[1]])))
    let outer = row(SignalKind.loopType, .number(0))
    let far = row("mul", .signal(row("z", .signal(outer.id), .number(500)).id), .number(0.001))
    func inner(_ frames: Double, _ factor: Double) -> Signal {
      let loop = row(SignalKind.loopType, .number(1))
      let round = row("mul", .signal(row("z", .signal(loop.id), .number(frames)).id), .number(factor))
      let sum = row("add", .signal(row("add", .signal(impulse.id), .signal(round.id)).id), .signal(far.id))
      return row("feedback", .number(1), .signal(sum.id))
    }
    let both = row(
      "add", .signal(inner(3, 0.5).id), .signal(row("mul", .signal(inner(2, 0.25).id), .number(10)).id))
    let closed = row("feedback", .number(0), .signal(both.id))
    #expect(try manager.samples(of: closed, 0..<7) == [[11, 0, 2.5, 0.5, 0.625, 0, 0.40625]])
  }

  @Test func aLoopWhoseDelayMovesPlaysAfterAnEdit() throws {
    let bench = Bench()
    let loop = bench.manager.signal(SignalData(type: SignalKind.loopType, arguments: [.number(0)]))
    let time = try bench.row(
      "range", .signal(bench.row("sine", .number(0.5137)).id), .number(0.009), .number(0.011))
    let late = try bench.row("delay", .signal(loop.id), .signal(time.id))
    let body = try bench.row(
      "add", .signal(bench.row("saw", .number(57.123)).id),
      .signal(bench.row("mul", .signal(late.id), .number(0.5)).id))
    let flanger = bench.manager.signal(
      SignalData(type: "feedback", arguments: [.number(0), .signal(body.id)]))
    try bench.play([("flanger", flanger)], at: 1280)
    #expect((bench.render(1280..<4864).map(abs).max() ?? 0) > 0.1)
  }
}
