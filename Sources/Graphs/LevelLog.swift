import Glibc
import Synchronization

/// How loud each sound and the master are, block by block as they were rendered, to be looked up when they are heard.
package final class LevelLog: Sendable {
  /// What was heard of one sound over a stretch.
  package struct Reading: Sendable {
    /// The sound's name; nil for the master.
    package let name: String?
    /// The greatest absolute sample.
    package let peak: Float
    /// The root of the mean square over all channels.
    package let rms: Float
    /// Whether the guard worked.
    package let isGuarded: Bool
  }

  /// One block of one meter.
  struct Entry {
    /// The place of the sound's name; that behind the last is the master's.
    let meter: Int
    /// The block's number on the grid.
    let block: Int
    let level: BlockLevel
    var isGuarded = false
  }

  private struct Slot {
    var block = Int.min
    var turn = 0
    var level = BlockLevel()
    var isGuarded = false
  }
  private struct State {
    var names: [String] = []
    var rings: [[Slot]] = [[]]
    var turn = 0
  }
  private let state = Mutex(State())
  /// Blocks that are remembered: more than the play queue and what was just heard, at any rate.
  private static let capacity = 4_096

  /// From now on these sounds play.
  func begin(_ names: [String]) {
    state.withLock { state in
      var rings = names.map { name in state.names.firstIndex(of: name).map { state.rings[$0] } ?? [] }
      rings.append(state.rings.last ?? [])
      state.names = names
      state.rings = rings
    }
  }

  /// Enters what was rendered in one go: later goes replace it, entries of one go add up.
  func note(_ entries: [Entry]) {
    state.withLock { state in
      state.turn += 1
      for entry in entries where state.rings.indices.contains(entry.meter) {
        if state.rings[entry.meter].isEmpty {
          state.rings[entry.meter] = [Slot](repeating: Slot(), count: Self.capacity)
        }
        let place = entry.block & (Self.capacity - 1)
        let slot = state.rings[entry.meter][place]
        let isSame = slot.block == entry.block && slot.turn == state.turn
        state.rings[entry.meter][place] = Slot(
          block: entry.block, turn: state.turn,
          level: isSame ? slot.level.together(entry.level) : entry.level,
          isGuarded: entry.isGuarded || (isSame && slot.isGuarded))
      }
    }
  }

  /// What was heard over `frames`: every sound in its order, then the master.
  package func read(_ frames: Range<Int>) -> [Reading] {
    let blocks = (frames.lowerBound >> 7)...max(frames.lowerBound >> 7, (frames.upperBound - 1) >> 7)
    return state.withLock { state in
      state.rings.enumerated().map { meter, ring in
        var (peak, square, isGuarded) = (Float(0), Float(0), false)
        for block in blocks where !ring.isEmpty {
          let slot = ring[block & (Self.capacity - 1)]
          guard slot.block == block else { continue }
          peak = max(peak, slot.level.peak)
          square += slot.level.square
          isGuarded = isGuarded || slot.isGuarded
        }
        return Reading(
          name: meter < state.names.count ? state.names[meter] : nil, peak: peak,
          rms: (square / Float(blocks.count)).squareRoot(), isGuarded: isGuarded)
      }
    }
  }
}

/// Peak and mean square of one block.
struct BlockLevel {
  var peak: Float = 0
  var square: Float = 0

  init() {}

  /// Of `count` samples, a multiple of 8, at `samples`.
  init(_ samples: UnsafePointer<Float>, count: Int) {
    var most = SIMD8<Float>(repeating: 0)
    var sum = SIMD8<Float>(repeating: 0)
    let raw = UnsafeRawPointer(samples)
    for at in stride(from: 0, to: count, by: 8) {
      let x = unsafe raw.loadUnaligned(fromByteOffset: at * 4, as: SIMD8<Float>.self)
      let size = x.replacing(with: -x, where: x .< 0)
      most = most.replacing(with: size, where: size .> most)
      sum += x * x
    }
    peak = most.max()
    square = count > 0 ? sum.sum() / Float(count) : 0
  }

  /// Two that sound together, taken to be unlike each other.
  func together(_ other: BlockLevel) -> BlockLevel {
    var both = self
    both.peak = max(peak, other.peak)
    both.square += other.square
    return both
  }
}
