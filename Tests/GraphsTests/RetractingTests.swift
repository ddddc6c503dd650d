import Graphs
import Kinds
import Signals
import Testing

/// Edits that are taken back, and applied again at a later frame.
struct RetractingTests {
  private func filtered(_ bench: Bench, _ cutoff: Double) throws -> Signal {
    let saw = try bench.row("saw", .number(55))
    let low = try bench.row("lowpass", .signal(saw.id), .number(cutoff))
    return try bench.name("bass", bench.row("delay", .signal(low.id), .number(0.03)))
  }

  /// What is heard is what would be had the edit come once, at the later frame.
  @Test func whatWasTakenBackLeavesNothing() throws {
    func course(retracting: Bool) throws -> [Float] {
      let bench = Bench()
      try bench.play([("bass", filtered(bench, 800))], at: 0)
      var heard = bench.render(0..<96_000)
      bench.graph.heard(upTo: 4_096)
      let next = [("bass", try filtered(bench, 300)), ("lead", try bench.row("sine", .number(440)))]
      if retracting {
        try bench.play(next, at: 4_864)
        _ = bench.render(4_864..<6_784)
        bench.graph.retract(from: 4_864)
        // In between what played before goes on.
        let between = bench.render(96_000..<97_280)
        #expect(between.contains { $0 != 0 })
        #expect(bench.report.costs.map(\.name) == ["bass"])
      }
      try bench.play(next, at: 76_800)
      heard[76_800...] = bench.render(76_800..<96_000)[...]
      return heard
    }
    #expect(try course(retracting: true) == course(retracting: false))
  }
}
