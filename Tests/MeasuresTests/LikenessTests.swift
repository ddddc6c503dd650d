import Testing

@testable import Measures

struct LikenessTests {
  private func likeness(_ given: [Float], _ wanted: [Float]) throws -> Likeness {
    try Likeness([given], [wanted], rate: VerdictTests.rate)
  }

  @Test func aDifferenceIsToldInDecibelsOfWhatIsWanted() throws {
    let wanted = VerdictTests.sine(440)
    let found = try likeness(wanted.map { $0 * 1.01 }, wanted)
    #expect((found.difference + 40).magnitude < 0.001)
    #expect(((found.level ?? 0) - 0.0864).magnitude < 0.001)
    #expect(try likeness(wanted, wanted).difference < -200)
  }

  @Test func silenceHasNeitherLevelNorPitch() throws {
    let silence = [Float](repeating: 0, count: 4_800)
    let found = try likeness(silence, VerdictTests.sine(440, frames: 4_800))
    #expect(found.isSilent && !found.isWantedSilent)
    #expect(found.level == nil && found.pitch == nil && found.band == nil)
    #expect(found.difference.magnitude < 1e-9)
  }

  /// The band is the one that differs most, whatever the level.
  @Test func aBandIsFoundWhateverTheLevel() throws {
    func sound(_ high: Double) -> [Float] {
      zip(VerdictTests.sine(250), VerdictTests.sine(4_000, high)).map { $0 + $1 }
    }
    let band = try #require(try likeness(sound(0.05).map { $0 * 0.3 }, sound(0.2)).band)
    #expect(band.hertz == 4_000)
    #expect((band.decibels + 12).magnitude < 1, "\(band)")
  }

  /// Lines that lie a little elsewhere, or are others, are no noise: their level and spectrum are judged as they are.
  @Test func linesHaveNoChance() throws {
    func tones(_ hertz: [Double], _ amplitude: Double) -> [Float] {
      hertz.map { VerdictTests.sine($0, amplitude, frames: 48_000) }.reduce(
        [Float](repeating: 0, count: 48_000)
      ) {
        zip($0, $1).map { $0 + $1 }
      }
    }
    let harmonics = (1...40).map { Double($0) }
    for (given, wanted) in [
      (tones([995, 1_005, 1_015], 0.02), tones([990, 1_000, 1_010], 0.05)),
      (tones([441, 444], 0.05), tones([440, 442], 0.2)),
      (tones(harmonics.map { $0 * 442 }, 0.03), tones(harmonics.map { $0 * 440 }, 0.04)),
      (tones([221], 0.17), tones([220], 0.2)),
    ] {
      let found = try likeness(given, wanted)
      #expect(found.levelChance == 0)
      #expect(found.level ?? 0 < -1)
    }
    let hiss = VerdictTests.noise(48_000).map { $0 * 0.1 }
    let hum = zip(hiss, VerdictTests.sine(50, 0.01, frames: 48_000)).map { $0 + $1 }
    #expect(abs(try likeness(hiss.reversed(), hum).band?.decibels ?? 0) > 3)
  }

  @Test func aShiftIsFoundWhereNothingElseIsWrong() throws {
    let wanted = VerdictTests.noise()
    let late = [Float](repeating: 0, count: 7) + wanted.dropLast(7)
    #expect(try likeness(late, wanted).delay == 7)
    #expect(try likeness(wanted, late).delay == -7)
    #expect(try likeness(late.map { $0 * -0.5 }, wanted).isInverted)
    #expect(try likeness(VerdictTests.noise(), VerdictTests.sine(440)).delay == nil)
    // A tone is like itself a period later too.
    #expect(try likeness(VerdictTests.sine(480), VerdictTests.sine(480)).delay == 0)
  }

  @Test func whatIsNotFiniteIsToldAndNotCounted() throws {
    var broken = VerdictTests.sine(440)
    broken[100] = .infinity
    let found = try likeness(broken, VerdictTests.sine(440))
    #expect(!found.isFinite)
    #expect(found.difference.isFinite)
  }
}
