/// When it is told how far something is that is being prepared: after a fifth of a second, then every second.
struct PreparingReport {
  /// The fade of what is being prepared, in seconds.
  var fade = 0.0
  private var next: UInt64 = 0

  init() {}

  init(fade: Double, since start: UInt64) {
    self.fade = fade
    next = start + Monotonic.nanoseconds(0.2)
  }

  /// What there is to tell now.
  mutating func news(_ part: Double?) -> PlayerReport? {
    let now = Monotonic.now()
    guard let part, now > next else { return nil }
    next = now + 1_000_000_000
    return .preparing(part: part)
  }
}
