import Testing

/// Words that await their signal, and what is given to them by place and by name.
struct AwaitingTests {
  /// What cannot be the signal is what comes after it.
  @Test(arguments: [
    ("rectify(\"half\")", "rectify{mode=\"half\"}"),
    ("chebyshev{0.5, 0.3}", "chebyshev{amplitudes={0.5, 0.3}}"),
    ("shape(function(x) return x ^ 3 end)", "shape{curve=function(x) return x ^ 3 end}"),
    ("fir{0.25, 0.5, 0.25}", "fir{taps={0.25, 0.5, 0.25}}"),
    ("fir(firwin(31, 1000))", "fir{taps=firwin(31, 1000)}"),
    ("iir({0.5}, {1, -0.5})", "iir{b={0.5}, a={1, -0.5}}"),
    ("sos(butter(4, 1000, {output=\"sos\"}))", "sos{sections=butter(4, 1000, {output=\"sos\"})}"),
    ("lowpass{800, q=2}", "lowpass{cutoff=800, q=2}"), ("tanh(8)", "tanh{drive=8}"),
  ])
  func whatCannotBeTheSignalStandsBehindIt(given: String, named: String) throws {
    let test = try TestSession()
    try test.run("dry = saw(110) * 0.5 a = \(given) b = \(named)")
    #expect(try test.run("a(dry) == b(dry)") == "true")
    #expect(try test.run("a(dry).type") != "constant")
  }

  @Test func iirOfADesignAwaits() throws {
    let test = try TestSession()
    #expect(
      try test.run("dry = saw(110) b, a = butter(2, 1000); return iir(butter(2, 1000))(dry) == dry:iir(b, a)")
        == "true")
    #expect(try test.run("saw(880):oversample(2, rectify(\"half\")).type") == "polyphase_down")
  }

  @Test func aTableOfAMethodHoldsPositionsToo() throws {
    let test = try TestSession()
    #expect(try test.run("saw(110):lowpass{800, q=2} == saw(110):lowpass(800, 2)") == "true")
    #expect(
      try test.run("saw(55):compressor{-20, 4, attack=0.1} == saw(55):compressor(-20, 4, 0.1)") == "true")
    #expect(
      try test.run("saw(110):vocoder{saw(3), mode=\"phase\"} == saw(110):vocoder(saw(3), 24, \"phase\")")
        == "true")
    #expect(test.failure("saw(110):lowpass{800, cutoff=900}").contains("cutoff was given twice"))
    #expect(test.failure("saw(110):lowpass{800, 1, 2, 3, q=2}").contains("were given beside the signal"))
  }

  @Test func whatWasTypedIsCounted() throws {
    let test = try TestSession()
    #expect(
      test.failure("saw(110):loop(0.5)").contains(
        "1 argument was given beside the signal; none is expected"))
    #expect(test.failure("hilbert(3)").contains("a signal is expected"))
    #expect(
      test.failure("sine(5000):oversample(8, tanh(line(1, 8, 1)))").contains("a signal was given"))
  }

  @Test func aListOfNumbersMayBeABuffer() throws {
    let test = try TestSession()
    #expect(
      try test.run(
        "additive(array(3, function(n) return 1 / (n + 1) end), 110) == additive({1, 1 / 2, 1 / 3}, 110)")
        == "true")
    #expect(test.failure("saw(55):biquad(butter(2, 1000))").contains("sig:iir(b, a)"))
  }

  @Test func namesOfOtherProgramsAreAnsweredAsMethodsToo() throws {
    #expect(try TestSession().failure("saw(55):lpf(800)").contains("sig:lowpass(cutoff)"))
  }
}
