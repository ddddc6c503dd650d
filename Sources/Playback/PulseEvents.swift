import CPulse
import Synchronization

/// What PulseAudio's own thread has told of one connection. Its callbacks write here and ring; nothing else is done there.
final class PulseEvents: Sendable {
  enum Phase: Sendable, Equatable {
    case underway, ready
    case failed(String)
  }

  /// A report of where the stream stands.
  struct Timing: Sendable {
    /// Bytes of the stream that the server has handed to the device.
    var readIndex: Int64
    /// From there to the ear, and the report's own way here.
    var deviceDelay: pa_usec_t
    var transport: pa_usec_t
    var playing: Bool
    /// When it came, on the monotonic clock.
    var time: UInt64
  }

  private struct State {
    var context = Phase.underway
    var stream = Phase.underway
    var timing: Timing?
    var replies = 0
  }

  /// Rung when the connection or the stream changes.
  private let changes: Bell
  /// Rung when a timing report is here. Apart from `changes`, so that waiting for one swallows nothing else.
  let replies: Bell
  private let state = Mutex(State())

  init(changes: Bell) throws(PlaybackError) {
    self.changes = changes
    replies = try Bell()
  }

  var context: Phase { state.withLock(\.context) }
  var stream: Phase { state.withLock(\.stream) }
  var timing: Timing? { state.withLock(\.timing) }
  var replyCount: Int { state.withLock(\.replies) }

  static func of(_ pointer: UnsafeMutableRawPointer?) -> PulseEvents? {
    pointer.map { Unmanaged<PulseEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  func contextChanged(_ context: OpaquePointer) {
    let phase: Phase =
      switch pa_context_get_state(context) {
      case PA_CONTEXT_READY: .ready
      case PA_CONTEXT_FAILED, PA_CONTEXT_TERMINATED: .failed(Self.error(of: context))
      default: .underway
      }
    state.withLock { $0.context = phase }
    changes.ring()
  }

  func streamChanged(_ stream: OpaquePointer) {
    let phase: Phase =
      switch pa_stream_get_state(stream) {
      case PA_STREAM_READY: .ready
      case PA_STREAM_FAILED, PA_STREAM_TERMINATED: .failed(Self.error(of: pa_stream_get_context(stream)))
      default: .underway
      }
    state.withLock { $0.stream = phase }
    changes.ring()
  }

  func timingArrived(_ stream: OpaquePointer) {
    guard let info = pa_stream_get_timing_info(stream)?.pointee else { return }
    let timing = Timing(
      readIndex: max(0, info.read_index), deviceDelay: info.sink_usec, transport: info.transport_usec,
      playing: info.playing != 0, time: Monotonic.now())
    state.withLock {
      $0.timing = timing
      $0.replies += 1
    }
    replies.ring()
  }

  /// A sink that goes takes the stream along without an error being set.
  static func error(of context: OpaquePointer?) -> String {
    let code = context.map { pa_context_errno($0) } ?? 0
    return code == 0 ? "the output device is gone" : String(cString: pa_strerror(code))
  }
}
