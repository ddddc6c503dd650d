package import Signals

extension SignalKind {
  package static let square = oscillator(
    "square", "A square wave, 1 in the first half of its period and -1 in the second, band-limited.",
    source: BandlimitedStep.source, SquareWave(), naive: NaiveSquareWave())
}

/// It rises at phase 0 and falls half a turn later.
struct SquareWave: PiecewiseWaveform {
  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    if run.turns >= 0.5 { return BandlimitedStep.silence(&y) }
    var phase = run.phase
    for i in y.indices {
      y[i] = run.sign * Self.naive(UInt32(truncatingIfNeeded: phase &>> 32))
      phase &+= run.step
    }
    BandlimitedStep.step.add(run, shift: 0, height: 2, into: &y)
    BandlimitedStep.step.add(run, shift: 1 << 63, height: -2, into: &y)
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count && turns.count == y.count)
    for i in y.indices { y[i] = turns[i].magnitude < 0.5 ? Self.naive(phases[i]) : 0 }
    BandlimitedStep.step.add(phases: phases, turns: turns, bends: bends, shift: 0, height: 2, into: &y)
    BandlimitedStep.step.add(phases: phases, turns: turns, bends: bends, shift: 1 << 31, height: -2, into: &y)
  }

  static func render(phases: Span<UInt32>, numbers: Span<Float>, into y: inout MutableSpan<Float>) {
    precondition(phases.count == y.count + 2 * Piecewise.margin)
    for i in y.indices { y[i] = naive(phases[Piecewise.margin + i]) }
    Piecewise.addJumps(phases, shift: 0, height: 2, into: &y)
    Piecewise.addJumps(phases, shift: 1 << 31, height: -2, into: &y)
  }

  @inline(__always)
  static func naive(_ phase: UInt32) -> Float { Int32(bitPattern: phase) >= 0 ? 1 : -1 }
}

/// Jumps and all.
struct NaiveSquareWave: Waveform {
  let usesTurns = false

  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    var phase = run.phase
    for i in y.indices {
      y[i] = run.sign * SquareWave.naive(UInt32(truncatingIfNeeded: phase &>> 32))
      phase &+= run.step
    }
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count)
    for i in y.indices { y[i] = SquareWave.naive(phases[i]) }
  }
}
