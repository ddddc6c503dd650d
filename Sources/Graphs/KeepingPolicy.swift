import Signals

/// Which nodes keep what they rendered, and what is given up first.
enum KeepingPolicy {
  /// Whether the blocks of a version are kept once a pure question rendered them: all but what never changes, so that an
  /// edit renders its dependents and no more. What hangs on an input that is still recorded would be kept too early.
  static func keeps(_ version: SignalVersion) -> Bool {
    version.openLoops == 0 && version.constant == nil && !version.isLive
  }

  /// What a block costs to render per byte, in classes: those of the cheapest, 0, are evicted first.
  static func cost(_ version: SignalVersion) -> Int {
    guard version.kernel.isWorthKeeping else { return 0 }
    return switch version.kernel.memory {
    case .none, .window, .elsewhere: 1
    case .recursive: version.loopDepth == nil ? 2 : 3
    }
  }

  /// How many classes of cost there are.
  static let costs = 5

  /// The class of a checkpoint: a small one spares more rendering than any block of its size; a large one, as of a loop
  /// with long delays, spares no more than the blocks between two of them.
  static func cost(of checkpoint: Checkpoint, _ version: SignalVersion) -> Int {
    checkpoint.bytes.count <= SignalCache.checkpointGrid * version.shape.channels * 4
      ? costs - 1 : cost(version)
  }

  /// A checkpoint may take this part of the budget: one that is larger is not kept.
  static let checkpointShare = 16

  /// The longest period, in bytes of all channels, that a playing signal keeps whole.
  static let wholePeriod = 64 << 10

  /// Whether a period is rendered once and copied from then on: a long one of what repeats by itself is rendered as it
  /// goes, for less than it takes to fetch it from memory.
  static func holdsPeriod(_ version: SignalVersion, _ period: Int) -> Bool {
    !version.repeatsItself || period * version.shape.channels * 4 <= wholePeriod
  }

  /// Bytes that the delays of one answer, or of all that plays, may hold together.
  static let mostPast = 1 << 30

  /// Blocks of the shortest run: what each run costs beside its rendering is worth more than the cache from then on.
  static let leastRun = 16
  static let longestRun = 32

  /// Bytes of working blocks that one run may fill, but for those that are used again at once, so that a run stays in the second-level cache.
  static let runBytes = 1 << 20
}
