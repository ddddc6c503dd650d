import Synchronization

/// A sound device without time of its own: it takes frames when it is told to. For tests.
package final class SteppedDevice: Sendable {
  private struct State {
    /// From frame `base` on.
    var written: [Float] = []
    var base = 0
    var heard: [Float] = []
    var writes: [Range<Int>] = []
    var read = 0
    var poke: @Sendable () -> Void = {}
  }

  package let channels: Int
  private let onHear: (@Sendable (ArraySlice<Float>) -> Void)?
  private let state = Mutex(State())

  /// Where `onHear` is given what is heard, interleaved and without a gap, nothing is kept of it: for hours of sound.
  package init(channels: Int, onHear: (@Sendable (ArraySlice<Float>) -> Void)? = nil) {
    self.channels = channels
    self.onHear = onHear
  }

  /// Hears the next `count` frames, or as many as are written; answers how many.
  @discardableResult
  package func step(_ count: Int) -> Int {
    let (moved, poke) = state.withLock { state in
      let first = (state.read - state.base) * channels
      let moved = min(count, (state.written.count - first) / channels)
      let samples = state.written[first..<first + moved * channels]
      if let onHear { onHear(samples) } else { state.heard += samples }
      state.read += moved
      if onHear != nil, state.read - state.base > 1 << 17 {
        // In a room of its own size: taken off at the front, it would keep room for ever more.
        state.written = Array(state.written[((state.read - state.base) * channels)...])
        state.base = state.read
        state.writes.removeAll(keepingCapacity: true)
      }
      return (moved, state.poke)
    }
    poke()
    return moved
  }

  /// All that was heard, interleaved; nothing where somebody is given it.
  package var heard: [Float] { state.withLock(\.heard) }

  /// The frames of each write, in the order of writing.
  package var writes: [Range<Int>] { state.withLock(\.writes) }

  /// How many there were.
  package var writeCount: Int { state.withLock { $0.writes.count } }

  /// The next frame to be heard.
  package var read: Int { state.withLock(\.read) }

  fileprivate func attach(_ poke: @escaping @Sendable () -> Void) { state.withLock { $0.poke = poke } }

  /// As a sound server does, drops what comes for frames that were taken already.
  fileprivate func write(_ samples: UnsafeBufferPointer<Float>, at frame: Int) {
    state.withLock { state in
      let first = (frame - state.base) * channels
      precondition(first <= state.written.count, "a write left a hole")
      let missing = first + samples.count - state.written.count
      if missing > 0 { state.written += repeatElement(0, count: missing) }
      for index in 0..<samples.count where first + index >= (state.read - state.base) * channels {
        state.written[first + index] = samples[index]
      }
      state.writes.append(frame..<frame + samples.count / channels)
    }
  }
}

/// The player's end of a `SteppedDevice`.
final class SteppedSink: Sink {
  var keepsTime: Bool { false }
  private let device: SteppedDevice

  init(device: SteppedDevice, poke: @escaping @Sendable () -> Void) {
    self.device = device
    device.attach(poke)
  }

  func heads(_ horizon: Horizon, fresh: Bool) -> Heads {
    let read = device.read
    return Heads(play: read, read: read, running: false)
  }

  func write(_ samples: UnsafeBufferPointer<Float>, at frame: Int) { device.write(samples, at: frame) }

  func close() { device.attach {} }
}
