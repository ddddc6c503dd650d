import Kinds
import Signals
import Testing

@testable import Graphs

/// Sums of many inputs are worked out group by group, to the bits that they have by definition.
struct SumTests {
  private let rows = LaneTests.Rows()

  /// Sounds that begin, end, stay at one value, filter, and are heard twice.
  private func inputs(_ count: Int) throws -> [Signal] {
    let shared = try rows.row("lowpass", .signal(rows.row("noise", .number(99)).id), .number(900))
    return try (0..<count).map { number in
      let noise = try rows.row("noise", .number(Double(number)))
      let note = try rows.row(
        "mul", .signal(noise.id), .signal(rows.row("perc", .number(0.01), .number(0.03)).id))
      return switch number % 7 {
      case 0: try rows.row("offset", .signal(note.id), .number(0.004 * Double(number)))
      case 1: try rows.row("trim", .signal(noise.id), .number(0.001 * Double(number % 60)), .number(0.08))
      case 2: try rows.row("lowpass", .signal(noise.id), .number(300 + 10 * Double(number)))
      case 3: try rows.row("line", .number(0.25), .number(0.25), .number(1))
      case 4: try rows.row("mul", .signal(shared.id), .number(Double(number)))
      case 5: shared
      default: try rows.row("saw", .number(55.3 * Double(number)))
      }
    }
  }

  /// Left to right in groups of eight, then the groups.
  private func sum(_ inputs: [Signal], _ frames: Range<Int>) throws -> [Float] {
    let planes = try inputs.map { try rows.manager.samples(of: $0, frames)[0] }
    return frames.indices.map { frame in
      let i = frame - frames.lowerBound
      let groups = stride(from: 0, to: planes.count, by: 8).map { start in
        planes[start..<min(start + 8, planes.count)].reduce(Float(0)) { $0 + $1[i] }
      }
      return groups.dropFirst().reduce(groups[0], +)
    }
  }

  private func answer(_ signal: Signal) throws -> PureAnswer {
    let cache = SignalCache(budget: 0, log: rows.manager.log)
    return PureAnswer(try rows.manager.version(of: signal.id), cache: cache, log: rows.manager.log)
  }

  @Test(arguments: [9, 16, 60]) func aSumIsThatOfItsGroupsHoweverItIsCut(count: Int) throws {
    let inputs = try inputs(count)
    let mix = try rows.row("mix", .signals(inputs.map(\.id)))
    let frames = -200..<9_000
    let expected = try sum(inputs, frames)
    for step in [9_200, 4_096, 1_000, 77] {
      let answer = try answer(mix)
      var plane: [Float] = []
      var at = frames.lowerBound
      while at < frames.upperBound {
        let next = min(at + step, frames.upperBound)
        try answer.forEachRun(of: at..<next) { plane.append(contentsOf: $0.plane(0)) }
        at = next
      }
      #expect(difference([plane], [expected]) == nil, "in steps of \(step)")
    }
  }

  @Test func whatWasLeftHalfAddedIsBegunAnew() throws {
    let inputs = try inputs(300)
    let mix = try rows.row("mix", .signals(inputs.map(\.id)))
    let expected = try sum(inputs, 0..<4_096)
    var interruptions = 0
    for stop in 1..<12 {
      let answer = try answer(mix)
      var asked = 0
      answer.isInterrupted = {
        asked += 1
        return asked == stop
      }
      var plane: [Float] = []
      do { try answer.forEachRun(of: 0..<4_096) { _ in } } catch is RenderInterrupted { interruptions += 1 }
      try answer.forEachRun(of: 0..<4_096) { plane.append(contentsOf: $0.plane(0)) }
      #expect(difference([plane], [expected]) == nil)
    }
    #expect(interruptions > 5)
  }

  @Test func roomIsUsedAgainAsSoonAsItWasRead() throws {
    // Each voice is a chain of four, and all of them end in one sum: rooms for one group and one chain are enough.
    let voices = try (0..<120).map { number in
      let low = try rows.row(
        "lowpass", .signal(rows.row("saw", .number(50.1 + Double(number))).id), .number(500))
      return try rows.row("mul", .signal(rows.row("mul", .signal(low.id), .number(0.5)).id), .number(0.1))
    }
    let mix = try rows.row("mix", .signals(voices.map(\.id)))
    let timeline = Timeline(isPlayed: false)
    let root = try PlanBuilder().node(for: rows.manager.version(of: mix.id), along: timeline)
    let nodes = PlanBuilder.inOrder([root])
    PlanBuilder.measureBack(nodes)
    NodeGroup.form(among: nodes)
    let renderer = Renderer(cache: rows.manager.cache)
    PlanBuilder.passRoom(nodes, from: renderer.pool)
    #expect(nodes.count { $0.isPassed } == nodes.count - 1)
    renderer.runBlocks = 16
    for at in stride(from: 0, to: 96_000, by: 16 * Grid.block) {
      timeline.runLow = at
      try renderer.ensure(root, at..<at + 16 * Grid.block)
    }
    #expect(renderer.pool.count <= 40)
    #expect(nodes.filter(\.isPassed).allSatisfy { $0.track.byteCount == 0 })
  }
}
