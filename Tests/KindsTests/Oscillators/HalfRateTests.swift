import Glibc
import Signals
import Testing

@testable import Kinds

/// A frequency that crosses half the sample rate: no click, and nothing folds.
@Suite struct HalfRateTests {
  /// What a lowpass at 12 kHz leaves, 75 dB down from 16 kHz on.
  private func low(_ x: [Float]) -> [Double] {
    let half = 64
    let taps = (-half...half).map { k -> Double in
      let turns = Double(k) * 0.5
      let sinc = k == 0 ? 1 : sin(.pi * turns) / (.pi * turns)
      let place = Double(k) / Double(half + 1)
      return 0.5 * sinc * (0.42 + 0.5 * cos(.pi * place) + 0.08 * cos(2 * .pi * place))
    }
    return (half..<x.count - half).map { i in
      taps.indices.reduce(0) { $0 + taps[$1] * Double(x[i + half - $1]) }
    }
  }

  /// Up through half the rate and down again, in a fiftieth of a second and in half of one.
  @Test(arguments: [SignalKind.saw, .square, .triangle, .sine], [2_000, 24_000])
  func aSweepThroughItDoesNotClick(_ kind: SignalKind, _ count: Int) throws {
    let sweep = KernelBench.Given.wave { frame in
      let part = Float(min(max(frame, 0), count)) / Float(count)
      return 30_000 - 12_000 * abs(2 * part - 1)
    }
    let x = try KernelBench(kind, sweep).mono(0..<count)
    let loudest = low(x).map(abs).max() ?? 1
    #expect(loudest < (count == 2_000 ? 3e-3 : 5e-4), "\(kind.name): \(20 * log10(loudest)) dB")
    if kind.name != "sine" {
      #expect(x[count * 45 / 100..<count * 55 / 100].allSatisfy { $0 == 0 }, "silent above it")
    }
  }

  @Test func itFadesTheSameWhetherItMovesOrNot() throws {
    for kind in [SignalKind.saw, .square, .triangle] {
      for hertz in [23_500.0, 23_850, 23_990] {
        let still = try KernelBench(kind, .resolved(.number(hertz))).mono(0..<400)
        let moving = try KernelBench(kind, .wave { _ in Float(hertz) }).mono(0..<400)
        let apart = zip(still, moving).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
        #expect(apart < 1e-3, "\(kind.name) at \(hertz) Hz: \(apart)")
      }
    }
  }

  @Test func theLevelFallsSmoothlyFromOneToNothing() {
    #expect(HalfRate.level(0.1) == 1 && HalfRate.level(HalfRate.whole) == 1 && HalfRate.level(0.5) == 0)
    var last: Float = 1
    for step in 0...1_000 {
      let level = HalfRate.level(0.495 + 0.005 * Float(step) / 1_000)
      #expect(level <= last && last - level < 0.002)
      last = level
    }
  }
}
