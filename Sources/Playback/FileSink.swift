/// Hands what is heard to a writer.
final class FileSink: Sink {
  private let pace: FilePace
  private let writer: @Sendable (UnsafeBufferPointer<Float>) throws -> Void
  private let clock: SilentSink
  private var failure: String?
  private var failed = false

  init(pace: FilePace, rate: Int, writer: @escaping @Sendable (UnsafeBufferPointer<Float>) throws -> Void) {
    self.pace = pace
    self.writer = writer
    clock = SilentSink(rate: rate)
  }

  func tend() -> SinkEvent? {
    guard let reason = failure else { return nil }
    failure = nil
    return .report(.fileFailed(reason))
  }

  func heads(_ horizon: Horizon, fresh: Bool) -> Heads {
    switch pace {
    case .realTime: return clock.heads(horizon, fresh: fresh)
    case .awaited:
      let frame = min(horizon.rendered, horizon.awaited)
      return Heads(play: frame, read: frame, running: false)
    }
  }

  func passed(_ samples: UnsafeBufferPointer<Float>) {
    guard !failed else { return }
    do {
      try writer(samples)
    } catch {
      failed = true
      failure = "\(error)"
    }
  }
}
