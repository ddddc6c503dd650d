import Signals

/// The segments of one signal of an answer, on their way from the disk and to it.
final class SegmentLane {
  private struct Missing {
    let name: SegmentName
    /// Where what the name stands for ends.
    let end: Int
  }
  private let keeper: SegmentKeeper
  private let channels: Int
  private let reach: ScoreReach?
  /// The frame behind the last that is expected to be asked: nothing is prepared for later ones.
  private let end: Int
  private let digest: (Int) -> SignalDigest?
  /// The segment that was last looked for, and what was found of it.
  private var number: Int?
  private var found: SegmentBuffer?
  private var missing: [Int: Missing] = [:]
  /// What is gathered, and its segment.
  private var draft: (number: Int, buffer: SegmentBuffer)?

  /// - Parameters:
  ///   - reach: what of scores it hangs on, where it does.
  ///   - digest: of the signal, by the frame before which events are prepared.
  init(
    _ keeper: SegmentKeeper, channels: Int, reach: ScoreReach?, end: Int,
    digest: @escaping (Int) -> SignalDigest?
  ) {
    (self.keeper, self.channels, self.reach) = (keeper, channels, reach)
    (self.end, self.digest) = (end, digest)
  }

  /// Nil for what the disk cannot hold.
  convenience init?(_ keeper: SegmentKeeper, _ version: SignalVersion, end: Int) {
    var reach: ScoreReach?
    if version.hasScore {
      guard let known = ScoreReach(version) else { return nil }
      reach = known
    } else {
      guard keeper.digests.digest(of: version, before: 0) != nil else { return nil }
    }
    self.init(keeper, channels: version.shape.channels, reach: reach, end: end) {
      keeper.digests.digest(of: version, before: $0)
    }
  }

  deinit { write() }

  private static func first(_ number: Int) -> Int { number << Checkpoint.gridBits }

  /// Looks for the segment that holds `frame`, for a question up to `high`; answers what must be prepared first.
  func look(for frame: Int, _ high: Int) -> ScoreNeed? {
    let wanted = frame >> Checkpoint.gridBits
    if number == wanted { return nil }
    var (end, before) = (Self.first(wanted + 1), 0)
    if let reach {
      // Events behind the end of what is asked for are not prepared for the sake of a name.
      before = min(end + reach.ahead, max(self.end, high))
      end = max(Self.first(wanted), min(end, Grid.floor(before - reach.ahead)))
      if let need = reach.missing(before: before) { return need }
    }
    number = wanted
    guard let digest = digest(before) else {
      found = nil
      return nil
    }
    let name = SegmentName(digest: digest, number: wanted)
    let buffer = found ?? SegmentBuffer(channels: channels)
    let isFound = buffer.load { keeper.store.read(name, into: $0) }
    found = isFound ? buffer : nil
    if isFound { keeper.found += 1 }
    if buffer.blocks < (end - Self.first(wanted)) / Grid.block {
      missing[wanted] = Missing(name: name, end: end)
    }
    return nil
  }

  /// How many blocks there are from `frame` on, whose segment was looked for, at most up to `limit`.
  func count(from frame: Int, to limit: Int) -> Int {
    guard let found, let number else { return 0 }
    let block = (frame - Self.first(number)) / Grid.block
    return max(0, min(found.blocks - block, (limit - frame) / Grid.block))
  }

  func copy(_ count: Int, from frame: Int, to track: Track) {
    guard let found, let number else { return }
    let block = (frame - Self.first(number)) / Grid.block
    found.copy(block..<block + count, to: track)
  }

  /// Takes a run that was rendered, whole blocks of it; without a track, silence.
  func gather(_ run: Range<Int>, _ track: Track?) {
    var at = Grid.ceil(run.lowerBound)
    while at + Grid.block <= run.upperBound {
      let number = at >> Checkpoint.gridBits
      guard let buffer = buffer(at, number, isSilent: track == nil) else {
        at = Self.first(number + 1)
        continue
      }
      let end = min(Grid.floor(run.upperBound), missing[number]?.end ?? Self.first(number + 1))
      while at < end {
        if let track { buffer.append(track, at) } else { buffer.appendZero() }
        at += Grid.block
      }
      if at >= missing[number]?.end ?? Self.first(number + 1) {
        write()
        at = Self.first(number + 1)
      }
    }
  }

  /// What gathers the block at `at`, where all that stands before it in its segment was gathered.
  private func buffer(_ at: Int, _ number: Int, isSilent: Bool) -> SegmentBuffer? {
    let block = (at - Self.first(number)) / Grid.block
    // What is there is not gathered again on the way to a state.
    if !isSilent, missing[number].map({ at >= $0.end }) ?? true {
      draft = nil
      return nil
    }
    if let draft, draft.number == number, draft.buffer.blocks == block { return draft.buffer }
    draft = nil
    if block == 0 {
      draft = (number, SegmentBuffer(channels: channels))
    } else if self.number == number, let found, found.blocks == block {
      // A part of it was there.
      (draft, self.found) = ((number, found), nil)
    }
    return draft?.buffer
  }

  /// Keeps what was gathered, as far as it goes.
  private func write() {
    guard let (number, buffer) = draft else { return }
    draft = nil
    guard let missing = missing.removeValue(forKey: number), buffer.blocks >= Self.fewest, !buffer.isSilent
    else { return }
    keeper.store.write(missing.name, buffer.content)
    keeper.written += 1
  }

  /// Fewer blocks are not worth a file.
  private static let fewest = 32
}

extension RenderNode {
  /// Whether its samples along its timeline are those of its version, whatever holds them.
  var canBeKeptWhole: Bool {
    guard !isPlayed, periodEnd == nil, version.openLoops == 0 else { return false }
    return switch form {
    case .kernel, .loop, .score: true
    case .period, .copy, .feed: false
    }
  }
}
