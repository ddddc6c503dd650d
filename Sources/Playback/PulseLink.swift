import CPulse

/// One connection to a server with one stream on it. It is never repaired, only replaced.
///
/// Used on the player's thread; every call into the library holds the main loop's lock.
final class PulseLink {
  let events: PulseEvents
  private let device: String?
  private var specification: pa_sample_spec
  private let loop: OpaquePointer
  private let context: OpaquePointer
  private var stream: OpaquePointer?
  private var started = false

  /// Frames of silence that the stream began with.
  private(set) var fed = 0
  /// Bytes of one frame.
  let frameBytes: Int
  /// The most bytes that are written while the lock is held.
  private static let mostBytes = 65_536
  /// The least that lies in the stream before it plays, at the start and after it ran dry, in seconds.
  private static let prebuffer = 0.02
  /// In seconds.
  private static let silence = 1.0

  init(server: String?, device: String?, rate: Int, channels: Int, changes: Bell) throws(PlaybackError) {
    events = try PulseEvents(changes: changes)
    self.device = device
    specification = pa_sample_spec(format: PA_SAMPLE_FLOAT32LE, rate: UInt32(rate), channels: UInt8(channels))
    frameBytes = channels * MemoryLayout<Float>.size
    guard let loop = pa_threaded_mainloop_new() else { throw .system("no PulseAudio loop could be made") }
    guard let context = pa_context_new(pa_threaded_mainloop_get_api(loop), "Neap") else {
      pa_threaded_mainloop_free(loop)
      throw .system("no PulseAudio context could be made")
    }
    self.loop = loop
    self.context = context
    let userData = Unmanaged.passUnretained(events).toOpaque()
    pa_context_set_state_callback(
      context, { context, data in if let context { PulseEvents.of(data)?.contextChanged(context) } }, userData
    )
    // A failure to connect comes through the callback as well. No server is started: that is the user's affair.
    if pa_context_connect(context, server, PA_CONTEXT_NOAUTOSPAWN, nil) < 0 { events.contextChanged(context) }
    pa_threaded_mainloop_start(loop)
  }

  deinit {
    // The callbacks hold `events` unretained: they are taken off, and their thread ends, before it goes.
    locked {
      if let stream {
        pa_stream_set_state_callback(stream, nil, nil)
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

  /// How far the link is; makes the stream when the server is there.
  func progress() -> PulseEvents.Phase {
    switch events.context {
    case .underway: return .underway
    case .failed(let reason): return .failed(reason)
    case .ready:
      if stream == nil { connectStream() }
      return stream == nil ? .failed("the server takes no stream of this format") : events.stream
    }
  }

  /// What the device takes at a time, in frames.
  var block: Int {
    guard let stream else { return 0 }
    return locked { pa_stream_get_buffer_attr(stream).map { Int($0.pointee.minreq) / frameBytes } ?? 0 }
  }

  /// Lets a filled stream play.
  func start() {
    guard let stream, !started else { return }
    started = true
    locked { discard(pa_stream_cork(stream, 0, nil, nil)) }
  }

  /// Asks the server where the stream stands and waits for the answer, at most until `deadline`.
  func askTiming(until deadline: UInt64) -> Bool {
    guard let stream else { return false }
    let before = events.replyCount
    locked {
      discard(
        pa_stream_update_timing_info(
          stream,
          { stream, success, data in
            if let stream, success != 0 { PulseEvents.of(data)?.timingArrived(stream) }
          }, Unmanaged.passUnretained(events).toOpaque()))
    }
    while events.replyCount == before {
      guard events.replies.wait(until: deadline) else { return events.replyCount != before }
    }
    return true
  }

  /// Begins with silence, longer than it takes to learn where the stream stands.
  func feedSilence() {
    fed = Int(Self.silence * Double(specification.rate))
    let samples = [Float](repeating: 0, count: fed * frameBytes / MemoryLayout<Float>.size)
    samples.withUnsafeBufferPointer { write($0, offset: 0) }
    start()
  }

  /// Writes at `offset` frames from where the last write ended.
  func write(_ samples: UnsafeBufferPointer<Float>, offset: Int) {
    guard let stream else { return }
    let bytes = UnsafeRawBufferPointer(samples)
    let most = Self.mostBytes / frameBytes * frameBytes
    var done = 0
    while done < bytes.count {
      let count = min(bytes.count - done, most)
      let seek = done == 0 ? Int64(offset * frameBytes) : 0
      locked {
        _ = pa_stream_write(stream, bytes.baseAddress.map { $0 + done }, count, nil, seek, PA_SEEK_RELATIVE)
      }
      done += count
    }
  }

  private func connectStream() {
    let userData = Unmanaged.passUnretained(events).toOpaque()
    locked {
      var map = pa_channel_map()
      pa_channel_map_init_extend(&map, UInt32(specification.channels), PA_CHANNEL_MAP_WAVEEX)
      guard let stream = pa_stream_new(context, "Neap", &specification, &map) else { return }
      pa_stream_set_state_callback(
        stream, { stream, data in if let stream { PulseEvents.of(data)?.streamChanged(stream) } }, userData)
      let second = Double(specification.rate) * Double(frameBytes)
      var buffer = pa_buffer_attr(
        maxlength: .max, tlength: UInt32(2 * second), prebuf: UInt32(Self.prebuffer * second),
        minreq: UInt32(0.01 * second), fragsize: .max)
      // Early requests: the server hands the device no more than `minreq` at a time, so all else can be rewritten.
      let flags = pa_stream_flags_t(
        rawValue: PA_STREAM_START_CORKED.rawValue | PA_STREAM_EARLY_REQUESTS.rawValue)
      self.stream = stream
      if pa_stream_connect_playback(stream, device, &buffer, flags, nil, nil) < 0 {
        events.streamChanged(stream)
      }
    }
  }

  private func discard(_ operation: OpaquePointer?) {
    if let operation { pa_operation_unref(operation) }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pa_threaded_mainloop_lock(loop)
    defer { pa_threaded_mainloop_unlock(loop) }
    return body()
  }
}
