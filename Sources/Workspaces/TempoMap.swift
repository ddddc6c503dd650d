/// How cycles lie in time: from each frame on a rate, which may glide to another. What lies before the frame at which it bends never
/// changes.
///
/// A cycle is a bar. Cycle 0 lies at frame 0.
package struct TempoMap: Equatable, Sendable {
  /// From `frame`, where the cycle is `cycle`, on: `rate` cycles a frame, over `length` frames gliding in a straight line
  /// to `last`, with `meter` beats in a cycle.
  package struct Stretch: Equatable, Sendable {
    package var frame: Double
    package var cycle: Double
    package var rate: Double
    package var last: Double
    package var length: Double
    package var meter: Double

    func cycle(at frame: Double) -> Double {
      let x = frame - self.frame
      if x < length { return cycle + x * rate + x * x * (last - rate) / (2 * length) }
      return cycle + length * (rate + last) / 2 + (x - length) * last
    }

    func rate(at frame: Double) -> Double {
      let x = frame - self.frame
      return x < length ? rate + (last - rate) * max(0, x) / length : last
    }

    func frame(at cycle: Double) -> Double {
      let glided = length * (rate + last) / 2
      let c = cycle - self.cycle
      if c >= glided { return frame + length + (c - glided) / last }
      if c <= 0 || rate == last { return frame + c / rate }
      // The root of rate x + a x² = c that does not lose its digits where a is small.
      let a = (last - rate) / (2 * length)
      return frame + 2 * c / (rate + (rate * rate + 4 * a * c).squareRoot())
    }
  }

  package let sampleRate: Int
  /// By their frames and cycles, which both grow.
  package private(set) var stretches: SharedList<Stretch>
  /// Beats in a bar, as it ends.
  package var meter: Double { stretches.last?.meter ?? 4 }

  /// 120 beats a minute.
  package init(rate: Int) {
    sampleRate = rate
    let beats = 0.5 / Double(rate)
    stretches = [Stretch(frame: 0, cycle: 0, rate: beats, last: beats, length: 0, meter: 4)]
  }

  /// What a file tells of.
  init(rate: Int, stretches: [Stretch]) {
    (sampleRate, self.stretches) = (rate, SharedList(stretches))
  }

  package func cycle(at frame: Double) -> Double { stretch { $0.frame <= frame }.cycle(at: frame) }

  package func frame(at cycle: Double) -> Double { stretch { $0.cycle <= cycle }.frame(at: cycle) }

  /// Seconds that a cycle would take at the rate that holds at a frame.
  package func secondsPerCycle(at frame: Double) -> Double {
    1 / (stretch { $0.frame <= frame }.rate(at: frame) * Double(sampleRate))
  }

  /// The same where a glide that is under way at the frame has come to its end: what durations follow, at once.
  package func secondsPerCycle(aimedAt frame: Double) -> Double {
    1 / (stretch { $0.frame <= frame }.last * Double(sampleRate))
  }

  /// Beats a minute at a frame.
  package func beatsPerMinute(at frame: Double) -> Double {
    60 * meter(at: frame) / secondsPerCycle(at: frame)
  }

  /// Beats in a bar at a frame.
  package func meter(at frame: Double) -> Double { stretch { $0.frame <= frame }.meter }

  /// The beats before a frame, each bar with as many as it had.
  package func beat(at frame: Double) -> Double {
    let here = stretch { $0.frame <= frame }
    let before = zip(stretches, stretches.dropFirst()).prefix { $1.frame <= here.frame }
    return before.reduce((here.cycle(at: frame) - here.cycle) * here.meter) { sum, pair in
      sum + (pair.1.cycle - pair.0.cycle) * pair.0.meter
    }
  }

  /// Whether it ends with other beats a minute, or has other bars.
  package func isOther(than other: TempoMap?) -> Bool {
    guard let other else { return false }
    return beatsPerMinute(at: .greatestFiniteMagnitude) != other.beatsPerMinute(at: .greatestFiniteMagnitude)
      || meter != other.meter
  }

  /// From `frame` on other beats a minute, reached over `frames`, and other bars if `beatsInBar` are given.
  package mutating func bend(
    at frame: Int, to beats: Double, over frames: Int = 0, meter beatsInBar: Double? = nil
  ) {
    let at = Double(frame)
    let meter = beatsInBar ?? meter
    let last = beats / (60 * meter * Double(sampleRate))
    let rate = frames > 0 ? stretch { $0.frame <= at }.rate(at: at) : last
    goOn(
      at: frame,
      as: [Stretch(frame: at, cycle: 0, rate: rate, last: last, length: Double(frames), meter: meter)])
  }

  /// Only from `frame` on as `other` goes there, a glide that is under way in it to its end.
  package mutating func bend(at frame: Int, like other: TempoMap) {
    goOn(at: frame, as: other.rest(from: Double(frame)))
  }

  /// From `frame` on so many beats in a bar: the beats keep their tempo, and what glides glides on.
  package mutating func setMeter(_ beats: Double, at frame: Int) {
    goOn(
      at: frame,
      as: rest(from: Double(frame)).map {
        let share = $0.meter / beats
        return Stretch(
          frame: $0.frame, cycle: 0, rate: $0.rate * share, last: $0.last * share, length: $0.length,
          meter: beats)
      })
  }

  /// How it goes on from a frame, wherever the cycles lie.
  private func rest(from frame: Double) -> [Stretch] {
    let here = stretch { $0.frame <= frame }
    let left = max(0, here.frame + here.length - frame)
    let first = Stretch(
      frame: frame, cycle: 0, rate: left > 0 ? here.rate(at: frame) : here.last, last: here.last,
      length: left, meter: here.meter)
    return [first]
      + stretches.suffix(from: end { $0.frame <= frame }).map {
        Stretch(frame: $0.frame, cycle: 0, rate: $0.rate, last: $0.last, length: $0.length, meter: $0.meter)
      }
  }

  /// What goes so already stays the map that it is.
  private mutating func goOn(at frame: Int, as rest: [Stretch]) {
    let at = Double(frame)
    if rest == self.rest(from: at) { return }
    var cycle = cycle(at: at)
    while let last = stretches.last, last.frame >= at || at <= 0 { stretches.removeLast() }
    for var stretch in rest {
      if let last = stretches.last, last.frame >= at { cycle = last.cycle(at: stretch.frame) }
      stretch.cycle = cycle
      stretches.append(stretch)
    }
  }

  private func stretch(_ isReached: (Stretch) -> Bool) -> Stretch { stretches[max(0, end(isReached) - 1)] }

  /// How many of the first are reached. Mostly all of them are.
  private func end(_ isReached: (Stretch) -> Bool) -> Int {
    if let last = stretches.last, isReached(last) { return stretches.count }
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(stretches[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
