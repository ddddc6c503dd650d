import Glibc
import Signals
import Testing

@testable import Kinds

/// Prints what a sample costs where signals are shaped, followed or turned down; run it by NEAP_SPEED=1 in a release
/// build.
struct ShapingSpeedTests {
  private let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
  private let other = KernelBench.Given.wave { Float($0 * 104_729 % 1_003) / 500 - 1 }

  @Test(.enabled(if: getenv("NEAP_SPEED") != nil)) func nanosecondsForEachSample() throws {
    var cases: [(String, KernelBench)] = []
    for kind in [
      SignalKind.absolute, .floored, .rounded, .squareRoot, .logarithm, .exponential, .decibels, .factor,
      .midiToHz,
      .hzToMidi, .clip, .fold, .wrap, .softclip, .tanh, .rectify, .quantize, .bitcrush, .lag, .slew, .follow,
      .trigger,
      .windowMean, .channelPeak, .compressor, .expander, .gate,
    ] { cases.append((kind.name, try KernelBench(kind, input))) }
    for kind in [SignalKind.minimum, .maximum, .isGreater, .crossfade, .sampleHold, .duck] {
      cases.append((kind.name, try KernelBench(kind, input, other)))
    }
    let table = KernelBench.Given.resolved(.samples(Samples([(0..<2_049).map { Float($0) }])))
    cases += [
      ("tanh, moving", try KernelBench(.tanh, input, other)),
      ("lag, moving", try KernelBench(.lag, input, other)),
      ("shape", try KernelBench(.shape, input, table)),
      ("chebyshev of 8", try KernelBench(.chebyshev, input, .resolved(.numbers([1, 2, 3, 4, 5, 6, 7, 8])))),
      ("linlin", try KernelBench(.linlin, input, -1, 1, 20, 2_000)),
      ("linexp", try KernelBench(.linexp, input, -1, 1, 20, 2_000)),
      ("quantize, triangular", try KernelBench(.quantize, input, 8, "triangular")),
      ("env, bent", try KernelBench(.env, .resolved(.samples(Samples([[0, 0], [10, 1]]))), -3)),
      ("polyphase_up", try KernelBench(.polyphaseUp, input, 4, 2)),
      (
        "polyphase_down by 4",
        try KernelBench(.polyphaseDown, .source(.wave(channels: 4) { frame, _ in Float(frame % 99) }), 4)
      ),
    ]
    for (name, bench) in cases { print(name, (bench.nanoseconds() * 100).rounded() / 100, "ns") }
  }
}
