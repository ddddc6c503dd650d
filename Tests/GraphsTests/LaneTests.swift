import Chance
import Glibc
import Graphs
import Kinds
import Signals
import Testing

/// Signals of one shape render side by side: found, and to the bits that each has alone.
struct LaneTests {
  /// Rows over rows, held.
  final class Rows {
    let manager: SignalManager
    private(set) var held: [Signal] = []

    init(_ manager: SignalManager = RandomGraph.manager()) { self.manager = manager }

    func row(_ type: String, _ given: Argument...) throws -> Signal {
      let kind = try #require(manager.catalogue[type])
      let rest = kind.parameters.dropFirst(given.count).compactMap(\.standard)
      held.append(manager.signal(SignalData(type: type, arguments: given + rest)))
      return held[held.count - 1]
    }

    func open(_ type: String, _ arguments: Argument...) -> Signal {
      held.append(manager.signal(SignalData(type: type, arguments: arguments)))
      return held[held.count - 1]
    }

    /// All of them in one question, and how many of its signals went side by side.
    func together(_ signals: [Signal], _ frames: Range<Int>) throws -> (planes: [[Float]], grouped: Int) {
      let all = try row("channels", .signals(signals.map(\.id)))
      let cache = SignalCache(budget: 0, log: manager.log)
      let answer = PureAnswer(try manager.version(of: all.id), cache: cache, log: manager.log)
      var planes = [[Float]](repeating: [], count: signals.count)
      try answer.forEachRun(of: frames) { run in
        for channel in planes.indices { planes[channel].append(contentsOf: run.plane(channel)) }
      }
      return (planes, answer.groupedCount)
    }

    func alone(_ signal: Signal, _ frames: Range<Int>) throws -> [Float] {
      let cache = SignalCache(budget: 0, log: manager.log)
      let answer = PureAnswer(try manager.version(of: signal.id), cache: cache, log: manager.log)
      var plane: [Float] = []
      try answer.forEachRun(of: frames) { plane.append(contentsOf: $0.plane(0)) }
      #expect(answer.groupedCount == 0)
      return plane
    }

    func expectSame(_ signals: [Signal], grouped: Int, _ frames: Range<Int> = 0..<9_000) throws {
      let together = try together(signals, frames)
      #expect(together.grouped == grouped)
      for (number, signal) in signals.enumerated() {
        let alone = try alone(signal, frames)
        #expect(difference([together.planes[number]], [alone]) == nil, "\(manager.tree(signal.id))")
      }
    }
  }

  /// Sounds that begin, end and fall silent at different times.
  private func source(_ rows: Rows, _ number: Int) throws -> Signal {
    let noise = try rows.row("noise", .number(Double(number)))
    switch number % 4 {
    case 0: return noise
    case 1: return try rows.row("saw", .number(50 + 7.7 * Double(number)))
    case 2: return try rows.row("trim", .signal(noise.id), .number(0.005 * Double(number)), .number(0.06))
    default: return try rows.row("mul", .signal(noise.id), .signal(rows.row("perc").id))
    }
  }

  @Test(arguments: ["lowpass", "highpass", "bandpass"]) func filtersThatStandStill(kind: String) throws {
    let rows = Rows()
    let filters = try (0..<11).map { number in
      try rows.row(
        kind, .signal(source(rows, number).id), .number(100 + 900 * Double(number)),
        .number(0.5 + 0.9 * Double(number)))
    }
    try rows.expectSame(filters, grouped: 11)
    try rows.expectSame(filters, grouped: 11, -300..<3_001)
  }

  @Test(arguments: ["lowpass", "highpass", "bandpass"]) func filtersThatMove(kind: String) throws {
    let rows = Rows()
    let filters = try (0..<9).map { number in
      let sine = try rows.row("sine", .number(3.01 + 100 * Double(number)))
      let wide = try rows.row("mul", .signal(sine.id), .number(3_000))
      let cutoff = try rows.row("add", .signal(wide.id), .number(2_000))
      return try rows.row(
        kind, .signal(source(rows, number).id), .signal(cutoff.id), .number(0.5 + Double(number)))
    }
    // Eight and one, which is too few.
    try rows.expectSame(filters, grouped: 8)
  }

  @Test func smoothersOneUponAnother() throws {
    let rows = Rows()
    let filters = try (0..<5).map { number in
      let below = try rows.row(
        "onepole", .signal(source(rows, number).id), .number(300 + 700 * Double(number)))
      return try rows.row("onepole", .signal(below.id), .number(5_000))
    }
    try rows.expectSame(filters, grouped: 10)
  }

  @Test func loopsThatHoldFilters() throws {
    let rows = Rows()
    let loops = try (0..<8).map { number in
      let loop = rows.open(SignalKind.loopType, .number(0))
      let late = rows.open("z", .signal(loop.id), .number(Double(130 + 401 * number)))
      let low = try rows.row("onepole", .signal(late.id), .number(3_000))
      let soft = try rows.row("mul", .signal(low.id), .number(0.85))
      let body = try rows.row("add", .signal(source(rows, number).id), .signal(soft.id))
      let closed = rows.open("feedback", .number(0), .signal(body.id))
      return rows.open("z", .signal(closed.id), .number(Double(number * 77)))
    }
    try rows.expectSame(loops, grouped: 8, 0..<20_000)
  }

  /// Chains of equalisers of five to seventeen stages, read once, against each stage asked for by itself.
  @Test(arguments: [5, 8, 16, 17]) func equalisersInAChain(stages: Int) throws {
    let rows = Rows()
    for number in 0..<4 {
      var chain = try source(rows, number)
      for stage in 0..<stages {
        let kind = ["peaking", "notch", "lowshelf", "allpass", "highshelf"][stage % 5]
        chain = try rows.row(kind, .signal(chain.id), .number(60 * pow(1.4, Double(stage % 16))))
      }
      let version = try rows.manager.version(of: chain.id)
      func render(_ shared: Set<UInt64>?) throws -> ([Float], Int) {
        let cache = SignalCache(budget: 0, log: rows.manager.log)
        let answer = PureAnswer(version, shared: shared, cache: cache, log: rows.manager.log)
        var plane: [Float] = []
        for frames in [0..<5_000, 5_000..<9_001] {
          try answer.forEachRun(of: frames) { plane.append(contentsOf: $0.plane(0)) }
        }
        return (plane, answer.groupedCount)
      }
      let (skewed, grouped) = try render([])
      let (plain, alone) = try render(nil)
      #expect(grouped == min(16, stages) && alone == 0)
      #expect(difference([skewed], [plain]) == nil, "\(stages) stages over source \(number)")
    }
  }

  @Test(arguments: LawSeeds.first(16)) func overRandomSignals(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 900)
    graph.grow(20)
    let fresh = RandomGraph.manager(budget: 0)
    var random = SeededGenerator(seed + 4_000)
    let mono = try graph.signals.filter { try manager.version(of: $0.id).shape.channels == 1 }
    // What never changes is a number, and refused where it is out of range.
    let moving = try mono.filter { try manager.version(of: $0.id).constant == nil }
    guard !moving.isEmpty else { return }
    var held: [Signal] = []
    for number in 0..<10 {
      let input = try #require(mono.randomElement(using: &random))
      let cutoff = try #require(moving.randomElement(using: &random))
      let moves = number % 2 == 0
      held.append(
        manager.signal(
          SignalData(
            type: "lowpass",
            arguments: [
              .signal(input.id), moves ? .signal(cutoff.id) : .number(300 * Double(number + 1)), .number(2),
            ])))
    }
    let all = manager.signal(SignalData(type: "channels", arguments: [.signals(held.map(\.id))]))
    let from = Int.random(in: -700...900, using: &random)
    let frames = from..<from + 3_000
    let cut = Int.random(in: frames, using: &random)
    let second = try manager.samples(of: all.id, cut..<frames.upperBound)
    let first = try manager.samples(of: all.id, frames.lowerBound..<cut)
    for (number, signal) in held.enumerated() {
      let alone = try fresh.samples(of: fresh.copy(of: signal.id, from: manager), frames)[0]
      #expect(
        difference([first[number] + second[number]], [alone]) == nil,
        "\(manager.tree(signal.id)) cut at \(cut)")
    }
  }
}
