package import Signals

extension SignalKind {
  package static let sine = oscillator(
    "sine", "A sine wave of amplitude 1.", source: "", SineWave())
}

struct SineWave: Waveform {
  let usesTurns = false

  func render(_ run: PhaseRun, into y: inout MutableSpan<Float>) {
    var phase = run.phase
    for i in y.indices {
      y[i] = run.sign * Self.value(UInt32(truncatingIfNeeded: phase &>> 32))
      phase &+= run.step
    }
  }

  func render(phases: Span<UInt32>, turns: Span<Float>, bends: Span<Float>, into y: inout MutableSpan<Float>)
  {
    precondition(phases.count == y.count)
    for i in y.indices { y[i] = Self.value(phases[i]) }
  }

  /// sin(2 pi p / 2^32), error below 2e-7 and never above 1: an odd polynomial on a quarter turn either way, the rest
  /// folded onto it. Its coefficients are chosen among those next to the best ones so that no rounding passes 1.
  @inline(__always)
  static func value(_ p: UInt32) -> Float {
    let x = Float(Int32(bitPattern: p)) * 0x1p-32
    var t = x < 0.5 - x ? x : 0.5 - x
    t = t > -0.5 - x ? t : -0.5 - x
    let z = t * t
    var r = mulAdd(z, 39.759827, -76.581173)
    r = mulAdd(z, r, 81.602493)
    r = mulAdd(z, r, -41.341686)
    r = mulAdd(z, r, 6.2831853)
    return t * r
  }
}
