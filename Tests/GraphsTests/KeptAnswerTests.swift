import Chance
import Kinds
import Signals
import Testing

@testable import Graphs

/// What is kept whole is answered as it lies in the cache: with the bits that rendering gives, and no block rendered.
struct KeptAnswerTests {
  private func signal(_ rows: LaneTests.Rows) throws -> Signal {
    let tone = try rows.row("saw", .number(55.7712345))
    let soft = try rows.row("lowpass", .signal(tone.id), .number(800), .number(2))
    return try rows.row("stereo", .signal(soft.id), .signal(tone.id))
  }

  @Test func whatIsKeptIsWhatRenderingGives() throws {
    let manager = SignalManager(catalogue: .all)
    let signal = try signal(LaneTests.Rows(manager))
    let whole = try manager.samples(of: signal, -300..<30_000)
    _ = manager.log.drain()
    var generator = SeededGenerator(7)
    for _ in 0..<40 {
      let from = Int.random(in: -300..<29_000, using: &generator)
      let to = Int.random(in: from + 1...min(30_000, from + 9_000), using: &generator)
      let expected = whole.map { Array($0[(from + 300)..<(to + 300)]) }
      #expect(manager.kept(try signal.version(), from..<to) == expected)
      #expect(try manager.samples(of: signal, from..<to) == expected)
    }
    #expect(manager.log.drain().allSatisfy { $0.event == .reused })
    // The newest answer rendered nothing.
    #expect(manager.log.newest.isEmpty)
    // Beyond what was asked something is missing.
    #expect(manager.kept(try signal.version(), 29_000..<60_000) == nil)
    let more = try manager.samples(of: signal, 29_000..<60_000)
    let fresh = SignalManager(catalogue: .all)
    let other = try self.signal(LaneTests.Rows(fresh))
    #expect(try more == fresh.samples(of: other, 29_000..<60_000))
    manager.cache.removeAll()
    #expect(manager.kept(try signal.version(), 0..<128) == nil)
  }
}
