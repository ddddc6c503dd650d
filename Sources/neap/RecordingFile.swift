import AudioFiles
import Synchronization
import Terminals

/// A sound file that the player's thread writes and the main thread closes.
final class RecordingFile: @unchecked Sendable {
  // Unchecked because the writer is not Sendable: every use of it holds the lock.
  private let writer: AudioFileWriter
  private let lock = Mutex(false)
  private let path: String

  init(_ path: String, rate: Int, channels: Int) throws {
    self.path = path
    writer = try AudioFileWriter(path: path, rate: rate, channels: channels, isFound: true)
  }

  func write(_ samples: UnsafeBufferPointer<Float>) throws {
    try lock.withLock { hasFrames in
      hasFrames = true
      try writer.write(samples.span)
    }
  }

  func close() {
    lock.withLock { hasFrames in
      do { try writer.close() } catch {
        if hasFrames {
          Messages.error("\(error)")
        } else {
          Messages.hint("Nothing was played, so \(path) was not written.")
        }
      }
    }
  }
}
