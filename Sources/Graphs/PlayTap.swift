import Signals
import Synchronization

/// What was rendered of one played signal, or of the whole mix, kept to be looked at when it is heard. What an edit renders
/// again takes the place of what was there.
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
    /// Interleaved, a ring of blocks.
    var samples: [Float] = []
    /// Which block of the grid lies in each place of the ring.
    var blocks: [Int] = []
    var isResting = false
  }
  private let state = Mutex(State())
  /// 10.9 s at 48 kHz: more than the play queue and what a scope shows.
  private static let capacity = 4_096

  /// Looks at something from now on; what was seen of something else stays, so that a picture goes on over an edit. Nil
  /// forgets all.
  package func watch(_ place: Place?) {
    state.withLock { state in
      if place == nil { (state.channels, state.samples, state.blocks) = (0, [], []) }
      guard state.place != place else { return }
      state.place = place
      state.turn += 1
    }
  }

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

  /// Enters whole blocks from `first`, a multiple of the grid, on.
  func note(first: Int, count: Int, channels: Int, _ sample: (_ frame: Int, _ channel: Int) -> Float) {
    state.withLock { state in
      if state.channels != channels {
        state.channels = channels
        state.samples = [Float](repeating: 0, count: Self.capacity * Grid.block * channels)
        state.blocks = [Int](repeating: .min, count: Self.capacity)
      }
      var at = first
      while at + Grid.block <= first + count {
        let block = at >> Grid.blockShift
        let place = block & (Self.capacity - 1)
        state.blocks[place] = block
        for frame in 0..<Grid.block {
          let index = (place * Grid.block + frame) * channels
          for channel in 0..<channels { state.samples[index + channel] = sample(at + frame, channel) }
        }
        at += Grid.block
      }
    }
  }

  /// The samples of each channel; nil where they are not all at hand.
  package func read(_ frames: Range<Int>) -> [[Float]]? {
    state.withLock { state in
      guard state.channels > 0 else { return nil }
      let blocks =
        frames.lowerBound >> Grid.blockShift...max(frames.lowerBound, frames.upperBound - 1)
        >> Grid.blockShift
      guard blocks.allSatisfy({ state.blocks[$0 & (Self.capacity - 1)] == $0 }) else { return nil }
      return (0..<state.channels).map { channel in
        frames.map { frame in
          let place = (frame >> Grid.blockShift) & (Self.capacity - 1)
          return state.samples[(place * Grid.block + frame & (Grid.block - 1)) * state.channels + channel]
        }
      }
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
