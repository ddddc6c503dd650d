import Chance
import Glibc
import Kinds
import Signals
import Synchronization
import Testing

@testable import Graphs

/// Several threads render what one does, to the same bits.
struct SharesTests {
  /// A sound that is a mix of many signals of a random graph, behind what leaves each frame to itself.
  private static func mix(_ graph: RandomGraph, _ random: inout SeededGenerator) throws -> Signal {
    let manager = graph.manager
    // A mix of what never changes is worked out otherwise; one of scores is rendered by one thread.
    let all = try graph.signals.map { (signal: $0, version: try manager.version(of: $0.id)) }
      .filter { $0.version.constant == nil && !$0.version.hasScore }
    let channels = all.map(\.version.shape.channels).filter { $0 > 1 }.randomElement(using: &random) ?? 1
    let inputs = all.filter { [1, channels].contains($0.version.shape.channels) }.map(\.signal)
    let some = (0..<Int.random(in: 9...70, using: &random)).compactMap { _ in
      inputs.randomElement(using: &random)
    }
    let sum = manager.signal(SignalData(type: "mix", arguments: [.signals(some.map(\.id))]))
    return manager.signal("mul", of: [sum], [.number(0.3)])
  }

  private static func samples(
    _ sounds: [PlaySnapshot.Sound], _ pieces: [Range<Int>], threads: Int, isLast: Bool, _ log: EventLog
  ) throws -> [[Float]] {
    let answer = MixAnswer(
      PlaySnapshot(sounds: sounds), channels: 2, isPlain: true, isLast: isLast, threads: threads,
      cache: SignalCache(budget: 32 << 20, log: log), log: log)
    return try pieces.map { frames in
      var heard: [Float] = []
      try answer.forEachPiece(of: frames) { heard.append(contentsOf: $0) }
      return heard
    }
  }

  @Test(arguments: LawSeeds.first(24))
  func aMixAndSoundsInSharesAreTheWhole(seed: Int) throws {
    let manager = RandomGraph.manager()
    var graph = RandomGraph(manager, seed: seed + 7_000)
    graph.grow(40)
    var random = SeededGenerator(seed)
    let mixes = try [Self.mix(graph, &random), Self.mix(graph, &random)]
    let others = graph.signals.shuffled(using: &random).prefix(3)
    var sounds: [PlaySnapshot.Sound] = []
    for (number, signal) in (mixes.shuffled(using: &random) + others).prefix(1 + seed % 5).enumerated() {
      let version = try manager.version(of: signal.id)
      // Before it begins nothing of it is heard.
      let start = number % 2 * Grid.block * Int.random(in: 0...40, using: &random)
      sounds.append(.init(name: "s\(number)", version: version, start: start))
    }
    let from = Grid.block * Int.random(in: -10...20, using: &random)
    // Forward with a gap, and back again.
    let pieces = [
      from..<from + 9_000, from + 9_000..<from + 9_300, from + 40_000..<from + 42_000, from..<from + 700,
    ]
    for isLast in [false, true] {
      let whole = try Self.samples(sounds, pieces, threads: 1, isLast: isLast, manager.log)
      for threads in [2, 3, 7] {
        let shared = try Self.samples(sounds, pieces, threads: threads, isLast: isLast, manager.log)
        #expect(difference(shared, whole) == nil, "\(threads) threads")
      }
    }
  }

  @Test func largeMixesAreShared() throws {
    let manager = RandomGraph.manager()
    let sines = (0..<40).map {
      manager.signal(SignalData(type: "sine", arguments: [.number(100.3 + Double($0) * 7.1), .number(0)]))
    }
    let sum = manager.signal(SignalData(type: "mix", arguments: [.signals(sines.map(\.id))]))
    let whole = manager.signal("mul", of: [sum], [.number(0.1)])
    defer { withExtendedLifetime((sines, whole)) {} }
    let version = try manager.version(of: whole.id)
    let shares = try #require(SumShares(version, threads: 2))
    #expect(shares.sum === (try manager.version(of: sum.id)))
    // Five groups of eight.
    #expect(shares.shares == [0..<16, 16..<40] || shares.shares == [0..<24, 24..<40])
    #expect(try #require(SumShares(version, threads: 9)).shares == (0..<5).map { $0 * 8..<$0 * 8 + 8 })
    #expect(SumShares(version, threads: 1) == nil)
    // What goes to the disk is rendered by one thread.
    #expect(SumShares(version, threads: 2, kept: [try manager.version(of: sines[3].id).id]) == nil)
    #expect(SumShares(version, threads: 2, kept: [version.id]) != nil)
  }

  @Test(arguments: 1...40) func partsAreEvenAndWhole(seed: Int) throws {
    let manager = RandomGraph.manager()
    var random = SeededGenerator(seed)
    let items = try (0..<Int.random(in: 2...30, using: &random)).map { _ in
      try (0..<Int.random(in: 1...9, using: &random)).map { _ in
        let row = SignalData(
          type: "sine", arguments: [.number(Double.random(in: 1...9_000, using: &random)), .number(0)])
        let sine = manager.signal(row)
        return try withExtendedLifetime(sine) { try manager.version(of: sine.id) }
      }
    }
    let count = Int.random(in: 2...8, using: &random)
    let parts = try #require(EvenParts(items, parts: count))
    #expect(parts.parts.count == min(count, items.count))
    #expect(parts.parts.flatMap { $0 } == Array(items.indices))
    #expect(parts.parts.allSatisfy { !$0.isEmpty })
    let all = Effort.of(items.flatMap { $0 })
    let longest = items.map { Effort.of($0) }.max() ?? 0
    #expect(parts.most >= all / Double(count) * 0.999)
    #expect(parts.most <= all / Double(count) + 2 * longest)
  }

  // MARK: Pieces ahead

  private static func counter(_ asked: (@Sendable (Range<Int>) throws -> Void)? = nil) throws -> Ahead {
    try #require(
      Ahead(channels: 1) { _, _ in
        Ahead.Filler(
          fill: { frames, room in
            try asked?(frames)
            for (place, frame) in frames.enumerated() { room.samples[place] = Float(frame) }
            for block in 0..<frames.count / Grid.block { room.flags[block] = false }
          }, finish: {})
      })
  }

  private static func taken(_ ahead: Ahead, _ frames: Range<Int>) throws -> [Float] {
    var heard: [Float] = []
    try ahead.take(frames, isInterrupted: { false }) { part, first, room in
      #expect(part.lowerBound == frames.lowerBound + heard.count)
      heard.append(contentsOf: UnsafeBufferPointer(start: room.samples + first, count: part.count))
    }
    return heard
  }

  @Test func whateverIsAskedIsGivenAndOrderSparesWork() throws {
    let count = Mutex(0)
    let piece = Ahead.piece
    let ahead = try Self.counter { _ in count.withLock { $0 += 1 } }
    var random = SeededGenerator(3)
    for _ in 0..<300 {
      let from = Grid.block * Int.random(in: -200...400, using: &random)
      let frames = from..<from + Int.random(in: 1...3 * piece, using: &random)
      #expect(try Self.taken(ahead, frames) == frames.map(Float.init))
    }
    let before = count.withLock { $0 }
    for number in 0..<200 {
      let frames = 100 * piece + number * 512..<100 * piece + number * 512 + 512
      #expect(try Self.taken(ahead, frames) == frames.map(Float.init))
    }
    // Each once, and what is rendered beyond.
    #expect(count.withLock { $0 } - before <= 200 * 512 / piece + 7)
  }

  @Test func nothingIsRenderedBehindTheEndUnasked() throws {
    let asked = Mutex<[Range<Int>]>([])
    let end = Ahead.piece + 1_024
    let ahead = try #require(
      Ahead(channels: 1, end: end) { _, _ in
        Ahead.Filler(
          fill: { frames, room in
            asked.withLock { $0.append(frames) }
            for (place, frame) in frames.enumerated() { room.samples[place] = Float(frame) }
          }, finish: {})
      })
    #expect(try Self.taken(ahead, 0..<end) == (0..<end).map(Float.init))
    usleep(20_000)
    let sofar = asked.withLock { $0 }
    #expect(sofar == [0..<Ahead.piece, Ahead.piece..<end])
    // What rings on is asked for.
    #expect(try Self.taken(ahead, end..<end + 512) == (end..<end + 512).map(Float.init))
    ahead.begin(at: end + 512)
    #expect(try Self.taken(ahead, end + 512..<end + 9_000) == (end + 512..<end + 9_000).map(Float.init))
  }

  @Test func aFailureIsToldAndEndsNothing() throws {
    let isBroken = Atomic(true)
    let ahead = try Self.counter { _ in
      if isBroken.load(ordering: .relaxed) { throw SignalError("no more") }
    }
    #expect(throws: SignalError.self) { try Self.taken(ahead, 0..<10) }
    isBroken.store(false, ordering: .relaxed)
    #expect(try Self.taken(ahead, 0..<10) == (0..<10).map(Float.init))
  }

  @Test func whatTheThreadNeedsIsPreparedByWhoAsks() throws {
    let events = ScoreEvents()
    let asker = pthread_self()
    let ahead = try #require(
      Ahead(channels: 1) { onNeed, _ in
        Ahead.Filler(
          fill: { frames, room in
            if frames.lowerBound > 0 { try onNeed(ScoreNeed(events: events, frames: frames)) }
            room.samples.update(repeating: 1, count: frames.count)
          }, finish: {})
      })
    var needs: [Range<Int>] = []
    var heard = 0
    try ahead.take(0..<3 * Ahead.piece, isInterrupted: { false }) { need in
      #expect(pthread_equal(pthread_self(), asker) != 0)
      needs.append(need.frames)
    } _: { part, _, _ in
      heard += part.count
    }
    #expect(heard == 3 * Ahead.piece)
    #expect(needs.prefix(2) == [Ahead.piece..<2 * Ahead.piece, 2 * Ahead.piece..<3 * Ahead.piece])
    // Its end is not waited for: it waits for what nobody prepares any more.
  }

  @Test func whoWaitsMayBeInterrupted() throws {
    let ahead = try #require(
      Ahead(channels: 1) { _, isOver in
        Ahead.Filler(fill: { _, _ in while !isOver() { usleep(500) } }, finish: {})
      })
    var asked = 0
    #expect(throws: RenderInterrupted.self) {
      try ahead.take(
        0..<10,
        isInterrupted: {
          asked += 1
          return asked == 3
        }
      ) { _, _, _ in }
    }
    #expect(asked == 3)
  }

  @Test func itEndsAmidItsWork() throws {
    let hasEnded = Atomic(false)
    do {
      let ahead = try #require(
        Ahead(channels: 1) { _, isOver in
          Ahead.Filler(
            fill: { frames, _ in
              guard frames.lowerBound > 0 else { return }
              while !isOver() { usleep(500) }
              throw RenderInterrupted()
            }, finish: { hasEnded.store(true, ordering: .relaxed) })
        })
      _ = try Self.taken(ahead, 0..<10)
    }
    let isOver = hasEnded.load(ordering: .relaxed)
    #expect(isOver)
  }
}
