package import Signals

extension SignalKind {
  package static let phasor = SignalKind(
    "phasor", .oscillators,
    "A ramp from 0 up to 1, again with each period: how far the period has gone, to control others by.",
    example: "saw(55):lowpass(phasor(2) * 3000 + 200) * 0.7", source: "", Oscillator.frequency,
    Oscillator.phase
  ) { try Oscillator.kernel($0, Timbre(PhasorWave()), $1, $2) }
}

/// Below 1 always: 24 bits of the phase.
struct PhasorWave: Waveform {
  let usesTurns = false

  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    var phase = run.phase
    let isMirrored = run.sign < 0
    for i in y.indices {
      let upper = UInt32(truncatingIfNeeded: phase &>> 32)
      y[i] = Self.value(isMirrored ? 0 &- upper : upper)
      phase &+= run.step
    }
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count)
    for i in y.indices { y[i] = Self.value(phases[i]) }
  }

  @inline(__always)
  private static func value(_ phase: UInt32) -> Float { Float(Int32(bitPattern: phase &>> 8)) * 0x1p-24 }
}
