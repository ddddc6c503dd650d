import Graphs
import Scripting
@testable import Sessions
import Testing
import Workspaces

/// A save is one edit.
struct FollowingTests {
  private let test: TestSession
  private let file = FollowedFile(name: "song.lua")

  init() throws { test = try TestSession() }

  @discardableResult
  private func save(_ text: String) throws -> String {
    try test.session.evaluate(text, following: file).sentence
  }

  private func failure(_ text: String) -> String {
    do {
      return "no error: \(try save(text))"
    } catch { return (error as? LuaError)?.message ?? "\(error)" }
  }

  private var labels: [String] { test.playing.map(\.name) }
  private func version(_ label: String) -> UInt64? { test.playing.first { $0.name == label }?.version.id }

  @Test func whatDidNotChangeIsTheSame() throws {
    let text = "bass = saw(55) * math.random() hum = noise() play{bass, hum} play(noise())\nplay(noise())"
    try save(text)
    let before = test.playing.map(\.version.id)
    #expect(labels == ["bass", "hum", "s1", "s2"])
    #expect(try save(text) == "nothing changed")
    #expect(try save("-- a line above\n" + text) == "nothing changed")
    #expect(test.playing.map(\.version.id) == before)
  }

  @Test func whatTheFileNoLongerPlaysEndsAndNamesGoWhereNothingUsesThem() throws {
    try save("a = saw(55) b = a:lowpass(800) c = b * 2 play(c) play(triangle(3)) n = 3")
    #expect(try save("a = saw(55) play(a)") == "b, c, n unbound; c, s1 end; a begins")
    #expect(test.failure("c").contains("c is not bound"))
    #expect(test.failure("n").contains("n is not bound"))
    #expect(labels == ["a"])
  }

  @Test func whatThePromptUsesOrBoundOrPlaysStays() throws {
    try save("bass = saw(55) pad = triangle(110) kick = sine(50) play(bass)")
    try test.run("lead = bass:delay(0.25) play(lead) play(triangle(7)) pad = saw(1) play(kick)")
    #expect(try save("x = 1") == "bass ends")
    #expect(labels == ["lead", "s1", "kick"])
    #expect(try test.run("bass.frequency") == "55.0")
    #expect(try test.run("pad.frequency") == "1.0")
    #expect(try save("bass = saw(110)") == "bass changed; x unbound")
    #expect(labels == ["lead", "s1", "kick"])
  }

  @Test func aFileMeansWhatItMeansInAFreshSession() throws {
    try save("bass = saw(55) lead = bass * 2 bass = bass:lowpass(800) play{bass, lead}")
    let before = test.playing.map(\.version.id)
    #expect(
      try save("bass = saw(55) lead = bass * 2 bass = bass:lowpass(800) play{bass, lead}")
        == "nothing changed")
    #expect(test.playing.map(\.version.id) == before)
    #expect(failure("\nlead = bass * 2 bass = saw(55)").hasPrefix("song.lua:2: bass is not bound"))
    #expect(test.playing.map(\.version.id) == before)
    #expect(try test.run("bass.cutoff") == "800.0")
  }

  @Test func anErrorChangesNothingAndTheNextSaveKnowsWhatStands() throws {
    try save("bass = saw(55) play(bass) play(triangle(3))")
    #expect(failure("bass = triangle(1) play(bass)\nerror('no')") == "song.lua:2: no")
    #expect(failure("bass = = 1").hasPrefix("song.lua:1: = binds a name"))
    #expect(labels == ["bass", "s1"])
    #expect(try save("bass = saw(55) play(bass)") == "s1 ends")
  }

  @Test func aSoundWithABeginningIsBegunAgainOnlyWhereItChanged() throws {
    let lead = "lead = sine(440) * perc(0.01, 1)\n"
    try save(lead + "play(lead)")
    #expect(test.playing.map(\.start) == [0])
    test.output.position = 12_800
    // While it sounds an edit keeps its start, whatever changed in it.
    #expect(try save(lead + "play(lead)\nx = 1") == "nothing changed")
    #expect(try save("lead = sine(550) * perc(0.01, 1)\nplay(lead)") == "lead changed; x unbound")
    #expect(test.playing.map(\.start) == [0])
    // The line that plays it alone is new.
    #expect(try save(lead + "play(lead) -- again") == "lead changed; lead begins")
    #expect(test.playing.map(\.start) == [12_800])
    // In a list nothing begins again that is there.
    #expect(try save(lead + "play{lead, saw(55)}") == "s1 begins")
    test.output.position = 128_000
    // It is over: begun again where it is another.
    #expect(try save(lead + "play{lead, saw(55)}\ny = 2") == "nothing changed")
    #expect(!test.playing.contains { $0.start == 128_000 })
    #expect(try save("lead = sine(660) * perc(0.01, 1)\nplay{lead, saw(55)}").contains("lead begins"))
    #expect(test.playing.contains { $0.start == 128_000 })
    // Without a name it is another where its line is.
    try save("play(sine(1) * perc(0, 9))")
    test.output.position = 256_000
    #expect(try save("play(sine(2) * perc(0, 9))") == "s1 ends; s1 begins")
  }

  @Test func aGlideIsNotBegunAgainByASave() throws {
    test.output.position = 12_800
    let text = "bass = saw(55):lowpass(800)\nbass.cutoff = to(3000, 8)\nplay(bass)\n"
    try save(text)
    let before = version("bass")
    test.output.position = 128_000
    #expect(try save(text + "x = 1") == "nothing changed")
    #expect(version("bass") == before)
    #expect(
      try save(text.replacing("8)", with: "9)")) == "x unbound; bass changed" || version("bass") != before)
  }

  /// Each save sets them anew; what was set elsewhere stays, and a bar that is over was meant for the past.
  @Test func whatTheFileAskedForAtBarsIsAskedOnce() throws {
    try test.run("each(2, function() end)")
    let text = "x = 1\nat(1, function() y = 2 end)\neach(1, function() end)"
    try save(text)
    try save(text + " -- the same")
    #expect(test.session.timers.map(\.every) == [2, nil, 1])
    test.output.position = 200_000
    #expect(try save(text.replacing("x = 1", with: "x = 3")) == "nothing changed")
    // What it does at a bar that is over belongs to what it is now.
    #expect(try test.run("x, y") == "3\t2")
    #expect(test.session.timers.map(\.every) == [2, 1])
    #expect(failure("each(4, function() end) error('no')").contains("no"))
    #expect(test.session.timers.map(\.every) == [2, 1])
    try save("x = 1")
    #expect(test.session.timers.map(\.every) == [2])
  }

  @Test func whatWasDoneAtABarGoesWithItsLine() throws {
    let text = "bass = saw(55)\nplay(bass)\n"
    let line = "at(1, function() lead = sine(500) play(lead) mixer.bass.gain = -20 bass.frequency = 220 end)"
    try save(text + line)
    test.output.position = 96_000
    test.session.runTimers()
    #expect(labels == ["bass", "lead"])
    #expect(try test.run("bass.frequency, mixer.bass.gain") == "220.0\t-20.0")
    test.output.position = 120_000
    try save(text + "x = 1\n" + line)
    #expect(try test.run("bass.frequency, mixer.bass.gain") == "220.0\t-20.0")
    #expect(try save(text) == "bass, mixer changed; lead, x unbound; lead ends")
    #expect(labels == ["bass"])
    #expect(try test.run("bass.frequency, mixer.bass.gain") == "55.0\t0.0")
  }

  @Test func anUndoneSaveIsNotStuck() throws {
    let text = "bass = saw(55) play(bass)\n"
    try save(text + "volume(-6) mixer.bass.gain = -9")
    try save(text)
    try test.run("undo()")
    #expect(try test.run("volume()") == "-6.0")
    try save(text + "x = 1")
    #expect(try test.run("volume(), mixer.bass.gain") == "-12.0\t0.0")
  }

  @Test func theVolumeThatTheFileSetGoesWithItsLine() throws {
    try test.run("volume(-20)")
    try save("volume(-6)")
    #expect(try test.run("volume()") == "-6.0")
    try save("x = 1")
    #expect(try test.run("volume()") == "-20.0")
    try save("volume(-6)")
    try test.run("volume(-3)")
    try save("x = 1")
    #expect(try test.run("volume()") == "-3.0")
  }

  @Test func whatTheFileSetInTheMixerGoesWithItsLine() throws {
    try test.run("wet = saw(55) mixer.wet.pan = -0.5")
    let text = "bass = saw(110)\nplay(bass)\n"
    try save(
      text
        + "mixer.bass.gain = -6\nmixer.wet.pan = 0.5\nmaster(function(mix) return mix:lowpass(900) end)")
    let chain = test.output.last?.chain?.version.id
    #expect(chain != nil)
    #expect(
      try save(
        "-- above\n" + text
          + "mixer.bass.gain = -6\nmixer.wet.pan = 0.5\nmaster(function(mix) return mix:lowpass(900) end)")
        == "nothing changed")
    #expect(test.output.last?.chain?.version.id == chain)
    try test.run("mixer.bass.mute = true")
    try save(text)
    #expect(test.output.last?.chain == nil)
    #expect(try test.run("mixer.bass.gain, mixer.bass.mute, mixer.wet.pan") == "0.0\ttrue\t-0.5")
    try save(text + "mixer.bass.gain = -6")
    try test.run("mixer.bass.gain = -9")
    try save(text)
    #expect(try test.run("mixer.bass.gain") == "-9.0")
  }

  @Test func aNameThatTheMixerUsesStays() throws {
    try save("bass = saw(55) wobble = sine(0.5) play(bass)")
    try test.run("mixer.bass.pan = wobble")
    #expect(try save("bass = saw(55) play(bass)") == "nothing changed")
    #expect(test.failure("wobble = 'x'").contains("wobble is used by mixer.bass.pan"))
  }

  @Test func aSaveIsOneStep() throws {
    try save("bass = saw(55) play(bass)")
    try save("lead = triangle(55) play(lead)")
    try test.run("undo()")
    #expect(labels == ["bass"])
    #expect(try save("lead = triangle(55) play(lead)").contains("bass ends"))
    #expect(labels == ["lead"])
    #expect(test.failure("bass").contains("not bound"))
  }

  @Test func whatDidNotChangePlaysOnBitForBitAndTheRestFadesOut() throws {
    func heard(_ saves: [String]) throws -> [Float] {
      let stage = try PlayingTests.Stage()
      let file = FollowedFile(name: "song.lua")
      for text in saves {
        _ = try stage.session.evaluate(text, following: file)
        try stage.run("", then: 24_000)
      }
      return stage.heard(from: 0)
    }
    // Without memory: which frame the first edit takes depends on the player's thread.
    let hum = "hum = noise() * 0.2\nplay(hum)\n"
    let alone = try heard([hum, hum])
    let edited = try heard([hum + "play(saw(220) * 0.1)", hum])
    #expect(edited.count == alone.count)
    #expect(edited[9_600..<24_000] != alone[9_600..<24_000])
    // An edit is heard within two blocks and the fade.
    #expect(edited[28_800...] == alone[28_800...])
    let saved = try heard([hum, "-- a line more\n" + hum])
    #expect(saved[9_600...] == alone[9_600...])
  }
}
