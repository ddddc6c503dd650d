import Glibc
package import Signals

extension SignalKind {
  package static let hardsync = SignalKind(
    "hardsync", .oscillators,
    "A sawtooth that runs faster than its period and is begun again with each, band-limited: the ratio moves "
      + "its timbre, not its pitch.",
    example: "hardsync(110, sine(0.25):range(1.5, 6)):highpass(20) * 0.5", source: BandlimitedStep.source,
    Oscillator.frequency,
    Stream(
      "ratio", HardSyncWave.range, .ratio, default: HardSyncWave.standard,
      "How many of the sawtooth's own periods go into one."),
    Oscillator.phase
  ) { try Oscillator.kernel($0, Timbre(HardSyncWave.self, $2), $1, $3) }
}

/// saw(ratio x phase), phase from 0 to 1. It jumps where the sawtooth does and where the phase wraps.
struct HardSyncWave: PiecewiseWaveform, ShapedWaveform {
  static let range = 1.0...32.0
  static let standard = 2.5
  static let looksBack = false

  let ratio: Double
  var number: Double { ratio }

  static func wave(_ number: Double) -> any Waveform { HardSyncWave(ratio: number) }

  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    let (ratio, turns) = (ratio, run.turns)
    let table = BandlimitedStep.step.table
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: y.count) { scratch in
      scratch.initialize(repeating: 0)
      var phases = scratch.mutableSpan
      run.write(to: &phases)
      for i in y.indices { y[i] = Self.value(table.span, phases[i], turns, 0, ratio) }
    }
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count && turns.count == y.count && bends.count == y.count)
    let table = BandlimitedStep.step.table
    for i in y.indices {
      y[i] = Self.value(table.span, phases[i], Double(turns[i].magnitude), bends[i], ratio)
    }
  }

  static func render(
    phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, numbers: Span<Float>, before: Float,
    into y: inout MutableSpan<Float>
  ) {
    precondition(phases.count == y.count && turns.count == y.count && numbers.count == y.count)
    precondition(bends.count == y.count)
    let table = BandlimitedStep.step.table
    for i in y.indices {
      y[i] = value(table.span, phases[i], Double(turns[i].magnitude), bends[i], Double(numbers[i]))
    }
  }

  static func render(phases: Span<UInt32>, numbers: Span<Float>, into y: inout MutableSpan<Float>) {
    let margin = Piecewise.margin
    precondition(phases.count == y.count + 2 * margin && numbers.count == phases.count)
    for i in y.indices {
      let course = course(phases, numbers, margin + i)
      y[i] = Float(2 * (course - course.rounded(.down)) - 1)
    }
    for k in Piecewise.ways(phases.count) {
      let first = course(phases, numbers, k).rounded(.down)
      if !Piecewise.mayWrap(phases, k, shift: 0), first == course(phases, numbers, k + 1).rounded(.down) {
        continue
      }
      addJumps(phases, numbers, k, first, into: &y)
    }
  }

  /// In the sawtooth's own periods, half of one ahead, so that it jumps where that passes a whole number.
  @inline(__always)
  private static func course(_ phases: Span<UInt32>, _ numbers: Span<Float>, _ k: Int) -> Double {
    Double(numbers[k]) * (Double(phases[k]) * 0x1p-32) + 0.5
  }

  /// The jumps from frame `k` to the next, where the sawtooth is in its period `first`: its own between one wrap of the
  /// phase and the next, and those wraps, where it is begun again.
  private static func addJumps(
    _ phases: Span<UInt32>, _ numbers: Span<Float>, _ k: Int, _ first: Double,
    into y: inout MutableSpan<Float>
  ) {
    let values = Piecewise.course(phases, k, shift: 0, isWild: true)
    var ratios = InlineArray<24, Double>(repeating: 0)
    for j in ratios.indices { ratios[j] = Double(numbers[k - Course.before + j]) }
    let ratio = Course(near: ratios)
    var wraps = Crossings(Course(near: values), from: values[Course.before])
    var (start, turn, level) = (0.0, 0.0, first)
    while true {
      let wrap = wraps.next()
      let end = wrap?.time ?? 1
      var courses = InlineArray<24, Double>(repeating: 0)
      for j in courses.indices { courses[j] = ratios[j] * (values[j] - turn) + 0.5 }
      let course = Course(near: courses)
      let reached = wrap == nil ? course.next : course.value(end)
      let last = reached.rounded(.down)
      var jumps = Crossings(course, start, end, level: level, last: last)
      while let jump = jumps.next() {
        BandlimitedStep.step.add(
          after: k - Piecewise.margin, jump.time, height: -2 * Float(jump.direction), into: &y)
      }
      guard let wrap else { return }
      turn += wrap.direction
      let begun = wrap.direction > 0 ? 0.5 : ratio.value(end) + 0.5
      level = begun.rounded(.down)
      let frame = k - Piecewise.margin
      let height = 2 * ((begun - level) - (reached - last))
      BandlimitedStep.step.add(after: frame, end, height: Float(height), into: &y)
      // The ratio's own movement counts for as much as the phase that it acts on: a whole turn less from here on.
      let bend = -2 * wrap.direction
      BandlimitedStep.corner.add(after: frame, end, height: Float(bend * ratio.slope(end)), into: &y)
      BandlimitedStep.bow.add(after: frame, end, height: Float(bend * ratio.growth(end)), into: &y)
      start = end
    }
  }

  /// Jumps lie where they would if step and ratio stayed as they are. Run backwards in time, both their order and
  /// their sign are reversed, and so nothing.
  private static func value(
    _ table: Span<Float>, _ phase: UInt32, _ turns: Double, _ bend: Float, _ ratio: Double
  ) -> Float {
    guard turns < 0.5 else { return 0 }
    let place = Double(phase) * 0x1p-32
    let course = place * ratio + 0.5
    let whole = course.rounded(.down)
    let rest = course - whole
    let plain = Float(2 * rest - 1)
    guard turns > 0 else { return plain }
    // Frames from one jump of the sawtooth to the next, and the jumps in a period: at (k + 1/2) / ratio, k < jumps.
    let apart = 1 / (turns * ratio)
    let jumps = Int(ratio + 0.5)
    let reach = Double(BandlimitedStep.reach)
    let done = Int(whole)
    let bend = BandlimitedStep.bend(bend, Float(turns))
    var sum = Float(0)
    var x = rest * apart
    for _ in 0..<done where x < reach {
      sum -= 2 * BandlimitedStep.value(table, Float(x), bend)
      x += apart
    }
    x = (1 - rest) * apart
    for _ in done..<max(done, jumps) where x < reach {
      sum += 2 * BandlimitedStep.value(table, Float(x), -bend)
      x += apart
    }
    // Begun again it jumps to 0 from where it stands, which is past its last jump by `over` of its periods.
    let over = ratio + 0.5 - Double(jumps)
    let height = Float(1 - 2 * over)
    var wrap = place / turns
    while wrap < reach {
      sum += height * BandlimitedStep.value(table, Float(wrap), bend)
      x = wrap + over * apart
      for _ in 0..<jumps where x < reach {
        sum -= 2 * BandlimitedStep.value(table, Float(x), bend)
        x += apart
      }
      wrap += 1 / turns
    }
    wrap = (1 - place) / turns
    while wrap < reach {
      sum -= height * BandlimitedStep.value(table, Float(wrap), -bend)
      x = wrap + 0.5 * apart
      for _ in 0..<jumps where x < reach {
        sum += 2 * BandlimitedStep.value(table, Float(x), -bend)
        x += apart
      }
      wrap += 1 / turns
    }
    return plain + sum
  }
}
