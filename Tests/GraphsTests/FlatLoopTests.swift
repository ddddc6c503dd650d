import Graphs
import Kinds
import Signals
import Testing

/// Which loops run sample by sample as one list: without it a step costs each signal a call.
struct FlatLoopTests {
  private func flatLoops(_ body: (LaneTests.Rows, Signal) throws -> Signal) throws -> Int {
    let rows = LaneTests.Rows()
    let loop = rows.open(SignalKind.loopType, .number(0))
    let closed = rows.open("feedback", .number(0), .signal(try body(rows, loop).id))
    let cache = SignalCache(budget: 0, log: rows.manager.log)
    return PureAnswer(try rows.manager.version(of: closed.id), cache: cache, log: rows.manager.log)
      .flatLoopCount
  }

  @Test func arithmeticAndShortDelaysAreOneList() throws {
    let found = try flatLoops { rows, loop in
      let past = try rows.row("mul", .signal(rows.row("z", .signal(loop.id), .number(1)).id), .number(0.9))
      let now = try rows.row("mul", .signal(rows.row("noise", .number(1)).id), .number(0.1))
      return try rows.row("add", .signal(now.id), .signal(past.id))
    }
    #expect(found == 1)
  }

  @Test func whatIsMoreThanAPlainStepAndWhatIsLateIsNot() throws {
    func found(_ type: String, _ late: Double) throws -> Int {
      try flatLoops { rows, loop in
        let past = try rows.row(
          type, .signal(rows.row("z", .signal(loop.id), .number(late)).id), .number(0.9))
        return try rows.row("add", .signal(rows.row("noise", .number(1)).id), .signal(past.id))
      }
    }
    #expect(try found("mul", 1) == 1)
    #expect(try found("softclip", 1) == 0)
    #expect(try found("mul", 2_000) == 0)
  }
}
