import Kinds
import Signals
import Testing

@testable import Graphs

/// What digests tell apart, and what not.
struct VersionDigestTests {
  private func digest(
    rate: Int = 48_000, code: [UInt8] = [1], file: Float = 0.5, before end: Int = 0, extra: Int = 0,
    _ make: (LaneTests.Rows) throws -> Signal
  ) throws -> SignalDigest? {
    let manager = SignalManager(catalogue: .all, rate: rate) { _ in Samples([[0.25, file, 1]]) }
    let rows = LaneTests.Rows(manager)
    for number in 0..<extra { _ = try rows.row("sine", .number(Double(100 + number))) }
    let signal = try make(rows)
    let digests = VersionDigests(rate: rate, code: code)
    return digests.digest(of: try manager.version(of: signal.id), before: end)
  }

  private func low(_ cutoff: Double, seed: Double = 1) -> (LaneTests.Rows) throws -> Signal {
    { rows in try rows.row("lowpass", .signal(rows.row("noise", .number(seed)).id), .number(cutoff)) }
  }

  @Test func equalContentIsOneWhateverWasMadeBefore() throws {
    let first = try digest(low(900))
    #expect(first != nil)
    #expect(try digest(extra: 5, low(900)) == first)
    #expect(try digest(low(901)) != first)
    #expect(try digest(low(900, seed: 2)) != first)
    #expect(try digest(rate: 44_100, low(900)) != first)
    #expect(try digest(code: [2], low(900)) != first)
  }

  @Test func aFileIsToldByItsContentAndNotByItsName() throws {
    func played(_ name: String, speed: Double) -> (LaneTests.Rows) throws -> Signal {
      { rows in
        try rows.row(
          "sample", .text(name), .number(speed), .number(0), .number(86_400), .number(0), .number(0),
          .text(""))
      }
    }
    for speed in [1, 0.75] {
      let first = try digest(played("a.wav", speed: speed))
      #expect(first != nil)
      #expect(try digest(played("b.wav", speed: speed)) == first)
      #expect(try digest(file: 0.75, played("a.wav", speed: speed)) != first)
    }
  }

  private func event(_ rows: LaneTests.Rows, _ onset: Int, _ frequency: Double, gain: Float = 1) throws
    -> ScoreEvents.Event
  {
    let note = try rows.row(
      "mul", .signal(rows.row("saw", .number(frequency)).id), .signal(rows.row("perc").id))
    return ScoreEvents.Event(onset: onset, voice: try rows.manager.version(of: note.id), gain: gain)
  }

  private func score(_ rows: LaneTests.Rows, _ title: String, _ events: [ScoreEvents.Event]) throws -> Signal
  {
    let score = rows.open(SignalKind.scoreType, .text(title), .number(1), .flag(false))
    let kernel = try #require(try rows.manager.version(of: score.id).score)
    kernel.events.insert(events, covering: 0..<1 << 20)
    return score
  }

  @Test func aScoreIsToldByItsEventsUpToAFrame() throws {
    func made(_ title: String, _ notes: [(Int, Double, Float)]) -> (LaneTests.Rows) throws -> Signal {
      { rows in try score(rows, title, notes.map { try event(rows, $0.0, $0.1, gain: $0.2) }) }
    }
    let first = try digest(before: 10_000, made("one", [(0, 220, 1), (9_000, 330, 1), (12_000, 440, 1)]))
    #expect(first != nil)
    #expect(
      try digest(before: 10_000, extra: 3, made("two", [(0, 220, 1), (9_000, 330, 1), (11_000, 55, 1)]))
        == first)
    #expect(try digest(before: 10_000, made("one", [(0, 220, 1), (9_000, 331, 1)])) != first)
    #expect(try digest(before: 10_000, made("one", [(0, 220, 1), (9_001, 330, 1)])) != first)
    #expect(try digest(before: 10_000, made("one", [(0, 220, 1), (9_000, 330, 0.5)])) != first)
    #expect(
      try digest(before: 12_001, made("one", [(0, 220, 1), (9_000, 330, 1), (12_000, 440, 1)])) != first)
  }

  /// Which score stands where is told, and not only which there are.
  @Test func scoresThatChangePlacesAreOthers() throws {
    func two(_ places: [Int]) -> (LaneTests.Rows) throws -> Signal {
      { rows in
        let scores = [
          try score(rows, "a", [try event(rows, 0, 220)]), try score(rows, "b", [try event(rows, 0, 330)]),
        ]
        let parts = try places.enumerated().map { number, place in
          try rows.row("lowpass", .signal(scores[place].id), .number(500 + Double(number)))
        }
        return try rows.row("mix", .signals(parts.map(\.id)))
      }
    }
    let all = try [[0, 0, 1], [0, 1, 1], [1, 0, 0], [0, 1, 0]].map { try digest(before: 1_000, two($0)) }
    #expect(!all.contains(nil))
    #expect(Set(all.compactMap { $0 }).count == 4)
  }

  @Test func howTheEventsWereAskedForChangesNothing() throws {
    let rows = LaneTests.Rows(RandomGraph.manager())
    let made = try score(rows, "s", (0..<20).map { try event(rows, $0 * 500, 200 + Double($0)) })
    let version = try rows.manager.version(of: made.id)
    func asked(_ ends: [Int]) -> SignalDigest? {
      let digests = VersionDigests(rate: 48_000, code: [])
      return ends.map { digests.digest(of: version, before: $0) }.last ?? nil
    }
    let expected = asked([8_000])
    #expect(asked([1_000, 3_000, 8_000]) == expected)
    #expect(asked([9_000, 2_500, 8_000]) == expected)
    #expect(asked([9_000]) != expected)
  }

  @Test func aScoreThatIsReadElsewhereHasNoReach() throws {
    let rows = LaneTests.Rows(RandomGraph.manager())
    let made = try score(rows, "s", [try event(rows, 0, 220)])
    let late = try rows.row("offset", .signal(made.id), .number(0.5))
    let low = try rows.row("lowpass", .signal(made.id), .number(900))
    #expect(ScoreReach(try rows.manager.version(of: late.id)) == nil)
    #expect(ScoreReach(try rows.manager.version(of: low.id))?.played.count == 1)
  }
}
