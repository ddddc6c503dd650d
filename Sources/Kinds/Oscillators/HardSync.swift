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
struct HardSyncWave: Waveform, ShapedWaveform {
  static let range = 1.0...32.0
  static let standard = 2.5
  static let looksBack = false

  private let ratio: Double

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
