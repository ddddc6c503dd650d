import Graphs
import Kinds
import Signals
import Testing

/// Where rendering cannot keep up, what costs most goes, and only that.
struct SheddingTests {
  private func cheap(_ bench: Bench) throws -> Signal {
    try bench.name("cheap", bench.row("mul", .signal(bench.row("saw", .number(110)).id), .number(0.1)))
  }

  /// Filters side by side that no lane takes together: each hears another noise.
  private func costly(_ bench: Bench) throws -> Signal {
    var rows: [SignalID] = []
    for number in 0..<40 {
      let noise = try bench.row("noise", .number(Double(number)))
      let low = try bench.row("lowpass", .signal(noise.id), .number(300 + 40 * Double(number)))
      rows.append(try bench.row("mul", .signal(low.id), .number(0.002)).id)
    }
    return try bench.name("costly", bench.row("mix", .signals(rows)))
  }

  @Test func theCostliestFadesIsToldAndTheRestPassesBitForBit() throws {
    let (bench, first, second) = (Bench(), Bench(), Bench())
    try first.play([("cheap", cheap(first))], at: 0)
    try second.play([("costly", costly(second))], at: 0)
    let alone = first.render(0..<38_400)
    let other = second.render(0..<19_200)
    let sounds = [("cheap", try cheap(bench)), ("costly", try costly(bench))]
    try bench.play(sounds, at: 0)
    _ = bench.render(0..<9_600)
    let costs = bench.report.costs
    #expect(costs.map(\.name) == ["cheap", "costly"])
    #expect(costs[1].share > 3 * costs[0].share && costs[0].share > 0)

    bench.graph.shedVoice()
    let heard = bench.render(9_600..<19_200)
    let faults = bench.report.takeFaults()
    #expect(faults.map(\.name) == ["costly"])
    #expect(
      faults.first?.sentence.hasPrefix(
        "costly is left out, since rendering cannot keep up (of the time there is: costly ") ?? false)
    #expect(faults.first?.sentence.contains(", cheap ") ?? false)
    for frame in 0..<960 {
      let gain = 0.5 + 0.5 * cosine(Float(frame) / 960)
      #expect(
        abs(heard[frame] - (alone[9_600 + frame] + gain * other[9_600 + frame])) < 1e-6, "frame \(frame)")
    }
    #expect(heard[200] != alone[9_800])
    #expect(Array(heard[960...]) == Array(alone[10_560..<19_200]))
    // It costs nothing any more.
    #expect(bench.report.costs[1].share == 0)
    // Nothing more is given up than was asked for.
    _ = bench.render(19_200..<24_000)
    #expect(bench.report.takeFaults().isEmpty)
  }

  @Test func itComesBackWithAnEditThatLeavesRoomAndBeginsAnewThere() throws {
    let bench = Bench()
    let sounds = [("cheap", try cheap(bench)), ("costly", try costly(bench))]
    try bench.play(sounds, at: 0)
    _ = bench.render(0..<9_600)
    bench.graph.shedVoice()
    _ = bench.render(9_600..<19_200)
    bench.graph.heard(upTo: 19_200)
    // All together takes far less than the time there is: any edit has room.
    try bench.play(sounds, at: 480_000)
    let both = bench.render(480_000..<481_280)
    let reference = Bench()
    try reference.play([("cheap", cheap(reference))], at: 0)
    let alone = reference.render(480_000..<481_280)
    #expect(zip(both, alone).contains { abs($0 - $1) > 1e-4 })
    // What lay between was not made up for.
    #expect(bench.report.takeFaults().map(\.cause).allSatisfy { $0 != .tooSlow })
    #expect(bench.report.costs[1].share < 50)
  }

  @Test func whatIsNotFiniteTakesNothingOfTheOthersAway() throws {
    func sound(_ bench: Bench, _ frequency: Double) throws -> Signal {
      try bench.row("mul", .signal(bench.row("saw", .number(frequency)).id), .number(0.2))
    }
    let (bench, reference) = (Bench(), Bench())
    let huge = try bench.row("constant", .number(3e38))
    let loud = try bench.row(
      "add", .signal(bench.row("mul", .signal(huge.id), .number(3e38)).id), .number(0))
    try bench.play([("a", sound(bench, 55)), ("loud", loud), ("b", sound(bench, 77))], at: 0)
    try reference.play([("a", sound(reference, 55)), ("b", sound(reference, 77))], at: 0)
    let heard = bench.render(0..<12_800)
    #expect(heard == reference.render(0..<12_800))
    #expect(heard.contains { $0 != 0 })
    #expect(bench.report.takeFaults() == [SoundFault(name: "loud", cause: .notFinite)])
  }

  @Test func whatIsShownRestsAndGoesOn() throws {
    let bench = Bench()
    try bench.play([("cheap", cheap(bench))], at: 0)
    bench.report.tap.watch(.master, channels: 1, frames: 48_000)
    _ = bench.render(0..<1_280)
    #expect(bench.report.tap.read(0..<1_280) != nil)
    bench.graph.restScopes(true)
    _ = bench.render(1_280..<2_560)
    #expect(bench.report.tap.read(1_280..<2_560) == nil)
    #expect(
      bench.report.takeFaults().map(\.sentence) == ["scope stands still while rendering cannot keep up"])
    bench.graph.restScopes(false)
    _ = bench.render(2_560..<3_840)
    #expect(bench.report.tap.read(2_560..<3_840) != nil)
  }
}

/// The cosine of a part of half a turn.
private func cosine(_ part: Float) -> Float { Float(Reference.cosine(Double(part))) }

private enum Reference {
  /// By its series, which is no function that is under test.
  static func cosine(_ part: Double) -> Double {
    let x = Double.pi * part
    var (sum, term) = (1.0, 1.0)
    for n in 1..<20 {
      term *= -x * x / Double((2 * n - 1) * (2 * n))
      sum += term
    }
    return sum
  }
}
