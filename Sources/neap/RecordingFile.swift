import AudioFiles
import Synchronization
import Terminals

/// A sound file that the player's thread writes and the main thread closes.
final class RecordingFile: @unchecked Sendable {
  // Unchecked because the writer is not Sendable: every use of it holds the lock.
  private let writer: AudioFileWriter
  private let lock = Mutex((hasFrames: false, told: 0))
  private let path: String

  init(_ path: String, rate: Int, channels: Int) throws {
    self.path = path
    writer = try AudioFileWriter(path: path, rate: rate, channels: channels, isFound: true)
  }

  func write(_ samples: UnsafeBufferPointer<Float>) throws {
    try lock.withLock { state in
      state.hasFrames = true
      try writer.write(samples.span)
      // What there is can be played where the program is killed.
      guard writer.frames - state.told >= writer.rate else { return }
      writer.updateHeader()
      state.told = writer.frames
    }
  }

  func close() {
    lock.withLock { state in
      do { try writer.close() } catch {
        if state.hasFrames {
          Messages.error("\(error)")
        } else {
          Messages.hint("Nothing was played, so \(path) was not written.")
        }
      }
    }
  }
}
