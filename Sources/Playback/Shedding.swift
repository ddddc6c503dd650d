/// What a source is asked to give up, in this order, while rendering cannot keep up. Between the two lies the look-ahead, which
/// is the player's own: from when scopes rest until they go on, what is prepared for later waits. (It waits as well while less than
/// `QueueLength.spare` is in the queue.) How far ahead patterns are asked is no part of it: that is the prompt's thread's
/// work, the same for each second of music however far ahead, and what it makes is what keeps them in time.
package enum Relief: Sendable, Equatable {
  /// What was rendered is shown to nobody who looks on.
  case scopes
  /// The sound that costs the most fades out.
  case voice
  /// All is well again: who looks on is shown it.
  case none
}

/// Watches how fast rendering is against the clock, and tells what is to be given up before the queue is empty.
struct Shedding {
  private let rate: Int
  /// What the present window holds: frames, and the nanoseconds that they took by the clock and of the thread's own time.
  private var (frames, passed, worked) = (0, UInt64(0), UInt64(0))
  /// Seconds for a second of sound in the two last whole windows, by the clock, and in the last of the thread's own time.
  private var (former, latest, own) = (0.0, 0.0, 0.0)
  /// How long the last window took, in seconds.
  private var length = 0.0
  /// Whether something is given up at present.
  private(set) var isResting = false

  /// A window is long enough that notes that begin in it do not make it slow by themselves.
  private static let window = 1_024
  /// With less than this in the queue scopes rest, in seconds.
  private static let scopes = 1.5
  /// A voice goes when the queue would be empty within so many seconds, or has less than so much.
  private static let horizon = 0.6
  private static let least = 0.25
  /// One window tells enough where the thread itself worked so many times longer than what it made lasts: that was no other
  /// process's doing.
  private static let hopeless = 3.0

  init(rate: Int) { self.rate = rate }

  mutating func took(_ passed: UInt64, working worked: UInt64, frames: Int) {
    self.frames += frames
    self.passed += passed
    self.worked += worked
    guard self.frames >= Self.window else { return }
    let seconds = Double(self.frames) / Double(rate)
    former = latest
    length = Double(self.passed) / 1e9
    (latest, own) = (length / seconds, Double(self.worked) / 1e9 / seconds)
    (self.frames, self.passed, self.worked) = (0, 0, 0)
  }

  /// Seconds for a second of sound, where that is more than one: both windows say so, since in one the machine may have stood
  /// still.
  private var slowness: Double? {
    if own > Self.hopeless { return own }
    let both = min(former, latest)
    return both > 1 ? both : nil
  }

  /// What is to be given up now that so many seconds are in the queue.
  mutating func next(lead: Double) -> Relief? {
    if isResting, lead >= QueueLength.low {
      isResting = false
      return Relief.none
    }
    guard let slowness, lead < Self.scopes else { return nil }
    if !isResting {
      isResting = true
      return .scopes
    }
    let rest = lead / (1 - 1 / slowness)
    guard lead < Self.least || rest < Self.horizon + 3 * length else { return nil }
    // Whether that was enough is to be seen first.
    (frames, passed, worked) = (0, 0, 0)
    (former, latest, own) = (0, 0, 0)
    return .voice
  }
}
