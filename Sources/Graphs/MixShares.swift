import Signals

/// How several threads render what plays: each its sounds, a piece behind the thread that renders those before them; or,
/// where one sound is the greater part of the work, each its share of the sum that this sound is.
struct MixShares {
  /// The sounds of who asks, the last ones.
  let own: Range<Int>
  private let sounds: [PlaySnapshot.Sound]
  /// The sounds of the threads before.
  private let others: [Range<Int>]
  /// The sound whose sum is shared, by its place.
  private let summed: (place: Int, shares: SumShares)?

  /// - Parameter kept: versions whose samples go to the disk, which one thread does.
  init(_ sounds: [PlaySnapshot.Sound], threads: Int, kept: Set<UInt64>) {
    self.sounds = sounds
    let efforts = threads > 1 ? sounds.map { Effort.of([$0.version]) } : []
    guard let costliest = efforts.indices.max(by: { efforts[$0] < efforts[$1] }) else {
      (own, others, summed) = (sounds.indices, [], nil)
      return
    }
    let all = Effort.of(sounds.map(\.version))
    let parts = kept.isEmpty ? EvenParts(sounds.map { [$0.version] }, parts: threads) : nil
    let shares = SumShares(sounds[costliest].version, threads: threads, kept: kept)
    // What the costliest thread renders, one way and the other.
    if let shares, all - Effort.of([shares.sum]) + shares.most < parts?.most ?? all {
      (own, others, summed) = (sounds.indices, [], (costliest, shares))
    } else if let parts {
      (own, others, summed) = (parts.parts[parts.parts.count - 1], parts.parts.dropLast(), nil)
    } else {
      (own, others, summed) = (sounds.indices, [], nil)
    }
  }

  /// Sounds of which each thread before renders one range of `others`, and who asks the rest.
  private init(_ sounds: [PlaySnapshot.Sound], others: [Range<Int>]) {
    (self.sounds, self.others, summed) = (sounds, others, nil)
    own = (others.last?.upperBound ?? 0)..<sounds.count
  }

  /// What the answer of the sound at a place renders itself of its sum.
  func share(
    ofSoundAt place: Int, shared: Set<UInt64>?, end: Int, cache: SignalCache, log: EventLog
  ) -> SumShares.Share? {
    guard let summed, summed.place == place else { return nil }
    return summed.shares.share(
      shared: shared, end: end == .max ? end : end - sounds[place].start, cache: cache, log: log)
  }

  /// What the sounds before come to, on a thread; nil where there are none.
  func before(channels: Int, shared: Set<UInt64>?, end: Int, cache: SignalCache, log: EventLog) -> Ahead? {
    guard let last = others.last else { return nil }
    let rest = MixShares(Array(sounds[..<last.upperBound]), others: others.dropLast())
    return Ahead(channels: channels, end: end) { onNeed, isOver in
      let mix = MixAnswer(
        PlaySnapshot(sounds: rest.sounds), channels: channels, isPlain: true, shared: shared, end: end,
        shares: rest, cache: cache, log: log)
      mix.onNeed = onNeed
      mix.isInterrupted = isOver
      return Ahead.Filler(
        fill: { frames, room in
          mix.expect(to: frames.upperBound)
          try mix.add(frames, into: room.samples, stride: Ahead.Room.stride)
        }, finish: { mix.finish() })
    }
  }
}
