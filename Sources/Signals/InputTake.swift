import Synchronization

/// What an input has recorded so far: it only grows, from any thread, and what is there stays.
package final class InputTake: Sendable {
  private struct State {
    var pieces: [[Float]] = []
    var count = 0
  }
  private let state = Mutex(State())
  private static let piece = 1 << 14
  /// Frames that one take holds at most: ten minutes at 48 kHz, 115 MB.
  package static let most = 28_800_000

  private init() {}

  // Rows are values, and a take is none: they name it by a number, which is the process's.
  private static let all = Mutex<[InputTake]>([])

  /// A new take and its number.
  package static func begin() -> (take: InputTake, number: Int) {
    let take = InputTake()
    let number = all.withLock { takes in
      takes.append(take)
      return takes.count
    }
    return (take, number)
  }

  package static func numbered(_ number: Int) -> InputTake? {
    all.withLock { $0.indices.contains(number - 1) ? $0[number - 1] : nil }
  }

  package var count: Int { state.withLock(\.count) }

  /// Adds frames of one channel; what is over the most that is held is left out.
  package func append(_ samples: UnsafeBufferPointer<Float>) {
    state.withLock { state in
      for sample in samples.prefix(Self.most - state.count) {
        if state.count % Self.piece == 0 {
          var piece: [Float] = []
          piece.reserveCapacity(Self.piece)
          state.pieces.append(piece)
        }
        state.pieces[state.pieces.count - 1].append(sample)
        state.count += 1
      }
    }
  }

  /// Copies frames to `out`; what is not recorded is silence.
  package func read(_ frames: Range<Int>, into out: inout MutableSpan<Float>) {
    state.withLock { state in
      for (place, frame) in frames.enumerated() where place < out.count {
        out[place] =
          frame >= 0 && frame < state.count ? state.pieces[frame / Self.piece][frame % Self.piece] : 0
      }
    }
  }

  /// All that is there.
  package var samples: [Float] { state.withLock { Array($0.pieces.joined()) } }
}
