import AudioFiles
import Glibc
import Graphs
import Playback
import Scripting
@testable import Sessions
import Signals
import Testing
import Workspaces

/// Steps, versions and trials; what an edit would change.
struct HistoryTests {
  @Test func theHistoryListsStepsAndMarksThePresent() throws {
    let test = try TestSession()
    #expect(try test.run("history()") == "nothing was changed yet")
    try test.run("a = 1")
    try test.run("bass = saw(55)\nplay(bass)")
    try test.run("undo()")
    #expect(try test.run("history()") == "> 1  a = 1\n  2  bass = saw(55)…   (taken back)")
    try test.run("redo() undo(2)")
    #expect(try test.run("history()").hasPrefix("> 0  before all of these"))
    #expect(test.failure("undo(0)").contains("undo: how many chunks is expected"))
  }

  @Test func aPatternIsToldAsOne() throws {
    let test = try TestSession()
    try test.run("d = p\"0 3\"")
    try test.run("d = {1, 2}")
    let told = try test.run("history('d')")
    #expect(told == "  1  d = p\"0 3\"   (a pattern, step 1)\n> 2  d = {1, 2}   (a table, step 2)", "\(told)")
  }

  @Test func aNamesVersionsAreListedAndBoundAgain() throws {
    let test = try TestSession()
    try test.run("bass = saw(55):lowpass(300)")
    try test.run("other = 3")
    try test.run("bass.cutoff = 900")
    #expect(
      try test.run("history('bass')")
        == "  1  bass = saw(55):lowpass(300)   (lowpass, step 1)\n> 2  bass.cutoff = 900   (lowpass, step 3)")
    try test.run("revert('bass', 1)")
    #expect(try test.run("bass.cutoff") == "300.0")
    #expect(try test.run("history(bass)").contains("> 3  revert('bass', 1)"))
    try test.run("undo()")
    #expect(try test.run("bass.cutoff") == "900.0")
    try test.run("other = 4")
    try test.run("revert('other', 1)")
    #expect(try test.run("other") == "3")
    #expect(
      test.failure("revert('bass', 9)").contains(
        "a version of bass is expected, 1 to 2; the number 9 was given"))
    #expect(test.failure("revert('bas', 1)").contains("bas was never bound; did you mean bass?"))
  }

  @Test func oldStepsAreForgottenAndNumbersStay() throws {
    let test = try TestSession()
    try test.run("bass = constant(0)")
    for number in 1...1_005 { try test.run("x = \(number)") }
    try test.run("bass = constant(2)")
    #expect(try test.run("history()").hasPrefix("  … 980 before"))
    #expect(try test.run("history()").hasSuffix("> 1007  bass = constant(2)"))
    #expect(
      try test.run("history('bass')").hasPrefix("  1  constant, from before what is remembered\n> 2  bass"))
    #expect(try test.run("history('x')").contains("6  the number 6, from before what is remembered"))
    try test.run("revert('bass', 1)")
    #expect(try test.run("bass:get_temporal(0, 1)[1]") == "0.0")
  }

  @Test func versionsAreComparedFrameByFrame() throws {
    let test = try TestSession()
    try test.run("bass = constant(0.5)")
    try test.run("bass = constant(0.5) + line(0, 0, 0.5):now() * 0 + perc(0, 0.1):offset(0.5) * 0.25")
    try test.run("bass = constant(0.5) * 1")
    let text = try test.run("compare('bass', 1, 2)")
    #expect(text.hasPrefix("bass 1 and 2 differ from 0.5"), "\(text)")
    #expect(text.contains("-12.0 dB"))
    #expect(try test.run("compare('bass', 1, 3)").contains("are the same, bit for bit, from 0 s to 10 s"))
    #expect(try test.run("compare(bass, 1, 2, {to = 0.2})").contains("are the same"))
    try test.run("n = 3")
    #expect(test.failure("compare('n', 1, 1)").contains("version 1 of n is no signal"))
  }

  @Test func whatIsNoNumberDiffersFromWhatIsOne() throws {
    let test = try TestSession()
    try test.run("v = saw(30) * 1e30 * 1e30")
    try test.run("v = v * 1 - saw(30) * 1e30 * 1e30")
    let text = try test.run("compare('v', 1, 2, {to = 0.1})")
    #expect(text.contains("(frame 1) on: there one of them is no finite number"), "\(text)")
  }

  @Test func finiteSamplesMayBeFurtherApartThanASampleCanBe() throws {
    let test = try TestSession()
    try test.run("w = saw(30) * 2e38")
    try test.run("w = saw(30) * -2e38")
    let text = try test.run("compare('w', 1, 2, {to = 0.1})")
    #expect(text.contains("at most by 77") && !text.contains("finite"), "\(text)")
  }

  /// What a chunk changed before it would walk belongs to no step, so it does not.
  @Test func nothingIsChangedBeforeGoingBack() throws {
    let test = try TestSession()
    try test.run("a = 1")
    for chunk in ["q = 7 undo()", "undo() q = 7 redo()", "volume(-3) undo()", "q = 7 redo()"] {
      #expect(test.failure(chunk).contains("stands first in a chunk, or alone"), "\(chunk)")
    }
    #expect(test.failure("q").contains("q is not bound"))
    #expect(try test.run("a") == "1" && test.session.workspace.history.count == 1)
  }

  /// A value that a name has already is no change.
  @Test func equalValuesAreOne() throws {
    let test = try TestSession()
    try test.run("n = 3 s = 'a' t = true x = 1.5")
    #expect(
      try test.run("changes('n = 3 s = \"a\" t = true x = 1.5')")
        == "nothing would change, and nothing be rendered")
    try test.run("n = 3 s = 'a' t = true x = 1.5")
    #expect(test.session.workspace.history.count == 1)
    for other in ["n = 3.0", "s = 'A'", "t = false", "x = -1.5", "n = 0.0", "n = -0.0"] {
      try test.run(other)
    }
    #expect(test.session.workspace.history.count == 7)
  }

  /// In what recurs it is a part of the present step, and what was taken back stays there.
  @Test func whatRecursMayGoBackAndOn() throws {
    let test = try TestSession()
    try test.run("a = 1")
    try test.run("a = 2")
    _ = try test.session.run(titled: "each", frame: 0, isRecurring: true) {
      try test.session.lua.call(test.session.load("undo() x = 7", "each", false), [])
    }
    #expect(try test.run("a, x") == "1\t7")
    #expect(test.session.workspace.history.count == 2)
    try test.run("redo()")
    #expect(try test.run("a") == "2")
  }

  /// A chunk that walks the history and goes on makes a step of what it changes then.
  @Test func whatIsChangedAfterGoingBackIsAStep() throws {
    let test = try TestSession()
    try test.run("a = saw(50) play(a)")
    try test.run("mixer.a.gain = -3")
    try test.run("undo() mixer.a.gain = -1 q = 7")
    #expect(try test.run("mixer.a.gain, q") == "-1.0\t7")
    #expect(try test.run("undo()").hasPrefix("took back: undo() mixer.a.gain = -1"))
    #expect(test.failure("q").contains("q is not bound"))
    #expect(try test.run("mixer.a.gain") == "0.0")
    try test.run("redo()")
    #expect(try test.run("mixer.a.gain, q") == "-1.0\t7")
    // What only walks is no step, and one that fails is where it was.
    let steps = test.session.workspace.history.count
    try test.run("undo() redo()")
    #expect(test.failure("undo() q = 8 error('no')").contains("no"))
    #expect(try test.run("mixer.a.gain, q") == "-1.0\t7")
    #expect(test.session.workspace.history.count == steps)
  }

  @Test func changesTellsWhatIsNoSignal() throws {
    let test = try TestSession()
    try test.run("d = p\"bd hh\" x = d:on(kits.default) play(x)")
    #expect(try test.run("changes('d = p\"bd*4\"')").hasPrefix("bound anew: d\nstale: x\nrendering"))
    try test.run("n = 3")
    #expect(try test.run("changes('e = p\"bd\" n = nil')") == "new: e\ngone: n\nnothing is rendered for it")
  }

  @Test func aTrialIsKeptOrTakenBackWithWhatCameSince() throws {
    let test = try TestSession()
    try test.run("bass = saw(55):lowpass(300) play(bass)")
    let former = test.playing.map(\.version.id)
    try test.run("try(function() bass.cutoff = 4000 end)")
    #expect(try test.run("bass.cutoff") == "4000.0")
    #expect(test.failure("try(function() end)").contains("an edit is on trial already"))
    try test.run("bass.cutoff = 4100")
    #expect(try test.run("take_back()").hasPrefix("took back: bass.cutoff = 4100"))
    #expect(test.playing.map(\.version.id) == former)
    #expect(test.failure("take_back()").contains("nothing is on trial"))
    try test.run("try(function() bass.cutoff = 4000 end)")
    try test.run("keep_it()")
    #expect(test.failure("keep_it()").contains("nothing is on trial"))
    try test.run("undo()")
    #expect(try test.run("bass.cutoff") == "300.0")
    // Undone, a trial is over.
    try test.run("try(function() bass.cutoff = 1 end)")
    try test.run("undo()")
    #expect(test.failure("take_back()").contains("nothing is on trial"))
    // A trial that fails is none.
    #expect(test.failure("try(function() bass.cutoff = 1 error('no') end)").hasSuffix("no"))
    #expect(test.failure("keep_it()").contains("nothing is on trial"))
  }

  @Test func changesTellsAndDoesNothing() throws {
    let test = try TestSession()
    try test.run("osc = saw(55) bass = osc:lowpass(300) pad = sine(3) play(bass) play(osc * 0.1)")
    let before = test.playing.map(\.version.id)
    test.session.manager.log.drain().forEach { _ in }
    let steps = try test.run("history()")
    let text = try test.run("changes('osc = saw(56) lead = pad:delay(1) mixer.bass.gain = -3')")
    #expect(
      text.hasPrefix("stale: bass, osc, s1\nnew: lead\nmixer: bass\nrendering 10 s of it takes about "),
      "\(text)")
    #expect(
      try test.run("changes('volume(0) tempo(60)')")
        == "volume: -12 to 0 dB\ntempo: 120 to 60 beats a minute\nnothing is rendered for it")
    #expect(try test.run("changes('x = 3')") == "new: x\nnothing is rendered for it")
    #expect(try test.run("changes('local x = 3')") == "nothing would change, and nothing be rendered")
    #expect(try test.run("changes('stop() pad = nil')").contains("gone: pad\nstops: bass, s1"))
    #expect(test.playing.map(\.version.id) == before)
    #expect(try test.run("history()") == steps)
    #expect(test.session.manager.log.drain().allSatisfy { $0.event == .invalidated })
    #expect(test.failure("return lead").contains("lead is not bound"))
    #expect(test.failure("changes('osc = sow(3)')").contains("sow is not bound"))
    #expect(test.failure("changes('write(\"x.wav\", osc, {to=1})')").contains("changes only looks"))
    #expect(test.failure("changes(3)").contains("a chunk is expected, as a string"))
    // A module that it loads is loaded anew by whoever needs it.
    try test.write("shelf.lua", Array("gong = sine(99) return 7".utf8))
    #expect(try test.run("changes('require(\"shelf\")')").hasPrefix("new: gong"))
    #expect(try test.run("require('shelf')").hasPrefix("7"))
    #expect(try test.run("gong.frequency") == "99.0")
    // The chunk that asks goes on from where it was.
    try test.run("y = constant(1) changes('y = 3') after = y + 1")
    #expect(try test.run("after:get_temporal(0, 1)[1]") == "2.0")
  }

  @Test func whyWalksToTheLargest() throws {
    let test = try TestSession()
    #expect(try test.run("why()") == "nothing plays")
    try test.run("osc = constant(0.5) quiet = constant(0.1)")
    try test.run(
      "bass = mix{quiet, osc}:lowpass(sine(0) * 0 + 900) play(bass) play(quiet * 0.1) mixer.s1.gain = -6")
    let text = try test.run("why(1)")
    #expect(
      text == """
        at 1 s (frame 48000)
        bass  -4.4 dB
          lowpass  -4.4 dB
            cutoff 900.0 Hz, from add
            mix  -4.4 dB
              quiet: constant  -20.0 dB
              osc: constant  -6.0 dB
        s1  -46.0 dB   (with the mixer's controls)
        """, "\(text)")
    try test.run("stop() bass = osc:echo(0.25, 0.5) play(bass)")
    let word = try test.run("why(1)")
    #expect(word.contains("\n  echo  ") && word.contains("osc: constant  -6.0 dB"), "\(word)")
    #expect(test.failure("why('now')").contains("why: a time in seconds, bars(n) or beats(n) is expected"))
  }
}
