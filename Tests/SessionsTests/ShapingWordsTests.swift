import Testing

/// Words of shaping, dynamics, envelopes and arithmetic as they are typed.
struct ShapingWordsTests {
  @Test func aNumberOfDecibelsOrOfANoteIsANumber() throws {
    let test = try TestSession()
    #expect(try test.run("midi_to_hz(69), hz_to_midi(880), undb(20), db(10)") == "440.0\t81.0\t10.0\t20.0")
    #expect(try test.run("math.type(midi_to_hz(60))") == "float")
    #expect(
      try test.run("midi_to_hz{60, 72}.type, abs(-3), max(1, 2), floor(2.5)") == "midi_to_hz\t3.0\t2.0\t2.0")
    #expect(try test.run("buffer{0, 69}:midi_to_hz():get_temporal(0, 2)") == "8.176 440")
    #expect(test.failure("midi_to_hz('c4')").contains("midi_to_hz: x: "))
  }

  @Test func listsAreWhatIsChosenFromAndMixed() throws {
    let test = try TestSession()
    #expect(try test.run("switch(2, {buffer{1, 2}, buffer{3, 4}}):get_temporal(0, 2)") == "3 4")
    #expect(try test.run("sine{1, 2}:matrix{{1, 1}}:get_temporal(0, 1)") == "0")
    #expect(
      try test.run("env({{0, 0}, {frames(2), 1}, {frames(4), 0}}):get_temporal(0, 5)") == "0 0.5 1 0.5 0")
    #expect(try test.run("env{breakpoints={{0, 1}, {1, 2}}, curves=-3}:get_temporal(0, 1)") == "1")
    #expect(
      try test.run("buffer{-1, 0.5}:shape(function(x) return x * x end):get_temporal(0, 2)") == "1 0.25")
  }

  @Test func aWordIsPutThroughAtAHigherRate() throws {
    let test = try TestSession()
    try test.run("quiet = sine(100) * 0.001")
    try test.run("a = quiet:oversample(4, tanh{drive=2})")
    #expect(try test.run("a:get_period()") == "480")
    let same = "quiet:oversample(2, tanh{drive=2}) == quiet:oversample(2, function(x) return tanh(x, 2) end)"
    #expect(try test.run(same) == "true")
    let bare = "quiet:oversample(3, tanh) == quiet:oversample(3, function(x) return tanh(x) end)"
    #expect(try test.run(bare) == "true")
    #expect(
      try test.run("(a - quiet:z(48) * 2):abs():window_max(0.01):get_temporal(480, 481)[1] < 1e-7") == "true")
    #expect(
      try test.run("oversample{factor=2, word=clip}(stereo(saw(1), saw(2))):channel(2).type") == "channel")
    #expect(test.failure("saw(1):oversample(0, tanh)").contains("factor: 0 was given; expected 1 to 32"))
    #expect(test.failure("saw(1):oversample(4)").contains("word is missing"))
    #expect(
      test.failure("saw(1):oversample(4, 3)").contains("oversample: word: a word that awaits its signal"))
  }

  @Test(arguments: [
    "noise{seed=5} * square(3)", "stereo(saw(50) * 4, noise{seed=5})", "buffer{9, -9, 5} * 3",
  ])
  func aLimiterKeepsItsCeiling(input: String) throws {
    let test = try TestSession()
    for ceiling in [-1, -12] {
      try test.run("x = (\(input)) y = x:limiter(\(ceiling), 0.05, 0.002)")
      #expect(
        try test.run(
          "y:channel_peak():window_max(0.5):get_temporal(24000, 24001)[1] <= undb(\(ceiling)) * 1.000001")
          == "true")
    }
    #expect(
      try test.run("(x * 0.01):limiter():get_temporal(1143, 1150)")
        == test.run("(x * 0.01):z(143):get_temporal(1143, 1150)"))
  }

  @Test func slowWavesAndEnvelopes() throws {
    let test = try TestSession()
    #expect(
      try test.run("lfo(2) == sine(2), lfo{3, wave='square'} == square{3, bandlimit=false}") == "true\ttrue")
    #expect(try test.run("asr(frames(2), frames(2), frames(4)):get_temporal(0, 7)") == "0 0.5 1 1 1 0.5 0")
    #expect(try test.run("asr{level=0.5, attack=0}:get_temporal(0, 1)") == "0.5")
  }

  @Test func whatIsMadeOfTablesListsAndChoicesIsSavedAndLoaded() throws {
    let test = try TestSession()
    try test.run("e = env({{0, 0}, {0.1, 1}, {1, 0}}, {-3, 4}) * saw(110)")
    try test.run("c = e:compressor{threshold=-30}:follow{mode='rms'} + e:chebyshev{0.1, 0.2}")
    try test.run("s = switch(lfo(1):range(1, 3), {e, c, e:shape(function(x) return x * x end)})")
    try test.run("m = stereo(e, s):matrix{{1, 0.5}, {0.25, 1}}:quantize(8, 'triangular')")
    let samples = try test.run("m:get_temporal(500, 520)")
    try test.run("manager:save('one.neap')")
    try test.run("m = nil and m or constant(1)")
    try test.run("manager:load('one.neap') manager:save('two.neap')")
    #expect(try test.run("m:get_temporal(500, 520)") == samples)
    #expect(try test.bytes("one.neap") == test.bytes("two.neap"))
  }
}
