import Glibc
import Testing

@testable import Measures

private func sine(_ frequency: Double, _ seconds: Double, level: Double, rate: Double = 48_000) -> [Float] {
  (0..<Int((seconds * rate).rounded())).map {
    Float(level * sin(2 * .pi * frequency * Double($0) / rate))
  }
}

struct LevelTests {
  @Test func levelsOfASine() {
    let x = sine(1_000, 1, level: 0.5)
    #expect(abs(Level.peak(x) - 0.5) < 1e-6)
    #expect(abs(Level.rms(x) - 0.5 / 2.0.squareRoot()) < 1e-6)
    #expect(abs((Level.crest(x) ?? 0) - 2.0.squareRoot()) < 1e-5)
    #expect(abs(Level.dc(x.map { $0 + 0.25 }) - 0.25) < 1e-6)
    #expect(Level.zeroCrossings(x) == 1_999)
    #expect(Level.crest([0, 0]) == nil && Level.rms([]) == 0)
  }
}

/// The test signals of EBU Tech 3341 (2016), table 1: stereo sines of 1 kHz whose sample peaks are told, to 0.1 LU.
struct LoudnessTests {
  private func loudness(_ parts: [(decibels: Double, seconds: Double)], rate: Double = 48_000) -> Double {
    var plane: [Float] = []
    for part in parts { plane += sine(1_000, part.seconds, level: pow(10, part.decibels / 20), rate: rate) }
    return Loudness.integrated([plane, plane], rate: rate) ?? .nan
  }

  @Test(arguments: [44_100.0, 48_000, 96_000]) func steadySines(rate: Double) {
    #expect(abs(loudness([(-23, 20)], rate: rate) + 23) < 0.1)
    #expect(abs(loudness([(-33, 20)], rate: rate) + 33) < 0.1)
  }

  @Test func whatIsSoftIsGated() {
    #expect(abs(loudness([(-36, 10), (-23, 60), (-36, 10)]) + 23) < 0.1)
    #expect(abs(loudness([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)]) + 23) < 0.1)
    #expect(abs(loudness([(-26, 20), (-20, 20.1), (-26, 20)]) + 23) < 0.1)
  }

  /// Case 6 of the table: 5.0, with 1 kHz at -28 dBFS left and right, -24 in the centre, -30 in the surrounds. An effects
  /// channel between them, however loud, changes nothing.
  @Test func surroundsCountMoreAndEffectsOfLowFrequencyNothing() throws {
    let planes = [-28.0, -28, -24, -30, -30].map { sine(1_000, 20, level: pow(10, $0 / 20)) }
    let five = try #require(Loudness.integrated(planes, rate: 48_000))
    #expect(abs(five + 23) < 0.1)
    let effects = sine(50, 20, level: 1)
    let six = try #require(
      Loudness.integrated(planes[..<3] + [effects] + planes[3...], rate: 48_000))
    #expect(abs(six - five) < 1e-9)
  }

  @Test func silenceHasNone() {
    #expect(Loudness.integrated([[Float](repeating: 0, count: 48_000)], rate: 48_000) == nil)
    #expect(Loudness.integrated([sine(1_000, 0.3, level: 1)], rate: 48_000) == nil)
  }
}

struct PitchTests {
  @Test(arguments: [27.5, 55, 110.3, 440, 1_234.5, 4_000]) func aTonesPitchIsToldToACent(
    _ hertz: Double
  )
    throws
  {
    let x = zip(sine(hertz, 1, level: 0.5), sine(2 * hertz, 1, level: 0.3)).map { $0 + $1 }
    let found = try #require(try Pitch.frequency(x, rate: 48_000))
    #expect(abs(1_200 * log2(found / hertz)) < 1, "\(found)")
  }

  /// What lies above the highest pitch ripples on the peaks and is not taken for them.
  @Test(arguments: [15_000.0, 23_000]) func whatLiesFarAboveMovesNoPitch(hertz: Double) throws {
    let samples = (0..<24_000).map { frame -> Float in
      let turn = 2 * Double.pi * Double(frame) / 48_000
      return Float(sin(440 * turn) + 0.3 * sin(hertz * turn))
    }
    let found = try #require(try Pitch.frequency(samples, rate: 48_000))
    #expect(1_200 * abs(log2(found / 440)) < 1)
  }

  @Test func noiseAndSilenceHaveNone() throws {
    var random = SystemRandomNumberGenerator()
    let noise = (0..<48_000).map { _ in Float.random(in: -1...1, using: &random) }
    #expect(try Pitch.frequency(noise, rate: 48_000) == nil)
    #expect(try Pitch.frequency([Float](repeating: 0, count: 4_800), rate: 48_000) == nil)
    #expect(try Pitch.frequency([], rate: 48_000) == nil)
  }
}

struct HarmonicsTests {
  @Test func distortionAndNoiseOfKnownTones() throws {
    let tone = zip(sine(997, 1, level: 0.5), sine(1_994, 1, level: 0.005)).map { $0 + $1 }
    let harmonics = try Harmonics(tone, rate: 48_000)
    #expect(abs((harmonics.distortion ?? 0) + 40) < 0.1)
    // White noise between -a and a has the power a^2 / 3; a sine of amplitude 0.5 has 0.125.
    var state: UInt64 = 1
    let noisy = tone.map { sample in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return sample + (Float(state >> 40) / Float(1 << 23) - 1) * 0.01
    }
    let expected = 10 * log10(0.125 / (0.01 * 0.01 / 3))
    #expect(abs((try Harmonics(noisy, rate: 48_000).signalToNoise ?? 0) - expected) < 0.3)
    #expect(try Harmonics([Float](repeating: 0, count: 4_800), rate: 48_000).distortion == nil)
    // Of noise no tone stands out, and of a tone above a quarter of the rate no harmonic is there.
    var seed: UInt32 = 1
    let noise = (0..<48_000).map { _ -> Float in
      seed = seed &* 1_664_525 &+ 1_013_904_223
      return Float(seed >> 8) * 0x1p-23 - 1
    }
    #expect(try Harmonics(noise, rate: 48_000).distortion == nil)
    #expect(try Harmonics(noise, rate: 48_000).signalToNoise == nil)
    let high = (0..<48_000).map { Float(sin(2 * Double.pi * 13_000 * Double($0) / 48_000)) }
    #expect(try Harmonics(high, rate: 48_000).distortion == nil)
    let buried = zip(high, noise).map { 0.1 * $0 + $1 }
    #expect(try abs((Harmonics(buried, rate: 48_000).signalToNoise ?? 0) + 18.2) < 0.5)
  }

  @Test func theCentroidOfASineIsItsFrequency() throws {
    #expect(abs((try Harmonics(sine(3_000, 1, level: 1), rate: 48_000).centroid ?? 0) - 3_000) < 5)
    #expect(try Harmonics([], rate: 48_000).centroid == nil)
  }
}
