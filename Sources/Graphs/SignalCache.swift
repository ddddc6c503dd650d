import Signals
import Synchronization

/// Blocks of samples by version, checkpoints, and the byte budget over both.
///
/// The lock is held to find or to insert, never to render or to copy.
package final class SignalCache: Sendable {
  package struct Statistics: Hashable, Sendable {
    package var hits = 0
    package var misses = 0
    package var bytes = 0
    package var blocks = 0
  }

  /// Blocks between two places of the checkpoint grid. They are given up together: what has memory rolls from the
  /// checkpoint before a hole, so that many small holes would cost as much as nothing kept, and more.
  private static let segmentShift = Checkpoint.gridBits - Grid.blockShift

  private struct Kept {
    let version: UInt64
    /// The number of a segment; of a checkpoint, the frame.
    let first: Int
    var isCheckpoint = false
  }
  private struct State {
    var entries: [UInt64: KeptEntry] = [:]
    /// Kept segments and checkpoints by what they cost to render, cheapest first.
    var pools: [[Kept]] = Array(repeating: [], count: KeepingPolicy.costs)
    var budget: Int
    /// Bytes that answers at work hold of the past: they count, up to half the budget.
    var borrowed = 0
    var room: Int { budget - min(borrowed, budget / 2) }
    var random: UInt64 = 0x9e37_79b9_7f4a_7c15
    var statistics = Statistics()
    /// At so many in a pool, those that were thinned are looked for.
    var thinAt = 1_024
    /// At so many entries the empty ones are looked for.
    var pruneAt = 1_024
  }
  private let state: Mutex<State>
  private let log: EventLog

  package init(budget: Int, log: EventLog) {
    state = Mutex(State(budget: budget))
    self.log = log
  }

  package var statistics: Statistics { state.withLock { $0.statistics } }
  package func statistics(of version: UInt64) -> Statistics {
    state.withLock { $0.entries[version]?.statistics ?? Statistics() }
  }

  /// In bytes; lowering it evicts at once.
  package var budget: Int {
    get { state.withLock { $0.budget } }
    set {
      state.withLock {
        $0.budget = newValue
        shrink(&$0)
      }
    }
  }

  /// Forgets every block and checkpoint.
  package func removeAll() {
    let entries = state.withLock { state in
      let entries = state.entries
      for entry in entries.values { entry.isLive = false }
      state = State(budget: state.budget, borrowed: state.borrowed)
      return entries
    }
    _ = entries  // versions are let go outside the lock
  }

  /// What is kept of `version` from block `first` on, up to the first of `count` blocks that is missing. `known` is what
  /// was found of the version before.
  func find(
    _ version: SignalVersion, _ known: inout KeptEntry?, from first: Int, count: Int,
    into found: inout [KeptRun]
  ) {
    found.removeAll(keepingCapacity: true)
    state.withLock { state in
      let entry = entry(version, &known, &state)
      var number = first
      var place = entry.place(of: first)
      while number < first + count, place < entry.runs.count, entry.runs[place].blocks.contains(number) {
        found.append(entry.runs[place])
        number = entry.runs[place].blocks.upperBound
        place += 1
      }
      let hits = min(number - first, count)
      entry.statistics.hits += hits
      state.statistics.hits += hits
      if hits < count {
        entry.statistics.misses += 1
        state.statistics.misses += 1
      }
    }
  }

  /// What is kept of `version` over some blocks, where none of them is missing.
  func whole(_ version: SignalVersion, _ blocks: Range<Int>) -> [KeptRun]? {
    state.withLock { state in
      guard let entry = state.entries[version.id] else { return nil }
      var found: [KeptRun] = []
      var number = blocks.lowerBound
      var place = entry.place(of: number)
      while number < blocks.upperBound {
        guard place < entry.runs.count, entry.runs[place].blocks.contains(number) else { return nil }
        found.append(entry.runs[place])
        number = entry.runs[place].blocks.upperBound
        place += 1
      }
      entry.statistics.hits += blocks.count
      state.statistics.hits += blocks.count
      return found
    }
  }

  /// The frame of the first block from `at` on, and before `end`, that is not kept, and the last checkpoint on the way to it.
  func way(_ version: SignalVersion, _ known: inout KeptEntry?, from at: Int, to end: Int) -> (
    hole: Int, checkpoint: Int?
  ) {
    state.withLock { state in
      let entry = entry(version, &known, &state)
      var number = at >> Grid.blockShift
      let last = end >> Grid.blockShift
      var place = entry.place(of: number)
      while number < last, place < entry.runs.count, entry.runs[place].blocks.contains(number) {
        number = entry.runs[place].blocks.upperBound
        place += 1
      }
      let hole = number << Grid.blockShift
      return (hole, entry.checkpoints.last { $0.frame <= hole && $0.frame > at }?.frame)
    }
  }

  /// Which stretches of some blocks are worth a copy: those that are not kept yet and that the budget has room for.
  func choose(
    _ version: SignalVersion, _ known: inout KeptEntry?, _ numbers: Range<Int>,
    into chosen: inout [Range<Int>]
  ) {
    chosen.removeAll(keepingCapacity: true)
    state.withLock { state in
      let entry = entry(version, &known, &state)
      let pool = entry.cost
      let bytes = numbers.count * Grid.block * version.shape.channels * 4 + 160
      let isFull =
        state.statistics.bytes + bytes > state.room && state.pools[..<pool].allSatisfy(\.isEmpty)
      // Among equals in a full cache a few segments take the places of others, so that a scan longer than the budget
      // still finds its share without a change of all.
      if isFull, Self.isPassedOver(version.id, Self.segment(of: numbers.lowerBound)) { return }
      var number = numbers.lowerBound
      var place = entry.place(of: number)
      while number < numbers.upperBound {
        let next = place < entry.runs.count ? entry.runs[place].blocks : Int.max..<Int.max
        let end = min(
          next.lowerBound, numbers.upperBound, number + KeptRun.most,
          Self.blocks(of: Self.segment(of: number)).upperBound)
        if number < end { chosen.append(number..<end) }
        if end == next.lowerBound {
          number = next.upperBound
          place += 1
        } else {
          number = end
        }
      }
    }
  }

  /// Keeps runs; the first to insert a block wins.
  func insert(_ runs: [KeptRun], of version: SignalVersion, _ known: inout KeptEntry?) {
    state.withLock { state in
      let entry = entry(version, &known, &state)
      let pool = entry.cost
      for run in runs {
        let place = entry.place(of: run.blocks.lowerBound)
        if place < entry.runs.count, entry.runs[place].blocks.lowerBound < run.blocks.upperBound { continue }
        entry.runs.insert(run, at: place)
        let segment = Self.segment(of: run.blocks.lowerBound)
        let isFirst = !entry.runs[max(0, place - 1)..<min(entry.runs.count, place + 2)].contains {
          $0 !== run && Self.segment(of: $0.blocks.lowerBound) == segment
        }
        if isFirst { state.pools[pool].append(Kept(version: version.id, first: segment)) }
        count(entry, &state, bytes: run.byteCount, blocks: run.blocks.count)
      }
      shrink(&state)
    }
  }

  /// The last checkpoint of `version` at or before `frame`.
  func checkpoint(_ version: SignalVersion, atOrBefore frame: Int) -> Checkpoint? {
    state.withLock { $0.entries[version.id]?.checkpoints.last { $0.frame <= frame } }
  }

  /// Whether a checkpoint of so many bytes may be kept: none may take the room of much else.
  func takes(checkpointOf bytes: Int) -> Bool {
    state.withLock { bytes <= $0.budget / KeepingPolicy.checkpointShare }
  }

  /// Keeps a checkpoint. Those off the grid are kept singly, the newest; those on it thin with age.
  func insert(_ checkpoint: Checkpoint, of version: SignalVersion) {
    guard takes(checkpointOf: checkpoint.bytes.count) else { return }
    state.withLock { state in
      var known: KeptEntry?
      let entry = entry(version, &known, &state)
      let before = entry.checkpoints.byteCount
      let frames = Set(entry.checkpoints.map(\.frame))
      entry.checkpoints = entry.checkpoints.thinned(with: checkpoint)
      let after = entry.checkpoints.byteCount
      if !frames.contains(checkpoint.frame) {
        let pool = KeepingPolicy.cost(of: checkpoint, version)
        state.pools[pool].append(Kept(version: version.id, first: checkpoint.frame, isCheckpoint: true))
        forgetThinned(&state, pool)
      }
      count(entry, &state, bytes: after - before, blocks: 0)
      shrink(&state)
    }
  }

  /// Takes those that were thinned out of a pool, once they may be most of it.
  private func forgetThinned(_ state: inout State, _ pool: Int) {
    guard state.pools[pool].count >= state.thinAt else { return }
    state.pools[pool].removeAll { kept in
      kept.isCheckpoint
        && state.entries[kept.version]?.checkpoints.contains { $0.frame == kept.first } != true
    }
    state.thinAt = max(1_024, state.pools[pool].count * 2)
  }

  /// Counts bytes that an answer holds of the past while it is at work.
  func borrow(_ bytes: Int) {
    state.withLock {
      $0.borrowed += bytes
      if bytes > 0 { shrink(&$0) }
    }
  }

  private func entry(_ version: SignalVersion, _ known: inout KeptEntry?, _ state: inout State) -> KeptEntry {
    if let known, known.isLive { return known }
    if let entry = state.entries[version.id] {
      known = entry
      return entry
    }
    // An entry holds its version, so those that have lost their blocks are let go now and then.
    if state.entries.count >= state.pruneAt {
      for entry in state.entries.values where entry.runs.isEmpty {
        state.statistics.bytes -= entry.checkpoints.byteCount
        forget(entry, &state)
      }
      state.pruneAt = max(1_024, state.entries.count * 2)
    }
    let entry = KeptEntry(version)
    state.entries[version.id] = entry
    known = entry
    count(entry, &state, bytes: version.kernel.ownByteCount, blocks: 0)
    return entry
  }

  private func forget(_ entry: KeptEntry, _ state: inout State) {
    entry.isLive = false
    state.entries[entry.version.id] = nil
    state.statistics.bytes -= entry.version.kernel.ownByteCount
  }

  private func count(_ entry: KeptEntry, _ state: inout State, bytes: Int, blocks: Int) {
    entry.statistics.bytes += bytes
    entry.statistics.blocks += blocks
    state.statistics.bytes += bytes
    state.statistics.blocks += blocks
  }

  /// Evicts until the budget holds: the cheapest to render per byte first, at random among equals.
  private func shrink(_ state: inout State) {
    while state.statistics.bytes > state.room {
      guard let pool = state.pools.firstIndex(where: { !$0.isEmpty }) else {
        // Nothing is kept any more: what versions hold of their own goes with those that nobody uses.
        for entry in state.entries.values where entry.runs.isEmpty { forget(entry, &state) }
        return
      }
      let index = Self.draw(&state.random, below: state.pools[pool].count)
      let gone = state.pools[pool][index]
      let last = state.pools[pool].removeLast()
      if index < state.pools[pool].count { state.pools[pool][index] = last }
      evict(gone, &state)
    }
  }

  private func evict(_ gone: Kept, _ state: inout State) {
    guard let entry = state.entries[gone.version] else { return }
    if gone.isCheckpoint {
      guard let place = entry.checkpoints.firstIndex(where: { $0.frame == gone.first }) else { return }
      count(entry, &state, bytes: -entry.checkpoints.remove(at: place).byteCount, blocks: 0)
    } else {
      let blocks = Self.blocks(of: gone.first)
      let first = entry.place(of: blocks.lowerBound)
      let last = entry.place(of: blocks.upperBound)
      let runs = entry.runs[first..<last]
      let count = runs.reduce(0) { $0 + $1.blocks.count }
      self.count(entry, &state, bytes: -runs.reduce(0) { $0 + $1.byteCount }, blocks: -count)
      entry.runs.removeSubrange(first..<last)
      log.note(.evicted, gone.version, entry.version.kind, blocks: count)
    }
    if entry.runs.isEmpty, entry.checkpoints.isEmpty { forget(entry, &state) }
  }

  private static func segment(of block: Int) -> Int { block >> segmentShift }
  private static func blocks(of segment: Int) -> Range<Int> {
    segment << segmentShift..<(segment + 1) << segmentShift
  }

  /// Whether a segment is one of the fifteen in sixteen that find no room in a cache full of its equals.
  private static func isPassedOver(_ version: UInt64, _ segment: Int) -> Bool {
    var state =
      version &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(bitPattern: Int64(segment)) &* 0xbf58_476d_1ce4_e5b9 | 1
    return draw(&state, below: 16) != 0
  }

  /// A number below `limit`; which one matters to no sample (Marsaglia, Xorshift RNGs, 2003).
  private static func draw(_ state: inout UInt64, below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: (state >> 16) % UInt64(limit))
  }
}
