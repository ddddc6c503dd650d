import Graphs
import Kinds
import Signals
import Testing

/// What is played, looked at.
struct PlayTapTests {
  @Test func aSignalInsideWhatPlaysIsSeenAsItIsHeard() throws {
    let bench = Bench()
    let dry = try bench.name("dry", bench.row("saw", .number(220)))
    let late = try bench.row("delay", .signal(dry.id), .number(0.05))
    try bench.play([("late", late)], at: 0)
    // Some lies in the queue before anybody looks.
    _ = bench.render(0..<4_864)
    bench.report.tap.watch(.version(try bench.manager.version(of: late.id).id))
    #expect(bench.report.tap.read(0..<128) == nil)
    _ = bench.render(4_864..<9_728)
    let seen = try #require(bench.report.tap.read(2_000..<9_000))
    let pure = try bench.manager.samples(of: late.id, 2_000..<9_000)
    #expect(difference(seen, pure) == nil)
    // Where it was not rendered it is not known.
    #expect(bench.report.tap.read(9_000..<9_729) == nil)

    // After an edit, what is played goes on from what was heard; the pure answer was never otherwise.
    _ = try bench.name("dry", bench.row("buffer", .samples(Samples([[]]))))
    try bench.play([("late", late)], at: 9_728)
    bench.report.tap.watch(.version(try bench.manager.version(of: late.id).id))
    let heard = bench.render(9_728..<14_592)
    let rings = try #require(bench.report.tap.read(9_728..<14_592))
    #expect(zip(rings[0], heard).allSatisfy { $0 * 0.25 == $1 })
    #expect(rings[0].contains { $0 != 0 })
    #expect(try bench.manager.samples(of: late.id, 9_728..<14_592)[0].allSatisfy { $0 == 0 })
    // The picture goes on over the edit.
    #expect(bench.report.tap.read(9_000..<10_000) != nil)
  }

  @Test func theWholeMixIsSeenBehindTheMaster() throws {
    let bench = Bench()
    try bench.play([("a", bench.row("saw", .number(55)))], at: 0)
    bench.report.tap.watch(.master)
    let heard = bench.render(0..<2_560)
    let seen = try #require(bench.report.tap.read(100..<2_560))
    #expect(difference([seen[0]], [Array(heard[100...])]) == nil)
    // What is rendered again takes its place.
    try bench.play([("b", bench.row("saw", .number(77)))], at: 1_280)
    let again = bench.render(1_280..<2_560)
    #expect(difference([try #require(bench.report.tap.read(1_280..<2_560))[0]], [again]) == nil)
    bench.report.tap.watch(nil)
    #expect(bench.report.tap.read(1_280..<2_560) == nil)
    _ = bench.render(2_560..<3_840)
    #expect(bench.report.tap.read(2_560..<3_840) == nil)
  }

  @Test func whatDoesNotPlayIsNotSeen() throws {
    let bench = Bench()
    try bench.play([("a", bench.row("saw", .number(55)))], at: 0)
    let other = try bench.row("sine", .number(55))
    bench.report.tap.watch(.version(try bench.manager.version(of: other.id).id))
    _ = bench.render(0..<2_560)
    #expect(bench.report.tap.read(0..<2_560) == nil)
  }
}
