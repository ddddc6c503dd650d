import Chance
import Kinds
import Signals
import Testing

@testable import Graphs

/// What comes from the disk has the bits that it would have without, after any edits and whatever is lost of it.
struct SegmentLawTests {
  /// A store that outlives the managers that use it, as a folder outlives processes.
  final class Memory: SegmentStore {
    var segments: [SegmentName: [UInt8]] = [:]
    /// Asked whether a segment is lost.
    var loses: () -> Bool = { false }
    let room = 1 << 32

    func read(_ name: SegmentName, into room: UnsafeMutableRawBufferPointer) -> Int? {
      guard let bytes = segments[name], bytes.count <= room.count, !loses() else { return nil }
      room.copyBytes(from: bytes)
      return bytes.count
    }
    func write(_ name: SegmentName, _ bytes: UnsafeRawBufferPointer) { segments[name] = Array(bytes) }
  }

  /// What another process would be: rows, versions and digests of its own.
  private struct Process {
    let manager = RandomGraph.manager()
    let keeper: SegmentKeeper

    init(_ store: Memory) { keeper = manager.segmentKeeper(store, code: [1]) }

    /// Every signal that can be is kept.
    func samples(of id: SignalID, _ frames: Range<Int>) throws -> [[Float]] {
      let version = try manager.version(of: id)
      var chosen: Set<UInt64> = []
      var pending = [version]
      while let next = pending.popLast() {
        if chosen.insert(next.id).inserted { pending += next.inputs.compactMap(\.version) }
      }
      let cache = SignalCache(budget: 0, log: manager.log)
      let answer = PureAnswer(
        version, feed: nil, shared: [],
        segments: PureAnswer.Segments(keeper: keeper, chosen: chosen, end: frames.upperBound), cache: cache,
        log: manager.log)
      var planes = [[Float]](repeating: [], count: version.shape.channels)
      try answer.forEachRun(of: frames) { run in
        for channel in planes.indices { planes[channel] += run.plane(channel) }
      }
      return planes
    }
  }

  private static let whole = 0..<150_000

  @Test(arguments: LawSeeds.first(6))
  func anotherProcessFindsTheSameBits(seed: Int) throws {
    let store = Memory()
    var found = 0
    // Rows are made in another order, so that their numbers differ.
    for (round, frames) in [0..<70_000, Self.whole, Self.whole].enumerated() {
      let process = Process(store)
      if round > 0 { _ = process.manager.signal(SignalData(type: "noise", arguments: [.number(77)])) }
      var graph = RandomGraph(process.manager, seed: seed)
      graph.grow(16)
      var plain = RandomGraph(RandomGraph.manager(budget: 0), seed: seed)
      plain.grow(16)
      for (signal, other) in zip(graph.signals, plain.signals) {
        let expected = try plain.manager.samples(of: other.id, frames)
        let given = try process.samples(of: signal.id, frames)
        #expect(difference(given, expected) == nil, "round \(round): \(process.manager.tree(signal.id))")
      }
      found = process.keeper.found
    }
    #expect(found > 0)
  }

  @Test(arguments: LawSeeds.first(6))
  func whatIsLostIsRenderedAgain(seed: Int) throws {
    let store = Memory()
    var random = SeededGenerator(seed)
    for round in 0..<3 {
      if round > 0 { store.loses = { Int.random(in: 0..<3, using: &random) == 0 } }
      let process = Process(store)
      var graph = RandomGraph(process.manager, seed: seed + 100)
      graph.grow(12)
      var plain = RandomGraph(RandomGraph.manager(budget: 0), seed: seed + 100)
      plain.grow(12)
      for (signal, other) in zip(graph.signals, plain.signals) {
        let from = round < 2 ? 0 : Int.random(in: -500..<70_000, using: &random)
        let frames = from..<from + 140_000
        let expected = try plain.manager.samples(of: other.id, frames)
        let given = try process.samples(of: signal.id, frames)
        #expect(
          difference(given, expected) == nil,
          "round \(round) from \(from): \(process.manager.tree(signal.id))")
      }
    }
  }

  /// Patches of any content share one folder: none is given another's samples.
  @Test func manyPatchesShareOneStore() throws {
    let store = Memory()
    for round in 0..<2 {
      for seed in 200..<208 {
        let process = Process(store)
        var graph = RandomGraph(process.manager, seed: seed)
        graph.grow(10)
        var plain = RandomGraph(RandomGraph.manager(budget: 0), seed: seed)
        plain.grow(10)
        for (signal, other) in zip(graph.signals, plain.signals) {
          let expected = try plain.manager.samples(of: other.id, 0..<68_000)
          let given = try process.samples(of: signal.id, 0..<68_000)
          #expect(difference(given, expected) == nil, "round \(round): \(process.manager.tree(signal.id))")
        }
      }
    }
  }

  /// Sounds so dear that each is worth what keeping it costs.
  @Test func theSumOfWhatPlaysFollowsAnEdit() throws {
    let store = Memory()
    func sum(_ cutoffs: [Double], _ frames: Range<Int>, keeps: Bool) throws -> (samples: [Float], found: Int)
    {
      let process = Process(store)
      let rows = LaneTests.Rows(process.manager)
      let sounds = try cutoffs.enumerated().map { number, cutoff in
        var filtered = try rows.row("noise", .number(Double(number)))
        for step in 0..<160 {
          filtered = try rows.row("lowpass", .signal(filtered.id), .number(cutoff + Double(step)))
        }
        return PlaySnapshot.Sound(
          name: "s\(number)", version: try process.manager.version(of: filtered.id), start: 0)
      }
      let answer = MixAnswer(
        PlaySnapshot(sounds: sounds, gain: 0.5), channels: 2, isLast: true,
        keeper: keeps ? process.keeper : nil, end: frames.upperBound,
        cache: SignalCache(budget: 0, log: process.manager.log), log: process.manager.log)
      var samples: [Float] = []
      try answer.forEachPiece(of: frames) { samples += $0 }
      return (samples, process.keeper.found)
    }
    let (first, second) = ([900.0, 1_200, 2_000], [900.0, 1_250, 2_000])
    for (cutoffs, least) in [(first, 0), (first, 3), (second, 6), (second, 3), (first, 3)] {
      let expected = try sum(cutoffs, 0..<150_000, keeps: false).samples
      let (given, found) = try sum(cutoffs, 0..<150_000, keeps: true)
      #expect(difference([given], [expected]) == nil)
      #expect(found >= least, "\(cutoffs)")
    }
    // Further on, and from elsewhere.
    for frames in [0..<200_000, 100_000..<210_000] {
      let expected = try sum(second, frames, keeps: false).samples
      #expect(difference([try sum(second, frames, keeps: true).samples], [expected]) == nil)
    }
  }

  @Test func whatIsInterruptedIsKeptAsFarAsItCame() throws {
    struct Stop: Error {}
    let store = Memory()
    let process = Process(store)
    let rows = LaneTests.Rows(process.manager)
    let low = try rows.row("lowpass", .signal(rows.row("noise", .number(1)).id), .number(500))
    let version = try process.manager.version(of: low.id)
    do {
      let answer = PureAnswer(
        version, feed: nil, shared: [],
        segments: PureAnswer.Segments(keeper: process.keeper, chosen: [version.id], end: 200_000),
        cache: SignalCache(budget: 0, log: process.manager.log), log: process.manager.log)
      #expect(throws: Stop.self) {
        try answer.forEachRun(of: 0..<200_000) { if $0.frames.upperBound > 100_000 { throw Stop() } }
      }
    }
    #expect(process.keeper.written == 2)
    let other = Process(store)
    let again = LaneTests.Rows(other.manager)
    let same = try again.row("lowpass", .signal(again.row("noise", .number(1)).id), .number(500))
    let expected = try RandomGraph.manager(budget: 0).samples(
      of: other.manager.version(of: same.id), 0..<200_000)
    #expect(difference(try other.samples(of: same.id, 0..<200_000), expected) == nil)
    #expect(other.keeper.found >= 2)
  }
}
