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
}
