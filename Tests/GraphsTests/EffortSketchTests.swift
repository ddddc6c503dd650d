import Testing

@testable import Graphs

struct EffortSketchTests {
  /// The sum over `ids`, each of the cost that `effort` gives.
  private func union(_ ids: some Sequence<UInt64>, _ effort: (UInt64) -> Double) -> EffortSketch {
    ids.reduce(into: EffortSketch(0, id: 0)) { $0.formUnion(EffortSketch(effort($1), id: $1)) }
  }

  @Test func itTellsTheSumToAboutAQuarter() {
    var errors: [Double] = []
    for trial in 0..<40 as Range<UInt64> {
      let ids = trial * 1_000 + 1..<trial * 1_000 + 100
      let exact = ids.reduce(0) { $0 + Double($1 % 7 + 1) }
      errors.append(union(ids) { Double($0 % 7 + 1) }.sum / exact - 1)
    }
    let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    #expect(deviation < 0.4)
    #expect(abs(errors.reduce(0, +) / Double(errors.count)) < 0.2)
  }

  @Test func whatIsSharedCountsOnce() {
    let once = union(1..<50) { _ in 3 }
    var twice = once
    twice.formUnion(union(20..<50) { _ in 3 })
    #expect(twice.sum == once.sum)
  }

  @Test func whatHangsOnMoreNeverCostsLess() {
    var all = EffortSketch(0, id: 0)
    #expect(all.sum == 0)
    var before = 0.0
    for id in 1..<200 as Range<UInt64> {
      all.formUnion(EffortSketch(1, id: id))
      #expect(all.sum >= before)
      before = all.sum
    }
  }
}
