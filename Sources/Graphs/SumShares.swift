import Signals

/// A sum of many signals as several threads render it: each adds its share to what the one before it came to, a piece
/// behind that one, so that all is added in the order in which one thread adds it, and to the same bits.
struct SumShares {
  let sum: SignalVersion
  /// Inputs, whole groups of them, as many as there are threads.
  let shares: [Range<Int>]
  /// What the costliest thread renders, beside what is rendered in all.
  let most: Double

  /// What costs less in all is rendered before a thread has begun.
  private static let least = 64.0

  /// The sum at the top of `version` in shares for `threads`; nil where there is none, or none that is worth it.
  ///
  /// - Parameter kept: versions whose samples go to the disk, which one thread does.
  init?(_ version: SignalVersion, threads: Int, kept: Set<UInt64> = []) {
    guard threads > 1, let sum = Self.sum(atTopOf: version), let kernel = sum.kernel as? any SumKernel,
      Self.reaches(sum, none: kept)
    else { return nil }
    let group = type(of: kernel).group
    let groups = stride(from: 0, to: sum.inputs.count, by: group).map {
      sum.inputs[$0..<min($0 + group, sum.inputs.count)].compactMap(\.version)
    }
    guard let parts = EvenParts(groups, parts: threads), parts.all > Self.least else { return nil }
    self.sum = sum
    shares = parts.parts.map { $0.lowerBound * group..<min($0.upperBound * group, sum.inputs.count) }
    most = parts.most
  }

  /// Goes down from `version` while one signal, and numbers, are what each frame is made of.
  private static func sum(atTopOf version: SignalVersion) -> SignalVersion? {
    var next = version
    while next.openLoops == 0, !next.hasScore, !next.isLive,
      next.shape.period.map({ KeepingPolicy.holdsPeriod(next, $0) }) != true
    {
      // One that leaves out silence adds signals alone.
      if next.kernel is any SumKernel { return next.kernel.leavesOutSilence ? next : nil }
      let below = next.inputs.compactMap(\.version)
      guard next.kernel.isElementwise, next.kernel.memory == .none, below.count == 1 else { return nil }
      next = below[0]
    }
    return nil
  }

  private static func reaches(_ sum: SignalVersion, none kept: Set<UInt64>) -> Bool {
    if kept.isEmpty { return true }
    var seen: Set<UInt64> = []
    var pending = sum.inputs.compactMap(\.version)
    while let next = pending.popLast() {
      guard seen.insert(next.id).inserted else { continue }
      if kept.contains(next.id) { return false }
      pending.append(contentsOf: next.inputs.compactMap(\.version))
    }
    return true
  }

  /// Those of the inputs of a sum that one thread adds, and what the threads before it have added.
  struct Share {
    let version: UInt64
    let inputs: Range<Int>
    let before: Ahead?
  }

  /// The share of who asks: the last.
  ///
  /// - Parameter end: the frame behind the last that is expected to be asked.
  func share(shared: Set<UInt64>?, end: Int, cache: SignalCache, log: EventLog) -> Share? {
    let last = shares.count - 1
    // Runs are whole blocks.
    let end = end > .max - Grid.block ? end : Grid.ceil(end)
    guard let before = ahead(last - 1, shared, end, cache, log) else { return nil }
    return Share(version: sum.id, inputs: shares[last], before: before)
  }

  /// What the shares up to one of them come to, on a thread.
  private func ahead(
    _ number: Int, _ shared: Set<UInt64>?, _ end: Int, _ cache: SignalCache, _ log: EventLog
  ) -> Ahead? {
    Ahead(channels: sum.shape.channels, end: end) { _, isOver in
      let before = number > 0 ? ahead(number - 1, shared, end, cache, log) : nil
      let first = before == nil ? 0 : shares[number].lowerBound
      let answer = PureAnswer(
        sum, feed: nil, shared: shared,
        share: Share(version: sum.id, inputs: first..<shares[number].upperBound, before: before),
        cache: cache,
        log: log)
      answer.isInterrupted = isOver
      return Ahead.Filler(
        fill: { frames, room in
          answer.expect(to: frames.upperBound)
          try answer.forEachRun(ofPiece: frames) { run in
            run.copy(to: room, at: run.frames.lowerBound - frames.lowerBound)
          }
        }, finish: { answer.finish() })
    }
  }
}
