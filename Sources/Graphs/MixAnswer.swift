import Signals

/// What plays, answered purely from the start: every sound summed, behind the master. For rendering to a file.
package final class MixAnswer {
  private let sounds: [(answer: PureAnswer, sound: PlaySnapshot.Sound)]
  private let gain: Float
  private let channels: Int
  /// Frames of one piece.
  private static let piece = 32 * Grid.block

  package init(_ snapshot: PlaySnapshot, channels: Int, cache: SignalCache, log: EventLog) {
    sounds = snapshot.sounds.map { (PureAnswer($0.version, cache: cache, log: log), $0) }
    gain = snapshot.gain
    self.channels = channels
  }

  package var isInterrupted: () -> Bool = { false } {
    didSet { for sound in sounds { sound.answer.isInterrupted = isInterrupted } }
  }

  /// Prepares what a score plays, so that the answer can go on.
  package var onNeed: (ScoreNeed) throws -> Void = { _ in } {
    didSet { for sound in sounds { sound.answer.onNeed = onNeed } }
  }

  /// Shows the interleaved samples of `frames`, piece by piece, to `body`.
  package func forEachPiece(
    of frames: Range<Int>, progress: (Int, Int) -> Void = { _, _ in },
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws {
    let space = UnsafeMutableBufferPointer<Float>.allocate(capacity: Self.piece * channels)
    defer { space.deallocate() }
    var at = frames.lowerBound
    while at < frames.upperBound {
      let next = min(at + Self.piece, frames.upperBound)
      let part = UnsafeMutableBufferPointer(rebasing: space[..<((next - at) * channels)])
      part.update(repeating: 0)
      for (answer, sound) in sounds {
        try answer.forEachRun(of: (at - sound.start)..<(next - sound.start)) { run in
          let place = run.frames.lowerBound + sound.start - at
          for channel in 0..<channels where channel < run.channels || run.channels == 1 {
            let plane = run.plane(run.channels == 1 ? 0 : channel)
            for i in plane.indices { part[(place + i) * channels + channel] += plane[i] }
          }
        }
      }
      Master.apply(gain, to: part)
      try body(part)
      progress(next - frames.lowerBound, frames.count)
      at = next
    }
  }

  /// The frame behind the last that any sound has, or nil where one goes on without end.
  package static func end(of snapshot: PlaySnapshot) -> Int? {
    var end = 0
    for sound in snapshot.sounds {
      guard let upper = SoundEnd.driven(sound.version) else { return nil }
      end = max(end, upper + sound.start)
    }
    return end
  }

  /// Whether a sound rings on behind its end.
  package static func rings(_ snapshot: PlaySnapshot) -> Bool {
    snapshot.sounds.contains { $0.version.shape.range.upper == nil }
  }
}
