import Graphs
import Kinds
import Signals
import Testing

/// The laws over scores.
struct ScoreLawTests {
  private func note(_ bench: Bench, _ hertz: Double, _ seconds: Double) throws -> SignalVersion {
    let envelope = try bench.row(
      "trim", .signal(bench.row("constant", .number(0.5)).id), .number(0), .number(seconds))
    let sound = try bench.row("mul", .signal(bench.row("saw", .number(hertz)).id), .signal(envelope.id))
    return try bench.manager.version(of: sound.id)
  }

  private func score(_ bench: Bench, _ title: String, _ events: [ScoreEvents.Event]) throws -> Signal {
    let score = bench.keep(
      SignalData(type: SignalKind.scoreType, arguments: [.text(title), .number(1), .flag(false)]))
    try #require(bench.manager.version(of: score.id).score).events.insert(
      events, covering: 0..<RandomGraph.prepared)
    return score
  }

  @Test func equalNotesAreRenderedOnce() throws {
    let bench = Bench()
    let voice = try note(bench, 220, 0.05)
    let melody = try score(bench, "same", (0..<8).map { .init(onset: $0 * 3_000, voice: voice, gain: 0.5) })
    _ = try bench.manager.samples(of: melody.id, 0..<24_000)
    let rendered = bench.manager.log.drain().filter { $0.event == .rendered && $0.version == voice.id }
    #expect(rendered.reduce(0) { $0 + $1.blocks } == (2_400 + 127) / 128)
  }

  @Test func aRingingNoteRingsOnThroughAnEdit() throws {
    let bench = Bench()
    let long = try note(bench, 110, 1)
    let first = try score(bench, "first", [.init(onset: 0, voice: long, gain: 1)])
    let second = try score(bench, "second", [])
    let tune = try bench.name("tune", first)
    try bench.play([("tune", tune)], at: 0)
    let expected = bench.render(0..<24_064)
    _ = try bench.name("tune", second)
    try bench.play([("tune", tune)], at: 9_600)
    #expect(difference([bench.render(9_600..<24_064)], [Array(expected[9_600...])]) == nil)
  }

  @Test func whatIsCutOffFallsSilentWithinFiveMilliseconds() throws {
    let bench = Bench()
    let (long, short) = (try note(bench, 110, 1), try note(bench, 220, 0.01))
    let hats = try score(
      bench, "hats",
      [.init(onset: 0, voice: long, gain: 1, group: 1), .init(onset: 9_000, voice: short, gain: 0, group: 1)])
    let samples = try bench.manager.samples(of: hats.id, 0..<12_000)[0]
    #expect(samples[8_900..<9_000].contains { $0 != 0 })
    #expect(samples[(9_000 + 240)...].allSatisfy { $0 == 0 })
  }
}
