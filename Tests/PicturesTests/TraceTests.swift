import Testing

@testable import Pictures

struct TraceTests {
  private let x = Axis("", 0...1000)
  private let y = Axis("", -1...1)

  @Test func aSingleSampleAmongThousandsIsSeen() throws {
    var values = [Float](repeating: 0, count: 1000)
    values[517] = 1
    let lines = Trace(.even(start: 0, step: 1), values).lines(x, y, columns: 10)
    #expect(lines.count == 1)
    #expect(lines[0].count <= 40)
    #expect(lines[0].contains { $0.y == 1 && $0.x == 0.517 })
  }

  @Test func whatIsNotFiniteBreaksTheLine() {
    let lines = Trace(.even(start: 0, step: 100), [0, 0.5, .nan, 0.5, .infinity, 0, 0]).lines(
      x, y, columns: 100)
    #expect(lines.map(\.count) == [2, 1, 2])
  }

  @Test func ofASpectrumTheGreatestAloneIsSeen() {
    let values: [Float] = (0..<1000).map { $0 % 2 == 0 ? -1 : 0.5 }
    let lines = Trace(.even(start: 0, step: 1), values, showsPeaks: true).lines(x, y, columns: 10)
    let expected = (0..<10).map { column in Point(Double(column * 100 + 1) / 1000, 0.75) }
    #expect(lines == [expected])
  }

  @Test func linesAreCutAtTheBorder() throws {
    let (a, b) = try #require(clipped(Point(-1, 0.5), Point(3, 0.5)))
    #expect(a == Point(0, 0.5) && b == Point(1, 0.5))
    #expect(clipped(Point(-1, 0), Point(-0.1, 5)) == nil)
    #expect(clipped(Point(0.2, 2), Point(0.3, 1.1)) == nil)
  }

  @Test func aLoudSpotIsSeenInEveryCoarseImage() {
    var values = [Float](repeating: -100, count: 200 * 100)
    values[137 * 100 + 40] = 0
    let map = HeatMap(values, rows: 100, x: (0, 0.01), y: (0, 100), range: -100...0, unit: "dB")
    for (width, height) in [(7, 3), (80, 40), (300, 150)] {
      let squares = map.squares(Axis("", 0...2), Axis("", 0...10_000), width: width, height: height)
      let loud = squares.indices.filter { squares[$0] == 1 }
      #expect(!loud.isEmpty && loud.count <= 9)
      // From above, at 1.37 of 2 s and 4 of 10 kHz.
      for place in loud {
        #expect(abs(Double(place % width) + 0.5 - 0.685 * Double(width)) <= 2)
        #expect(abs(Double(place / width) + 0.5 - 0.6 * Double(height)) <= 2)
      }
    }
  }

  @Test(arguments: [
    (0.0, 1.0, 80), (-0.3, 0.4, 160), (0.5, 2.5, 33), (0.25, 0.26, 640), (2.0, 3.0, 10), (-3.0, -2.0, 10),
  ]) func aLineIsTheSameWithABreakBehindIt(from: Double, to: Double, columns: Int) {
    var state: UInt64 = 7
    let y = (0..<5_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) - 0.5
    }
    let x = Axis("x", from...to)
    let vertical = Axis("y", -1...1)
    // Whole columns at once where all is finite; sample by sample where it is not.
    let whole = Trace(.even(start: 0, step: 1.0 / 5_000), y)
    let broken = Trace(.even(start: 0, step: 1.0 / 5_000), y + [.nan])
    let lines = whole.lines(x, vertical, columns: columns)
    #expect(lines.count == 1)
    #expect(lines == broken.lines(x, vertical, columns: columns))
  }
}
