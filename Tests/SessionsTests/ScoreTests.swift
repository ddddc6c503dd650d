import Graphs
import Sessions
import Signals
import Testing
import Workspaces

/// Patterns as signals.
struct ScoreTests {
  static let beep = "beep = function(n) return sine(n.freq) * adsr(0, 0, 1, 0, n.dur) * n.amp end "

  /// Notes are hertz where they are held, whatever they were put together by; numbers are themselves.
  @Test(arguments: [
    ("p\"c4\"", 261.6256), ("p\"c\"", 261.6256), ("seq(\"c4\")", 261.6256),
    ("seq{p\"c4\", {\"e4\"}}", 261.6256),
    ("p\"<0 1>\":pick{p\"c4\", \"e4\"}", 261.6256), ("choose({\"c4\"}):segment(2)", 261.6256),
    ("wchoose({\"c4\", 1}, {\"e4\", 0}):segment(2)", 261.6256), ("p\"0\":edo(19, 60)", 261.6256),
    ("p\"0\":edo(19, \"c4\")", 261.6256),
    ("pure(\"c4\")", 261.6256), ("p\"19\":edo(19)", 12), ("seq(60)", 60), ("p\"60\"", 60),
    ("p\"0 1\":pick{\"c4\", \"e4\"}", 261.6256),
  ]) func notesAreHeldInHertz(_ pattern: String, _ hertz: Float) throws {
    let test = try TestSession()
    let held = try #require(Float(try test.run("return (\(pattern)):hold():get_temporal(0, 1)[1]")))
    #expect(abs(held - hertz) < 0.001)
  }

  @Test func anInstrumentPlaysEachEventAtItsTime() throws {
    let test = try TestSession()
    try test.run(
      Self.beep
        + "tune = p\"c4 e4\":on(beep) ref = (sine(440 * 2 ^ ((64 - 69) / 12)) * adsr(0, 0, 1, 0, 1)):offset(1)"
    )
    #expect(try test.run("(tune - ref):channel(1):get_temporal(48000, 96000)").hasPrefix("0 0 0"))
    #expect(try test.run("peak((tune - ref):channel(1), {from=1, to=1.99}) < 1e-6") == "true")
    #expect(try test.run("tune:get_temporal(-3, 0)") == "0 0 0\t0 0 0")
  }

  @Test func equalNotesAreRenderedOnce() throws {
    let test = try TestSession()
    try test.run(
      "drums = p\"bd*16 sn*16 hh*32\":fast(40) song = drums:on{bd = sine(60) * perc(0, 0.1), sn = noise{seed=1} * perc(0, 0.1), hh = noise{seed=2} * perc(0, 0.02)}"
    )
    try test.run("manager:events()")
    try test.run("x = peak(song, {to=4})")
    let rendered = try test.run(
      "local n = 0 for _, e in ipairs(manager:events()) do if e.event == \"rendered\" and e.type == \"perc\" then n = n + 1 end end return n"
    )
    #expect(rendered == "3" || rendered == "2")
  }

  @Test func whatIsBuiltOnANameFollowsIt() throws {
    let test = try TestSession()
    try test.run(Self.beep + "line1 = p\"c4\" play(line1:fast(2):on(beep))")
    let before = test.playing[0].version.id
    try test.run("line1 = p\"e4\"")
    #expect(test.playing[0].version.id != before)
    try test.run("undo()")
    #expect(test.playing[0].version.id == before)
    // An instrument is followed too, and what changes nothing changes nothing.
    try test.run("beep = function(n) return saw(n.freq) * adsr(0, 0, 1, 0, n.dur) end")
    let after = test.playing[0].version.id
    #expect(after != before)
    try test.run("beep = function(n) return saw(n.freq) * adsr(0, 0, 1, 0, n.dur) end")
    #expect(test.playing[0].version.id == after)
    try test.run("line1 = p\"c4\"")
    #expect(test.playing[0].version.id == after)
  }

  @Test func wrappingKeepsTheFormerPattern() throws {
    let test = try TestSession()
    try test.run("tune = p\"0 1\"")
    try test.run("tune = tune:fast(2)")
    #expect(try test.run("#tune:query(0, 1)") == "4")
    try test.run("tune = tune:fast(2)")
    #expect(try test.run("#tune:query(0, 1)") == "8")
    try test.run("a = p\"1\" b = p\"2\"")
    try test.run("a, b = b, a")
    #expect(try test.run("a:query(0, 1)[1].value, b:query(0, 1)[1].value") == "2\t1")
    try test.run("c = a:fast(2)")
    #expect(
      test.failure("a = c:slow(2)").contains(
        "a -> c -> a: these patterns would depend on each other in a circle"))
  }

  @Test func aPatternGivenToAParameterIsHeld() throws {
    let test = try TestSession()
    try test.run("bass = saw(55):lowpass(300)")
    try test.run("bass.cutoff = p\"400 2000\"")
    #expect(try test.run("bass.cutoff:get_temporal(47999, 48001)") == "400 2000")
    // Notes are hertz where they are held.
    #expect(try test.run("p\"a4 a5\":hold():get_temporal(47999, 48001)") == "440 880")
    #expect(try test.run("p\"0 7\":scale(\"a4 major\"):hold():get_temporal(47999, 48001)") == "440 880")
    #expect(try test.run("(p\"1 2\" * sine(3)).type") == "mul")
  }

  @Test func equalCutsSilenceEachOther() throws {
    let test = try TestSession()
    try test.run("long = function(n) return constant(1) * adsr(0, 0, 1, 0, 3) end")
    try test.run("tune = p\"c4 ~ e4 ~\":on(long, {cut = \"x\"})")
    // The second note begins at 1 s; 5 ms later only it is heard.
    #expect(try test.run("tune:channel(1):get_temporal(47999, 48000)") == "1")
    #expect(try test.run("tune:channel(1):get_temporal(48300, 48301)") == "1")
    #expect(try test.run("p\"c4 ~ e4 ~\":on(long):channel(1):get_temporal(48300, 48301)") == "2")
  }

  @Test func controlsAreReadWhereANoteBegins() throws {
    let test = try TestSession()
    try test.run("tell = function(n) return constant(n.level) * adsr(0, 0, 1, 0, 0.25) end")
    #expect(
      try test.run(
        "p\"c4*2\":on(tell, {level = p\"0.25 0.5\"}):channel(1):get_temporal(100, 101), p\"c4*2\":on(tell, {level = p\"0.25 0.5\"}):channel(1):get_temporal(48100, 48101)"
      ) == "0.25\t0.5")
    #expect(
      try test.run("p\"c4*2\":on(tell, {level = line(0, 1, 2)}):channel(1):get_temporal(48100, 48101)")
        == "0.5")
    #expect(try test.run("p\"c4\":on(tell, {level = 1, gain = -20}):channel(1):get_temporal(9, 10)") == "0.1")
  }

  @Test func mistakesAreToldBeforeAnythingIsHeard() throws {
    let test = try TestSession()
    try test.run(Self.beep + "tune = p\"c4\" play(tune:on(beep))")
    let before = test.playing.map(\.version.id)
    #expect(test.failure("tune = p\"c4 [e4\"").contains("\"]\" is expected to close this \"[\""))
    #expect(test.failure("beep = function(n) return saw(n.freq) end").contains("a signal without end"))
    #expect(
      test.failure("play(p\"bd zz\":on(kits.default))").contains("there is no sound in kits.default \"zz\""))
    #expect(test.failure("p\"c4\":on(\"kik\")").contains("an instrument is expected"))
    #expect(test.failure("synths.defalt").contains("did you mean default?"))
    #expect(test.failure("fast = 3").contains("fast is a word of Neap's"))
    #expect(test.playing.map(\.version.id) == before)
  }

  @Test func anyFramesAreTheSameHoweverTheyAreAsked() throws {
    let test = try TestSession()
    try test.run("song = p\"bd [sn cp]*2 hh*5\":every(2, fast(1.5)):degrade_by(0.3):on(kits.default)")
    try test.run("a = song:get_temporal(0, 200000)")
    let fresh = try TestSession()
    try fresh.run("song = p\"bd [sn cp]*2 hh*5\":every(2, fast(1.5)):degrade_by(0.3):on(kits.default)")
    try fresh.run("c = song:get_temporal(150000, 150010)")
    try fresh.run("b = song:get_temporal(3, 150000)")
    #expect(
      try test.run("song:get_temporal(150000, 150010)")
        == (try fresh.run("c, ({song:get_temporal(150000, 150010)})[2]")))
    try test.run(
      "d = 0 for i = 4, 150000 do d = math.max(d, math.abs(a[i] - song:get_temporal(i - 1, i)[1])) if i > 400 then break end end"
    )
    #expect(try test.run("d") == "0")
  }
}
