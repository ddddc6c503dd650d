import Signals

/// What signals cost together, each once, in multiples of what a sum costs; `EffortSketch` tells about as much of each at
/// any time, this exactly and by looking at all.
struct Effort {
  private var seen: Set<UInt64> = []
  private(set) var total = 0.0

  /// Adds what `version` and all that it hangs on cost beside what was added before.
  mutating func add(_ version: SignalVersion) {
    var pending = [version]
    while let next = pending.popLast() {
      guard seen.insert(next.id).inserted else { continue }
      total += next.ownEffort
      pending.append(contentsOf: next.inputs.compactMap(\.version))
    }
  }

  static func of(_ versions: [SignalVersion]) -> Double {
    var effort = Effort()
    versions.forEach { effort.add($0) }
    return effort.total
  }
}

/// What lies in a row in as many parts as there are threads, none much costlier than another.
struct EvenParts {
  let parts: [Range<Int>]
  /// What all cost together, and the costliest part.
  let all: Double
  let most: Double

  /// Nil where there are fewer than two.
  ///
  /// - Parameter items: what each item hangs on.
  init?(_ items: [[SignalVersion]], parts count: Int) {
    let count = min(count, items.count)
    guard count > 1 else { return nil }
    all = Effort.of(items.flatMap { $0 })
    let share = all / Double(count)
    var parts: [Range<Int>] = []
    var (first, most) = (0, 0.0)
    var effort = Effort()
    for (number, item) in items.enumerated() {
      let former = effort.total
      item.forEach { effort.add($0) }
      // Where it comes nearer to an even share without this one, that begins the next part; each part has one at least.
      let left = count - parts.count - 1
      let isEnough = effort.total - share > share - former || items.count - number <= left
      if left > 0, number > first, isEnough {
        parts.append(first..<number)
        most = max(most, former)
        first = number
        effort = Effort()
        item.forEach { effort.add($0) }
      }
    }
    parts.append(first..<items.count)
    self.parts = parts
    self.most = max(most, effort.total)
    guard parts.count > 1 else { return nil }
  }
}
