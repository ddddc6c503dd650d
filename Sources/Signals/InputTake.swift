import Synchronization

/// What an input has recorded so far: it only grows, from any thread, and what is there stays.
package final class InputTake: Sendable {
  private struct State {
    /// Whole pieces, which nobody changes any more: a copy of the list is all that is taken under the lock.
    var full: [[Float]] = []
    var last: [Float] = []
    var count: Int { full.count * InputTake.piece + last.count }
  }
  private let state = Mutex(State())
  private static let piece = 1 << 14
  /// Frames that one take holds at most: ten minutes at 48 kHz, 115 MB.
  package static let most = 28_800_000

  private init() {}

  // Rows are values, and a take is none: they name it by a number, which is the process's. Whoever records and whatever
  // reads it hold it.
  private struct Held {
    weak var take: InputTake?
  }
  private struct Known {
    var takes: [Int: Held] = [:]
    var last = 0
  }
  private static let known = Mutex(Known())

  /// A new take and its number.
  package static func begin() -> (take: InputTake, number: Int) {
    let take = InputTake()
    let number = known.withLock { known in
      known.takes = known.takes.filter { $0.value.take != nil }
      known.last += 1
      known.takes[known.last] = Held(take: take)
      return known.last
    }
    return (take, number)
  }

  package static func numbered(_ number: Int) -> InputTake? { known.withLock { $0.takes[number]?.take } }

  package var count: Int { state.withLock(\.count) }

  /// Adds frames of one channel; what is over the most that is held is left out.
  package func append(_ samples: UnsafeBufferPointer<Float>) {
    state.withLock { state in
      var rest = samples.prefix(Self.most - state.count)
      while !rest.isEmpty {
        if state.last.capacity < Self.piece { state.last.reserveCapacity(Self.piece) }
        let part = rest.prefix(Self.piece - state.last.count)
        state.last.append(contentsOf: part)
        rest = rest.dropFirst(part.count)
        guard state.last.count == Self.piece else { continue }
        state.full.append(state.last)
        state.last = []
      }
    }
  }

  /// Copies frames to `out`; what is not recorded is silence.
  package func read(_ frames: Range<Int>, into out: inout MutableSpan<Float>) {
    state.withLock { state in
      for (place, frame) in frames.enumerated() where place < out.count {
        out[place] = frame >= 0 && frame < state.count ? Self.sample(state, frame) : 0
      }
    }
  }

  private static func sample(_ state: State, _ frame: Int) -> Float {
    let number = frame / piece
    return number < state.full.count ? state.full[number][frame % piece] : state.last[frame % piece]
  }

  /// What is there from a frame on. Ten minutes are joined behind the lock, for the render thread and the sound server's
  /// take it too.
  package func samples(from first: Int = 0) -> [Float] {
    let (full, last) = pieces()
    var all: [Float] = []
    all.reserveCapacity(max(0, full.count * Self.piece + last.count - first))
    for (number, piece) in full.enumerated() where (number + 1) * Self.piece > first {
      all.append(contentsOf: piece[max(0, first - number * Self.piece)...])
    }
    all.append(contentsOf: last.dropFirst(max(0, first - full.count * Self.piece)))
    return all
  }

  /// What is there as it is held: whole pieces are shared, and but for the last nothing is copied while the lock is held.
  func pieces() -> (full: [[Float]], last: [Float]) {
    // A whole slice would share its room, and the sound server's thread would copy it when it next writes.
    state.withLock { state in (state.full, state.last.withUnsafeBufferPointer { Array($0) }) }
  }

  /// All that is there.
  package var samples: [Float] { samples() }
}
