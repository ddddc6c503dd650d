import CPulse

/// An output device of a sound server.
package struct PlaybackDevice: Sendable, Equatable {
  package let name: String
  package let description: String
  package let isDefault: Bool
}

/// What a sound server tells of itself.
package struct SoundSurvey: Sendable {
  /// Its name and version.
  package var server = ""
  package var outputs: [PlaybackDevice] = []
  /// What hears: microphones and lines, and what listens to an output.
  package var inputs: [PlaybackDevice] = []
}

/// The output devices of a PulseAudio server (nil: the usual one), in the server's order.
package func listDevices(server: String? = nil) throws(PlaybackError) -> [PlaybackDevice] {
  try PulseSurvey().run(server: server).outputs
}

/// What a PulseAudio server (nil: the usual one) has.
package func surveySound(server: String? = nil) throws(PlaybackError) -> SoundSurvey {
  try PulseSurvey().run(server: server)
}

/// One short conversation with a server, on the caller's thread.
private final class PulseSurvey {
  private var devices: [(name: String, description: String)] = []
  private var sources: [(name: String, description: String)] = []
  private var defaultName = ""
  private var defaultSource = ""
  private var server = ""

  private static let patience = 2.0

  func run(server: String?) throws(PlaybackError) -> SoundSurvey {
    guard let loop = pa_mainloop_new() else { throw .system("no PulseAudio loop could be made") }
    defer { pa_mainloop_free(loop) }
    guard let context = pa_context_new(pa_mainloop_get_api(loop), "Neap") else {
      throw .system("no PulseAudio context could be made")
    }
    defer { pa_context_unref(context) }
    guard pa_context_connect(context, server, PA_CONTEXT_NOAUTOSPAWN, nil) >= 0 else {
      throw .noServer(PulseEvents.error(of: context))
    }
    defer { pa_context_disconnect(context) }
    try turn(loop, context) { pa_context_get_state(context) == PA_CONTEXT_READY }
    // The operations end within `turn`, so what they write to outlives them.
    let userData = Unmanaged.passUnretained(self).toOpaque()
    let questions = [
      pa_context_get_server_info(
        context,
        { _, info, data in PulseSurvey.of(data)?.note(info?.pointee) }, userData),
      pa_context_get_sink_info_list(
        context,
        { _, info, end, data in if end == 0 { PulseSurvey.of(data)?.note(info?.pointee) } }, userData),
      pa_context_get_source_info_list(
        context,
        { _, info, end, data in if end == 0 { PulseSurvey.of(data)?.note(info?.pointee) } }, userData),
    ]
    defer {
      for question in questions {
        if let question {
          pa_operation_cancel(question)
          pa_operation_unref(question)
        }
      }
    }
    try turn(loop, context) {
      questions.allSatisfy { $0.map { pa_operation_get_state($0) != PA_OPERATION_RUNNING } ?? true }
    }
    func listed(_ found: [(name: String, description: String)], _ usual: String) -> [PlaybackDevice] {
      found.map { PlaybackDevice(name: $0.name, description: $0.description, isDefault: $0.name == usual) }
    }
    return SoundSurvey(
      server: self.server, outputs: listed(devices, defaultName), inputs: listed(sources, defaultSource))
  }

  private func turn(_ loop: OpaquePointer, _ context: OpaquePointer, until done: () -> Bool)
    throws(PlaybackError)
  {
    let deadline = Monotonic.now() + Monotonic.nanoseconds(Self.patience)
    while !done() {
      let state = pa_context_get_state(context)
      if state == PA_CONTEXT_FAILED || state == PA_CONTEXT_TERMINATED {
        throw .noServer(PulseEvents.error(of: context))
      }
      guard Monotonic.now() < deadline else { throw .noServer("it does not answer") }
      guard pa_mainloop_prepare(loop, 100_000) >= 0, pa_mainloop_poll(loop) >= 0,
        pa_mainloop_dispatch(loop) >= 0
      else { throw .noServer("the connection broke") }
    }
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> PulseSurvey? {
    pointer.map { Unmanaged<PulseSurvey>.fromOpaque($0).takeUnretainedValue() }
  }

  private func note(_ server: pa_server_info?) {
    guard let server else { return }
    if let name = server.default_sink_name { defaultName = String(cString: name) }
    if let name = server.default_source_name { defaultSource = String(cString: name) }
    self.server = [server.server_name, server.server_version].compactMap { $0.map { String(cString: $0) } }
      .joined(separator: " ")
  }

  private func note(_ source: pa_source_info?) {
    guard let source, let name = source.name else { return }
    sources.append((String(cString: name), source.description.map { String(cString: $0) } ?? ""))
  }

  private func note(_ sink: pa_sink_info?) {
    guard let sink, let name = sink.name else { return }
    let description = sink.description.map { String(cString: $0) } ?? ""
    devices.append((String(cString: name), description))
  }
}
