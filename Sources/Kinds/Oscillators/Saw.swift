package import Signals

extension SignalKind {
  package static let saw = oscillator(
    "saw",
    "A sawtooth that rises through 0 from -1 to 1, band-limited: beside its steps it overshoots by up to a fifth.",
    source: BandlimitedStep.source,
    SawWave(), naive: NaiveSawWave())
}

/// 2 frac(phase + 1/2) - 1: it falls from 1 to -1 half a turn after phase 0.
struct SawWave: PiecewiseWaveform {
  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    if run.turns >= 0.5 { return BandlimitedStep.silence(&y) }
    var phase = run.phase
    for i in y.indices {
      y[i] = run.sign * Self.naive(UInt32(truncatingIfNeeded: phase &>> 32))
      phase &+= run.step
    }
    BandlimitedStep.step.add(run, shift: 1 << 63, height: -2, into: &y)
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count && turns.count == y.count)
    for i in y.indices { y[i] = turns[i].magnitude < 0.5 ? Self.naive(phases[i]) : 0 }
    BandlimitedStep.step.add(phases: phases, turns: turns, bends: bends, shift: 1 << 31, height: -2, into: &y)
  }

  static func render(phases: Span<UInt32>, numbers: Span<Float>, into y: inout MutableSpan<Float>) {
    precondition(phases.count == y.count + 2 * Piecewise.margin)
    for i in y.indices { y[i] = naive(phases[Piecewise.margin + i]) }
    Piecewise.addJumps(phases, shift: 1 << 31, height: -2, into: &y)
  }

  @inline(__always)
  static func naive(_ phase: UInt32) -> Float { Float(Int32(bitPattern: phase)) * 0x1p-31 }
}

/// Jumps and all.
struct NaiveSawWave: Waveform {
  let usesTurns = false

  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    var phase = run.phase
    for i in y.indices {
      y[i] = run.sign * SawWave.naive(UInt32(truncatingIfNeeded: phase &>> 32))
      phase &+= run.step
    }
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count)
    for i in y.indices { y[i] = SawWave.naive(phases[i]) }
  }
}
