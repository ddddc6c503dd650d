import Graphs
import Kinds
import Signals
import Testing

/// The played world: edits go on from what was heard.
struct PlayedWorldTests {
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

    func name(_ name: String, _ signal: Signal) throws -> Signal {
      let slot = manager.slot(name)
      held.append(slot)
      try manager.bind(slot.id, to: signal.id)
      return slot
    }

    /// `dry + delay(loop) * 0.6`, as a loop.
    func echo(_ dry: Signal, seconds: Double) throws -> Signal {
      let loop = manager.signal(SignalData(type: "loop", arguments: [.number(0)]))
      held.append(loop)
      let late = try row("mul", .signal(row("delay", .signal(loop.id), .number(seconds)).id), .number(0.6))
      let body = try row("add", .signal(dry.id), .signal(late.id))
      let echo = manager.signal(SignalData(type: "feedback", arguments: [.number(0), .signal(body.id)]))
      held.append(echo)
      return echo
    }

    func play(_ signals: [(String, Signal)], at frame: Int) throws {
      let sounds = try signals.map {
        PlaySnapshot.Sound(name: $0.0, version: try manager.version(of: $0.1.id), start: 0)
      }
      let standings = try manager.standings(signals.map { ($0.0, $0.1.id) })
      graph.apply(PlaySnapshot(sounds: sounds, standings: standings, gain: 0.25), at: frame)
    }

    /// The samples of a channel.
    func render(_ frames: Range<Int>, channel: Int = 0) -> [Float] {
      withUnsafeTemporaryAllocation(of: Float.self, capacity: frames.count * 2) { space in
        graph.render(frames, into: space)
        return frames.indices.map { space[($0 - frames.lowerBound) * 2 + channel] }
      }
    }
  }

  @Test func whatADelayHoldsRingsOutWhereItsInputBecomesSilence() throws {
    let bench = Bench()
    let dry = try bench.name("dry", try bench.row("saw", .number(220)))
    let late = try bench.row("delay", .signal(dry.id), .number(0.05))
    try bench.play([("late", late)], at: 0)
    let before = bench.render(0..<4_864)
    _ = try bench.name("dry", try bench.row("buffer", .samples(Samples([[]]))))
    try bench.play([("late", late)], at: 4_864)
    let after = bench.render(4_864..<9_728)
    let expected = try bench.manager.samples(of: bench.row("saw", .number(220)), 2_464..<4_864)[0]
    #expect(zip(after, expected).allSatisfy { $0 == $1 * 0.25 })
    #expect(before[4_863] != 0)
    #expect(after[2_400...].allSatisfy { $0 == 0 })
  }

  @Test func whatAnEditDidNotChangePassesBitForBit() throws {
    let bench = Bench()
    let steady = try bench.echo(
      bench.row("lowpass", .signal(bench.row("saw", .number(55)).id), .number(800)), seconds: 0.05)
    let left = try bench.row(
      "stereo", .signal(bench.row("mul", .signal(steady.id), .number(0.2)).id), .number(0))
    let reference = Bench()
    try reference.play([("left", reference.manager.copy(of: left.id, from: bench.manager))], at: 0)
    let expected = reference.render(0..<25_600)
    var heard: [Float] = []
    var random = SeededGenerator(7)
    for number in 0..<20 {
      let cutoff = Double.random(in: 100...5000, using: &random)
      let other = try bench.row(
        "lowpass", .signal(bench.row("noise", .number(Double(number % 3))).id), .number(cutoff))
      let right = try bench.name("right", bench.row("stereo", .number(0), .signal(other.id)))
      let at = number * 1280
      try bench.play([("left", left), ("right", right)], at: at)
      // Rendered well ahead, and given up at the next edit, as a play queue does.
      let ahead = bench.render(at..<(at + 3840))
      heard += ahead[..<1280]
      bench.graph.heard(upTo: at)
    }
    #expect(difference([heard], [Array(expected[..<heard.count])]) == nil)
  }

  @Test func aFilterGoesOnFromItsFormerState() throws {
    let bench = Bench()
    let saw = try bench.row("saw", .number(110))
    let before = try bench.name("bass", bench.row("lowpass", .signal(saw.id), .number(400)))
    try bench.play([("bass", before)], at: 0)
    let first = bench.render(0..<12_800)
    let after = try bench.name("bass", bench.row("lowpass", .signal(saw.id), .number(401)))
    try bench.play([("bass", after)], at: 6400)
    let second = bench.render(6400..<12_800)
    // From rest the filter would begin near zero; going on, it stays close to what it was.
    let most = zip(first[6400...], second).map { abs($0 - $1) }.max() ?? 1
    #expect(most < 0.005)
    #expect(most > 0)
  }

  @Test func anEchoRingsOnWhenItsInputIsReplaced() throws {
    let bench = Bench()
    let dry = try bench.name("dry", bench.row("saw", .number(220)))
    let echo = try bench.name("echo", bench.echo(dry, seconds: 0.02))
    let late = try bench.name("late", bench.row("delay", .signal(dry.id), .number(0.02)))
    try bench.play([("echo", echo), ("late", late)], at: 0)
    _ = bench.render(0..<9600)
    _ = try bench.name("dry", bench.row("constant", .number(0)))
    try bench.play([("echo", echo)], at: 4864)
    let rings = bench.render(4864..<9600)
    #expect((rings[..<900].map(abs).max() ?? 0) > 0.025)
    #expect((rings[3800...].map(abs).max() ?? 1) < 0.04)

    let other = Bench()
    let source = try other.name("dry", other.row("saw", .number(220)))
    let plain = try other.name("late", other.row("delay", .signal(source.id), .number(0.02)))
    try other.play([("late", plain)], at: 0)
    let heard = other.render(0..<9600)
    _ = try other.name("dry", other.row("constant", .number(0)))
    try other.play([("late", plain)], at: 4864)
    let tail = other.render(4864..<9600)
    #expect(Array(tail[..<960]) == Array(heard[4864..<5824]))
    #expect(tail[960...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [4864, 9600]) func aDelayRingsOnHoweverLittleWasRendered(ahead: Int) throws {
    let bench = Bench()
    let saw = try bench.name("dry", bench.row("saw", .number(220)))
    let late = try bench.name("late", bench.row("delay", .signal(saw.id), .number(0.02)))
    try bench.play([("late", late)], at: 0)
    let reference = Bench()
    try reference.play([("late", reference.manager.copy(of: late.id, from: bench.manager))], at: 0)
    let expected = reference.render(0..<9600)
    _ = bench.render(0..<ahead)
    bench.graph.heard(upTo: 4224)
    _ = try bench.name("dry", bench.row("constant", .number(0)))
    try bench.play([("late", late)], at: 4864)
    let tail = bench.render(4864..<9600)
    #expect(Array(tail[..<960]) == Array(expected[4864..<5824]))
    #expect(tail[960...].allSatisfy { $0 == 0 })
  }

  @Test func aNewFilterOverAnOldOneStartsAtRestAndTakesNobodysState() throws {
    let bench = Bench()
    let saw = try bench.row("saw", .number(55))
    let inner = try bench.row("lowpass", .signal(saw.id), .number(800))
    try bench.play([("bass", bench.name("bass", inner))], at: 0)
    let before = bench.render(0..<9600)
    let outer = try bench.row("lowpass", .signal(inner.id), .number(12_000))
    try bench.play([("bass", bench.name("bass", outer)), ("inner", bench.name("inner", inner))], at: 2560)
    bench.graph.heard(upTo: 2560)
    let mixed = bench.render(2560..<9600)
    // inner + lowpass(inner): the inner one is the one that was heard, to the bit, so the difference is the outer's.
    let outerAlone = zip(mixed, before[2560...]).map { $0 - $1 }
    #expect(abs(outerAlone[0]) < 0.08)
    #expect((zip(outerAlone, before[2560...]).dropFirst(200).map { abs($0 - $1) }.max() ?? 1) < 0.04)
  }

  @Test func anUndoGoesBackToTheFormerSignalsAndRendersNothing() throws {
    let bench = Bench()
    let saw = try bench.row("saw", .number(55))
    let first = try bench.row("lowpass", .signal(saw.id), .number(800))
    let bass = try bench.name("bass", first)
    try bench.play([("bass", bass)], at: 0)
    let before = bench.render(0..<96_000)
    _ = try bench.name("bass", bench.row("lowpass", .signal(saw.id), .number(2000)))
    try bench.play([("bass", bass)], at: 9600)
    _ = bench.render(9600..<96_000)
    bench.graph.heard(upTo: 12_800)
    _ = bench.manager.log.drain()
    _ = try bench.name("bass", first)
    try bench.play([("bass", bass)], at: 19_200)
    let after = bench.render(19_200..<96_000)
    #expect(difference([after], [Array(before[19_200...])]) == nil)
    #expect(bench.manager.log.drain().filter { $0.event == .rendered }.isEmpty)
  }

  @Test func aSoundThatIsNotFiniteIsSilencedAndNamed() throws {
    let bench = Bench()
    let huge = try bench.row("constant", .number(3e38))
    let product = try bench.row(
      "add", .signal(bench.row("mul", .signal(huge.id), .number(3e38)).id), .number(0))
    try bench.play([("loud", bench.name("loud", product))], at: 0)
    #expect(bench.render(0..<1280).allSatisfy { $0.isFinite && abs($0) <= 1 })
    #expect(bench.report.takeFaults() == [SoundFault(name: "loud", cause: .notFinite)])
  }

  @Test func anHourOfEditsLeavesNothingBehind() throws {
    let bench = Bench()
    let source = try bench.row("saw", .number(55))
    var rows = 0
    var versions = 0
    var bytes = 0
    for second in 0..<3_600 {
      let manager = bench.manager
      let kind = try #require(manager.catalogue["lowpass"])
      let filter = manager.signal(
        SignalData(
          type: kind.name, arguments: [.signal(source.id), .number(Double(200 + second)), .number(0.7071)]))
      let slot = manager.slot("bass")
      try manager.bind(slot.id, to: filter.id)
      let late = try bench.echo(slot, seconds: 0.1)
      try bench.play([("bass", slot), ("late", late)], at: second * 48_000)
      for piece in 0..<3 {
        let at = second * 48_000 + piece * 32_000
        _ = bench.render(at..<(at + 32_000))
      }
      bench.graph.heard(upTo: second * 48_000)
      if second == 20 {
        (rows, versions, bytes) = (manager.count, manager.versionCount, bench.graph.byteCount)
      }
    }
    #expect(bench.manager.count <= rows + 2)
    #expect(bench.manager.versionCount <= versions + 4)
    #expect(bench.graph.byteCount <= bytes * 11 / 10)
  }
}

/// Random edits while random graphs play: every request ends, and what did not change is not touched.
struct PlayedLawTests {
  @Test(arguments: LawSeeds.first(24))
  func randomEditsAreRenderedAndAnUntouchedChannelPassesBitForBit(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 700)
    graph.grow(30)
    let mono = try graph.signals.filter { try manager.version(of: $0.id).shape.channels == 1 }
    var random = SeededGenerator(seed + 3000)
    // A graph of nothing but several channels says nothing here.
    guard let steady = mono.randomElement(using: &random) else { return }
    func row(_ type: String, _ given: Argument...) -> Signal {
      let rest = manager.catalogue[type]?.parameters.dropFirst(given.count).compactMap(\.standard) ?? []
      return manager.signal(SignalData(type: type, arguments: given + rest))
    }
    let left = row("stereo", .signal(steady.id), .number(0))
    let slot = manager.slot("edited")
    let late = row("delay", .signal(slot.id), .number(0.01))
    let low = row("lowpass", .signal(late.id), .number(700))
    let right = row("stereo", .number(0), .signal(low.id))
    let played = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: PlayedReport())
    let alone = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: PlayedReport())
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
    let outer = row("loop", .number(0))
    let far = row("mul", .signal(row("z", .signal(outer.id), .number(500)).id), .number(0.001))
    func inner(_ frames: Double, _ factor: Double) -> Signal {
      let loop = row("loop", .number(1))
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
    let bench = PlayedWorldTests.Bench()
    let loop = bench.manager.signal(SignalData(type: "loop", arguments: [.number(0)]))
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
