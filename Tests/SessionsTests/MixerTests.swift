import AudioFiles
import Glibc
import Graphs
import Playback
import Scripting
import Sessions
import Signals
import Testing
import Workspaces

/// The mixer: each sound's controls, wherever it is heard.
struct MixerTests {
  /// The samples of the sound that plays under a name, as it goes into the mix.
  private func mixed(_ test: TestSession, _ name: String, _ frames: Range<Int> = 0..<256) throws -> [[Float]]
  {
    let sound = try #require(test.playing.first { $0.name == name })
    let answer = PureAnswer(
      sound.version, cache: test.session.manager.cache, log: test.session.manager.log)
    var planes = [[Float]](repeating: [], count: sound.version.shape.channels)
    try answer.forEachRun(of: frames) { run in
      for channel in planes.indices { planes[channel] += run.plane(channel) }
    }
    return planes
  }

  @Test func aGainIsInDecibelsAndZeroPassesBitForBit() throws {
    let test = try TestSession()
    try test.run("bass = saw(55) * 0.3 play(bass)")
    let plain = test.playing[0].version.id
    let before = try mixed(test, "bass")
    try test.run("mixer.bass.gain = -6")
    #expect(test.playing[0].version.id != plain)
    let factor = Master.factor(-6)
    #expect(try zip(mixed(test, "bass")[0], before[0]).allSatisfy { abs($0 - $1 * factor) < 1e-7 })
    #expect(try test.run("mixer.bass.gain") == "-6.0")
    try test.run("mixer.bass.gain = 0")
    #expect(test.playing[0].version.id == plain)
  }

  @Test func panPlacesAndMuteAndSoloSilence() throws {
    let test = try TestSession()
    try test.run("bass = saw(55) lead = sine(440) + 0.5 play{bass, lead}")
    try test.run("mixer.lead.pan = 1")
    let lead = try mixed(test, "lead")
    #expect(lead.count == 2 && lead[0].allSatisfy { $0 == 0 } && lead[1][0] != 0)
    try test.run("mixer.bass.mute = true")
    #expect(try mixed(test, "bass")[0].allSatisfy { $0 == 0 })
    try test.run("mixer.bass.mute = false mixer.bass.solo = true")
    #expect(try mixed(test, "bass")[0].contains { $0 != 0 })
    #expect(try mixed(test, "lead")[1].allSatisfy { $0 == 0 })
    // What is solo and no longer plays silences nothing.
    try test.run("stop(bass)")
    #expect(try mixed(test, "lead")[1][0] != 0)
  }

  @Test func aControlMayBeASignalAndRunsOnTheClock() throws {
    let test = try TestSession()
    try test.run("hit = constant(1) * line(1, 1, 1) play(hit)")
    test.output.position = 128_000
    try test.run("fader = line(-20, 0, 1) mixer.hit.gain = fader")
    let start = try #require(test.playing.first { $0.name == "hit" }?.start)
    #expect(start == 0)
    let first = try mixed(test, "hit", 0..<1)[0][0]
    #expect(abs(first - 0.1) < 1e-4)
    try test.run("fader = line(-40, 0, 1)")
    #expect(try abs(mixed(test, "hit", 0..<1)[0][0] - 0.01) < 1e-4)
    // A sound that began later finds the control where the clock stands.
    try test.run("drop = constant(1) * perc(0, 1) play(drop) mixer.drop.gain = line(-20, 0, 10)")
    #expect(test.playing.first { $0.name == "drop" }?.start == 128_000)
    #expect(try abs(mixed(test, "drop", 0..<1)[0][0] - 0.1848) < 1e-3)
    try test.run("mixer.hit.gain = to(-60, 8)")
    #expect(try test.run("mixer.hit.gain.type") == "to")
  }

  @Test func controlsAreStepsOfUndo() throws {
    let test = try TestSession()
    try test.run("bass = saw(55) play(bass)")
    try test.run("mixer.bass.gain = -6")
    try test.run("mixer.bass.gain = -12")
    try test.run("undo()")
    #expect(try test.run("mixer.bass.gain") == "-6.0")
    try test.run("undo()")
    #expect(try test.run("mixer.bass.gain") == "0.0")
    try test.run("redo(2)")
    #expect(try test.run("mixer.bass.gain") == "-12.0")
    #expect(test.failure("mixer.bass.gain = -3 error('no')").hasSuffix("no"))
    #expect(try test.run("mixer.bass.gain") == "-12.0")
  }

  @Test func anUnnamedSoundsControlsGoWithIt() throws {
    let test = try TestSession()
    try test.run("play(saw(55))")
    try test.run("mixer.s1.gain = -6")
    try test.run("stop()")
    try test.run("play(saw(66))")
    #expect(try test.run("mixer.s1.gain") == "0.0")
  }

  @Test func aWorkspaceHoldsTheMixerAndTheMaster() throws {
    let test = try TestSession()
    try test.run(
      "wobble = sine(0.5) bass = saw(55) play(bass) mixer.bass.gain = -6 mixer.bass.pan = wobble mixer.bass.mute = true"
    )
    try test.run("master(function(mix) return (mix:lowpass(3000) + noise() * 0.1):compressor() end)")
    let before = test.output.last
    try test.run("manager:save('a.neap')")
    let other = try TestSession()
    try AtomicFile.write(test.bytes("a.neap"), to: "\(other.folder)/a.neap")
    try other.run("manager:load('a.neap')")
    #expect(try other.run("mixer.bass.gain, mixer.bass.mute") == "-6.0\ttrue")
    #expect(try other.run("mixer.bass.pan.type") == "sine")
    #expect(other.output.last?.chain != nil && before?.chain != nil)
    try other.run("manager:save('b.neap')")
    #expect(try test.bytes("a.neap") == other.bytes("b.neap"))
    try AtomicFile.write(
      Array(
        String(decoding: test.bytes("a.neap"), as: UTF8.self).replacing("\"gain\":-6", with: "\"gain\":60")
          .utf8),
      to: "\(test.folder)/c.neap")
    #expect(test.failure("manager:load('c.neap')").contains("mixer: bass: gain: 60 was given; -200 to 24"))
    #expect(try test.run("mixer.bass.gain") == "-6.0")
  }

  @Test func theMixerIsListed() throws {
    let test = try TestSession()
    #expect(try test.run("mixer").contains("nothing plays"))
    try test.run(
      "bass = saw(55) lead = sine(440) play{bass, lead} mixer.bass.gain = -6 mixer.lead.solo = true")
    #expect(
      try test.run("mixer") == """
        bass: gain -6 dB, pan 0, (silent beside a solo)
        lead: gain 0 dB, pan 0, solo
        master: volume -12 dB
        """)
  }

  @Test(arguments: [
    ("mixer.bas.gain = 1", "mixer.bas: no sound is called that; there is bass; did you mean bass?"),
    ("mixer.bass.gian = 1", "mixer.bass has no gian, only gain, pan, mute, solo; did you mean gain?"),
    ("mixer.bass.gain = 30", "mixer.bass.gain: 30 dB was given; expected -200 to 24 dB"),
    ("mixer.bass.pan = 'left'", "a number or a signal from -1, left, to 1, right"),
    ("mixer.bass.mute = 1", "mixer.bass.mute: true or false is expected; the number 1 was given"),
    (
      "beats_ = p\"bd\" mixer.beats_.gain = 3",
      "test:1: mixer.beats_: beats_ is a pattern, and a sound is expected: name what plays of it"
    ),
    (
      "x = p\"bd\":on(kits.default):fast(2)",
      "fast is a word of patterns, and this is a signal: it stands before on or hold"
    ),
    ("x = p\"bd\":lowpass(300)", "test:1: lowpass is a word of signals, and this is a pattern: pattern:on"),
    (
      "x = p\"c2\":on(kits.default)",
      "test:1: on: p\"c2\":on(kits.default): kits.default is a kit, which plays words"
    ),
    ("mixer.bass = 1", "set one of them, as in mixer.bass.gain = -6"),
    ("master(3)", "master: a function of the mix is expected"),
    ("master(function(mix) return 3 end)", "is expected to return a signal"),
    ("master(function(mix) return bass end)", "does not contain it"),
    ("master(function(mix) return mix:offset(1) end)", "cannot be read at other times"),
    ("master(function(mix) kept = mix return mix end)", "means something only inside the function"),
    (
      "feedback(function(l) master(function(mix) return mix + l end) return l:delay(1) end)",
      "means something only inside the function"
    ),
    ("hush(3)", "hush: 0.001 to 1, in seconds, is expected; the number 3 was given"),
  ])
  func mistakesAreSentences(chunk: String, part: String) throws {
    let test = try TestSession()
    try test.run("bass = saw(55)")
    let message = test.failure(chunk)
    #expect(message.contains(part), "\(message)")
  }
}
