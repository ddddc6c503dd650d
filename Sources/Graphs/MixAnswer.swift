import Signals

/// What plays, answered purely from the start: every sound summed, through the master's chain where there is one, behind
/// the guard. For rendering to a file.
package final class MixAnswer {
  private let sounds: [(answer: PureAnswer, sound: PlaySnapshot.Sound)]
  private var chain: PureAnswer?
  private let feed = MixFeed()
  private let gain: Float
  private let channels: Int
  private let isPlain: Bool
  private var failure: (any Error)?
  /// Where the sum of all sounds is kept.
  private var sum: SumLane?
  /// What the sounds come to that another thread renders: those before these.
  private let before: Ahead?
  /// Where the question goes on.
  private var nextFrame: Int?
  /// Frames of one piece.
  private static let piece = 32 * Grid.block

  /// - Parameters:
  ///   - isPlain: before the master's factor and guard.
  ///   - isLast: whether it is the last question there will be, and begins at frame 0 or before: only what it reads again
  ///     itself is kept.
  ///   - keeper: what outlives the process.
  ///   - end: the frame behind the last that is expected to be asked.
  ///   - threads: how many render; the bits are the same. What goes to the disk is rendered by one.
  package convenience init(
    _ snapshot: PlaySnapshot, channels: Int, isPlain: Bool = false, isLast: Bool = false,
    keeper: SegmentKeeper? = nil, end: Int = .max, threads: Int = 1, cache: SignalCache, log: EventLog
  ) {
    let roots = snapshot.sounds.map(\.version)
    let chosen = keeper.map { SegmentPolicy(roots, frames: end, room: $0.store.room).chosen() } ?? []
    self.init(
      snapshot, channels: channels, isPlain: isPlain, shared: isLast ? Self.shared(roots) : nil,
      keeper: keeper, chosen: chosen, end: end,
      shares: MixShares(snapshot.sounds, threads: threads, kept: chosen), cache: cache, log: log)
  }

  /// - Parameters:
  ///   - shared: where given, nothing is kept that is read at its own time but these versions.
  ///   - chosen: the versions whose samples go to the disk.
  ///   - shares: what other threads render.
  init(
    _ snapshot: PlaySnapshot, channels: Int, isPlain: Bool, shared: Set<UInt64>?,
    keeper: SegmentKeeper? = nil, chosen: Set<UInt64> = [], end: Int, shares: MixShares, cache: SignalCache,
    log: EventLog
  ) {
    self.isPlain = isPlain
    before = shares.before(channels: channels, shared: shared, end: end, cache: cache, log: log)
    let first = before == nil ? 0 : shares.own.lowerBound
    sounds = snapshot.sounds.enumerated().dropFirst(first).map { place, sound in
      let segments = keeper.map { keeper in
        PureAnswer.Segments(keeper: keeper, chosen: chosen, end: end == .max ? end : end - sound.start)
      }
      let share = shares.share(ofSoundAt: place, shared: shared, end: end, cache: cache, log: log)
      return (
        PureAnswer(
          sound.version, feed: nil, shared: shared, segments: segments, share: share, cache: cache, log: log),
        sound
      )
    }
    gain = snapshot.gain
    self.channels = channels
    chain = snapshot.chain.map { PureAnswer($0.version, feed: feed, shared: nil, cache: cache, log: log) }
    feed.fill = { [unowned self] in fill($0, $1) }
    // One sound is kept as itself.
    if let keeper, chain == nil, sounds.count > 1, snapshot.sounds.allSatisfy({ $0.start == 0 }),
      !chosen.isEmpty
    {
      sum = SumLane(keeper, snapshot.sounds.map(\.version), channels: channels, end: end)
    }
  }

  /// The versions that more than one of `roots` reaches.
  private static func shared(_ roots: [SignalVersion]) -> Set<UInt64> {
    var reached: Set<UInt64> = []
    var shared: Set<UInt64> = []
    for root in roots {
      var own: Set<UInt64> = []
      var pending = [root]
      while let version = pending.popLast() {
        guard own.insert(version.id).inserted else { continue }
        if !reached.insert(version.id).inserted { shared.insert(version.id) }
        pending.append(contentsOf: version.inputs.compactMap(\.version))
      }
    }
    return shared
  }

  package var isInterrupted: () -> Bool = { false } {
    didSet {
      for sound in sounds { sound.answer.isInterrupted = isInterrupted }
      chain?.isInterrupted = isInterrupted
    }
  }

  /// Prepares what a score plays, so that the answer can go on.
  package var onNeed: (ScoreNeed) throws -> Void = { _ in } {
    didSet {
      for sound in sounds { sound.answer.onNeed = onNeed }
      chain?.onNeed = onNeed
    }
  }

  /// Shows the interleaved samples of `frames`, piece by piece, to `body`.
  package func forEachPiece(
    of frames: Range<Int>, progress: (Int, Int) -> Void = { _, _ in },
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws {
    defer {
      finish()
      chain?.finish()
    }
    expect(to: frames.upperBound)
    chain?.expect(to: frames.upperBound)
    try pieces(frames, progress) { part, piece in
      try flushingDenormals {
        if let chain {
          failure = nil
          try add(chain, piece, into: part, from: piece.lowerBound)
          if let failure { throw failure }
        } else if try sum?.read(piece, into: part, onNeed) != true {
          try roll(to: piece)
          try addBefore(piece, into: part)
          for (answer, sound) in sounds { try add(answer, sound, piece, into: part) }
          sum?.gather(piece, part)
        }
      }
      if !isPlain { Master.apply(gain, to: part) }
      try body(part)
    }
  }

  private func pieces(
    _ frames: Range<Int>, _ progress: (Int, Int) -> Void,
    _ body: (UnsafeMutableBufferPointer<Float>, Range<Int>) throws -> Void
  ) throws {
    let space = UnsafeMutableBufferPointer<Float>.allocate(capacity: Self.piece * channels)
    defer { space.deallocate() }
    var at = frames.lowerBound
    while at < frames.upperBound {
      let next = min(at + Self.piece, frames.upperBound)
      let part = UnsafeMutableBufferPointer(rebasing: space[..<((next - at) * channels)])
      part.update(repeating: 0)
      try body(part, at..<next)
      progress(next - frames.lowerBound, frames.count)
      at = next
    }
  }

  /// What is heard of a sound over frames of the clock, in its own: nothing before it begins.
  private func local(_ frames: Range<Int>, _ sound: PlaySnapshot.Sound) -> Range<Int> {
    let (lower, upper) = (frames.lowerBound - sound.start, frames.upperBound - sound.start)
    return sound.start == 0 ? lower..<upper : max(0, lower)..<max(0, upper)
  }

  /// Where the question jumps to a frame, all threads go there at once.
  private func roll(to frames: Range<Int>) throws {
    defer { nextFrame = frames.upperBound }
    guard let before, nextFrame != frames.lowerBound else { return }
    before.begin(at: frames.lowerBound)
    for (answer, sound) in sounds where !local(frames, sound).isEmpty {
      try answer.roll(to: local(frames, sound).lowerBound)
    }
  }

  private func add(
    _ answer: PureAnswer, _ sound: PlaySnapshot.Sound, _ piece: Range<Int>,
    into part: UnsafeMutableBufferPointer<Float>
  ) throws {
    try add(answer, local(piece, sound), into: part, from: piece.lowerBound - sound.start)
  }

  private func add(
    _ answer: PureAnswer, _ frames: Range<Int>, into part: UnsafeMutableBufferPointer<Float>, from first: Int
  ) throws {
    try answer.forEachRun(ofPiece: frames) { run in
      let place = run.frames.lowerBound - first
      for channel in 0..<channels where channel < run.channels || run.channels == 1 {
        let plane = run.plane(run.channels == 1 ? 0 : channel)
        if channels == 1 {
          for i in plane.indices { part[place + i] += plane[i] }
        } else {
          for i in plane.indices { part[(place + i) * channels + channel] += plane[i] }
        }
      }
    }
  }

  /// What other threads have summed.
  private func addBefore(_ piece: Range<Int>, into part: UnsafeMutableBufferPointer<Float>) throws {
    try before?.take(piece, isInterrupted: isInterrupted, onNeed: onNeed) { frames, first, room in
      let place = frames.lowerBound - piece.lowerBound
      for channel in 0..<channels {
        let plane = unsafe room.samples + channel * Ahead.Room.stride + first
        for i in 0..<frames.count { unsafe part[(place + i) * channels + channel] += plane[i] }
      }
    }
  }

  /// The mix, into the node that stands for it in the chain.
  private func fill(_ track: Track, _ frames: Range<Int>) {
    // What failed once is not begun again: the piece is thrown away.
    guard failure == nil else { return }
    do { try add(frames, into: track.pointer(frames.lowerBound), stride: track.stride) } catch {
      failure = error
    }
  }

  /// The sum of all sounds, planar.
  func add(_ frames: Range<Int>, into start: UnsafeMutablePointer<Float>, stride: Int) throws {
    try flushingDenormals { try sum(frames, into: start, stride: stride) }
  }

  private func sum(_ frames: Range<Int>, into start: UnsafeMutablePointer<Float>, stride: Int) throws {
    try roll(to: frames)
    for channel in 0..<channels {
      unsafe (start + channel * stride).update(repeating: 0, count: frames.count)
    }
    try before?.take(frames, isInterrupted: isInterrupted, onNeed: onNeed) { part, first, room in
      let place = part.lowerBound - frames.lowerBound
      for channel in 0..<channels {
        let plane = unsafe room.samples + channel * Ahead.Room.stride + first
        unsafe (start + channel * stride + place).update(from: plane, count: part.count)
      }
    }
    for (answer, sound) in sounds {
      try answer.forEachRun(ofPiece: local(frames, sound)) { run in
        let place = run.frames.lowerBound + sound.start - frames.lowerBound
        for channel in 0..<channels where channel < run.channels || run.channels == 1 {
          let plane = run.plane(run.channels == 1 ? 0 : channel)
          let out = unsafe start + channel * stride + place
          for i in plane.indices { unsafe out[i] += plane[i] }
        }
      }
    }
  }

  /// Tells how far the question goes, and that it has ended.
  func expect(to end: Int) { for (answer, sound) in sounds { answer.expect(to: end - sound.start) } }
  func finish() { for (answer, _) in sounds { answer.finish() } }

  /// The frame behind the last that any sound has, or nil where one goes on without end.
  package static func end(of snapshot: PlaySnapshot) -> Int? {
    var end = 0
    for sound in snapshot.sounds {
      guard let last = sound.end ?? SoundEnd.driven(sound.version) else { return nil }
      end = max(end, last + sound.start)
    }
    return end
  }

  /// Whether a sound, or the master's chain, rings on behind its end.
  package static func rings(_ snapshot: PlaySnapshot) -> Bool {
    snapshot.chain.map { remembers($0.version) } ?? false
      || snapshot.sounds.contains { $0.version.shape.range.upper == nil }
  }

  /// Whether something in a chain gives back later what it heard.
  private static func remembers(_ version: SignalVersion) -> Bool {
    var seen: Set<UInt64> = [version.id]
    var pending = [version]
    while let next = pending.popLast() {
      if next.kernel.memory != .none { return true }
      pending.append(contentsOf: next.inputs.compactMap(\.version).filter { seen.insert($0.id).inserted })
    }
    return false
  }
}
