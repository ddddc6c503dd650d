import Signals
import Testing

@testable import Graphs

/// What a question after which there is none keeps of what it reads at other times than its own.
struct ReadAgainTests {
  private let rows = LaneTests.Rows()

  @Test func whatSeveralReadAndWhatAWindowSlidesOver() throws {
    let once = try rows.row("noise", .number(1))
    let twice = try rows.row("noise", .number(2))
    let slid = try rows.row("noise", .number(3))
    let inputs = [
      try rows.row("mul", .signal(once.id), .number(0.5)),
      try rows.row("mul", .signal(twice.id), .number(0.5)),
      try rows.row("mul", .signal(twice.id), .number(0.25)),
      try rows.row("z", .signal(slid.id), .number(300)),
    ]
    let mix = try rows.row("mix", .signals(inputs.map(\.id)))
    let found = ReadAgain.versions(below: try rows.manager.version(of: mix.id))
    let expected = try [twice, slid].map { try rows.manager.version(of: $0.id).id }
    #expect(found == Set(expected))
  }

  @Test func ofARoundThatIsRepeatedItsSumIsKeptAndWhatHasState() throws {
    let notes = try (0..<6).map { number in
      let low = try rows.row("lowpass", .signal(rows.row("noise", .number(Double(number))).id), .number(900))
      return try rows.row("mul", .signal(low.id), .signal(rows.row("perc").id))
    }
    let mix = try rows.row("mix", .signals(notes.map(\.id)))
    let round = try rows.row("tile", .signal(mix.id), .number(0), .number(0.5))
    func kept(_ shared: Set<UInt64>?) throws -> (kinds: Set<String>, samples: [Float]) {
      let cache = SignalCache(budget: 64 << 20, log: rows.manager.log)
      let answer = PureAnswer(
        try rows.manager.version(of: round.id), shared: shared, cache: cache, log: rows.manager.log)
      var samples: [Float] = []
      try answer.forEachRun(of: 0..<96_000) { samples.append(contentsOf: $0.plane(0)) }
      let kinds = ["noise", "lowpass", "perc", "mul", "mix", "tile"].filter { kind in
        rows.held.contains { row in
          guard let version = try? rows.manager.version(of: row.id), version.kind == kind else {
            return false
          }
          return cache.statistics(of: version.id).blocks > 0
        }
      }
      return (Set(kinds), samples)
    }
    let (last, all) = (try kept([]), try kept(nil))
    // The tile has a period, the mix stands at the top of the tile's time, and one envelope is read by all notes.
    #expect(last.kinds == ["tile", "mix", "perc", "lowpass"])
    #expect(all.kinds.isSuperset(of: ["mix", "lowpass", "mul", "noise", "tile"]))
    #expect(difference([last.samples], [all.samples]) == nil)
  }
}
