import Glibc
import Kinds
import Signals
import Testing

/// Prints what a sample costs; run it by NEAP_SPEED=1 in a release build.
struct KernelSpeedTests {
  @Test(.enabled(if: getenv("NEAP_SPEED") != nil)) func nanosecondsForEachSample() throws {
    let hertz = KernelBench.Given.wave { 440 + Float($0 % 100) }
    let radians = KernelBench.Given.wave { Float($0 % 100) * 0.01 }
    let input = KernelBench.Given.wave { Float($0 * 7_919 % 1_001) / 500 - 1 }
    let eight = KernelBench.Given.resolved(.numbers([1] + [Double](repeating: 0.1, count: 8)))
    let row = [0.5, 0.2, 0.1, 1, -0.9, 0.4]
    let sections = KernelBench.Given.resolved(.numbers(row + row + row + row))
    let taps = KernelBench.Given.resolved(.samples(Samples([[Float](repeating: 0.01, count: 101)])))
    var cases: [(String, KernelBench)] = [
      ("sine 440", try KernelBench(.sine, 440)), ("sine 100 pi", try KernelBench(.sine, .init(100 * .pi))),
      ("sine, phase moving", try KernelBench(.sine, 440, radians)),
      ("sine, frequency moving", try KernelBench(.sine, hertz)), ("noise", try KernelBench(.noise)),
      ("onepole", try KernelBench(.onepole, input, 1_000)),
      ("onepole, moving", try KernelBench(.onepole, input, hertz)),
      ("lowpass", try KernelBench(.lowpass, input, 1_000)),
      ("lowpass, moving", try KernelBench(.lowpass, input, hertz)),
      ("bandpass", try KernelBench(.bandpass, input, 1_000)),
      ("highpass", try KernelBench(.highpass, input, 1_000)),
      ("peaking", try KernelBench(.peaking, input, 1_000)),
      ("peaking, moving", try KernelBench(.peaking, input, hertz)),
      ("lowshelf, gain moving", try KernelBench(.lowshelf, input, hertz, radians)),
      ("ladder", try KernelBench(.ladder, input, 1_000)),
      ("ladder, moving", try KernelBench(.ladder, input, hertz)),
      ("dcblock", try KernelBench(.dcblock, input)), ("hilbert", try KernelBench(.hilbert, input)),
      ("freqshift", try KernelBench(.freqshift, input)),
      ("biquad", try KernelBench(.biquad, input, 0.5, 0.2, 0.1, -0.9, 0.4)),
      ("iir of order 8", try KernelBench(.iir, input, eight, eight)),
      ("sos of order 8", try KernelBench(.sos, input, sections)),
      ("fir of 101", try KernelBench(.fir, input, taps)),
      ("adsr, release", try KernelBench(.adsr, 0.01, 0.1, 0.7, 20, 0.5)),
      ("resample, linear", try KernelBench(.resample, input, 0.7, "linear")),
      ("resample, cubic", try KernelBench(.resample, input, 0.7, "cubic")),
      ("resample, sinc", try KernelBench(.resample, input, 0.7)),
      ("resample, sinc, twice as fast", try KernelBench(.resample, input, 2)),
      ("hadamard 16", try KernelBench(.hadamard, .source(.wave(channels: 16) { Float($0 + $1) }))),
      ("absorb", try KernelBench(.absorb, input, 0.05)),
      ("allpass_chain, 6 stages", try KernelBench(.allpassChain, input, 1_000, 6, 0.5)),
      ("allpass_chain, moving", try KernelBench(.allpassChain, input, hertz, 6, 0.5)),
      ("perc, tail", try KernelBench(.perc, 0.01, 60)), ("line", try KernelBench(.line, 0, 1, 60)),
    ]
    let table = KernelBench.Given.resolved(.samples(Samples([(0..<600).map { Float($0) / 300 - 1 }])))
    cases += [
      ("pulse", try KernelBench(.pulse, 110, 0.3)),
      ("pulse, width moving", try KernelBench(.pulse, 110, radians)),
      ("phasor", try KernelBench(.phasor, 2)), ("impulse", try KernelBench(.impulse, 220)),
      ("impulse, moving", try KernelBench(.impulse, hertz)),
      ("wavetable", try KernelBench(.wavetable, table, 220)),
      ("wavetable, moving", try KernelBench(.wavetable, table, hertz)),
      ("chirp", try KernelBench(.chirp, 20, 20_000, 60)),
      ("chirp, exponential", try KernelBench(.chirp, 20, 20_000, 60, "exponential")),
      ("hardsync", try KernelBench(.hardsync, 110, 3.3)),
      ("hardsync, high", try KernelBench(.hardsync, 2_000, 3.3)),
      ("pink", try KernelBench(.pink)), ("brown", try KernelBench(.brown)), ("blue", try KernelBench(.blue)),
      ("violet", try KernelBench(.violet)), ("dust", try KernelBench(.dust, 20)),
      ("lfnoise, hold", try KernelBench(.lfnoise, 10)),
      ("lfnoise, cubic", try KernelBench(.lfnoise, 10, "cubic")),
      ("lfnoise, moving", try KernelBench(.lfnoise, hertz, "cubic")),
      ("resonators, 8", try KernelBench(.resonators, input, .numbers(1, 2, 3, 4, 5, 6, 7, 8), .numbers(1))),
    ]
    for kind in [SignalKind.saw, .square, .triangle] {
      for frequency in [55.0, 440, 2_000, 7_040, 15_000] {
        cases.append(("\(kind.name) \(frequency)", try KernelBench(kind, .init(frequency))))
        cases.append(
          ("\(kind.name) \(frequency), moving", try KernelBench(kind, .wave { _ in Float(frequency) })))
      }
    }
    for (name, bench) in cases {
      print(name, (bench.nanoseconds() * 100).rounded() / 100, "ns")
    }
  }
}
