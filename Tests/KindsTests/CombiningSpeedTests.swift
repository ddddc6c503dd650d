import Glibc
import Signals
import Testing

@testable import Kinds

/// Prints what a sample costs where signals are combined or read at other times; run it by NEAP_SPEED=1 in a
/// release build.
struct CombiningSpeedTests {
  let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
  let other = KernelBench.Given.wave { Float($0 * 104_729 % 1_003) / 400 - 1 }

  private func report(_ cases: [(String, KernelBench)]) {
    for (name, bench) in cases { print(name, (bench.nanoseconds() * 1000).rounded() / 1000, "ns") }
  }

  @Test(.enabled(if: getenv("NEAP_SPEED") != nil)) func nanosecondsForArithmetic() throws {
    var cases: [(String, KernelBench)] = []
    for kind in [SignalKind.add, .sub, .mul, .div, .pow, .mod] {
      cases.append(("\(kind.name), two signals", try KernelBench(kind, input, other)))
      cases.append(("\(kind.name), by a number", try KernelBench(kind, input, 0.7)))
      cases.append(("\(kind.name), of a number", try KernelBench(kind, 0.7, input)))
    }
    for exponent in [0.5, 1, 2, 3] {
      cases.append(("pow, by \(exponent)", try KernelBench(.pow, input, .init(floatLiteral: exponent))))
    }
    cases.append(("neg", try KernelBench(.neg, input)))
    cases.append(("range", try KernelBench(.range, input, 1, 2)))
    cases.append(("range, moving", try KernelBench(.range, input, 1, other)))
    cases.append(("pan", try KernelBench(.pan, input, 0.3)))
    cases.append(("pan, moving", try KernelBench(.pan, input, other)))
    cases.append(("stereo", try KernelBench(.stereo, input, other)))
    for count in [2, 7, 8, 64] {
      let sources = (0..<count).map { n in KernelBench.Source.wave { frame, _ in Float(frame * (n + 7) % 99) }
      }
      cases.append(("mix of \(count)", try KernelBench(.mix, .sources(sources))))
    }
    report(cases)
  }

  @Test(.enabled(if: getenv("NEAP_SPEED") != nil)) func nanosecondsForOtherTimes() throws {
    let time = KernelBench.Given.wave { 0.01 + Float($0 % 100) * 1e-5 }
    report([
      (
        "buffer",
        try KernelBench(.buffer, .resolved(.samples(Samples([[Float](repeating: 1, count: 99_999)]))))
      ),
      ("offset", try KernelBench(.offset, input, 1)), ("z", try KernelBench(.z, input, 1)),
      ("tile", try KernelBench(.tile, input, 0, frames(1_000))),
      ("tile of 15", try KernelBench(.tile, input, 0, frames(15))),
      ("trim", try KernelBench(.trim, input, 0, 100)),
      ("delay, whole", try KernelBench(.delay, input, 0.25)),
      ("delay, fraction", try KernelBench(.delay, input, 0.01001)),
      ("delay, moving", try KernelBench(.delay, input, time)),
      ("dilate", try KernelBench(.dilate, input, 1.7)), ("warp", try KernelBench(.warp, input, 0.01001)),
      ("warp, moving", try KernelBench(.warp, input, time)),
      ("window_max of 10 frames", try KernelBench(.windowMax, input, frames(10))),
      ("window_max of 0.01 s", try KernelBench(.windowMax, input, 0.01)),
      ("window_max of 1 s", try KernelBench(.windowMax, input, 1)),
    ])
  }
}
