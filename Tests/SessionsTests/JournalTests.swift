import Chance
import Graphs
import Scripting
import Sessions
import Testing
import Workspaces

/// A session's journal and what is made of it.
@Suite struct SessionJournalTests {
  /// A session whose journal's lines are kept, from the last snapshot on.
  private final class Journaled {
    let test: TestSession
    var lines: [String] = []
    var snapshots = 0

    init() throws {
      test = try TestSession()
      test.session.beginJournal { [unowned self] entry in
        switch entry {
        case .line(let text): lines.append(Self.line(text))
        case .snapshot(let text):
          lines = [Self.line(text)]
          snapshots += 1
        }
      }
    }

    private static func line(_ text: JournalText) -> String {
      do { return try text.line() } catch { return "\(error)" }
    }

    /// Another session, made of the journal alone.
    func recovered() throws -> TestSession {
      let other = try TestSession()
      let lines = self.lines
      other.session.onRecover = { (lines, "the session", nil) }
      told = try other.run("recover()")
      return other
    }
    var told = ""

    /// The workspace's file as `session` would write it, steps included.
    static func file(_ session: TestSession) throws -> String {
      try session.run("save('z.neap')")
      return String(decoding: try session.bytes("z.neap"), as: UTF8.self)
    }
  }

  /// Tables are left out: the steps of a file share them, those of a journal hold them as they were.
  private static let chunks = [
    "a = saw(55)", "a = saw(55):lowpass(600)", "a.cutoff = 900", "a.cutoff = sine(2) * 100 + 500",
    "b = a * 0.5",
    "b = a + noise()", "play(a)", "play(b)", "play(sine(440))", "stop(a)", "hush()", "mixer.a.gain = -6",
    "mixer.a.pan = sine(1)", "mixer.b.mute = true", "volume(-20)", "tempo(90)", "tempo(140)",
    "master(function(mix) return mix:lowpass(900) end)", "master(nil)", "k = 5", "k = 'text'",
    "function f(n) return n * 2 end", "d = p\"bd sn\"", "d = p\"c4 [e4 g4]\"",
    "s = d:on(synths.lead_super)",
    "play(s)", "c = d:hold()", "e = saw(c)", "undo()", "undo(2)", "redo()", "a = nil", "b = nil",
    "x = sine(3):delay(beats(0.5))", "y = feedback(function(o) return a + o:delay(0.1) * 0.5 end)", "1 + 1",
    "a = p\"c2 e2\":on(synths.bass); play(a)", "buf = buffer{1, 2, 3}", "revert('a', 1)", "play(y)",
  ]

  /// After any chunks whatever, what the journal gives is what there was: the same file, steps and all.
  @Test(arguments: 0..<12) func whatIsRecoveredIsWhatThereWas(_ seed: Int) throws {
    var generator = SeededGenerator(seed)
    let journaled = try Journaled()
    for count in 1...40 {
      let chunk = Self.chunks.randomElement(using: &generator) ?? "1"
      // One that fails changes nothing, and is not told.
      let before = journaled.lines.count
      let hasFailed = (try? journaled.test.run(chunk)) == nil
      #expect(journaled.lines.count == before + (hasFailed ? 0 : 1), "\(chunk)")
      guard count % 8 == 0 else { continue }
      let expected = try Journaled.file(journaled.test)
      let other = try journaled.recovered()
      let found = try Journaled.file(other)
      if found != expected {
        let (a, b) = (found.split(separator: "\n"), expected.split(separator: "\n"))
        let places = a.indices.filter { $0 >= b.count || a[$0] != b[$0] }.prefix(2)
        Issue.record(
          "seed \(seed), after \(count): \(places.map { "\(a[$0])\nis expected to be\n\($0 < b.count ? b[$0] : "")" })"
        )
      }
    }
  }

  @Test func aJournalStartsAfreshAndHoldsTheSame() throws {
    let journaled = try Journaled()
    for number in 0..<1_005 {
      try journaled.test.run("n\(number % 7) = saw(\(20 + number)) play(n\(number % 7))")
    }
    #expect(journaled.snapshots == 2)
    #expect(journaled.lines.count < 10)
    let other = try journaled.recovered()
    #expect(try Journaled.file(other) == Journaled.file(journaled.test))
    #expect(try other.run("n0.frequency") == journaled.test.run("n0.frequency"))
  }

  /// What Lua keeps of a score may hold that score.
  @Test func aScoreThatStandsInItsOwnKitIsTold() throws {
    let journaled = try Journaled()
    try journaled.test.run(
      "local k = {bd = function(n) return saw(55) * perc(0.01, 0.1) end} local s = p\"bd\":on(k) k.loop = s lead = s"
    )
    #expect(journaled.lines.count == 2)
    try journaled.test.run("x = 1")
    #expect(try journaled.recovered().run("x") == "1")
  }

  /// A name's row goes with what it was bound to and may come again elsewhere.
  @Test func aNameThatOnlyItsTextCanMakeComesBackAfterUndo() throws {
    let journaled = try Journaled()
    try journaled.test.run(
      "local g = 2 x = p\"c4\":on(function(n) return saw(n.freq * g) * perc(0.01, 0.1) end)")
    try journaled.test.run("x = 5")
    journaled.test.session.lua.collect()
    try journaled.test.run("y = saw(1) w = saw(2)")
    try journaled.test.run("undo(2)")
    try journaled.test.run("k = 1")
    let expected = try journaled.test.run("x.type")
    #expect(try journaled.recovered().run("x.type") == expected)
  }

  @Test func whatIsWrittenInsideATableIsTold() throws {
    let journaled = try Journaled()
    try journaled.test.run("k = {1, 2}")
    try journaled.test.run("k[1] = 7")
    try journaled.test.run("k[2]")
    #expect(journaled.lines.filter { $0.contains("\"names\"") }.count == 2)
    #expect(try journaled.recovered().run("k[1]") == "7")
  }

  @Test func functionsOverLocalsAreMadeAgainFromTheirText() throws {
    let journaled = try Journaled()
    let test = journaled.test
    try test.run(
      "local a = 3; play(saw(55)); write('never.wav', saw(1):trim(0, 0.1)); function f(x) return a * x end")
    try test.run(
      "local q = 2; lead = p\"c4\":on(function(n) return sine(n.freq) * perc(0.01, 0.2) * q end); play(lead)")
    try test.run("hush()")
    try test.run("play(lead)")
    let other = try journaled.recovered()
    #expect(try other.run("f(2)") == "6")
    #expect(other.playing.map(\.name) == ["lead"])
    #expect(try other.run("lead:get_temporal(0, 4800)[200]") == test.run("lead:get_temporal(0, 4800)[200]"))
    #expect(!journaled.told.contains("all but"))
    // Nothing was written again.
    #expect(throws: (any Error).self) { try other.bytes("never.wav") }
  }

  /// What a text does besides is not done again, and hinders nothing.
  @Test(arguments: [
    "plot(saw(55), {file='x.svg'})", "saw(55):plot{file='x.svg'}", "play(saw(55)) render('x.wav', {to=0.1})",
    "save('x.neap')", "manager:save('x.neap')", "scope(saw(55), {file='x.svg'})",
    "print(1)", "each(1, print)", "at(1, print)", "play(saw(55))", "hush()", "tempo(90)",
    "lesson()", "cut = knob(800, 50, 5000) knobs()", "write('x.wav', saw(1):trim(0, 0.1))",
  ])
  func whatATextDoesBesidesIsNotDoneAgain(word: String) throws {
    let journaled = try Journaled()
    try journaled.test.run("local a = 3 \(word) function f(x) return a * x end")
    let other = try journaled.recovered()
    #expect(try other.run("f(2)") == "6", "\(journaled.told)")
    #expect(!journaled.told.contains("all but"), "\(journaled.told)")
    for name in ["x.svg", "x.wav", "x.neap"] { #expect(throws: (any Error).self) { try other.bytes(name) } }
  }

  /// What a timer writes over and over lies in the journal once.
  @Test func aPatchDoesNotFillTheDiskByItsJournal() throws {
    let test = try TestSession()
    var (since, most, snapshots) = (0, 0, 0)
    test.session.beginJournal(isLong: { since > 8_000_000 }) { entry in
      switch entry {
      case .line(let text): since += (try? text.line().utf8.count) ?? 0
      case .snapshot:
        since = 0
        snapshots += 1
      }
      most = max(most, since)
    }
    try test.run("t = {} n = 0 each(1/64, function() n = n + 1 t[1] = ('x'):rep(1000000) .. n end)")
    for step in 1...60 {
      test.output.position = step * 1_600
      test.session.tick()
    }
    #expect(try (Double(test.run("n")) ?? 0) > 50)
    #expect(most < 10_000_000 && snapshots > 4, "\(most) \(snapshots)")
  }

  /// Whatever came between: undo and redo, the 1 000th line's snapshot, another crash.
  @Test func functionsOverLocalsComeBackAgainAndAgain() throws {
    let first = try Journaled()
    try first.test.run("local a = 3 function f(x) return a * x end")
    try first.test.run("local b = 5 function g(x) return f(x) + b end")
    try first.test.run("f = nil")
    try first.test.run("undo()")
    #expect(try first.recovered().run("f(2), g(2)") == "6\t11")
    first.test.session.snapshotJournal()
    #expect(first.lines.count == 1)
    try first.test.run("x = 1")
    #expect(try first.recovered().run("f(2), g(2)") == "6\t11")
    // A session that was brought back, and ends as badly.
    let second = try Journaled()
    let lines = first.lines
    second.test.session.onRecover = { (lines, "the session", nil) }
    try second.test.run("recover()")
    #expect(try second.recovered().run("f(2), g(2), x") == "6\t11\t1")
  }

  @Test func theTempoGoesOnAsItWasLast() throws {
    let journaled = try Journaled()
    try journaled.test.run("play(p\"rim*4\":on(kits.default))")
    journaled.test.output.position = 480_000
    try journaled.test.run("tempo(60)")
    let other = try journaled.recovered()
    #expect(try other.run("tempo()") == "60.0")
  }

  @Test func whatNoJournalHoldsIsTold() throws {
    let journaled = try Journaled()
    try journaled.test.run(
      "local q = 2; play(p\"c4\":on(function(n) return sine(n.freq) * perc(0.01, 0.2) * q end))")
    try journaled.test.run("x = 4")
    let other = try journaled.recovered()
    #expect(journaled.told == "back: 2 chunks, the last of them x = 4; all but s1")
    #expect(try other.run("x") == "4")
  }

  /// One pattern that no longer comes about takes nothing else with it, be it played, replaced or only in the steps.
  @Test(arguments: [
    [
      "do local u = 2; function f(x) return x:fast(u) end end",
      "d = p\"a b\":every(2, function(x) return f(x) end)",
    ],
    ["n = 2", "d = p\"a b\":every(2, function(x) return x:fast(n) end)", "n = nil"],
    ["d = p\"a b\":every(2, function(x) return x:fast(math.floor(bar()) + 1) end)", "d = p\"a b\""],
  ]) func whatIsWholeComesBack(chunks: [String]) throws {
    let journaled = try Journaled()
    try journaled.test.run("song = sine(440) * perc(0.01, 0.5)")
    for chunk in chunks { try journaled.test.run(chunk) }
    let level = try journaled.test.run("return rms(song)")
    let other = try journaled.recovered()
    #expect(journaled.told.hasPrefix("back: \(chunks.count + 2) chunks"), "\(journaled.told)")
    #expect(journaled.told.hasSuffix("the steps of undo"), "\(journaled.told)")
    #expect(try other.run("return rms(song)") == level)
  }

  /// An instrument that no journal holds stays what it is where one goes back, and that is told.
  @Test func aStepThatLostAValueCanBeUndone() throws {
    let journaled = try Journaled()
    try journaled.test.run(
      "do local z = 3; f = function(n) return sine(n.freq * z) * perc(0.01, 0.1) end end")
    try journaled.test.run("d = p\"c4 e4\":on(f)")
    try journaled.test.run("play(d)")
    try journaled.test.run("f = function(n) return saw(n.freq) * perc(0.01, 0.1) end")
    let other = try journaled.recovered()
    #expect(
      journaled.told.contains("where undo() goes back to what d, f was then, it stays as it is"),
      "\(journaled.told)")
    for _ in 0..<3 { try other.run("undo()") }
    #expect(try other.run("rms(d, {to = 0.5}) > 0") == "true")
  }

  @Test func whatTheSessionWasSetToIsBack() throws {
    let journaled = try Journaled()
    try journaled.test.run("fade(0.2) quantum(2)")
    try journaled.test.run("x = 3")
    let other = try journaled.recovered()
    #expect(try other.run("fade(), quantum()") == "0.2\t2")
  }

  /// What could not be brought back may be tried again.
  @Test func whatFailsToComeBackIsSaidToBeThereStill() throws {
    let test = try TestSession()
    var failed = 0
    test.session.onRecover = { (["no line of a journal"], "the session", nil) }
    test.session.onRecoverFailed = { failed += 1 }
    #expect(test.failure("recover()").contains("recover: the session"))
    #expect(failed == 1)
  }

  @Test func recoveryReplacesNothing() throws {
    let journaled = try Journaled()
    try journaled.test.run("x = 4")
    let other = try TestSession()
    #expect(
      other.failure("recover()")
        == "test:1: recover: every former session came to its own end; there is none to bring back")
    let lines = journaled.lines
    other.session.onRecover = { (lines, "the session", nil) }
    try other.run("y = 5")
    #expect(
      other.failure("recover()")
        == "test:1: recover: it would replace what this session has (y); save that, and recover in a session that has just begun"
    )
    #expect(try other.run("y") == "5")
  }
}
