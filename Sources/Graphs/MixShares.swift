import Signals

/// How several threads render what plays: each its sounds, a piece behind the thread that renders those before them; or,
/// where one sound is the greater part of the work, each its share of the sum that this sound is.
struct MixShares {
  /// The sounds of who asks, the last ones.
  let own: Range<Int>
  private let sounds: [PlaySnapshot.Sound]
  private let channels: Int
  /// The sounds of the threads before.
  private let others: [Range<Int>]
  /// The sound whose sum is shared, by its place.
  private let summed: (place: Int, threads: Int)?

  init(_ sounds: [PlaySnapshot.Sound], _ channels: Int, _ threads: Int) {
    (self.sounds, self.channels) = (sounds, channels)
    let all = threads > 1 ? Effort.of(sounds.map(\.version)) : 0
    let parts = threads > 1 ? EvenParts(sounds.map { [$0.version] }, parts: threads) : nil
    // What the costliest thread renders where the sum of one sound is shared.
    let sums = sounds.indices.compactMap { place -> (place: Int, most: Double)? in
      guard let shares = SumShares(sounds[place].version, threads: threads) else { return nil }
      return (place, all - Effort.of([shares.sum]) + shares.most)
    }
    let best = sums.min { $0.most < $1.most }
    if let best, best.most < parts?.most ?? all {
      (own, others, summed) = (sounds.indices, [], (best.place, threads))
    } else if let parts, parts.most < all {
      (own, others, summed) = (parts.parts[parts.parts.count - 1], parts.parts.dropLast(), nil)
    } else {
      (own, others, summed) = (sounds.indices, [], nil)
    }
  }

  /// All of them, by one thread.
  private init(only sounds: [PlaySnapshot.Sound], _ channels: Int, _ others: [Range<Int>], own: Range<Int>) {
    (self.sounds, self.channels, self.others, self.own, summed) = (sounds, channels, others, own, nil)
  }

  /// What a sound's answer renders itself of its sum.
  func share(
    of sound: PlaySnapshot.Sound, kept: Set<UInt64>, _ shared: Set<UInt64>?, end: Int, _ cache: SignalCache,
    _ log: EventLog
  ) -> SumShares.Share? {
    guard let summed, sounds[summed.place].name == sound.name, sounds[summed.place].start == sound.start,
      sounds[summed.place].version === sound.version
    else { return nil }
    return SumShares(sound.version, threads: summed.threads, kept: kept)?
      .share(shared: shared, end: end == .max ? end : end - sound.start, cache: cache, log: log)
  }

  /// What the sounds before come to, on a thread; nil where there are none.
  func before(_ shared: Set<UInt64>?, end: Int, _ cache: SignalCache, _ log: EventLog) -> Ahead? {
    guard let last = others.last else { return nil }
    // Planar, behind the same order of additions.
    let rest = MixShares(
      only: Array(sounds[..<last.upperBound]), channels, Array(others.dropLast()), own: last)
    return Ahead(channels: channels, end: end) { onNeed, isOver in
      let mix = MixAnswer(
        PlaySnapshot(sounds: rest.sounds), channels, true, shared, nil, end, rest, cache, log)
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
