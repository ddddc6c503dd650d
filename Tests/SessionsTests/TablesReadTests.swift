import Testing

@testable import Sessions

/// What is set in a table that patterns play is an edit as any other.
struct TablesReadTests {
  @Test func aKitIsFollowedAndUndone() throws {
    let test = try TestSession()
    try test.run("kit = {bd = kits.drums.kick_hard} x = p\"bd*4\":on(kit)")
    let hard = try test.run("return rms(x)")
    try test.run("kit.bd = kits.drums.kick_deep")
    let deep = try test.run("return rms(x)")
    #expect(hard != deep)
    #expect(try test.run("return rms(p\"bd*4\":on{bd = kits.drums.kick_deep})") == deep)
    try test.run("undo()")
    #expect(try test.run("return rms(x)") == hard)
    try test.run("unrelated = 1")
    #expect(try test.run("return rms(x)") == hard)
    #expect(try test.run("return kit.bd == kits.drums.kick_hard") == "true")
  }

  @Test func whatAnInstrumentLooksUpIsFollowed() throws {
    let test = try TestSession()
    try test.run("given = {cutoff = 300}")
    try test.run("function lead(n) return saw(n.freq):lowpass(given.cutoff) * perc(0.01, n.dur) end")
    try test.run("x = p\"c4*2\":on(lead)")
    let dark = try test.run("return rms(x)")
    try test.run("given.cutoff = 5000")
    try test.run("x = p\"c4*2\":on(lead)")
    let bright = try test.run("return rms(x)")
    #expect(dark != bright)
    #expect(try test.run("return rms(p\"[c4 c4]\":on(lead))") == bright)
  }

  /// An error takes back what the chunk set in it, too.
  @Test func aChunkThatFailsChangesNoTable() throws {
    let test = try TestSession()
    try test.run("kit = {bd = kits.drums.kick_hard} x = p\"bd*4\":on(kit)")
    let hard = try test.run("return rms(x)")
    _ = test.failure("kit.bd = kits.drums.kick_deep error(\"no\")")
    #expect(try test.run("return rms(x)") == hard)
    #expect(try test.run("return kit.bd == kits.drums.kick_hard") == "true")
  }

  /// What is refused is taken back however often it is tried, and leaves undo whole.
  @Test func whatIsRefusedInAKitIsTakenBackEachTime() throws {
    let test = try TestSession()
    try test.run("kit = {bd = kits.drums.kick_hard, sn = kits.default.sn} x = p\"bd*4\":on(kit) play(x)")
    let hard = try test.run("return rms(x)")
    for _ in 1...3 {
      #expect(test.failure("kit.bd = nil").contains("\"bd\"; there are sn"))
      #expect(try test.run("return kit.bd == kits.drums.kick_hard") == "true")
    }
    #expect(test.failure("kit.bd, kit.sn = nil").contains("\"bd\"; there is none"))
    try test.run("kit.bd = kits.drums.kick_deep")
    let deep = try test.run("return rms(x)")
    #expect(test.failure("kit.bd = synths.bell").contains("bd"))
    try test.run("kit.bd = kits.default.cp")
    try test.run("undo()")
    #expect(try test.run("return kit.bd == kits.drums.kick_deep, rms(x)") == "true\t\(deep)")
    _ = test.failure("kit.bd = kits.default.cp error(\"no\")")
    _ = try test.run("changes(\"kit.bd = kits.default.cp\")")
    try test.run("kit.bd = kits.default.hh")
    try test.run("undo()")
    #expect(try test.run("return kit.bd == kits.drums.kick_deep, rms(x)") == "true\t\(deep)")
    try test.run("undo()")
    #expect(try test.run("return kit.bd == kits.drums.kick_hard, rms(x)") == "true\t\(hard)")
  }

  /// Steps hold what was in a table then, and going back writes it into the same table.
  @Test func undoRedoAndRevertGiveEachState() throws {
    let test = try TestSession()
    try test.run("kit = {bd = kits.drums.kick_hard}")
    try test.run("x = p\"bd*4\":on(kit)")
    let names = ["kits.drums.kick_hard", "kits.drums.kick_deep", "kits.default.cp"]
    for name in names.dropFirst() { try test.run("kit.bd = \(name)") }
    let levels = try names.map { try test.run("return rms(p\"bd*4\":on{bd = \($0)})") }
    func expect(_ place: Int, _ after: String) throws {
      let told = try test.run("return kit.bd == \(names[place]), rms(x)")
      #expect(told == "true\t\(levels[place])", "\(after)")
    }
    try test.run("undo()")
    try expect(1, "undo")
    try test.run("undo()")
    try expect(0, "undo twice")
    try test.run("redo()")
    try expect(1, "redo")
    try test.run("redo()")
    try expect(2, "redo twice")
    try test.run("undo() redo()")
    try expect(2, "undo and redo in one chunk")
    try test.run("revert(\"kit\", 1)")
    try expect(0, "revert to the first")
    try test.run("revert(\"kit\", 2)")
    try expect(1, "revert to the second")
    try test.run("undo(2)")
    try expect(2, "undo of both")
    try test.run("undo(4)")
    #expect(test.failure("return kit").contains("kit is not bound"))
    try test.run("redo(2)")
    try expect(0, "redo from nothing")
    try test.run("redo(2)")
    try expect(2, "redo of all")
  }

  /// Whether a table plays just then makes no difference to undo.
  @Test func whatNoLongerPlaysIsTakenBackAsWhatPlays() throws {
    let test = try TestSession()
    try test.run("kit = {a = sine(50) * perc(0.001, 0.2), b = sine(50) * perc(0.001, 0.2)}")
    try test.run("play(p\"a b\":on(kit))")
    try test.run("stop()")
    func durations() throws -> String {
      try test.run(
        "local function till(x) local _, to = x:get_range() return to end return till(kit.a), till(kit.b)")
    }
    let first = try durations()
    try test.run("kit.b = sine(60) * perc(0.001, 0.3)")
    try test.run("undo()")
    #expect(try durations() == first)
    try test.run("kit.a = sine(99) * perc(0.001, 0.4)")
    #expect(try durations() != first)
    try test.run("undo()")
    #expect(try durations() == first)
    try test.run("redo() undo()")
    #expect(try durations() == first)
  }

  /// A small table is followed though no score reads it.
  @Test func aTableThatNothingReadsIsTakenBackStepByStep() throws {
    let test = try TestSession()
    try test.run("x = p\"c4\"")
    try test.run("t = {level = 1, inner = {1, 2}}")
    try test.run("t.level = 2")
    try test.run("t.inner[3] = 3")
    try test.run("print(t.level)")
    #expect(test.failure("t.level = 9 error('no')").contains("no"))
    #expect(try test.run("return t.level, #t.inner") == "2\t3")
    try test.run("undo()")
    #expect(try test.run("return t.level, #t.inner") == "2\t2")
    try test.run("undo()")
    #expect(try test.run("return t.level, #t.inner") == "1\t2")
    try test.run("redo(2)")
    #expect(try test.run("return t.level, #t.inner") == "2\t3")
    // Another table of the same name, equal or not, is another.
    try test.run("former = t t = {level = 2, inner = {1, 2, 3}}")
    try test.run("t.level = 5")
    try test.run("undo()")
    #expect(try test.run("return t.level, former.level, t == former") == "2\t2\tfalse")
    try test.run("undo()")
    #expect(try test.run("return t.level") == "2")
    #expect(test.failure("return former").contains("not bound"))
    // What is refused leaves it, whatever the name holds by then.
    let gone = "{level = 2, inner = {1, 2, 3}}"
    for value in ["nil", gone, "5"] {
      _ = test.failure("t.level = 4 t = \(value) nosuch()")
      #expect(try test.run("return t.level") == "2", "\(value)")
    }
    try test.run("t.level = 7 t = \(gone)")
    try test.run("undo()")
    #expect(try test.run("return t.level") == "2")
  }

  /// A table under two names, or in two tables, stays one.
  @Test func undoPartsNoTables() throws {
    let test = try TestSession()
    try test.run("inner_ = {c = 300} par = {i = inner_} other = {i = inner_} alias = par")
    try test.run("function lead(n) return saw(n.freq):lowpass(par.i.c) * perc(0.01, n.dur) end")
    try test.run("function bass_(n) return saw(n.freq / 2):lowpass(other.i.c) * perc(0.01, n.dur) end")
    try test.run("x = p\"c4*2\":on(lead) y = p\"c4*2\":on(bass_)")
    let before = try test.run("return rms(x), rms(y)")
    try test.run("inner_.c = 5000")
    #expect(try test.run("return rms(x), rms(y)") != before)
    try test.run("undo()")
    #expect(try test.run("return rms(x), rms(y)") == before)
    #expect(
      try test.run("return alias == par, par.i == inner_, other.i == inner_, inner_.c")
        == "true\ttrue\ttrue\t300")
    let again = try test.run("return rms(x)")
    try test.run("alias.i.c = 1000")
    #expect(try test.run("return rms(x)") != again)
  }

  @Test func aTableThatIsSetAndThenReplacedComesBackAsItWas() throws {
    let test = try TestSession()
    try test.run(
      "par = {c = 300} x = p\"c4*2\":on(function(n) return saw(n.freq):lowpass(par.c) * perc(0.01, n.dur) end)"
    )
    let before = try test.run("return rms(x)")
    try test.run("par.c = 900 par = {c = 4000}")
    try test.run("undo()")
    #expect(try test.run("return par.c, rms(x)") == "300\t\(before)")
  }

  @Test func lookingAtAFailingChunkLeavesTablesAlone() throws {
    let test = try TestSession()
    try test.run(
      "par = {c = 300} x = p\"c4*2\":on(function(n) return saw(n.freq):lowpass(par.c) * perc(0.01, n.dur) end)"
    )
    try test.run("pcall(changes, \"par.c = 900 error('no')\")")
    #expect(try test.run("return par.c") == "300")
    try test.run("par.c = 500 changes(\"par.c = 700\")")
    try test.run("par.c = 600")
    try test.run("undo()")
    #expect(try test.run("return par.c") == "500")
    try test.run("undo()")
    #expect(try test.run("return par.c") == "300")
  }

  /// A file holds each state.
  @Test func statesAreSavedWithTheSteps() throws {
    let test = try TestSession()
    try test.run("par = {c = 300}")
    try test.run("lead = function(n) return saw(n.freq):lowpass(par.c) * perc(0.01, n.dur) end")
    try test.run("x = p\"c4*2\":on(lead)")
    for cutoff in [500, 900, 2000] { try test.run("par.c = \(cutoff)") }
    try test.run("undo()")
    try test.run("save(\"tables.neap\")")
    let other = try TestSession()
    try other.write("tables.neap", try test.bytes("tables.neap"))
    try other.session.open("tables.neap")
    var told: [String] = []
    for word in ["redo()", "undo()", "undo()", "undo()", "redo()", "redo()", "redo()"] {
      try other.run(word)
      told.append(try other.run("return par.c"))
    }
    #expect(told == ["2000", "900", "500", "300", "500", "900", "2000"])
  }

  /// Of Neap's own instruments a file holds where they stand.
  @Test func whatHoldsNeapsInstrumentsIsSaved() throws {
    let test = try TestSession()
    try test.run("kit = {bd = kits.drums.kick_hard, sn = kits.default.sn} x = p\"bd sn\":on(kit)")
    try test.run("bell_ = synths.bell y = p\"c4 e4\":on(bell_) whole = kits.default")
    try test.run("save(\"kit.neap\")")
    let other = try TestSession()
    try other.write("kit.neap", try test.bytes("kit.neap"))
    try other.session.open("kit.neap")
    let question =
      "rms(x), rms(y), kit.bd == kits.drums.kick_hard, kit.sn == kits.default.sn, whole == kits.default, bell_ == synths.bell"
    let told = try test.run("return \(question)")
    #expect(told.hasSuffix("true\ttrue\ttrue\ttrue"))
    #expect(try test.run("help(kits.drums.kick_hard)").hasPrefix("kits.drums.kick_hard, an instrument"))
    #expect(try test.run("apropos(\"bell\")").contains("  synths.bell  "))
    #expect(try test.run("help(synths.bell)").hasPrefix("synths.bell, an instrument"))
    #expect(try other.run("return \(question)") == told)
  }

  @Test(arguments: [
    ("kits.default.bd = kits.drums.kick_hard", "kits.default.bd cannot be set: kits.default stays as it is"),
    ("kits.default.other = 5", "kits.default.other cannot be set"),
    ("kits.default.bd[1] = 5", "kits.default.bd.1 cannot be set"),
    ("kits.drums.kick_hard = nil", "kits.drums.kick_hard cannot be set"),
  ]) func theKitsOfNeapStayAsTheyAre(_ chunk: String, _ sentence: String) throws {
    let test = try TestSession()
    #expect(test.failure(chunk).contains(sentence))
    #expect(
      try test.run("local n = 0 for word in pairs(kits.default) do n = n + 1 end return n > 20") == "true")
    #expect(try test.run("return #kits.default.bd") == "3")
    #expect(try test.run("return tostring(kits.chip)").hasPrefix("kits.chip: bd cb clap"))
    _ = try test.run("x = p\"bd:1 sn\":on(kits.default) return peak(x)")
  }

  /// One that is written alike, under another name, is another sound, however long the two are the same.
  @Test func whatPlaysIsNotTakenOverByAnotherName() throws {
    let test = try TestSession()
    try test.run("plain = p\"f4*4\":on(synths.default)")
    try test.run("one = p\"f4*4\":when(function(c) return c >= 60 end, add(12)):on(synths.default)")
    try test.run("two = p\"f4*4\":when(function(c) return c >= 1000 end, add(12)):on(synths.default)")
    #expect(try test.run("return one == two") == "false")
    #expect(try test.run("return (peak(two - plain, {from = 120, length = 1}))") == "0.0")
    #expect(try test.run("return (peak(one - plain, {from = 120, length = 1})) > 0.1") == "true")
  }

  /// Functions differ by the values around them; what a name is bound to anew is nobody else's, before and after.
  @Test func whatIsBoundAnewIsNobodyElses() throws {
    func made(_ name: String, _ from: Int) -> String {
      "do local k = \(from) \(name) = p\"c4*2\":when(function(c) return c > k end, fast(2)):on(synths.default) end"
    }
    func sound(_ test: TestSession, _ name: String) throws -> String {
      try test.run("return \(name):get_temporal(48000 * 60, 48000 * 60 + 4800)[3000]")
    }
    let test = try TestSession()
    try test.run(made("sparse", 100) + " play(sparse)")
    let sparse = try sound(test, "sparse")
    try test.run(made("dense", 20) + " -- like sparse, but denser")
    #expect(try sound(test, "sparse") == sparse && sound(test, "dense") != sparse)
    try test.run(made("sparse", 20))
    #expect(try test.run("return sparse == dense") == "true")
    try test.run(made("third", 100))
    #expect(try test.run("return third == sparse") == "false")
    #expect(try sound(test, "third") == sparse)
    // Lines further down it is what it was.
    try test.run("\n\n" + made("fourth", 100))
    #expect(try test.run("return third == fourth") == "true")
  }
}
