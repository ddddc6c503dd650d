import Signals

/// What a level asks for, in decibels down.
extension Dynamics {
  /// Where a setting lies in a table of `count` frames.
  @inline(__always)
  fileprivate static func places(_ setting: Setting, _ count: Int) -> Range<Int> {
    setting.rawValue * count..<(setting.rawValue + 1) * count
  }

  /// How far `over` lies above 0, setting in as a parabola over the knee around it.
  @inline(__always)
  private static func bent(_ over: Double, _ knee: Double) -> Double {
    let width = knee > 1e-6 ? knee : 1e-6
    var inside = over + width / 2
    inside = inside > 0 ? inside : 0
    inside = inside < width ? inside : width
    let beyond = over - width / 2
    return inside * inside / (2 * width) + (beyond > 0 ? beyond : 0)
  }

  static func compress(_ table: Span<Double>, _ level: inout MutableSpan<Double>) {
    let n = level.count
    let (thresholds, ratios, knees) = (
      table.extracting(places(.threshold, n)), table.extracting(places(.ratio, n)),
      table.extracting(places(.knee, n))
    )
    precondition(thresholds.count == n && ratios.count == n && knees.count == n)
    for i in level.indices { level[i] = (1 - 1 / ratios[i]) * bent(level[i] - thresholds[i], knees[i]) }
  }

  static func expand(_ table: Span<Double>, _ level: inout MutableSpan<Double>) {
    let n = level.count
    let (thresholds, ratios, knees) = (
      table.extracting(places(.threshold, n)), table.extracting(places(.ratio, n)),
      table.extracting(places(.knee, n))
    )
    let depths = table.extracting(places(.depth, n))
    precondition(thresholds.count == n && ratios.count == n && knees.count == n && depths.count == n)
    for i in level.indices {
      let down = (ratios[i] - 1) * bent(thresholds[i] - level[i], knees[i])
      level[i] = down < depths[i] ? down : depths[i]
    }
  }

  static func duck(_ table: Span<Double>, _ level: inout MutableSpan<Double>) {
    let n = level.count
    let (thresholds, depths, knees) = (
      table.extracting(places(.threshold, n)), table.extracting(places(.depth, n)),
      table.extracting(places(.knee, n))
    )
    precondition(thresholds.count == n && depths.count == n && knees.count == n)
    for i in level.indices {
      let width = knees[i] > 1e-6 ? knees[i] : 1e-6
      var part = (level[i] - thresholds[i]) / width + 0.5
      part = part > 0 ? part : 0
      level[i] = depths[i] * (part < 1 ? part : 1)
    }
  }

  static func open(_ table: Span<Double>, _ level: inout MutableSpan<Double>, _ state: inout State) {
    let n = level.count
    let (thresholds, depths, holds) = (
      table.extracting(places(.threshold, n)), table.extracting(places(.depth, n)),
      table.extracting(places(.hold, n))
    )
    precondition(thresholds.count == n && depths.count == n && holds.count == n)
    var s = state
    for i in level.indices {
      if level[i] >= thresholds[i] - (s.isOpen ? hysteresis : 0) {
        (s.isOpen, s.left) = (true, holds[i])
      } else if s.left > 0 {
        s.left -= 1
      } else {
        s.isOpen = false
      }
      level[i] = s.isOpen ? 0 : depths[i]
    }
    state = s
  }
}

/// Decibels smoothed in time.
extension Dynamics {
  /// Held by the release, smoothed by the attack.
  static func smoothHeld(
    _ table: Span<Double>, _ level: inout MutableSpan<Double>, _ state: inout State
  ) {
    let n = level.count
    let (attacks, releases) = (table.extracting(places(.attack, n)), table.extracting(places(.release, n)))
    precondition(attacks.count == n && releases.count == n)
    var s = state
    for i in level.indices {
      let target = level[i]
      let fallen = target.addingProduct(releases[i], s.held - target)
      s.held = target > fallen ? target : fallen
      s.down = s.held.addingProduct(attacks[i], s.down - s.held)
      level[i] = s.down
    }
    state = s
  }

  /// One time downwards and one upwards.
  static func smooth(
    _ table: Span<Double>, _ level: inout MutableSpan<Double>, _ state: inout State, down: Setting,
    up: Setting
  ) {
    let n = level.count
    let (downs, ups) = (table.extracting(places(down, n)), table.extracting(places(up, n)))
    precondition(downs.count == n && ups.count == n)
    var last = state.down
    for i in level.indices {
      let target = level[i]
      let (downward, upward) = (downs[i], ups[i])
      let step = last - target
      last = target.addingProduct(step < 0 ? downward : upward, step)
      level[i] = last
    }
    state.down = last
  }
}
