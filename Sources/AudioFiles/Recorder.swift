import Glibc
import Synchronization
import Threads

/// Writes a sound file on a thread of its own: who hands samples over never waits for a disk.
package final class Recorder: @unchecked Sendable {
  // Unchecked because the writer is not Sendable: it is used by the thread alone, and read when that has ended. The
  // semaphore may be posted by any thread, for as long as this lives.

  /// What came of it.
  package struct Outcome: Sendable {
    package let frames: Int
    package let problem: AudioFileError?
    /// How many samples lay past the mark.
    package let marked: Int
  }
  private struct State {
    var samples: [Float] = []
    /// All before it was handed over.
    var heard: Int
    /// The first frame that no longer belongs to it.
    var end: Int?
    var isForced = false
    var isAbandoned = false
    var outcome: Outcome?
  }

  package let path: String
  /// Where what was heard stands until it ends; it stays there, and can be played, where the program is killed.
  package let unfinishedPath: String
  private let channels: Int
  private let writer: AudioFileWriter
  private let state: Mutex<State>
  private let work = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let start: Int

  /// Ten minutes of stereo at 48 kHz: so much waits only where the disk has stopped taking anything.
  private static let mostWaiting = 57_600_000

  /// - Parameters:
  ///   - start: the first frame that belongs to it; what is handed over of earlier ones is left out.
  ///   - mark: from which size on samples are counted.
  package init(
    path: String, rate: Int, channels: Int, encoding: AudioEncoding?, from start: Int,
    mark: Float = .infinity,
    budget: WriteBudget? = nil
  ) throws(AudioFileError) {
    writer = try AudioFileWriter(
      path: path, rate: rate, channels: channels, encoding: encoding, isFound: true)
    unfinishedPath = writer.unfinishedPath
    writer.mark = mark
    writer.budget = budget
    writer.keepsWhatFits = true
    self.path = path
    self.channels = channels
    self.start = start
    var first = State(heard: start)
    first.samples.reserveCapacity(4 * rate * channels)
    state = Mutex(first)
    sem_init(work, 0, 0)
    try begin()
  }

  deinit {
    sem_destroy(work)
    work.deallocate()
  }

  /// Takes interleaved samples that begin at `frame`. Ranges follow each other without a gap.
  package func hear(_ samples: UnsafeBufferPointer<Float>, at frame: Int) {
    state.withLock { state in
      let end = frame + samples.count / channels
      let wanted = max(frame, start)..<max(frame, start, min(end, state.end ?? end))
      state.heard = max(state.heard, end)
      guard state.outcome == nil, !wanted.isEmpty, state.samples.count < Self.mostWaiting else { return }
      state.samples.append(
        contentsOf: samples[(wanted.lowerBound - frame) * channels..<(wanted.upperBound - frame) * channels])
    }
    sem_post(work)
  }

  /// Why nothing more is written, as soon as that is so.
  package var problem: AudioFileError? { state.withLock(\.outcome)?.problem }

  /// Ends with the frame before `end`, where later ones were not handed over already, or where nothing more will be handed over with what there is, and waits until the
  /// file is whole. `patience` seconds after which what has not come is not waited for.
  package func finish(at end: Int?, patience: Double = 1) -> Outcome {
    state.withLock { state in
      state.end = end ?? state.heard
      state.isForced = end == nil
    }
    sem_post(work)
    var waited = 0.0
    while true {
      if let outcome = state.withLock(\.outcome) { return outcome }
      usleep(2_000)
      waited += 0.002
      if waited > patience {
        state.withLock { $0.isForced = true }
        sem_post(work)
      }
    }
  }

  /// Ends without a file.
  package func abandon() {
    state.withLock { $0.isAbandoned = true }
    _ = finish(at: nil)
  }

  private func begin() throws(AudioFileError) {
    do throws(OwnThread.Failure) {
      pthread_detach(try OwnThread.start("neap recorder") { [self] in run() })
    } catch { throw AudioFileError("cannot record \"\(path)\": \(error)") }
  }

  private func run() {
    var problem: AudioFileError?
    var piece: [Float] = []
    while true {
      while sem_wait(work) != 0 {}
      piece.removeAll(keepingCapacity: true)
      var isAbandoned = false
      let isOver = state.withLock { state in
        swap(&piece, &state.samples)
        isAbandoned = state.isAbandoned
        return state.isForced || state.end.map { state.heard >= $0 } ?? false
      }
      do throws(AudioFileError) {
        if isAbandoned { throw AudioFileError("\(path) was given up") }
        try writer.write(piece)
        if isOver { try writer.close() }
      } catch {
        problem = error
        // What there is of a recording is not lost.
        if isAbandoned {
          writer.abandon()
        } else if writer.isCutShort, writer.frames > 0 {
          do throws(AudioFileError) {
            try writer.close()
            let seconds = (Double(writer.frames) / Double(writer.rate) * 10).rounded() / 10
            problem = AudioFileError("\(path) ends after \(seconds) s and is whole: \(error.description)")
          } catch { problem = error }
        }
      }
      if isOver || problem != nil { break }
    }
    let outcome = Outcome(frames: writer.frames, problem: problem, marked: writer.markedSamples)
    state.withLock { $0.outcome = outcome }
  }
}
