import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct FollowingTests {
  private let step = KernelBench.Given.samples([Float](repeating: 1, count: 60_000))

  @Test func theSamplesOfALagAreThoseOfSciPy() throws {
    let reference = try ShapingReference.read()
    for example in reference.lagged {
      let bench = try KernelBench(.lag, reference.input, .init(example.time))
      #expect(ShapingReference.worst(bench.mono(0..<reference.signal.count), example.y) < 1e-6)
    }
    for example in reference.means {
      let bench = try KernelBench(.windowMean, reference.input, frames(Double(example.frames)))
      #expect(ShapingReference.worst(bench.mono(0..<reference.signal.count), example.y) < 1e-6)
    }
  }

  /// After the time a thousandth is left, to a thousandth of the time.
  @Test(arguments: [0.001, 0.1, 1]) func timesAreExact(time: Double) throws {
    let last = Int((time * 48_000).rounded())
    for bench in [
      try KernelBench(.lag, step, .init(time)), try KernelBench(.follow, step, .init(time), 9),
    ] {
      let left = 1 - Double(bench.mono(last - 1..<last)[0])
      #expect(abs(log(left) / log(0.001) - 1) < 1e-3)
    }
    let ended = KernelBench.Given.samples([1])
    for mode in ["peak", "rms"] {
      let fall = try KernelBench(.follow, ended, 0, .init(time), .init(stringLiteral: mode))
      #expect(abs(log(Double(fall.mono(last..<last + 1)[0])) / log(0.001) - 1) < 1e-3)
    }
  }

  @Test func whatHasNoBeginningIsFollowedFromItsFirstValueOn() throws {
    #expect(try KernelBench(.lag, Inputs.level(3), 1).mono(0..<200) == [Float](repeating: 3, count: 200))
    #expect(try KernelBench(.slew, Inputs.level(3), 1).mono(0..<200) == [Float](repeating: 3, count: 200))
    #expect(try KernelBench(.lag, step, 1).mono(0..<1)[0] < 0.001)
  }

  @Test func aSlewIsStraight() throws {
    let gate = KernelBench.Given.samples(
      [Float](repeating: 1, count: 100) + [Float](repeating: -1, count: 200))
    let bench = try KernelBench(.slew, gate, 480, 960)
    let samples = bench.mono(0..<300)
    for n in 0..<300 {
      let expected = n < 100 ? min(1, Double(n + 1) / 100) : max(-1, 1 - Double(n - 99) / 50)
      #expect(abs(Double(samples[n]) - expected) < 1e-6)
    }
    let free = try KernelBench(.slew, gate, 1e9, 1e9)
    #expect(free.mono(0..<300) == [Float](repeating: 1, count: 100) + [Float](repeating: -1, count: 200))
  }

  @Test func levelsAreFollowed() throws {
    let sine = KernelBench.Given.wave { sinf(2 * .pi * Float($0 % 100) / 100) * 0.5 }
    let peak = try KernelBench(.follow, sine, 0, 1).mono(0..<48_000)
    #expect(peak[24_000...].allSatisfy { abs($0 - 0.5) < 0.02 })
    let root = try KernelBench(.follow, sine, 0.5, 0.5, "rms").mono(0..<48_000)
    #expect(root[40_000...].allSatisfy { abs($0 - 0.5 * 0.5.squareRoot().float) < 0.005 })
  }

  @Test func theLoudestChannelAndTheMean() throws {
    let both = KernelBench.Given.source(.samples([[1, -2, .nan, 0.5], [-3, 1, 2, 0]]))
    #expect(try KernelBench(.channelPeak, both).mono(0..<5) == [3, 2, 2, 0.5, 0])
    #expect(try KernelBench(.channelPeak, .channels(1, -4)).kernel.constant == [4])
    #expect(
      try KernelBench(.windowMean, .samples([4, 8, 0, 4]), frames(4)).mono(0..<8) == [1, 3, 3, 4, 3, 1, 1, 0])
    #expect(try KernelBench(.windowMean, .samples([4, 8]), 0).mono(0..<2) == [4, 8])
    for length in [1, 2, 3, 64, 100, 127, 128, 129, 480, 1_000] {
      expectLaws(try KernelBench(.windowMean, Inputs.wild, frames(Double(length))))
      expectLaws(try KernelBench(.windowMean, Inputs.short, frames(Double(length))))
      expectLaws(try KernelBench(.windowMean, .channels(0.1, 0.7), frames(Double(length))))
      let level = try KernelBench(.windowMean, Inputs.level(0.1), frames(Double(length)))
      #expect(try level.mono(0..<3) == KernelBench(.windowMean, 0.1, frames(Double(length))).mono(0..<3))
    }
  }

  @Test func aRiseIsATrigger() throws {
    let input = KernelBench.Given.samples([0, 1, 1, 0, 0.2, 0, 0, 0, 0.6])
    #expect(try KernelBench(.trigger, input).mono(0..<10) == [0, 1, 0, 0, 1, 0, 0, 0, 1, 0])
    #expect(try KernelBench(.trigger, input, frames(3)).mono(0..<12) == [0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0])
    #expect(try KernelBench(.trigger, input, 0, 0.5).mono(0..<10) == [0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
    let held = try KernelBench(.sampleHold, .samples([1, 2, 3, .nan, 5, 6, 7, 8, 9]), input)
    #expect(held.mono(0..<11) == [0, 2, 2, 2, 5, 5, 5, 5, 9, 9, 9])
  }

  @Test func lawsHold() throws {
    for input in [Inputs.wild, Inputs.short, Inputs.broken, .channels(0.3, -4)] {
      for bench in [
        try KernelBench(.lag, input, 0.01), try KernelBench(.lag, input, Inputs.moving(0, 0.1)),
        try KernelBench(.slew, input, 100, 50), try KernelBench(.slew, input, Inputs.moving(0, 1_000), 50),
        try KernelBench(.follow, input, 0.001, 0.01), try KernelBench(.follow, input, 0.001, 0.01, "rms"),
        try KernelBench(.follow, input, Inputs.moving(0, 0.1), Inputs.moving(0.1, 0), "rms"),
        try KernelBench(.trigger, input, 0.001), try KernelBench(.trigger, input, 0, Inputs.moving(-1, 1)),
        try KernelBench(.sampleHold, input, Inputs.moving(-1, 1)),
      ] {
        expectLaws(bench)
        #expect(bench.render(0..<700).allSatisfy { $0.allSatisfy { $0.isFinite } })
      }
    }
    for input in [Inputs.wild, Inputs.short, .channels(0.3, -4)] {
      expectLaws(try KernelBench(.channelPeak, input))
    }
  }

  @Test func aUniformTimeChangesNoBit() throws {
    for (a, b) in [(0.01, 0.02), (0, 1)] {
      let (x, y) = (Inputs.level(Float(a)), Inputs.level(Float(b)))
      let (s, t) = (KernelBench.Given(Double(Float(a))), KernelBench.Given(Double(Float(b))))
      #expect(
        try KernelBench(.lag, Inputs.wild, s).mono(0..<300) == KernelBench(.lag, Inputs.wild, x).mono(0..<300)
      )
      #expect(
        try KernelBench(.follow, Inputs.wild, s, t).mono(0..<300)
          == KernelBench(.follow, Inputs.wild, x, y).mono(0..<300))
    }
  }
}

extension Double {
  fileprivate var float: Float { Float(self) }
}

/// What has come to rest costs nothing.
@Suite struct SettlingTests {
  /// One value, known to be one.
  private let held = KernelBench.Given.channels(0.25, -0.5)

  @Test func whatStandsStillIsUniform() throws {
    #expect(try KernelBench(.lag, held, 0.1).block(at: 0).isUniform)
    #expect(try KernelBench(.slew, held, 0.1).block(at: 0).isUniform)
    #expect(try KernelBench(.lag, held, 0.1).render(0..<3) == [[0.25, 0.25, 0.25], [-0.5, -0.5, -0.5]])
    #expect(!(try KernelBench(.follow, held).block(at: 0).isUniform))
    for mode in ["peak", "rms"] {
      let level = try KernelBench(.follow, held, 0.01, 0.01, .init(stringLiteral: mode)).render(0..<9_600)
      #expect(level[0][9_000...].allSatisfy { $0 == 0.25 } && level[1][9_000...].allSatisfy { $0 == 0.5 })
      let silent = try KernelBench(.follow, Inputs.short, 0.01, 0.01, .init(stringLiteral: mode))
      #expect(silent.mono(0..<9_600)[9_000...].allSatisfy { $0.bitPattern == 0 })
      #expect(silent.block(at: 9_600).isUniform)
    }
    #expect(try KernelBench(.trigger, Inputs.short).block(at: 1_024).isUniform)
    #expect(try KernelBench(.sampleHold, Inputs.wild, 1).block(at: 0).isUniform)
    #expect(try KernelBench(.compressor, Inputs.short).block(at: 1_024).isUniform)
  }

  @Test func comingToRestChangesNothingThatIsHeard() throws {
    let glide = try KernelBench(.lag, Inputs.short, 0.01).mono(0..<9_600)
    for n in 150..<9_600 {
      #expect(abs(Double(glide[n]) - Double(glide[149]) * pow(10, -3 * Double(n - 149) / 480)) < 1e-6)
    }
    #expect(glide[9_000...].allSatisfy { $0 == 0 })
  }
}
