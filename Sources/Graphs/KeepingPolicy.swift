import Signals

/// Which nodes keep what they rendered, and what is given up first.
enum KeepingPolicy {
  /// Whether the blocks of a version are kept once a pure question rendered them: all but what never changes, so that an
  /// edit renders its dependents and no more. What hangs on an input that is still recorded would be kept too early.
  static func keeps(_ version: SignalVersion) -> Bool {
    version.openLoops == 0 && version.constant == nil && !version.isLive
  }

  /// What a block spares per sample that it takes, in classes that double: those of the cheapest, 0, are evicted first. It
  /// spares all that stands below it, so what stands near the end of a piece stays, and an edit finds there what it did
  /// not change. A plain step over one signal spares nothing where that is kept, and both would be at one rank.
  static func cost(_ version: SignalVersion) -> Int {
    if !version.kernel.isWorthKeeping, version.inputs.count(where: { $0.version != nil }) < 2 { return 0 }
    return rank(of: version.effort.sum / Double(version.shape.channels))
  }

  /// The class of a checkpoint, which spares the way from the one before it: a filter's is worth more than any block, that
  /// of a loop with long delays less than the blocks that it would lead to.
  static func cost(of checkpoint: Checkpoint, _ version: SignalVersion) -> Int {
    let samples = max(1, Double(checkpoint.byteCount) / 4)
    return rank(of: version.effort.sum * Double(Checkpoint.grid) / samples)
  }

  private static func rank(of spared: Double) -> Int {
    spared < 2 ? 0 : min(costs - 1, Int(spared.exponent))
  }

  /// How many classes there are.
  static let costs = 40

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
