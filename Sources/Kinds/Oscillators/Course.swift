/// How a quantity, in turns, goes on from one frame to the next, as what holds nothing past half the rate does: by the 24
/// frames around. What moves the frequency may itself be bright, as a sawtooth is: a polynomial through a few frames
/// would leave images of that, which fold.
struct Course {
  /// Frames that are looked at before the one that it begins from, and behind it one more.
  static let before = 11
  static let count = 2 * before + 2

  /// By powers of the time from the middle of the frame on.
  private var powers = InlineArray<10, Double>(repeating: 0)
  /// What it is at the frame after.
  let next: Double

  /// From its values at `count` frames, of which the one that it begins from has place `before`.
  init(_ y: InlineArray<24, Double>) {
    next = y[Self.before + 1]
    let half = Self.count / 2
    let table = Self.weights
    let weights = table.span
    precondition(weights.count == powers.count * half)
    for power in powers.indices {
      var sum = 0.0
      let sign: Double = power & 1 == 0 ? 1 : -1
      for i in 0..<half {
        sum += weights[power * half + i] * (y[Self.before + 1 + i] + sign * y[Self.before - i])
      }
      powers[power] = sum
    }
  }

  /// By the six frames in the middle alone, the polynomial of degree five through them: what moves wildly grows by less
  /// between frames.
  init(near y: InlineArray<24, Double>) {
    let i = Self.before
    next = y[i + 1]
    powers[0] = y[i]
    powers[1] = -0.5 * y[i - 1] - y[i] / 3 + y[i + 1] + (y[i - 2] - 5 * y[i + 2]) / 20 + y[i + 3] / 30
    powers[2] = (16 * (y[i - 1] + y[i + 1]) - 30 * y[i] - y[i - 2] - y[i + 2]) / 24
    powers[3] = (10 * y[i] - 14 * y[i + 1] + 7 * y[i + 2] - y[i - 1] - y[i - 2] - y[i + 3]) / 24
    powers[4] = (y[i - 2] - 4 * y[i - 1] + 6 * y[i] - 4 * y[i + 1] + y[i + 2]) / 24
    powers[5] = (y[i + 3] - y[i - 2] + 5 * (y[i - 1] - y[i + 2]) + 10 * (y[i + 1] - y[i])) / 120
    // From the frame to its middle, by Horner's scheme.
    for low in 0..<5 {
      for power in stride(from: 4, through: low, by: -1) { powers[power] += 0.5 * powers[power + 1] }
    }
  }

  @inline(__always)
  func value(_ s: Double) -> Double {
    let u = s - 0.5
    var sum = powers[9]
    for power in stride(from: 8, through: 0, by: -1) { sum = sum * u + powers[power] }
    return sum
  }

  /// What it grows by a frame.
  @inline(__always)
  func slope(_ s: Double) -> Double {
    let u = s - 0.5
    var sum = 9 * powers[9]
    for power in stride(from: 8, through: 1, by: -1) { sum = sum * u + Double(power) * powers[power] }
    return sum
  }

  /// What its slope grows by a frame.
  @inline(__always)
  func growth(_ s: Double) -> Double {
    let u = s - 0.5
    var sum = 72 * powers[9]
    for power in stride(from: 8, through: 2, by: -1) {
      sum = sum * u + Double(power * (power - 1)) * powers[power]
    }
    return sum
  }

  /// What that grows by a frame.
  @inline(__always)
  func twist(_ s: Double) -> Double {
    let u = s - 0.5
    var sum = 504 * powers[9]
    for power in stride(from: 8, through: 3, by: -1) {
      sum = sum * u + Double(power * (power - 1) * (power - 2)) * powers[power]
    }
    return sum
  }

  /// Where it is `target`, between two times on either side of it.
  func time(of target: Double, _ low: Double, _ high: Double) -> Double {
    var (low, high) = (low, high)
    let isRising = value(high) > value(low)
    var s = 0.5 * (low + high)
    let (first, last) = (value(low), value(high))
    if last != first { s = low + (high - low) * min(1, max(0, (target - first) / (last - first))) }
    for _ in 0..<24 {
      let error = value(s) - target
      if (error > 0) == isRising { high = s } else { low = s }
      let step = error / slope(s)
      var new = s - step
      // Where a tangent leads outside, halving does not.
      if !(new >= low && new <= high) { new = 0.5 * (low + high) }
      let moved = (new - s).magnitude
      s = new
      if moved < 1e-9 { break }
    }
    return s
  }

  /// Where it turns round within the frame, if it does.
  var turning: Double? {
    var (low, high) = (0.0, 1.0)
    let isRising = slope(0) > 0
    guard isRising != (slope(1) > 0) else { return nil }
    for _ in 0..<40 {
      let middle = 0.5 * (low + high)
      if (slope(middle) > 0) == isRising { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}

/// Where a course passes whole numbers within a stretch of a frame, in the order of time.
struct Crossings {
  struct Crossing {
    let time: Double
    /// 1 upwards, -1 downwards.
    let direction: Double
  }

  private let course: Course
  /// The whole number that it is at or above.
  private(set) var level: Double
  private var low: Double
  private var high: Double
  private var goal: Double
  private let end: Double
  private let last: Double

  /// Over the whole frame.
  init(_ course: Course, from first: Double) {
    self.init(course, 0, 1, level: first.rounded(.down), last: course.next.rounded(.down))
  }

  /// From one time to another, the levels at both known.
  init(_ course: Course, _ start: Double, _ end: Double, level: Double, last: Double) {
    (self.course, self.level, self.end, self.last) = (course, level, end, last)
    low = start
    if let turning = course.turning, turning > start, turning < end {
      high = turning
      goal = course.value(turning).rounded(.down)
    } else {
      high = end
      goal = last
    }
  }

  mutating func next() -> Crossing? {
    while level == goal {
      if high == end { return nil }
      (low, high, goal) = (high, end, last)
    }
    let direction: Double = goal > level ? 1 : -1
    let time = course.time(of: direction > 0 ? level + 1 : level, low, high)
    level += direction
    return Crossing(time: time, direction: direction)
  }
}
