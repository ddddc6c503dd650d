/// A waveform that is smooth in its phase but for jumps and corners, each of which is taken away by what the band
/// leaves of it: whatever moves, the time of each is known to a fraction of a frame, and nothing folds.
///
/// For that it looks `margin` frames ahead.
protocol PiecewiseWaveform: Waveform {
  /// Over the frames of `y`. Upper phase bits and the numbers that shape it, where it is shaped, are told for `margin`
  /// frames more on either side.
  static func render(phases: Span<UInt32>, numbers: Span<Float>, into y: inout MutableSpan<Float>)
  /// What shapes it.
  var number: Double { get }
}

extension PiecewiseWaveform {
  var number: Double { 0 }
}

/// What the frames around a block tell of jumps and corners in it.
enum Piecewise {
  /// Frames on either side that are looked at: as far as a step reaches, and more for its course.
  static let margin = BandlimitedStep.reach + Course.before

  /// The frames of a block's surroundings whose way to the next may hold what reaches into the block.
  @inline(__always)
  static func ways(_ count: Int) -> Range<Int> { Course.before..<count - Course.before - 1 }

  /// The course of upper phase bits from frame `k` on, moved on by `shift` and within the first turn there.
  @inline(__always)
  static func course(
    _ phases: Span<UInt32>, _ k: Int, shift: UInt32, isWild: Bool = false
  ) -> InlineArray<24, Double> {
    let first = Double(phases[k] &+ shift)
    var y = InlineArray<24, Double>(repeating: first)
    let middle = Double(Int32(bitPattern: phases[k + 1] &- phases[k]))
    // A step to either side is the one, whole turns aside, that is nearest to the step beside it: the course of what
    // passes half the rate does not turn round there. What moves wildly is taken as it is, to stay within bounds.
    func step(_ k: Int, beside other: Double) -> Double {
      let step = Double(Int32(bitPattern: phases[k + 1] &- phases[k]))
      return isWild ? step : step + ((other - step) * 0x1p-32).rounded() * 0x1p32
    }
    var (sum, last) = (first + middle, middle)
    y[Course.before + 1] = sum
    for j in 1...Course.before {
      last = step(k + j, beside: last)
      sum += last
      y[Course.before + j + 1] = sum
    }
    (sum, last) = (first, middle)
    for j in 1...Course.before {
      last = step(k - j, beside: last)
      sum -= last
      y[Course.before - j] = sum
    }
    for j in y.indices { y[j] *= 0x1p-32 }
    return y
  }

  /// Whether a phase may wrap on its way from frame `k`: it does, or turns round beside it.
  @inline(__always)
  static func mayWrap(_ phases: Span<UInt32>, _ k: Int, shift: UInt32) -> Bool {
    let (here, next) = (phases[k] &+ shift, phases[k + 1] &+ shift)
    let step = Int32(bitPattern: next &- here)
    let before = Int32(bitPattern: phases[k] &- phases[k - 1])
    let after = Int32(bitPattern: phases[k + 2] &- phases[k + 1])
    return (step >= 0 ? next < here : next > here) || (step ^ before) < 0 || (step ^ after) < 0
  }

  /// Jumps by `height` wherever the phase, moved on by `shift`, wraps.
  static func addJumps(
    _ phases: Span<UInt32>, shift: UInt32, height: Float, into y: inout MutableSpan<Float>
  ) {
    precondition(phases.count == y.count + 2 * margin)
    for k in ways(phases.count) where mayWrap(phases, k, shift: shift) {
      let values = course(phases, k, shift: shift)
      var crossings = Crossings(Course(values), from: values[Course.before])
      while let crossing = crossings.next() {
        BandlimitedStep.step.add(
          after: k - margin, crossing.time, height: height * Float(crossing.direction), into: &y)
      }
    }
  }

  /// Corners wherever the phase, moved on by `shift`, wraps: what comes after is steeper by `height` for each turn.
  static func addCorners(
    _ phases: Span<UInt32>, shift: UInt32, height: Double, into y: inout MutableSpan<Float>
  ) {
    precondition(phases.count == y.count + 2 * margin)
    for k in ways(phases.count) where mayWrap(phases, k, shift: shift) {
      let values = course(phases, k, shift: shift)
      let course = Course(values)
      var crossings = Crossings(course, from: values[Course.before])
      while let crossing = crossings.next() {
        let (time, height) = (crossing.time, height * crossing.direction)
        BandlimitedStep.corner.add(
          after: k - margin, time, height: Float(height * course.slope(time)), into: &y)
        BandlimitedStep.bow.add(
          after: k - margin, time, height: Float(height * course.growth(time)), into: &y)
        BandlimitedStep.twist.add(
          after: k - margin, time, height: Float(height * course.twist(time)), into: &y)
      }
    }
  }
}
