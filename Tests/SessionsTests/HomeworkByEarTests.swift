import Scripting
import Testing

@testable import Sessions

/// Verdicts of how answers sound, and what is said of them.
struct HomeworkByEarTests {
  /// Where no pitch is told the line itself is.
  @Test(arguments: [
    ("sine(5600)", "sine(5000)", "cents high"), ("triangle(4850)", "triangle(5300)", "cents low"),
    ("sine(15)", "sine(17)", "cents low"), ("sine(15000)", "sine(14000)", "cents high"),
  ]) func tonesBeyondPitchesAreHeldAgainstTheirLine(answer: String, wanted: String, fault: String) throws {
    let check = "expect('x', \(wanted), {by = 'sound'})"
    let told = try HomeworkTests.verdict("x = \(answer)", check)
    #expect(told.contains("the pitch is") && told.contains(fault), "\(told)")
    #expect(try HomeworkTests.verdict("x = \(wanted) * 0.99", check).contains("x  right"))
    #expect(try HomeworkTests.verdict("x = sine(6000)", "expect('x', {pitch = 6000})").contains("x  right"))
  }

  @Test(arguments: [
    ("saw(110) * line(1, 0, 1)", "saw(110) * line(0, 1, 1)", "the level runs otherwise"),
    ("stereo(sine(440), saw(50))", "stereo(saw(50), sine(440))", "left and right have changed sides"),
  ]) func whenAndWhereAreHeard(answer: String, wanted: String, fault: String) throws {
    let check = "expect('x', \(wanted), {by = 'sound', from = 0, to = 1})"
    #expect(try HomeworkTests.verdict("x = \(answer)", check).contains(fault))
    #expect(try HomeworkTests.verdict("x = \(wanted)", check).contains("x  right"))
  }

  /// What pitch allows the spectrum does not take back, also beside the edge of a band.
  @Test(arguments: [
    ("saw(110.1) * 0.5", "saw(110) * 0.5", ""), ("saw(109.7) * 0.5", "saw(110) * 0.5", ""),
    ("sine(440) * 0.5", "sine(440 * 2 ^ (9 / 1200)) * 0.5", ""),
    ("sine(443):trim(0, 0.305) * 0.5", "sine(440):trim(0, 0.3) * 0.5", ", cents = 20"),
  ]) func aPitchWithinItsBoundsIsRight(answer: String, wanted: String, options: String) throws {
    #expect(
      try HomeworkTests.verdict("x = \(answer)", "expect('x', \(wanted), {by = 'sound'\(options)})").contains(
        "x  right"))
  }

  @Test(arguments: [
    ("sine(550):trim(0, 0.5) + sine(440):trim(0.5, 1)", "sine(440):trim(0, 0.5) + sine(550):trim(0.5, 1)"),
    ("sine(line(200, 2000, 1)) * 0.5", "sine(line(2000, 200, 1)) * 0.5"),
    ("stereo(sine(430), -sine(430)) * 0.5", "stereo(sine(440), -sine(440)) * 0.5"),
  ]) func theOrderInTimeAndOpposedChannelsAreHeard(answer: String, wanted: String) throws {
    let check = "expect('x', \(wanted), {by = 'sound', from = 0, to = 1})"
    #expect(try !HomeworkTests.verdict("x = \(answer)", check).contains("x  right"))
    #expect(try HomeworkTests.verdict("x = \(wanted)", check).contains("x  right"))
  }

  @Test func figuresAreToldApartFromTheirBounds() throws {
    let told = try HomeworkTests.verdict("x = sine(440) + sine(1000) * 1.002e-4", "expect('x', sine(440))")
    #expect(!told.contains("-80 dB, -80 dB"), "\(told)")
    let level = try HomeworkTests.verdict(
      "x = sine(440) * 1.0003", "expect('x', {level = 0}, {decibels = 0.001})")
    #expect(level.contains("the level is 0.003 dB high"), "\(level)")
    let quarter = try HomeworkTests.verdict(
      "x = sine(440, math.pi / 2) * 0.5", "expect('x', sine(440) * 0.5)")
    #expect(quarter.contains("it comes 27 frames, 0.56 ms, early"), "\(quarter)")
  }

  /// A stretch of noise is another each time, and sounds the same; noise through another filter does not.
  @Test func noiseOfAnotherSeedSoundsTheSame() throws {
    let test = try TestSession()
    let options = "{by = 'sound', from = 0, to = 1}"
    for noise in ["noise{seed = %}", "pink{seed = %}", "brown{seed = %}", "blue{seed = %}"] {
      for filter in ["", ":lowpass(300)", ":bandpass(1000, 2)", "*perc(0.001, 0.1)"] {
        func signal(_ seed: Int) -> String {
          noise.replacing("%", with: "\(seed)") + filter + " * 0.3"
        }
        for seed in 2...4 {
          try test.write("anna.lua", Array("a = \(signal(seed))".utf8))
          try test.write("checks.lua", Array("expect('a', \(signal(1)), \(options))".utf8))
          let told = try test.run("homework('anna.lua')")
          #expect(told.contains("  a  right"), "\(signal(seed)): \(told)")
        }
        // Of a burst there is too little to tell, and up there is nothing of a low rumble.
        if filter.contains("perc") || noise.hasPrefix("brown") { continue }
        try test.write("anna.lua", Array("a = (\(signal(2))):highshelf(2000, 9)".utf8))
        #expect(try !test.run("homework('anna.lua')").contains("  a  right"), "\(signal(2))")
      }
    }
  }
}
