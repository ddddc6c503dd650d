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

  /// A ring of blocks, in each a plane for each channel.
  struct Ring {
    private(set) var channels = 0
    fileprivate(set) var samples: [Float] = []
    /// Which block of the grid lies in each place of the ring.
    fileprivate(set) var blocks: [Int] = []

    init() {}
    /// Of very many channels the first are kept.
    init(channels: Int, frames: Int) {
      let count = Self.blocks(frames)
      self.channels = Self.kept(channels, frames)
      samples = [Float](repeating: 0, count: count * Grid.block * self.channels)
      blocks = [Int](repeating: .min, count: count)
    }

    static func blocks(_ frames: Int) -> Int { max(1, frames) / Grid.block + 2 }
    static func kept(_ channels: Int, _ frames: Int) -> Int {
      let bytes = blocks(frames) * Grid.block * MemoryLayout<Float>.stride
      return max(1, min(channels, PlayTap.mostBytes / bytes))
    }
  }

  private struct State {
    var place: Place?
    /// Grows when something else is looked at: then all that is at hand is copied.
    var turn = 0
    /// Whether anything of it was entered.
    var isNoted = false
    var ring = Ring()
    var isResting = false
  }
  private let state = Mutex(State())
  /// What a ring takes at most.
  static let mostBytes = 64 << 20
  /// Blocks of one channel that are copied while the lock is held: 16 KiB.
  static let blocksAtOnce = 32

  /// Looks at something from now on; what was seen of something else stays, so that a picture goes on over an edit.
  ///
  /// - Parameter frames: How far back it shall be known, what lies in the play queue included.
  /// - Returns: How many of the channels are kept.
  @discardableResult
  package func watch(_ place: Place, channels: Int, frames: Int) -> Int {
    let kept = Ring.kept(channels, frames)
    let isFit = state.withLock {
      $0.ring.channels == kept && $0.ring.blocks.count >= Ring.blocks(frames)
    }
    // Cleared before the lock is taken, and let go of behind it.
    var ring = isFit ? nil : Ring(channels: channels, frames: frames)
    look(at: place, &ring)
    return kept
  }

  /// Looks at something in another ring, where there is one, which the former takes the place of: neither is made, copied or
  /// let go of while the lock is held.
  func look(at place: Place, _ ring: inout Ring?) {
    state.withLock { state in
      guard ring != nil || state.place != place else { return }
      if var other = ring.take() {
        swap(&state.ring, &other)
        ring = other
      }
      state.place = place
      state.turn += 1
      state.isNoted = false
    }
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
      guard state.place != nil, channels >= state.ring.channels, !state.ring.blocks.isEmpty else { return }
      var at = first
      while at + Grid.block <= first + count {
        let block = at >> Grid.blockShift
        let place = Self.index(block, state.ring.blocks.count)
        state.ring.blocks[place] = block
        state.isNoted = true
        for channel in 0..<state.ring.channels {
          let start = (place * state.ring.channels + channel) * Grid.block
          for frame in 0..<Grid.block { state.ring.samples[start + frame] = sample(at + frame, channel) }
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
    let channels = state.withLock(\.ring.channels)
    guard channels > 0 else { return nil }
    var planes = [[Float]](repeating: [Float](repeating: 0, count: frames.count), count: channels)
    for blocks in Self.parts(of: frames, channels: channels) {
      guard copy(blocks, of: frames, to: &planes) else { return nil }
    }
    return planes
  }

  /// The blocks that are copied while the lock is held once, one part after the other.
  static func parts(of frames: Range<Int>, channels: Int) -> [ClosedRange<Int>] {
    let last = max(frames.lowerBound, frames.upperBound - 1) >> Grid.blockShift
    let most = max(1, blocksAtOnce / channels)
    return stride(from: frames.lowerBound >> Grid.blockShift, through: last, by: most).map {
      $0...min(last, $0 + most - 1)
    }
  }

  /// Copies some blocks into planes that are made; false where they are not all at hand.
  private func copy(_ blocks: ClosedRange<Int>, of frames: Range<Int>, to planes: inout [[Float]]) -> Bool {
    let channels = planes.count
    return state.withLock { state in
      guard state.ring.channels == channels else { return false }
      for number in blocks {
        let place = Self.index(number, state.ring.blocks.count)
        guard state.ring.blocks[place] == number else { return false }
        let first = number << Grid.blockShift
        let span = frames.clamped(to: first..<first + Grid.block)
        guard !span.isEmpty else { continue }
        for channel in 0..<channels {
          let start = (place * channels + channel) * Grid.block - first
          let target = span.lowerBound - frames.lowerBound
          planes[channel].replaceSubrange(
            target..<target + span.count,
            with: state.ring.samples[start + span.lowerBound..<start + span.upperBound])
        }
      }
      return true
    }
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
