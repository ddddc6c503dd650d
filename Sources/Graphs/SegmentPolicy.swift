import Signals

/// Which signals of a render are worth the disk: such that an edit, wherever it is, finds most of what it did not change,
/// and that keeping costs a small part of rendering.
///
/// An edit of one row renders anew what stands above it, and reads or renders what that reads. So a signal that is kept
/// spares its cost wherever the edit is not below it, nor above a kept signal that holds it: signals are chosen one by
/// one, each time that which spares most per byte, beside those that were chosen.
struct SegmentPolicy {
  /// What writing one sample costs, most of it the system's, in multiples of what a sum costs: 10 ns (2026).
  private static let writing = 100.0
  /// The part of the cost of rendering that keeping may take.
  private static let share = 0.15
  /// What is cheaper for a channel is rendered again sooner than read.
  private static let least = 64.0
  /// What a score costs, whose notes are not known before: as in a song of forty parts.
  private static let score = 400.0
  private static let mostChannels = 8
  /// Signals that are looked at, the dearest first, and bytes that segments in work may take.
  private static let mostLookedAt = 512
  private static let working = 192 << 20

  private let roots: [SignalVersion]
  private let frames: Int
  private let room: Int
  /// All that is read at its readers' own times.
  private var reached: [SignalVersion] = []
  private var inputs: [UInt64: [SignalVersion]] = [:]
  /// What a master's chain, or the whole, may be edited by beside the signals' own rows.
  private static let outside = 1

  /// - Parameters:
  ///   - frames: how many are rendered.
  ///   - room: bytes that may be kept.
  init(_ roots: [SignalVersion], frames: Int, room: Int) {
    (self.roots, self.frames, self.room) = (roots, frames, room)
    var pending = roots
    while let version = pending.popLast() {
      guard inputs[version.id] == nil else { continue }
      let below = Self.below(version)
      inputs[version.id] = below
      reached.append(version)
      pending.append(contentsOf: below)
    }
  }

  /// What a version reads at its own time.
  private static func below(_ version: SignalVersion) -> [SignalVersion] {
    if let period = version.shape.period, KeepingPolicy.holdsPeriod(version, period) { return [] }
    if version.loopDepth != nil { return LoopBuilder.externals(of: version) }
    return version.inputs.indices.compactMap {
      version.kernel.isReadElsewhere($0) ? nil : version.inputs[$0].version
    }
  }

  private func isPossible(_ version: SignalVersion) -> Bool {
    version.openLoops == 0 && version.constant == nil && version.shape.period == nil && !version.isLive
      && version.shape.channels <= Self.mostChannels
      && cost(version) >= Self.least * Double(version.shape.channels)
  }

  private func cost(_ version: SignalVersion) -> Double {
    version.effort.sum + (version.hasScore ? Self.score * Double(version.shape.channels) : 0)
  }

  private var wholeCost: Double {
    guard var all = roots.first?.effort else { return 0 }
    for root in roots.dropFirst() { all.formUnion(root.effort) }
    return all.sum + Self.score * Double(reached.count { $0.score != nil })
  }

  private struct Candidate {
    let version: SignalVersion
    let cost: Double
    /// Rows that it stands for, its own among them.
    let rows: Int
    let bytes: Int
    /// Candidates below it.
    let below: Set<Int>
    /// Rows of the nearest that was chosen above it, and the cost of the dearest below.
    var above: Int
    var spared = 0.0

    var gain: Double { Double(above - rows) * max(0, cost - spared) / Double(version.shape.channels) }
  }

  /// Those to keep, by their numbers.
  func chosen() -> Set<UInt64> {
    var candidates = candidates()
    var left = wholeCost * Self.share
    var bytes = room
    var working = Self.working
    var chosen: Set<UInt64> = []
    var places = Set(candidates.indices)
    while let place = places.max(by: { (candidates[$0].gain, $1) < (candidates[$1].gain, $0) }) {
      places.remove(place)
      let best = candidates[place]
      let channels = Double(best.version.shape.channels)
      let price = Self.writing * channels
      let isWorthIt = best.gain > 0 && best.cost - best.spared >= Self.least * channels
      // The first, mostly the whole, is what is read where nothing changed.
      guard isWorthIt, price <= left || chosen.isEmpty, best.bytes <= bytes else { continue }
      let held = 2 * SegmentBuffer.mostBytes(best.version.shape.channels)
      guard held <= working else { break }
      chosen.insert(best.version.id)
      left -= price
      bytes -= best.bytes
      working -= held
      for other in places {
        if best.below.contains(other) { candidates[other].above = min(candidates[other].above, best.rows) }
        if candidates[other].below.contains(place) {
          candidates[other].spared = max(candidates[other].spared, best.cost)
        }
      }
    }
    return chosen
  }

  private func candidates() -> [Candidate] {
    let possible = reached.filter(isPossible).map { (version: $0, cost: cost($0)) }
      .sorted { ($0.cost, $1.version.id) > ($1.cost, $0.version.id) }.prefix(Self.mostLookedAt)
    let numbers = Dictionary(uniqueKeysWithValues: possible.enumerated().map { ($1.version.id, $0) })
    return possible.map { version, cost in
      var seen: Set<UInt64> = [version.id]
      var pending = [version]
      var below: Set<Int> = []
      while let next = pending.popLast() {
        for input in inputs[next.id] ?? [] where seen.insert(input.id).inserted {
          if let number = numbers[input.id] { below.insert(number) }
          pending.append(input)
        }
      }
      let length = version.shape.range.upper.map { min(frames, max(0, $0)) } ?? frames
      return Candidate(
        version: version, cost: cost, rows: seen.count, bytes: length * version.shape.channels * 4,
        below: below,
        above: reached.count + Self.outside)
    }
  }
}
