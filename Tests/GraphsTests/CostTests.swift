import Graphs
import Kinds
import Signals
import Testing

/// What an edit costs, by the log of what ran.
struct CostTests {
  @Test func ofTwoHundredSignalsOnlyTheDependentsOfTheEditedOneAreRenderedAndUndoRendersNothing() throws {
    let manager = RandomGraph.manager()
    func row(_ type: String, _ given: Argument...) throws -> Signal {
      let kind = try #require(manager.catalogue[type])
      let rest = kind.parameters.dropFirst(given.count).compactMap(\.standard)
      return manager.signal(SignalData(type: type, arguments: given + rest))
    }
    var held: [Signal] = []
    var tops: [Signal] = []
    for number in 0..<50 {
      let noise = try row("noise", .number(Double(number)))
      let slot = manager.slot("noise\(number)")
      try manager.bind(slot.id, to: noise.id)
      let filtered = try row("lowpass", .signal(slot.id), .number(500 + Double(number)))
      let level = try row("mul", .signal(filtered.id), .number(0.1))
      held += [noise, slot, filtered, level]
      tops.append(level)
    }
    let mix = try row("mix", .signals(tops.map(\.id)))
    held.append(mix)
    _ = try manager.samples(of: mix.id, 0..<4096)
    _ = manager.log.drain()

    let slot = manager.slot("noise7")
    let former = try #require(manager.target(slot.id))
    let kept = manager.signal(former)
    let other = try row("noise", .number(999))
    try manager.bind(slot.id, to: other.id)
    _ = try manager.samples(of: mix.id, 0..<4096)
    let edit = manager.log.drain()
    let rendered = edit.filter { $0.event == .rendered }
    #expect(rendered.map(\.kind).sorted() == ["lowpass", "mix", "mul", "noise"])
    #expect(rendered.allSatisfy { $0.blocks == 32 })
    #expect(Set(edit.filter { $0.event == .invalidated }.map(\.kind)) == ["lowpass", "mix", "mul"])

    try manager.bind(slot.id, to: kept.id)
    _ = try manager.samples(of: mix.id, 0..<4096)
    #expect(manager.log.drain().filter { $0.event == .rendered }.isEmpty)
  }

  @Test func aBudgetIsKeptAndRowsAndVersionsAreForgotten() throws {
    let manager = RandomGraph.manager(budget: 1 << 20)
    let kind = try #require(manager.catalogue["noise"])
    for seed in 0..<20 {
      let noise = manager.signal(SignalData(type: kind.name, arguments: [.number(Double(seed))]))
      _ = try manager.samples(of: noise.id, 0..<48_000)
      #expect(manager.cache.statistics.bytes <= 1 << 20)
    }
    manager.cache.removeAll()
    #expect(manager.count == 0)
    #expect(manager.versionCount == 0)
  }

  @Test func aChainTenThousandDeepIsBuiltRenderedEditedAndFreed() throws {
    let manager = RandomGraph.manager()
    let slot = manager.slot("bottom")
    let one = manager.signal(SignalData(type: "noise", arguments: [.number(1)]))
    let two = manager.signal(SignalData(type: "noise", arguments: [.number(2)]))
    try manager.bind(slot.id, to: one.id)
    var top = slot
    for _ in 0..<10_000 {
      top = manager.signal(SignalData(type: "add", arguments: [.signal(top.id), .number(0.0001)]))
    }
    let first = try manager.samples(of: top.id, 0..<256)[0]
    try manager.bind(slot.id, to: two.id)
    #expect(try manager.samples(of: top.id, 0..<256)[0] != first)
    top = slot
    manager.cache.removeAll()
    #expect(manager.count == 3)
    #expect(manager.versionCount <= 3)
  }

  @Test func checkpointsCountInTheBudgetAndGoOneByOne() throws {
    let manager = RandomGraph.manager(budget: 4 << 20)
    let bench = try #require(manager.catalogue["noise"])
    let other = manager.signal(SignalData(type: bench.name, arguments: [.number(1)]))
    _ = try manager.samples(of: other.id, 0..<48_000)
    let blocks = try manager.cache.statistics(of: manager.version(of: other.id).id).blocks
    // A loop whose past is larger than its share of the budget keeps no checkpoint of it, and takes no other's room.
    let loop = manager.signal(SignalData(type: SignalKind.loopType, arguments: [.number(0)]))
    // A row lives as long as its handle does, or what refers to it.
    var held: [Signal] = []
    func row(_ type: String, _ given: Argument...) -> Signal {
      let rest = manager.catalogue[type]?.parameters.dropFirst(given.count).compactMap(\.standard) ?? []
      held.append(manager.signal(SignalData(type: type, arguments: given + rest)))
      return held[held.count - 1]
    }
    defer { withExtendedLifetime(held) {} }
    let late = row("z", .signal(loop.id), .number(400_000))
    let soft = row("mul", .signal(late.id), .number(0.5))
    let body = row("add", .signal(row("saw", .number(55)).id), .signal(soft.id))
    let echo = manager.signal(SignalData(type: "feedback", arguments: [.number(0), .signal(body.id)]))
    _ = try manager.samples(of: echo.id, 0..<140_000)
    #expect(manager.cache.statistics.bytes <= 4 << 20)
    #expect(try manager.cache.statistics(of: manager.version(of: other.id).id).blocks >= blocks / 2)
    // Small ones stay while blocks of others come and go.
    let filter = row("lowpass", .signal(row("saw", .number(110)).id), .number(300))
    _ = try manager.samples(of: filter.id, 0..<200_000)
    for seed in 2..<30 {
      let noise = manager.signal(SignalData(type: "noise", arguments: [.number(Double(seed))]))
      _ = try manager.samples(of: noise.id, 0..<100_000)
    }
    _ = manager.log.drain()
    _ = try manager.samples(of: filter.id, 196_608..<196_736)
    let rendered = manager.log.drain().filter { $0.event == .rendered && $0.kind == "lowpass" }
    #expect(rendered.reduce(0) { $0 + $1.blocks } <= 1)
  }

  /// Eight chains, 41 signals, in a budget for 24: what stands near the end of a piece is kept, so that an edit renders
  /// little beside its 6 dependents. A piece of equal ranks goes at random, and sums are told to a quarter.
  @Test func aBudgetThatHoldsTheEndsOfAPieceIsEnoughForAnEdit() throws {
    let length = 1 << 17
    let manager = RandomGraph.manager(budget: 24 * length * 4 + (1 << 20))
    let rows = LaneTests.Rows(manager)
    defer { withExtendedLifetime(rows) {} }
    let slots = (0..<8).map { manager.slot("source\($0)") }
    var ends: [Signal] = []
    for (number, slot) in slots.enumerated() {
      try manager.bind(slot.id, to: rows.row("noise", .number(Double(number))).id)
      var end = slot
      for step in 1...4 { end = try rows.row("lowpass", .signal(end.id), .number(1_000 * Double(step))) }
      ends.append(end)
    }
    let mix = try rows.row("mix", .signals(ends.map(\.id)))
    let first = try manager.samples(of: mix.id, 0..<length)
    _ = manager.log.drain()
    #expect(try manager.samples(of: mix.id, 0..<length) == first)
    #expect(manager.log.drain().allSatisfy { $0.event != .rendered })

    try manager.bind(slots[3].id, to: rows.row("noise", .number(99)).id)
    #expect(try manager.samples(of: mix.id, 0..<length) != first)
    let rendered = manager.log.drain().filter { $0.event == .rendered }.reduce(0) { $0 + $1.blocks }
    #expect((6...13).contains(rendered * Grid.block / length))
  }

  /// Filters that read one another share what they read, in a cache that holds a part of each: whatever was given up, an edit
  /// costs hardly more than rendering from nothing does. A quarter is what may be given up while the edit is rendered, ahead of where it is.
  @Test(arguments: [1, 3, 6]) func holesInWhatIsKeptCostNoMoreThanNothingKept(share: Int) throws {
    let length = 1 << 20
    let manager = RandomGraph.manager(budget: share * length * 4)
    let rows = LaneTests.Rows(manager)
    defer { withExtendedLifetime(rows) {} }
    let leaf = manager.slot("leaf")
    try manager.bind(leaf.id, to: rows.row("noise", .number(1)).id)
    var source = try rows.row("brown", .number(2))
    var ends: [Signal] = []
    for step in 1...4 {
      source = try rows.row("lowpass", .signal(source.id), .number(900 * Double(step)))
      let sum = try rows.row("add", .signal(source.id), .signal(leaf.id))
      ends.append(try rows.row("highpass", .signal(sum.id), .number(100 * Double(step))))
      ends.append(try rows.row("highpass", .signal(source.id), .number(50 * Double(step))))
    }
    let mix = try rows.row("mix", .signals(ends.map(\.id)))
    for seed in 1...4 {
      try manager.bind(leaf.id, to: rows.row("noise", .number(Double(seed))).id)
      _ = manager.log.drain()
      _ = try manager.samples(of: mix.id, 0..<length)
      var blocks: [UInt64: Int] = [:]
      for entry in manager.log.drain() where entry.event == .rendered {
        blocks[entry.version, default: 0] += entry.blocks
      }
      #expect(blocks.values.allSatisfy { $0 <= length / Grid.block * 5 / 4 }, "\(blocks)")
    }
  }

  @Test func placesAreForgotten() throws {
    let manager = RandomGraph.manager()
    let source = manager.signal(SignalData(type: "noise", arguments: [.number(1)]))
    var most = 0
    for number in 0..<200 {
      let rest = manager.catalogue["lowpass"]?.parameters.dropFirst().compactMap(\.standard) ?? []
      let filter = manager.signal(SignalData(type: "lowpass", arguments: [.signal(source.id)] + rest))
      let slot = manager.slot("name \(number)")
      try manager.bind(slot.id, to: filter.id)
      let standings = try manager.standings([("name \(number)", slot.id)])
      #expect(standings.count == 1)
      #expect(try manager.standings([("name \(number)", slot.id)]) == standings)
      most = max(most, manager.placeCount)
    }
    #expect(most <= 8)
  }
}
