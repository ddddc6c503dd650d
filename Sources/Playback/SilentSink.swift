/// Keeps time by the monotonic clock, and is not heard. Where rendering falls behind it waits, so no frame is left out.
final class SilentSink: Sink {
  private let rate: Int
  private var frame = 0
  private var time: UInt64?

  init(rate: Int) { self.rate = rate }

  /// Goes on from `frame`, from now on.
  func start(at frame: Int) {
    self.frame = frame
    time = Monotonic.now()
  }

  func heads(_ horizon: Horizon, fresh: Bool) -> Heads {
    let now = Monotonic.now()
    if let time {
      let due = frame + Monotonic.frames(from: time, to: now, rate: rate)
      if due > horizon.rendered { start(at: max(frame, horizon.rendered)) }
    } else if horizon.rendered > 0 {
      time = now
    }
    let moved = time.map { Monotonic.frames(from: $0, to: now, rate: rate) } ?? 0
    return Heads(play: frame + moved, read: frame + moved, running: time != nil)
  }
}
