import Testing

@testable import Sessions

/// Poles and zeros of what is made of several filters are those of its parts.
struct PoleTests {
  @Test(arguments: [
    "sos(butter(8, 1000, {output = 'sos'}))", "butter(8, 1000, {output = 'sos'})",
    "function(x) return x:sos(butter(4, 1000, {output = 'sos'})):sos(butter(4, 1000, {output = 'sos'})) end",
    "sos(butter(4, {300, 3000}, 'bandpass', {output = 'sos'}))",
    "function(x) return x:lowpass(1000):highpass(100):peaking(500, 6) end",
  ]) func aSteepChainIsStable(filter: String) throws {
    let test = try TestSession()
    let text = try test.run("zplane(\(filter))")
    #expect(text.contains("stable: every pole lies within"), "\(text)")
    try test.run("found = zplane(\(filter))")
    #expect(try test.run("found.poles:abs():max() < 0.9999") == "true")
    #expect(try test.run("found.zeros:abs():max() < 1.001") == "true")
  }

  @Test func theLargestRadiusIsTheReferences() throws {
    let test = try TestSession()
    try test.run("found = zplane(sos(butter(4, {300, 3000}, 'bandpass', {output = 'sos'})))")
    // SciPy 1.17: np.abs(butter(4, [300, 3000], 'bandpass', fs=48000, output='zpk')[1]).max()
    #expect(try test.run("math.abs(found.poles:abs():max() - 0.9873) < 0.0001") == "true")
  }

  /// A zero is told once for all that lie there, and rounding makes none far out.
  @Test func zerosAreWhereTheyAre() throws {
    let test = try TestSession()
    #expect(try test.run("zplane(highpass(100))").contains("zero 1, 2 times"))
    #expect(try test.run("#zplane(fir(firwin(25, 4100))).zeros") == "24")
    try test.run("found = zplane(firwin(25, 4000))")
    #expect(try test.run("found.zeros:abs():max() < 20") == "true")
    #expect(
      test.failure("f, d = group_delay(butter(4, 1000))").contains("w: frequencies from 0 Hz on are expected")
    )
  }

  /// Both words ask one finder.
  @Test(arguments: [
    "butter(10, 1000)", "ellip(6, 1, 60, 3000)", "butter(4, {990, 1010}, 'bandpass')",
    "{1, -0.5}, {1, -2, 1}",
    "{1, 0.5}, {1, 0, 2, 0, 1}",
  ]) func zplaneIsTf2zpk(filter: String) throws {
    let test = try TestSession()
    try test.run("z1, p1 = tf2zpk(\(filter)) found = zplane(\(filter))")
    // zplane has zeros at 0 too, where b is shorter.
    #expect(try test.run("found.poles == p1") == "true")
  }

  @Test func aRootSeveralTimesIsOne() throws {
    let test = try TestSession()
    try test.run(
      "a = array{1} for i = 1, 6 do a = convolve(a, array{1, -1.8 * math.cos(0.5), 0.81}) end found = zplane({1}, a)"
    )
    #expect(
      try test.run("found.poles:im():abs():min() > 0.43, found.poles:abs():max() < 0.9000001") == "true\ttrue"
    )
    #expect(try test.run("tostring(found)").contains("6 times"))
    #expect(try test.run("tostring(zplane(butter(10, 1000)))").contains("zero -1, 10 times"))
    #expect(try test.run("tostring(zplane({1}, {1, 0, 2, 0, 1}))").contains("not stable: 4 of 4 poles"))
    #expect(
      test.failure("zplane({1, 0/0})").contains("zplane: finite coefficients are expected; nan was given"))
    #expect(test.failure("zplane(unit_impulse(4000, 4000) + 1)").contains("at most 1000 are sought"))
  }

  /// Lua keeps only the b of a design where another argument follows.
  @Test(arguments: [
    "freqz(butter(4, 1000), {points = 3})", "zplane(butter(10, 1000), {})",
    "step_response(butter(4, 1000), {length = 0.1})", "impulse_response((butter(4, 1000)))",
    "lfilter(butter(2, 1000), {1, 2, 3})", "filtfilt(butter(2, 1000), {1, 2, 3})",
    "group_delay(butter(4, 1000), 64)", "formula((ellip(2, 1, 60, 1000)))",
  ]) func aDesignWithoutItsDenominatorIsRefused(call: String) throws {
    #expect(try TestSession().failure(call).contains("this b came with an a, which is missing"), "\(call)")
  }

  @Test func theZerosAloneAreAskedFor() throws {
    let test = try TestSession()
    try test.run("b, a = butter(4, 1000)")
    #expect(try test.run("#freqz(b, 1).level, #freqz(b, a).level, #freqz(b * 1).level") == "512\t512\t512")
    #expect(
      try test.run("#lfilter(b, a, {1, 0}), #lfilter(b, 1, {1, 0}), #convolve(b, array{1})") == "2\t2\t5")
  }

  /// A gain without end is told as one.
  @Test func aPoleOnTheCircleIsInfinite() throws {
    let test = try TestSession()
    #expect(try test.run("freqz({1}, {1, -1}).level[1] == math.huge") == "true")
    #expect(try test.run("freqz({1}, {1, 0, 1}, {points = 4}).level[3] == math.huge") == "true")
    #expect(try test.run("local l = freqz({1, -1}, {1, -1}).level[1] return l ~= l") == "true")
    #expect(try test.run("freqz({0}, {1}).level[1]") == "-300.0")
    for filter in ["{1}, {1, -1}", "{1}, {1, -2 * math.cos(1), 1}"] {
      #expect(try !test.run("tostring(freqz(\(filter)))").contains("dB at"))
    }
  }

  /// Edges are measured over all that there is, whatever is drawn.
  @Test(arguments: [
    ("lowpass(1000), {from = 2000, to = 8000}", "-3 dB at 1 kHz (outside of what is drawn)"),
    ("notch(50, 1), {from = 10, to = 200}", "-3 dB at 30.9 Hz, 80.9 Hz\n"),
    ("lowpass(1000, 10)", "3 dB below the peak of 20 dB at 946.3 Hz, 1.046 kHz\n"),
    ("{1, -1}", "3 dB below the peak of 6.02 dB at 12 kHz\n"),
    ("lowpass(1000), {to = 0}", "-3 dB at 1 kHz"), ("lowpass(1000), {from = 24000}", "-3 dB at 1 kHz"),
    ("{1, 1}, 1, {fs = 0.9}", "3 dB below the peak of 6.02 dB at 0.225 Hz"),
  ]) func edgesAreThoseOfTheFilter(filter: String, told: String) throws {
    let text = try TestSession().run("tostring(freqz(\(filter)))")
    #expect(text.contains(told), "\(text.prefix(160))")
  }
}
