import Chance
import Graphs
import Kinds
import Signals
import Testing

/// What the laws are held over: every registered kind comes up, and what they say holds far out and in a crowd.
struct CoverageTests {
  @Test func everyRegisteredKindIsDrawn() throws {
    var drawn: Set<String> = []
    for seed in 0..<60 {
      let manager = RandomGraph.manager()
      var graph = RandomGraph(manager, seed: seed)
      graph.grow(30)
      #expect(graph.signals.count == 30)
      for signal in graph.signals { drawn.insert(signal.data.type) }
    }
    let missing = Set(Catalogue.all.kinds.map(\.name)).subtracting(drawn)
    #expect(missing.isEmpty)
    #expect(drawn.isSuperset(of: [SignalKind.feedbackType, SignalKind.scoreType]))
  }

  @Test(arguments: LawSeeds.first(4), [1 << 16, 1 << 20])
  func farOutInASmallCacheARangeIsStillTheSumOfItsParts(seed: Int, place: Int) throws {
    let manager = RandomGraph.manager(budget: 2 << 20)
    var graph = RandomGraph(manager, seed: seed + 900)
    graph.grow(14)
    let fresh = RandomGraph.manager(budget: 0)
    var random = SeededGenerator(seed + 5_000)
    for signal in graph.signals.suffix(5) {
      let version = try manager.version(of: signal.id)
      // From rest to there is long for what squeezes time.
      if place > 1 << 16, version.density > 4 { continue }
      let whole = place - 300..<place + 500
      let reference = try fresh.samples(of: fresh.copy(of: signal.id, from: manager), whole)
      let cut = Int.random(in: whole, using: &random)
      let second = try manager.samples(of: signal.id, cut..<whole.upperBound)
      let first = try manager.samples(of: signal.id, whole.lowerBound..<cut)
      #expect(difference(zip(first, second).map { $0 + $1 }, reference) == nil, "\(manager.tree(signal.id))")
      #expect(manager.cache.statistics.bytes <= 2 << 20)
    }
  }

  @Test(arguments: LawSeeds.first(6)) func manyThreadsOnOneCacheGiveTheSameBits(seed: Int) async throws {
    let manager = RandomGraph.manager(budget: 1 << 20)
    var graph = RandomGraph(manager, seed: seed + 1_300)
    graph.grow(20)
    let versions = try graph.signals.map { try manager.version(of: $0.id) }
    let fresh = RandomGraph.manager(budget: 0)
    let reference = try graph.signals.map {
      try fresh.samples(of: fresh.copy(of: $0.id, from: manager), -100..<1_500)
    }
    let (cache, log) = (manager.cache, manager.log)
    try await withThrowingTaskGroup(of: [Int].self) { group in
      for thread in 0..<4 {
        group.addTask {
          var random = SeededGenerator(thread + 77)
          var wrong: [Int] = []
          for _ in 0..<40 {
            let number = Int.random(in: versions.indices, using: &random)
            var planes = [[Float]](repeating: [], count: versions[number].shape.channels)
            try PureAnswer(versions[number], cache: cache, log: log).forEachRun(of: -100..<1_500) { run in
              for channel in planes.indices { planes[channel].append(contentsOf: run.plane(channel)) }
            }
            if difference(planes, reference[number]) != nil { wrong.append(number) }
          }
          return wrong
        }
      }
      for try await wrong in group { #expect(wrong.isEmpty, "\(wrong.map { versions[$0].kind })") }
    }
  }

  @Test(arguments: LawSeeds.first(12)) func namesAnywhereBoundAndBoundBackGiveAFreshManagersBits(seed: Int)
    throws
  {
    let manager = RandomGraph.manager(budget: 4 << 20)
    var graph = RandomGraph(manager, seed: seed + 1_700)
    graph.grow(16)
    var random = SeededGenerator(seed + 6_000)
    let slots = (0..<3).map { manager.slot("n\($0)") }
    for slot in slots {
      try manager.bind(slot.id, to: try #require(graph.signals.randomElement(using: &random)).id)
    }
    // What hangs on names, several kinds deep.
    var above: [Signal] = slots
    for kind in manager.catalogue.kinds.shuffled(using: &random).prefix(24) {
      if let made = graph.make(kind, among: above + graph.signals.suffix(4)) { above.append(made) }
    }
    #expect(above.count > 8)
    var steps: [(slot: Signal, before: SignalID)] = []
    for step in 0..<8 {
      if step % 3 == 2, let last = steps.popLast() {
        try manager.bind(last.slot.id, to: last.before)
      } else {
        let slot = try #require(slots.randomElement(using: &random))
        let before = try #require(manager.target(slot.id))
        try manager.bind(slot.id, to: try #require(graph.signals.randomElement(using: &random)).id)
        steps.append((slot, before))
      }
      for signal in above.suffix(3) where (try? manager.version(of: signal.id)) != nil {
        let kept = try manager.samples(of: signal.id, -200..<900)
        let fresh = RandomGraph.manager()
        let copy = fresh.copy(of: signal.id, from: manager)
        #expect(
          difference(try fresh.samples(of: copy, -200..<900), kept) == nil, "\(manager.tree(signal.id))")
      }
    }
  }
}
