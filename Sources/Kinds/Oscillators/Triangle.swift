package import Signals

extension SignalKind {
  package static let triangle = oscillator(
    "triangle", "A triangle wave that begins at 0 and rises, band-limited.", source: BandlimitedStep.source,
    TriangleWave())
}

/// Its corners lie at a quarter and at three quarters of a turn; its slope is 4 a turn either way.
struct TriangleWave: PiecewiseWaveform {
  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    if run.turns >= 0.5 { return BandlimitedStep.silence(&y) }
    var phase = run.phase
    for i in y.indices {
      y[i] = run.sign * Self.naive(UInt32(truncatingIfNeeded: phase &>> 32))
      phase &+= run.step
    }
    BandlimitedStep.corner.add(run, shift: 3 << 62, height: -8, into: &y)
    BandlimitedStep.corner.add(run, shift: 1 << 62, height: 8, into: &y)
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count && turns.count == y.count)
    for i in y.indices { y[i] = turns[i].magnitude < 0.5 ? Self.naive(phases[i]) : 0 }
    BandlimitedStep.corner.add(
      phases: phases, turns: turns, bends: bends, shift: 3 << 30, height: -8, into: &y)
    BandlimitedStep.corner.add(
      phases: phases, turns: turns, bends: bends, shift: 1 << 30, height: 8, into: &y)
  }

  static func render(phases: Span<UInt32>, numbers: Span<Float>, into y: inout MutableSpan<Float>) {
    precondition(phases.count == y.count + 2 * Piecewise.margin)
    for i in y.indices { y[i] = naive(phases[Piecewise.margin + i]) }
    Piecewise.addCorners(phases, shift: 3 << 30, height: -8, into: &y)
    Piecewise.addCorners(phases, shift: 1 << 30, height: 8, into: &y)
  }

  /// With x the phase from -1 to 1: from the corner at 1/2 on it falls.
  @inline(__always)
  private static func naive(_ phase: UInt32) -> Float {
    let x = Float(Int32(bitPattern: phase)) * 0x1p-31
    var t = x < 1 - x ? x : 1 - x
    t = t > -1 - x ? t : -1 - x
    return 2 * t
  }
}
