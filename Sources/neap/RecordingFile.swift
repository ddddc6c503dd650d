import AudioFiles
import Synchronization
import Terminals

/// A sound file that the player's thread writes and the main thread closes.
final class RecordingFile: @unchecked Sendable {
  // Unchecked because the writer is not Sendable: every use of it holds the lock.
  private let writer: AudioFileWriter
  private let lock = Mutex(())

  init(_ path: String, rate: Int, channels: Int) throws {
    writer = try AudioFileWriter(path: path, rate: rate, channels: channels)
  }

  func write(_ samples: UnsafeBufferPointer<Float>) throws {
    try lock.withLock { _ in try writer.write(samples.span) }
  }

  func close() {
    lock.withLock { _ in
      do { try writer.close() } catch { Messages.error("\(error)") }
    }
  }
}
