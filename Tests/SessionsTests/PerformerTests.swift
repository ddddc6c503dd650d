import Graphs
import Scripting
@testable import Sessions
import Testing
import Workspaces

/// What is met on stage: slips that are told by the line and the name, and times in bars everywhere.
final class PerformerTests {
  private let test: TestSession
  private var hints: [String] = []
  private let file = FollowedFile(name: "w.lua")

  init() throws {
    test = try TestSession()
    test.session.onHint = { [unowned self] in hints.append($0) }
  }

  private func save(_ text: String) -> String {
    do { return try test.session.evaluate(text, following: file).sentence } catch {
      return (error as? LuaError)?.message ?? "\(error)"
    }
  }

  // MARK: Mistakes

  @Test(arguments: [
    (
      "drums = \"bd sn\"",
      "test:1: drums:on(kits.default): drums: a pattern is expected, as p\"bd sn\"; the string \"bd sn\" was given"
    ),
    (
      "drums = 5",
      "test:1: drums:on(kits.default): drums: a pattern is expected, as p\"bd sn\"; the number 5 was given"
    ),
    ("\n drums = p\"bd xx\"", "test:2: drums:on(kits.default): there is no sound in kits.default \"xx\""),
  ])
  func aNameThatASoundFollowsIsToldByTheLineThatBoundIt(chunk: String, message: String) throws {
    try test.run("drums = p\"bd*4\" x = drums:on(kits.default) play(x)")
    let before = test.playing.map(\.version.id)
    #expect(test.failure(chunk).hasPrefix(message))
    #expect(test.playing.map(\.version.id) == before)
    #expect(try test.run("drums:query(0, 1)[1].value") == "bd")
  }

  @Test(arguments: [
    ("p\"bd [sn\"", "test:1: p: \"bd [sn\": position 4"),
    (
      "p\"c2\".on(synths.default)",
      "test:1: on: a colon is expected before it, as in pattern:on(…): a dot leaves the pattern out"
    ),
    (
      "p\"c2 e2\":on(synths.bass_acid, {cutoff = \"<300 x>\"})",
      "test:1: on: cutoff: a number is expected, and not \"x\""
    ),
    (
      "p\"c2\":set{cutoff = \"x\"}:on(synths.bass_acid)",
      "test:1: on: p\"c2\":set({cutoff=\"x\"}):on(synths.bass_acid): cutoff: a number is expected, and not \"x\""
    ),
    (
      "p\"c2\":on(synths.bass_acid, {cutoff = -300})",
      "test:1: on: cutoff: above 0 to 20000 Hz are expected, and not -300"
    ),
    (
      "p\"c2\":on(synths.bass_acid, {decay = -1})",
      "test:1: on: decay: 0 to 3600 seconds are expected, and not -1"
    ),
    (
      "p\"c2\":on(synths.bass_acid, {pan = 7})",
      "test:1: on: pan: -1, left, to 1, right, is expected, and not 7"
    ),
    (
      "p\"c2\":on(synths.bass_acid, {legato = 0})",
      "test:1: on: legato: a share of the event's time, above 0 to 1000, is expected, and not 0"
    ),
    ("p\"c2\":on(synths.bass)", "synths has no bass; did you mean bass_acid or bass_fm or bass_pluck?"),
    ("p\"c2\":on(synths.bass_acid, {cutof = 300})", "has no control cutof (did you mean cutoff?); it has"),
    (
      "p\"300\":on(synths.default)",
      "the note 300 is too high to be heard: numbers are MIDI notes, c4 = 60, and no hertz"
    ),
    (
      "p\"c4\":on{cutoff = 3}",
      "test:1: on: an instrument stands first, as in :on(synths.default, {cutoff = 3})"
    ),
    (
      "drums = p\"bd sn\" drums:fast(drums)",
      "fast: factor: a number, or a pattern of them, is expected, and not \"bd\""
    ),
    ("p\"bd\":lpf(300)", "test:1: lpf is no word of patterns: here it is :on(instrument):lowpass(800)"),
    ("saw(55):room(0.5)", "test:1: room is no method of signals: here it is sig:reverb()"),
    ("s(\"bd*2\")", "test:1: s is not bound: here it is p\"bd*2\":on(kits.default)"),
    (
      "mixer.gain = -3",
      "test:1: mixer has no gain of its own: mixer.bass.gain is a sound's, and volume(-12) sets the master's level, in decibels"
    ),
    (
      "b = saw(55):lowpass(800) b.cutoff = \"800 3000\"",
      "the string \"800 3000\" was given (p\"800 3000\" is a pattern)"
    ),
    (
      "p\"c4\":on(function(n) return saw(n.freqq) * perc(0.01, n.dur) end)",
      "a note has no freqq; did you mean n.freq? (saw: frequency: nil was given"
    ),
  ])
  func aSlipIsToldWithWhatToType(chunk: String, message: String) {
    let told = test.failure(chunk)
    #expect(told.contains(message), "\(told)")
    #expect(
      !told.contains("patterns/") && !told.contains("instruments/") && !told.contains("function#"), "\(told)")
  }

  @Test func anInstrumentIsToldByItsName() throws {
    let told = test.failure(
      "local f = function(p) return p:slow(2) end p\"c4 xx\":every(3, f):off(1/8, add(12)):on(synths.default)"
    )
    #expect(told.contains("p\"c4 xx\":every(3, function):off(0.125, add(12)):on(synths.default)"), "\(told)")
    try test.run("twice = function(x) return x:fast(2) end")
    #expect(test.failure("p\"c4 xx\":every(3, twice):on(synths.default)").contains(":every(3, twice):on("))
    #expect(
      try test.run("p\"c4\":off(1/8, add(12)):swing(1/3, 4)").hasPrefix(
        "p\"c4\":off(0.125, add(12)):swing(0.333333, 4)"))
  }

  @Test func whatDiffersFromCycleToCycleIsPrintedForFour() throws {
    #expect(try test.run("p\"<a b>\"").contains("3 to 4  b"))
    #expect(try test.run("p\"a b\"") == "p\"a b\"\n  0 to 1/2  a\n  1/2 to 1  b")
  }

  @Test func aNoteTooLowIsToldForEachPatternByItsSound() throws {
    try test.run("bass = p\"0 3\":on(synths.bass_sub)")
    try test.run("bass = p\"0 3\":on(synths.bass_sub)")
    #expect(hints.count == 1)
    #expect(
      hints.first?.contains("bass: p\"0 3\":on(synths.bass_sub): the note 0 is too low to be heard") == true)
    try test.run("bass = p\"0 4\":on(synths.bass_sub)")
    #expect(hints.count == 2)
    _ = test.failure("play(p\"0 5\":on(synths.pluck)) error('x')")
    #expect(hints.count == 2)
  }

  @Test func lettersAreNotesWhereTheyAreAddedTo() throws {
    func notes(_ text: String) throws -> String {
      try test.run(
        "local l = {} for i, e in ipairs((\(text)):query(0, 1)) do l[i] = tostring(e.value) end return table.concat(l, ' ')"
      )
    }
    #expect(try notes("p\"c e g bf\":transpose(12)") == "72 76 79 82")
    #expect(try notes("p\"c e g\" + 12") == "72 76 79")
    #expect(try notes("p\"bd e\" + 1") == "bd 65")
  }

  @Test func aTimerThatFailsIsToldByItsWordAndBar() throws {
    var faults: [String] = []
    test.session.onFault = { faults.append($0) }
    try test.session.evaluate("each(1, function(b) error('boom') end)", name: "prompt")
    try test.session.evaluate("x = 1\nat(1, function() tempoo(128) end)", name: "song.lua")
    test.output.position = 95_000
    test.session.tick()
    #expect(faults.contains("each(1, …) at bar 1: boom; it ends here"), "\(faults)")
    #expect(
      faults.contains { $0.hasPrefix("at(1, …): song.lua:2: tempoo is not bound; did you mean tempo?") },
      "\(faults)")
  }

  @Test func aMistakeInABarToComeIsToldByTheLineOfTheFile() throws {
    var faults: [String] = []
    test.session.onFault = { faults.append($0) }
    try test.session.evaluate("x = 1\nfar = p\"<bd!5 xx>\":on(kits.default) play(far)", name: "song.lua")
    test.output.position = 96_000 * 4
    test.session.tick()
    #expect(
      faults.first?.hasPrefix("song.lua:2: p\"<bd!5 xx>\":on(kits.default): there is no sound") == true,
      "\(faults)")
  }

  // MARK: History

  @Test func lookingIsNoStep() throws {
    try test.run("bass = p\"c3*4\":on(synths.bass_sub) play(bass)")
    try test.run("bass = p\"c2*4\":on(synths.bass_sub)")
    try test.run("p\"c9 c10\":on(synths.default)")
    try test.run("saw(p\"c2 e2\":hold():lag(0.05))")
    try test.run("changes('bass = p\"c1\":on(synths.bass_sub)')")
    #expect(try test.run("undo()").contains("bass = p\"c2*4\""))
    #expect(try test.run("undo()").contains("bass = p\"c3*4\""))
  }

  // MARK: Times

  @Test func barsStandWhereverSecondsDo() throws {
    try test.run("play(saw(55) * 0.1)")
    #expect(try test.run("render('b.wav', {from = bars(1), to = bars(4)})").contains("6.00 s"))
    #expect(try test.run("render('b.wav', {from = bars(1), length = beats(2)})").contains("1.00 s"))
    try test.run("tempo(240, bars(4))")
    // 16 beats at a mean of 180 a minute.
    let map = test.session.workspace.tempo
    #expect(map.beatsPerMinute(at: 16 / 3.0 * 48_000) == 240)
    #expect(map.beatsPerMinute(at: 16 / 3.0 * 48_000 - 4_800) < 240)
    try test.run(
      "each(bars(4), function() end) at(bars(400), function() end) hush(beats(1)) fade(beats(1/4))")
    #expect(try test.run("why(bars(2))") == "nothing plays")
    #expect(try test.run("meter()") == "4")
    #expect(try test.run("quantum()") == "0")
  }

  // MARK: What is told of sounds

  @Test func soundsWithoutANameAreToldByWhatTheyAre() throws {
    try test.run(
      "drums = p\"bd*4\" play(drums:on(kits.default)) chords = saw(55) play(chords * 0.5) master(function(mix) return mix:compressor() end)"
    )
    let mixer = try test.run("print(mixer) return tostring(mixer)")
    #expect(mixer.contains("s1: gain 0 dB, pan 0   drums:on(kits.default)"), "\(mixer)")
    #expect(mixer.contains("s2: gain 0 dB, pan 0   chords * 0.5"), "\(mixer)")
    #expect(mixer.contains("through compressor (threshold -20 dB)") && !mixer.contains("uuid"), "\(mixer)")
    let playing = try test.run("playing()")
    #expect(playing.contains("s1: drums:on(kits.default)") && !playing.contains("uuid"), "\(playing)")
    try test.run("mixer.chords.gain = -6")
    #expect(hints.last == "chords does not play by that name, but in s2: mixer.s2 is what is heard")
    try test.run("stop(drums)")
    #expect(test.playing.map(\.name) == ["s2"])
    #expect(test.failure("stop(drums)").contains("stop: nothing plays this pattern; what plays is s2"))
  }

  @Test func aSoundOfAPatternTellsHowItWasWritten() throws {
    try test.run("bass = p\"c2 e2\":on(synths.bass_acid)")
    #expect(
      test.failure("bass.cutoff = 500").contains(
        "controls stand beside the instrument, as in pattern:on(synths.default, {cutoff = 500})"))
    #expect(try test.run("explain(bass)").contains("p\"c2 e2\":on(synths.bass_acid)"))
    #expect(!(try test.run("explain(bass)").contains("goes round a loop")))
    #expect(try test.run("synths.bass_acid").contains("A squelching bass"))
  }

  @Test func whyTellsTheNotesThatSound() throws {
    try test.run("x = p\"bd sn\":on(kits.default) play(x)")
    let told = try test.run("why(1.01)")
    #expect(told.contains("sn, begun at 1 s"), "\(told)")
    try test.run("stop() y = p\"60 [72,67]\":on(synths.default) play(y)")
    let notes = try test.run("why(1.01)")
    #expect(notes.contains("note 72, begun at 1 s") && notes.contains("note 67, begun at 1 s"), "\(notes)")
  }

  @Test func shelvesAreWalkedAndCompleted() throws {
    #expect(
      try test.run(
        "local l = {} for name, f in pairs(synths) do l[#l + 1] = name end return table.concat(l, ' ')"
      ).contains("bass_acid bass_"))
    #expect(test.session.completions(of: "synths.bass_a").map(\.text) == ["synths.bass_acid"])
    #expect(test.session.completions(of: "kits.default.b").map(\.text) == ["kits.default.bd"])
    try test.run("drums = p\"bd\"")
    #expect(test.session.completions(of: "drums:eu").map(\.text) == ["drums:euclid", "drums:euclid_inv"])
    #expect(test.session.completions(of: ":eu", in: "p\"bd\":eu").map(\.text) == [":euclid", ":euclid_inv"])
    #expect(try test.run("help('mini-notation')").contains("<bd sn hh>"))
    #expect(try test.run("help(p)").contains("<bd sn hh>"))
  }

  @Test func aFileInWhichTheGuardWorksSaysSo() throws {
    try test.run("volume(12) play(saw(55) * 2)")
    #expect(
      try test.run("render('clip.wav', {to = 1, bits = 16})").contains(
        "samples are louder than -1 dBFS, where the guard bends them"))
    try test.run("volume(-12)")
    #expect(!(try test.run("render('clip.wav', {to = 1, bits = 'float'})").contains("guard")))
  }

  // MARK: Watching

  @Test func anEditOfAPatternIsTold() {
    #expect(
      save("drums = p\"bd*4\" hats = p\"hh*8\"\nplay(drums:on(kits.default)) play(hats:on(kits.default))")
        == "s1, s2 begin")
    #expect(
      save("drums = p\"bd*2\" hats = p\"hh*8\"\nplay(drums:on(kits.default)) play(hats:on(kits.default))")
        == "drums changed")
    #expect(
      save("drums = p\"bd*2\" hats = p\"hh*8\"\nplay(drums:on(kits.default)) play(hats:on(kits.default))")
        == "nothing changed")
    #expect(
      save("hats = p\"hh*8\"\n\ndrums = p\"bd xx\"\nplay(drums:on(kits.default)) play(hats:on(kits.default))")
        .hasPrefix("w.lua:3: drums:on(kits.default): there is no sound in kits.default \"xx\""))
    #expect(
      save("hats = p\"hh*8\"\ndrums = \"bd\"\nplay(drums:on(kits.default))").contains(
        "w.lua:3: there is no method on here: on is a word of patterns, and a string is none without its p"
      ))
  }
}
