import Glibc
package import Signals

extension SignalKind {
  package static let pulse = SignalKind(
    "pulse", .oscillators,
    "A pulse wave, 1 in the first part of its period and -1 in the rest, band-limited; the part, its duty, "
      + "may move. Its mean is 2 duty - 1.",
    example: "pulse(110, sine(0.5):range(0.1, 0.9)) * 0.7", source: BandlimitedStep.source,
    Oscillator.frequency,
    Stream(
      "duty", PulseWave.range, .ratio, default: PulseWave.standard,
      "The part of the period in which it is 1."),
    Oscillator.phase
  ) { try Oscillator.kernel($0, Timbre(PulseWave.self, $2), $1, $3) }
}

/// It rises at phase 0 and falls where the phase reaches the width.
struct PulseWave: PiecewiseWaveform, ShapedWaveform {
  static let range = 0.0...1.0
  static let standard = 0.5
  static let looksBack = true

  let number: Double
  private let width: UInt32

  static func wave(_ number: Double) -> any Waveform { PulseWave(number: number, width: upper(number)) }

  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    if run.turns >= 0.5 { return BandlimitedStep.silence(&y) }
    // Run backwards, what is high is the last part of the period.
    let width = run.sign < 0 ? 0 &- width : self.width
    var phase = run.phase
    for i in y.indices {
      y[i] = UInt32(truncatingIfNeeded: phase &>> 32) < width ? run.sign : -run.sign
      phase &+= run.step
    }
    BandlimitedStep.step.add(run, shift: 0, height: 2, into: &y)
    BandlimitedStep.step.add(run, shift: 0 &- UInt64(width) << 32, height: -2, into: &y)
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count && turns.count == y.count)
    for i in y.indices { y[i] = turns[i].magnitude < 0.5 ? (phases[i] < width ? 1 : -1) : 0 }
    BandlimitedStep.step.add(phases: phases, turns: turns, bends: bends, shift: 0, height: 2, into: &y)
    BandlimitedStep.step.add(
      phases: phases, turns: turns, bends: bends, shift: 0 &- width, height: -2, into: &y)
  }

  /// It falls where the phase less the width wraps.
  static func render(phases: Span<UInt32>, numbers: Span<Float>, into y: inout MutableSpan<Float>) {
    let margin = Piecewise.margin
    precondition(phases.count == y.count + 2 * margin && numbers.count == phases.count)
    for i in y.indices { y[i] = rest(phases, numbers, margin + i) < 0 ? 1 : -1 }
    Piecewise.addJumps(phases, shift: 0, height: 2, into: &y)
    for k in Piecewise.ways(phases.count) {
      var values = Piecewise.course(phases, k, shift: 0)
      let (here, next) = (rest(phases, numbers, k), values[Course.before + 1] - Double(numbers[k + 1]))
      // Passing the width it changes its sign, or wraps; it turns round only where the width moves as the phase does.
      let isEven = numbers[k - 1] == numbers[k] && numbers[k] == numbers[k + 1]
      if isEven, here.rounded(.down) == next.rounded(.down), !Piecewise.mayWrap(phases, k, shift: 0) {
        continue
      }
      for j in values.indices { values[j] -= Double(numbers[k - Course.before + j]) }
      var crossings = Crossings(Course(values), from: values[Course.before])
      while let crossing = crossings.next() {
        BandlimitedStep.step.add(
          after: k - margin, crossing.time, height: -2 * Float(crossing.direction), into: &y)
      }
    }
  }

  /// The phase less the width: below 0 where it is high.
  @inline(__always)
  private static func rest(_ phases: Span<UInt32>, _ numbers: Span<Float>, _ k: Int) -> Double {
    Double(phases[k]) * 0x1p-32 - Double(numbers[k])
  }

  /// It falls where phase less width wraps, and that moves on by the phase's step less the width's.
  static func render(
    phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, numbers: Span<Float>, before: Float,
    into y: inout MutableSpan<Float>
  ) {
    let count = y.count
    precondition(phases.count == count && turns.count == count && numbers.count == count)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { phaseScratch in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { turnScratch in
        phaseScratch.initialize(repeating: 0)
        turnScratch.initialize(repeating: 0)
        var rests = phaseScratch.mutableSpan
        var steps = turnScratch.mutableSpan
        var last = before
        for i in 0..<count {
          let width = upper(Double(numbers[i]))
          rests[i] = phases[i] &- width
          steps[i] = turns[i] - (numbers[i] - last)
          last = numbers[i]
          y[i] = turns[i].magnitude < 0.5 ? (phases[i] < width ? 1 : -1) : 0
        }
        BandlimitedStep.step.add(phases: phases, turns: turns, bends: bends, shift: 0, height: 2, into: &y)
        for i in 0..<count where turns[i].magnitude >= 0.5 { steps[i] = 0.5 }
        BandlimitedStep.step.add(
          phases: rests.span, turns: steps.span, bends: bends, shift: 0, height: -2, into: &y)
      }
    }
  }

  /// A part of a turn as upper phase bits; a whole turn is one less.
  @inline(__always)
  private static func upper(_ width: Double) -> UInt32 {
    UInt32(truncatingIfNeeded: Int(min(width * 0x1p32, 0x1p32 - 1)))
  }
}
