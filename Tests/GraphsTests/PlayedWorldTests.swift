import Chance
import Graphs
import Kinds
import Signals
import Testing

/// The played world: edits go on from what was heard.
struct PlayedWorldTests {
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
    // What comes in fades over 20 ms, and that is heard after the delay.
    #expect(after[3_360...].allSatisfy { $0 == 0 })
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
    #expect((rings[3800...].map(abs).max() ?? 1) < 0.045)

    let other = Bench()
    let source = try other.name("dry", other.row("saw", .number(220)))
    let plain = try other.name("late", other.row("delay", .signal(source.id), .number(0.02)))
    try other.play([("late", plain)], at: 0)
    let heard = other.render(0..<9600)
    _ = try other.name("dry", other.row("constant", .number(0)))
    try other.play([("late", plain)], at: 4864)
    let tail = other.render(4864..<9600)
    #expect(Array(tail[..<960]) == Array(heard[4864..<5824]))
    #expect(tail[1_920...].allSatisfy { $0 == 0 })
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
    #expect(tail[1_920...].allSatisfy { $0 == 0 })
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
    #expect((zip(outerAlone, before[2560...]).dropFirst(1_200).map { abs($0 - $1) }.max() ?? 1) < 0.04)
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
