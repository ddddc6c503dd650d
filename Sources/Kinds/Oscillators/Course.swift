/// How a quantity, in turns, goes on from one frame to the next: the polynomial of degree five through six frames.
struct Course {
  // By powers of the time from the frame on.
  private let a: Double
  private let b: Double
  private let c: Double
  private let d: Double
  private let e: Double
  private let f: Double
  /// What it is at the frame after.
  let next: Double

  /// From its values two frames before to three frames after.
  init(_ y: InlineArray<6, Double>) {
    a = y[2]
    b = -0.5 * y[1] - y[2] / 3 + y[3] + (y[0] - 5 * y[4]) / 20 + y[5] / 30
    c = (16 * (y[1] + y[3]) - 30 * y[2] - y[0] - y[4]) / 24
    d = (10 * y[2] - 14 * y[3] + 7 * y[4] - y[1] - y[0] - y[5]) / 24
    e = (y[0] - 4 * y[1] + 6 * y[2] - 4 * y[3] + y[4]) / 24
    f = (y[5] - y[0] + 5 * (y[1] - y[4]) + 10 * (y[3] - y[2])) / 120
    next = y[3]
  }

  @inline(__always)
  func value(_ s: Double) -> Double { ((((f * s + e) * s + d) * s + c) * s + b) * s + a }
  /// What it grows by a frame.
  @inline(__always)
  func slope(_ s: Double) -> Double { (((5 * f * s + 4 * e) * s + 3 * d) * s + 2 * c) * s + b }
  /// What its slope grows by a frame.
  @inline(__always)
  func growth(_ s: Double) -> Double { ((20 * f * s + 12 * e) * s + 6 * d) * s + 2 * c }

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
