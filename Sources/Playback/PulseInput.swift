import CPulse
import Synchronization

/// A stream of a sound server's source (nil: the usual one): what it hears is handed on as it comes.
///
/// The callbacks run on PulseAudio's own thread; `receive` is called there and does not wait.
package final class PulseInput {
  private let events: PulseEvents
  private let changes: Bell
  private let receiver: Receiver
  private let loop: OpaquePointer
  private let context: OpaquePointer
  private var stream: OpaquePointer?

  /// What the stream's callback hands on to.
  private final class Receiver: Sendable {
    let receive: @Sendable (UnsafeBufferPointer<Float>) -> Void
    init(_ receive: @escaping @Sendable (UnsafeBufferPointer<Float>) -> Void) { self.receive = receive }

    func take(_ stream: OpaquePointer) {
      while pa_stream_readable_size(stream) > 0 {
        var data: UnsafeRawPointer?
        var count = 0
        guard pa_stream_peek(stream, &data, &count) >= 0, count > 0 else { return }
        let samples = count / MemoryLayout<Float>.size
        if let data {
          receive(UnsafeBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: samples))
        } else {
          // A hole: the server lost so much, and time goes on.
          withUnsafeTemporaryAllocation(of: Float.self, capacity: samples) { silence in
            silence.initialize(repeating: 0)
            receive(UnsafeBufferPointer(silence))
          }
        }
        pa_stream_drop(stream)
      }
    }
  }

  /// Seconds within which a server answers.
  private static let patience = 3.0
  /// Seconds that come at a time.
  private static let piece = 0.01

  /// Begins to record interleaved samples; returns when the server sends them.
  package init(
    server: String? = nil, device: String? = nil, rate: Int, channels: Int = 1,
    receive: @escaping @Sendable (UnsafeBufferPointer<Float>) -> Void
  ) throws(PlaybackError) {
    changes = try Bell()
    events = try PulseEvents(changes: changes)
    receiver = Receiver(receive)
    guard let loop = pa_threaded_mainloop_new() else { throw .system("no PulseAudio loop could be made") }
    guard let context = pa_context_new(pa_threaded_mainloop_get_api(loop), "Neap") else {
      pa_threaded_mainloop_free(loop)
      throw .system("no PulseAudio context could be made")
    }
    (self.loop, self.context) = (loop, context)
    let userData = Unmanaged.passUnretained(events).toOpaque()
    pa_context_set_state_callback(
      context, { context, data in if let context { PulseEvents.of(data)?.contextChanged(context) } }, userData
    )
    if pa_context_connect(context, server, PA_CONTEXT_NOAUTOSPAWN, nil) < 0 { events.contextChanged(context) }
    pa_threaded_mainloop_start(loop)
    let deadline = Monotonic.now() + Monotonic.nanoseconds(Self.patience)
    try wait(until: deadline) { events.context }
    locked { connect(device, rate, channels) }
    guard stream != nil else { throw .noServer("it gives no input of this format") }
    do { try wait(until: deadline) { events.stream } } catch {
      if case .noServer(let reason) = error { throw .noInput(reason) }
      throw error
    }
  }

  deinit {
    // The callbacks hold `events` and `receiver` unretained: they are taken off, and their thread ends, before these go.
    locked {
      if let stream {
        pa_stream_set_state_callback(stream, nil, nil)
        pa_stream_set_read_callback(stream, nil, nil)
        pa_stream_disconnect(stream)
        pa_stream_unref(stream)
      }
      pa_context_set_state_callback(context, nil, nil)
      pa_context_disconnect(context)
      pa_context_unref(context)
    }
    pa_threaded_mainloop_stop(loop)
    pa_threaded_mainloop_free(loop)
  }

  /// Why nothing comes any more; nil while it does.
  package var problem: String? {
    for phase in [events.context, events.stream] {
      if case .failed(let reason) = phase { return reason }
    }
    return nil
  }

  private func connect(_ device: String?, _ rate: Int, _ channels: Int) {
    var specification = pa_sample_spec(
      format: PA_SAMPLE_FLOAT32LE, rate: UInt32(rate), channels: UInt8(channels))
    guard let stream = pa_stream_new(context, "Neap", &specification, nil) else { return }
    self.stream = stream
    let ofEvents = Unmanaged.passUnretained(events).toOpaque()
    pa_stream_set_state_callback(
      stream, { stream, data in if let stream { PulseEvents.of(data)?.streamChanged(stream) } }, ofEvents)
    pa_stream_set_read_callback(
      stream,
      { stream, _, data in
        guard let stream, let data else { return }
        Unmanaged<Receiver>.fromOpaque(data).takeUnretainedValue().take(stream)
      }, Unmanaged.passUnretained(receiver).toOpaque())
    let bytes = Double(rate * channels * MemoryLayout<Float>.size)
    var buffer = pa_buffer_attr(
      maxlength: .max, tlength: .max, prebuf: .max, minreq: .max, fragsize: UInt32(Self.piece * bytes))
    if pa_stream_connect_record(stream, device, &buffer, PA_STREAM_ADJUST_LATENCY) < 0 {
      events.streamChanged(stream)
    }
  }

  private func wait(until deadline: UInt64, _ phase: () -> PulseEvents.Phase) throws(PlaybackError) {
    while true {
      switch phase() {
      case .ready: return
      case .failed(let reason): throw .noServer(reason)
      case .underway:
        if !changes.wait(until: deadline), Monotonic.now() >= deadline {
          throw .noServer("it does not answer")
        }
      }
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pa_threaded_mainloop_lock(loop)
    defer { pa_threaded_mainloop_unlock(loop) }
    return body()
  }
}
