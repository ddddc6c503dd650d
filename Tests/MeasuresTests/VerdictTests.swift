import Glibc
import Testing

@testable import Measures

struct VerdictTests {
  static let rate = 48_000.0

  static func sine(_ hertz: Double, _ amplitude: Double = 0.5, frames: Int = 24_000) -> [Float] {
    (0..<frames).map { Float(amplitude * sin(2 * .pi * hertz * Double($0) / rate)) }
  }

  /// The same each time, and without period.
  static func noise(_ frames: Int = 24_000) -> [Float] {
    var state: UInt32 = 1
    return (0..<frames).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Float(state >> 8) / Float(1 << 23) - 1
    }
  }

  static func verdict(
    _ given: [Float], _ wanted: [Float], _ tolerances: Tolerances = .samples(within: -80),
    durations: (given: Double?, wanted: Double?) = (nil, nil)
  ) throws -> Verdict {
    Verdict(try Likeness([given], [wanted], rate: rate), durations: durations, tolerances, rate: rate)
  }

  @Test func theSameIsRight() throws {
    let tone = Self.sine(440)
    #expect(try Self.verdict(tone, tone) == .right)
    #expect(try Self.verdict(tone, tone, .sound) == .right)
    let silence = [Float](repeating: 0, count: 1_000)
    #expect(try Self.verdict(silence, silence) == .right)
  }

  @Test func aLevelIsToldInDecibels() throws {
    #expect(
      try Self.verdict(Self.sine(440, 0.25), Self.sine(440)).text
        == "the pitch and the spectrum are right, the level is 6 dB low")
    #expect(
      try Self.verdict(Self.sine(440, 0.6), Self.sine(440)).text
        == "the pitch and the spectrum are right, the level is 1.6 dB high")
  }

  @Test func aPitchIsToldInCentsAndOctaves() throws {
    #expect(
      try Self.verdict(Self.sine(466.164), Self.sine(440)).text
        == "the level is right, the pitch is 100 cents high, 466.2 Hz for 440 Hz")
    #expect(
      try Self.verdict(Self.sine(220), Self.sine(440)).text
        == "the level is right, the pitch is an octave low, 220 Hz for 440 Hz")
    #expect(
      try Self.verdict(Self.noise(), Self.sine(440)).text.contains("it has no pitch, 440 Hz is expected"))
  }

  @Test func aSpectrumIsToldWhereItDiffersMost() throws {
    let wanted = zip(Self.sine(440), Self.sine(2_200, 0.1)).map { $0 + $1 }
    let given = zip(Self.sine(440), Self.sine(2_200, 0.025)).map { $0 + $1 }
    let text = try Self.verdict(given, wanted, .sound).text
    #expect(text.contains("the pitch and the level are right"))
    #expect(text.contains("the spectrum has 11.9 dB too little near 2200 Hz"), "\(text)")
  }

  @Test func aBalanceIsToldByItsChannel() throws {
    func verdict(_ given: [[Float]], _ wanted: [[Float]]) throws -> String {
      let likeness = try Likeness(given, wanted, rate: Self.rate)
      return Verdict(likeness, durations: (nil, nil), .sound, rate: Self.rate).text
    }
    let (loud, quiet) = (Self.sine(440), Self.sine(440, 0.125))
    #expect(try verdict([loud, quiet], [loud, quiet]) == "right")
    #expect(
      try verdict([quiet, loud.map { -$0 }], [loud, quiet])
        == "the pitch, the level and the spectrum are right, channel 1 is 12 dB low")
    #expect(try verdict([quiet, loud], [loud, quiet]) == "left and right have changed sides")
    let other = Self.sine(660)
    #expect(try verdict([other, loud], [loud, other]) == "left and right have changed sides")
    #expect(try verdict([loud, loud.map { -$0 }], [loud, loud]).contains("right"))
  }

  /// A tone is nearly like itself some periods and a part of a frame later; how far it was shifted is told none the less.
  @Test(arguments: [220.0, 441]) func aToneThatIsShiftedIsToldSo(hertz: Double) throws {
    func tone(_ shift: Int, silent: Int = 0) -> [Float] {
      (0..<48_000).map { frame in
        let turn = 2 * Double.pi * hertz * Double(frame - shift) / Self.rate
        return frame < silent ? 0 : Float(0.2 * (1...4).reduce(0) { $0 + sin(Double($1) * turn) })
      }
    }
    for late in [tone(480), tone(480, silent: 480)] {
      let told = try Self.verdict(late, tone(0)).text
      #expect(told == "the pitch, the level and the spectrum are right, it comes 480 frames, 10 ms, late")
    }
    // Another is not the same but later.
    let other = zip(tone(480), Self.sine(3_000, 0.02, frames: 48_000)).map { $0 + $1 }
    #expect(try !Self.verdict(other, tone(0)).text.contains("late"))
  }

  @Test func lateIsToldInFramesAndMilliseconds() throws {
    let wanted = Self.noise()
    let late = [Float](repeating: 0, count: 96) + wanted.dropLast(96)
    #expect(try Self.verdict(late, wanted).text.hasSuffix("it comes 96 frames, 2 ms, late"))
    #expect(try Self.verdict(wanted, late).text.hasSuffix("it comes 96 frames, 2 ms, early"))
    #expect(try Self.verdict(wanted.map { -$0 }, wanted).text.hasSuffix("it is upside down"))
    let frame = [0] + wanted.dropLast(1)
    #expect(try Self.verdict(frame, wanted).text.hasSuffix("it comes 1 frame, 0.02 ms, late"))
  }

  /// What is added to each sample is no tone, though the window of a spectrum makes it look like low ones.
  @Test func anOffsetIsToldAsOne() throws {
    let tone = Self.sine(440)
    #expect(try Self.verdict(tone.map { $0 + 0.3 }, tone, .sound).text == "it has an offset of 0.3")
    #expect(try Self.verdict(tone.map { $0 - 0.05 }, tone).text == "it has an offset of -0.05")
    #expect(try Self.verdict(tone.map { $0 + 1e-5 }, tone, .sound) == .right)
    let other = zip(tone, Self.sine(3_000, 0.2)).map { $0 + $1 + 0.3 }
    #expect(try !Self.verdict(other, tone, .sound).text.contains("offset"))
  }

  @Test func samplesAreHeldAgainstTheirTolerance() throws {
    let wanted = Self.sine(440)
    let given = zip(wanted, Self.noise()).map { $0 + $1 * 0.0005 }
    #expect(
      try Self.verdict(given, wanted).text.contains("the samples differ by -61.7 dB, -80 dB is allowed"))
    #expect(try Self.verdict(given, wanted, .samples(within: -60)) == .right)
    #expect(try Self.verdict(given, wanted, .sound) == .right)
  }

  @Test func whatIsSilentOrNotFiniteIsTold() throws {
    let silence = [Float](repeating: 0, count: 24_000)
    #expect(try Self.verdict(silence, Self.sine(440)).text == "it is silent")
    #expect(try Self.verdict(Self.sine(440), silence).text == "silence is expected")
    var broken = Self.sine(440)
    broken[7] = .nan
    #expect(try Self.verdict(broken, Self.sine(440)).text == "it holds values that are not finite")
  }

  @Test func aDurationIsToldInSeconds() throws {
    let tone = Self.sine(440)
    #expect(
      try Self.verdict(tone, tone, durations: (0.5, 2)).text
        == "the pitch, the level and the spectrum are right, the duration is 0.5 s, 2 s is expected")
    #expect(
      try Self.verdict(tone, tone, durations: (nil, 2)).text.contains("it does not end, 2 s is expected"))
    #expect(
      try Self.verdict(tone, tone, durations: (2, nil)).text.contains("it ends after 2 s, and shall not end"))
    #expect(try Self.verdict(tone, tone, durations: (2, 2)) == .right)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, Double.leastNonzeroMagnitude])
  func whatIsNoUsualFigureIsToldAndNeverRight(value: Double) {
    #expect(!Verdict.decibels(value).isEmpty)
    let tolerances = Tolerances.sound
    #expect(Verdict.pitch(value, 440, 10)?.fault != nil)
    #expect(Verdict.pitch(440, value, 10)?.fault != nil)
    if value.magnitude > 1 || value.isNaN { #expect(Verdict.level(value, 0.5).fault != nil) }
    #expect(Verdict.level(1, .nan).fault != nil)
    #expect(Verdict.duration((value, 7), tolerances)?.fault != nil)
    #expect(Verdict.duration((7, value), tolerances)?.fault != nil)
  }

  @Test func figuresHaveATenthAndNoMore() {
    #expect(Verdict.decibels(6.02) == "6 dB")
    #expect(Verdict.decibels(-61.76) == "-61.8 dB")
    #expect(Verdict.decibels(-0.04) == "0 dB")
    #expect(Verdict.decibels(0.05) == "0.1 dB")
  }
}
