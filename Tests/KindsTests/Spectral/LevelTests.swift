import Signals
import Testing

@testable import Kinds

/// No parameter inside its range makes a full-scale input louder than +24 dBFS, or anything that is not finite.
@Suite struct LevelTests {
  @Test(arguments: [44_100, 48_000, 96_000]) func nothingGetsOutOfHand(rate: Int) throws {
    let inputs: [KernelBench.Given] = [
      .wave { SpectralTests.white($0) * 2 }, .wave { $0 / 50 % 2 == 0 ? 1 : -1 },
      .wave { $0 % 400 == 0 ? 1 : 0 },
    ]
    for input in inputs {
      var benches = [
        try KernelBench(.spectralGate, input, -200, rate: rate),
        try KernelBench(.spectralGate, input, 60, rate: rate),
        try KernelBench(.spectralFreeze, input, 0.01, rate: rate),
        try KernelBench(.granular, input, 0.1, 200, 0.5, -16, 60, 1, rate: rate),
        try KernelBench(.granular, input, 0, 0.1, 0.001, rate: rate),
      ]
      for by in [-Double(rate) / 2, -1, Double(rate) / 2] {
        benches.append(try KernelBench(.spectralShift, input, .init(by), rate: rate))
      }
      for length in [0.0, 0.01, 1] {
        benches.append(try KernelBench(.spectralBlur, input, .init(length), rate: rate))
      }
      for factor in [0.05, 0.7, 50] {
        benches.append(try KernelBench(.stretch, input, .init(factor), 256, rate: rate))
      }
      for semitones in [-24.0, 0.1, 24] {
        benches.append(try KernelBench(.pitchShift, input, .init(semitones), 256, rate: rate))
      }
      for other in inputs {
        benches.append(try KernelBench(.vocoder, input, other, 2, rate: rate))
        benches.append(try KernelBench(.vocoder, input, other, 512, rate: rate))
        benches.append(try KernelBench(.vocoder, input, other, 8, "phase", rate: rate))
      }
      for (number, bench) in benches.enumerated() {
        for first in [0, 9_000] {
          let peak = bench.mono(first..<first + 512).reduce(Float(0)) {
            $1.isFinite ? max($0, abs($1)) : .infinity
          }
          #expect(peak < 15.85, "bench \(number) at \(rate) Hz")
        }
      }
    }
  }

  /// Numbers that no sound holds do no harm either.
  @Test func absurdNumbersDoNoHarm() throws {
    let absurd = KernelBench.Given.wave { $0 % 3 == 0 ? 3e38 : $0 % 3 == 1 ? -1e11 : .nan }
    for bench in [
      try KernelBench(.spectralGate, absurd, absurd), try KernelBench(.spectralBlur, absurd),
      try KernelBench(.spectralFreeze, absurd, 0.01), try KernelBench(.spectralShift, absurd, 10),
      try KernelBench(.vocoder, absurd, absurd), try KernelBench(.vocoder, absurd, absurd, 8, "phase"),
      try KernelBench(.stretch, absurd, 2, 256), try KernelBench(.pitchShift, absurd, 7, 256),
      try KernelBench(.granular, absurd, absurd, 40, 0.05, absurd),
      try KernelBench(.convolve, absurd, .samples([1, .nan, 3e38])),
    ] {
      #expect(bench.mono(0..<600).allSatisfy { $0.isFinite })
    }
  }
}
