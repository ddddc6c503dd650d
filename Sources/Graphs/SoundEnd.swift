import Signals

/// When a sound's driving inputs end: what rings on behind them fades away by itself.
package enum SoundEnd {
  /// The frame, or nil where something goes on without end.
  package static func driven(_ version: SignalVersion) -> Int? {
    var memo: [UInt64: Int?] = [:]
    var pending = [version]
    while let next = pending.last {
      if memo[next.id] != nil {
        pending.removeLast()
        continue
      }
      let isEndless = next.shape.period != nil || next.kernel.memory == .elsewhere
      if next.shape.range.upper != nil || next.inputs.isEmpty || isEndless {
        memo[next.id] = .some(next.isPlaceholder ? 0 : next.shape.range.upper)
        pending.removeLast()
        continue
      }
      // A filter ends with what it filters, whatever moves its cutoff; anything else with the last of its inputs.
      let drivers = next.kernel.memory == .recursive ? [next.inputs[0]] : next.inputs
      let below = drivers.compactMap(\.version)
      let missing = below.filter { memo[$0.id] == nil }
      if !missing.isEmpty {
        pending.append(contentsOf: missing)
        continue
      }
      let ends = below.map { memo[$0.id] ?? nil }
      memo[next.id] = .some(ends.isEmpty || ends.contains { $0 == nil } ? nil : ends.compactMap { $0 }.max())
      pending.removeLast()
    }
    return memo[version.id] ?? nil
  }
}
