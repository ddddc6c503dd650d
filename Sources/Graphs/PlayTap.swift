import Signals
import Synchronization

/// What was rendered of one played signal, or of the whole mix, kept to be looked at when it is heard. What an edit renders
/// again takes the place of what was there.
///
/// The render thread enters samples, so whoever looks makes the ring, and holds the lock for a few blocks at a time.
package final class PlayTap: Sendable {
  /// What is looked at.
  package enum Place: Equatable, Sendable {
    case master
    /// A signal, by its version.
    case version(UInt64)
  }

  private struct State {
    var place: Place?
    /// Grows when something else is looked at: then all that is at hand is copied.
    var turn = 0
    var channels = 0
    /// Whether anything of it was entered.
    var isNoted = false
    /// A ring of blocks, in each a plane for each channel.
    var samples: [Float] = []
    /// Which block of the grid lies in each place of the ring.
    var blocks: [Int] = []
    var isResting = false
  }
  private let state = Mutex(State())
  /// What a ring takes at most; of more channels the first are kept.
  static let mostBytes = 64 << 20
  /// Blocks of one channel that are copied while the lock is held: 16 KiB.
  private static let blocksAtOnce = 32

  /// Looks at something from now on; what was seen of something else stays, so that a picture goes on over an edit.
  ///
  /// - Parameter frames: How far back it shall be known, what lies in the play queue included.
  /// - Returns: How many of the channels are kept.
  @discardableResult
  package func watch(_ place: Place, channels: Int, frames: Int) -> Int {
    let count = max(1, frames) / Grid.block + 2
    let kept = max(1, min(channels, Self.mostBytes / (count * Grid.block * MemoryLayout<Float>.stride)))
    let isFit = state.withLock { $0.channels == kept && $0.blocks.count >= count }
    // Cleared before the lock is taken, and let go of behind it.
    var samples = isFit ? [] : [Float](repeating: 0, count: count * Grid.block * kept)
    var blocks = isFit ? [] : [Int](repeating: .min, count: count)
    state.withLock { state in
      if !isFit {
        state.channels = kept
        swap(&state.samples, &samples)
        swap(&state.blocks, &blocks)
      }
      guard !isFit || state.place != place else { return }
      state.place = place
      state.turn += 1
      state.isNoted = false
    }
    return kept
  }

  /// Looks at nothing any more, and forgets what was seen.
  package func unwatch() {
    var former = State()
    state.withLock { state in
      former.turn = state.turn + 1
      swap(&state, &former)
      state.turn = former.turn + 1
    }
  }

  /// Whether anything was entered since another place is looked at.
  package var isNoted: Bool { state.withLock(\.isNoted) }
  /// Whether nothing is shown for now, since rendering cannot keep up.
  package var isResting: Bool {
    get { state.withLock(\.isResting) }
    set { state.withLock { $0.isResting = newValue } }
  }

  package var place: Place? { state.withLock(\.place) }

  /// What is looked at, and a number that changes with it.
  var wanted: (place: Place, turn: Int)? {
    state.withLock { state in state.place.map { ($0, state.turn) } }
  }

  /// Enters whole blocks from `first`, a multiple of the grid, on. What has fewer channels than are looked at is of a
  /// former or a later place, and is left out.
  func note(first: Int, count: Int, channels: Int, _ sample: (_ frame: Int, _ channel: Int) -> Float) {
    state.withLock { state in
      guard state.place != nil, channels >= state.channels, !state.blocks.isEmpty else { return }
      var at = first
      while at + Grid.block <= first + count {
        let block = at >> Grid.blockShift
        let place = Self.index(block, state.blocks.count)
        state.blocks[place] = block
        state.isNoted = true
        for channel in 0..<state.channels {
          let start = (place * state.channels + channel) * Grid.block
          for frame in 0..<Grid.block { state.samples[start + frame] = sample(at + frame, channel) }
        }
        at += Grid.block
      }
    }
  }

  private static func index(_ block: Int, _ count: Int) -> Int {
    let rest = block % count
    return rest < 0 ? rest + count : rest
  }

  /// The samples of each channel; nil where they are not all at hand.
  package func read(_ frames: Range<Int>) -> [[Float]]? {
    let channels = state.withLock(\.channels)
    guard channels > 0 else { return nil }
    var planes = [[Float]](repeating: [Float](repeating: 0, count: frames.count), count: channels)
    let last = max(frames.lowerBound, frames.upperBound - 1) >> Grid.blockShift
    var block = frames.lowerBound >> Grid.blockShift
    while block <= last {
      let end = min(last, block + max(1, Self.blocksAtOnce / channels) - 1)
      let isThere = state.withLock { state in
        guard state.channels == channels else { return false }
        for number in block...end {
          let place = Self.index(number, state.blocks.count)
          guard state.blocks[place] == number else { return false }
          let first = number << Grid.blockShift
          let span = frames.clamped(to: first..<first + Grid.block)
          guard !span.isEmpty else { continue }
          for channel in 0..<channels {
            let start = (place * channels + channel) * Grid.block - first
            let target = span.lowerBound - frames.lowerBound
            planes[channel].replaceSubrange(
              target..<target + span.count,
              with: state.samples[start + span.lowerBound..<start + span.upperBound])
          }
        }
        return true
      }
      guard isThere else { return nil }
      block = end + 1
    }
    return planes
  }
}

extension PlayedGraph {
  /// Shows what was just rendered to whoever looks at it.
  func showTap(_ frames: Range<Int>, _ out: UnsafeMutableBufferPointer<Float>) {
    guard let (place, turn) = report.tap.wanted else { return }
    defer { tapTurn = turn }
    switch place {
    case .master:
      let channels = channels
      report.tap.note(first: frames.lowerBound, count: frames.count, channels: channels) { frame, channel in
        unsafe out[(frame - frames.lowerBound) * channels + channel]
      }
    case .version(let version):
      guard let node = nodes.first(where: { $0.version.id == version }) else { return }
      let offset = node.timeline.offset
      // What was rendered before it was looked at is there as far as it is not yet heard.
      let held = node.track.frames
      let asked = tapTurn == turn ? frames.lowerBound - offset..<frames.upperBound - offset : held
      let first = max(Grid.ceil(held.lowerBound), Grid.floor(asked.lowerBound))
      let end = min(Grid.floor(held.upperBound), asked.upperBound)
      guard first < end else { return }
      let track = node.track
      report.tap.note(first: first + offset, count: end - first, channels: track.channels) { frame, channel in
        unsafe track.pointer(frame - offset)[channel * track.stride]
      }
    }
  }
}
