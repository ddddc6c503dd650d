import Graphs
@testable import Sessions
import Signals
import Testing
@testable import Workspaces

struct TempoTests {
  @Test func aTempoBendsFromThePlayHeadOn() throws {
    let test = try TestSession()
    #expect(try test.run("tempo()") == "120.0")
    try test.run("play(constant(0))")
    test.output.position = 96_000
    #expect(try test.run("bar(), beat()") == "1.0\t4.0")
    try test.run("tempo(60)")
    test.output.position = 192_000
    #expect(try test.run("bar()") == "1.5")
    // What was heard was heard: taking it back bends from here on.
    try test.run("undo()")
    #expect(try test.run("tempo()") == "120.0")
    test.output.position = 288_000
    #expect(try test.run("bar()") == "2.5")
  }

  /// Before anything was heard a tempo is as if it had always been, and taken back it never was.
  @Test func whereNothingWasHeardATempoHoldsFromTheBeginning() throws {
    let test = try TestSession()
    test.output.position = 96_000
    try test.run("tempo(60) meter(3)")
    #expect(try test.run("bar(), tempo(), meter()") == "0.66666666666667\t60.0\t3")
    try test.run("undo()")
    #expect(try test.run("bar(), tempo(), meter()") == "1.0\t120.0\t4")
    try test.run("play(constant(0))")
    try test.run("tempo(60)")
    #expect(test.session.workspace.tempo.stretches.count == 2)
    try test.run("stop()")
    try test.run("tempo(90)")
    #expect(test.session.workspace.tempo.stretches.count > 1)
    // All of it taken back goes on as it was, in one go or by steps.
    for steps in ["undo(2)", "undo() undo()"] {
      let other = try TestSession()
      other.output.position = 96_000
      let before = other.session.workspace.tempo
      try other.run("tempo(60)")
      try other.run("play(constant(0))")
      other.output.position = 192_000
      // What was heard meanwhile was heard at 60.
      let heard = other.session.workspace.tempo.cycle(at: 192_000)
      try other.run(steps)
      let tempo = other.session.workspace.tempo
      #expect(tempo != before && tempo.cycle(at: 192_000) == heard && heard == 1)
      #expect(tempo.beatsPerMinute(at: 192_000) == 120)
    }
  }

  @Test func aRampGoesOnUnderAnotherMeterAndAfterUndo() throws {
    for edits in [["meter(3)"], ["tempo(100)", "undo()"], ["undo()", "redo()"], ["meter(3)", "undo()"]] {
      let test = try TestSession()
      try test.run("tempo(60) play(constant(0))")
      try test.run("tempo(240, 6)")
      test.output.position = 96_000
      for edit in edits { try test.run(edit) }
      test.output.position = 192_000
      #expect(try #require(Double(try test.run("tempo()"))) > 170, "\(edits)")
      test.output.position = 480_000
      #expect(abs(try #require(Double(try test.run("tempo()"))) - 240) < 1e-6, "\(edits)")
    }
  }

  @Test func aRampLastsSoManyBars() throws {
    let test = try TestSession()
    try test.run("tempo(60) play(constant(0))")
    try test.run("tempo(180, bars(4))")
    let last = try #require(test.session.workspace.tempo.stretches.last)
    #expect(abs(test.session.workspace.tempo.cycle(at: last.frame + last.length) - 4) < 1e-4)
  }

  @Test func durationsStandWhereSecondsDo() throws {
    let test = try TestSession()
    try test.run("x = constant(1) * adsr(0, 0, 1, 0, 0.001) play(x)")
    #expect(try test.run("render(\"a.wav\", {to = bars(2)})").hasSuffix("a.wav: 4.00 s"))
    #expect(
      try test.run("render(\"a.wav\", {from = beats(2), length = beats(1)})").hasSuffix("a.wav: 0.50 s"))
    try test.run("at(bars(4), function() end) each(bars(2), function() end) fade(beats(1)) hush(beats(1))")
  }

  @Test func whatIsToComeIsTakenBackByItsWordAndAChunkThatFailsAddsNone() throws {
    let test = try TestSession()
    try test.run("at(8, function() end) at(9, function() end) each(4, function() end)")
    #expect(test.session.timers.count == 3)
    try test.run("at()")
    #expect(test.session.timers.map(\.every) == [4])
    try test.run("at(8, function() end) each()")
    #expect(test.session.timers.map(\.every) == [nil])
    try test.run("quantum(4)")
    #expect(
      test.failure("quantum(8) each(2, function() end) at(9, function() end) error('no')").contains("no"))
    #expect(test.session.timers.map(\.every) == [nil])
    #expect(test.session.quantum == 4)
  }

  @Test func aPureQuestionDoesNotHangOnTheTransport() throws {
    let test = try TestSession()
    try test.run("x = constant(1) * adsr(0, 0, 1, 0, 0.001) w = x:delay(beats(1)) play(w)")
    test.output.position = 96_000
    try test.run("tempo(60)")
    for position in [96_000, 0, 200_000] {
      test.output.position = position
      test.session.followTempo()
      #expect(try test.run("w:get_temporal(47999, 48001)") == "0 1")
    }
  }

  @Test func aTempoThatIsTakenBackLeavesDurationsAsTheyWere() throws {
    let test = try TestSession()
    try test.run("x = constant(1) * adsr(0, 0, 1, 0, 0.001) w = x:delay(beats(1)) play(w)")
    _ = test.failure("tempo(60) error(\"no\")")
    #expect(try test.run("w:get_temporal(23999, 24001)") == "0 1")
    try test.run("changes(\"tempo(60)\")")
    #expect(try test.run("w:get_temporal(23999, 24001)") == "0 1")
    try test.run("try(function() tempo(60) end)")
    #expect(try test.run("w:get_temporal(47999, 48001)") == "0 1")
    try test.run("take_back()")
    #expect(try test.run("w:get_temporal(23999, 24001)") == "0 1")
  }

  @Test func notesFollowTheTempo() throws {
    let test = try TestSession()
    try test.run(
      "tick = function(n) return constant(1) * adsr(0, 0, 1, 0, 0.01) end play(p\"c4*4\":on(tick))")
    let before = test.playing[0].version.id
    try test.run("tempo(60)")
    #expect(test.playing[0].version.id != before)
    #expect(try test.run("p\"c4*4\":on(tick):channel(1):get_temporal(47999, 48001)") == "0 1")
    #expect(try test.run("p\"c4*4\":on(tick):channel(1):get_temporal(24000, 24001)") == "0")
  }

  @Test func beatsAndBarsAreDurations() throws {
    let test = try TestSession()
    try test.run(
      "click = constant(1) * adsr(0, 0, 1, 0, 0.001) one = click:delay(beats(0.75)) two = click:offset(bars(0.25))"
    )
    #expect(try test.run("one:get_temporal(17999, 18001)") == "0 1")
    #expect(try test.run("two:get_temporal(23999, 24001)") == "0 1")
    try test.run("tempo(240)")
    #expect(try test.run("one:get_temporal(8999, 9001)") == "0 1")
    #expect(try test.run("tostring(beats(2) + bars(1))") == "6 beats, 1.5 s now")
    #expect(test.failure("beats(\"x\")") == "test:1: beats: a number is expected; the string \"x\" was given")
  }

  @Test func functionsRunAtBars() throws {
    let test = try TestSession()
    try test.run("bass = saw(55) play(bass) n = 0")
    try test.run(
      "at(1, function() bass = saw(110) end) each(1, function(b) n = n + 1 last = b return b < 3 end)")
    let before = test.playing[0].version.id
    test.output.position = 90_000
    test.session.tick()
    #expect(test.playing[0].version.id == before)
    test.output.position = 94_000
    test.session.tick()
    #expect(test.playing[0].version.id != before)
    #expect(try test.run("n, last") == "1\t1")
    for bar in 2...6 {
      test.output.position = bar * 96_000 - 1_000
      test.session.tick()
    }
    #expect(try test.run("n, last") == "3\t3")
    #expect(test.failure("at(2, function() end)").contains("at: bar 2 is over"))
    try test.run("undo()")
  }

  @Test func whatRecursBelongsToTheStepBefore() throws {
    let test = try TestSession()
    func pass(_ bars: ClosedRange<Int>) {
      for bar in bars {
        test.output.position = bar * 96_000 - 1_000
        test.session.tick()
      }
    }
    try test.run("bass = saw(55) play(bass) n = 0")
    try test.run("each(1, function() n = n + 1 end)")
    try test.run("hat = noise()")
    try test.run("hat = sine(9)")
    let steps = test.session.workspace.history.count
    pass(1...3)
    #expect(try test.run("n") == "3")
    #expect(test.session.workspace.history.count == steps)
    try test.run("undo()")
    #expect(try test.run("n, hat.type") == "0\tnoise")
    // What it does meanwhile leaves what was taken back where it is.
    pass(4...4)
    #expect(try test.run("n") == "1")
    try test.run("redo()")
    #expect(try test.run("n, hat.type") == "3\tsine")
    try test.run("undo(9)")
    // Of nothing there is no step to belong to.
    pass(5...5)
    #expect(test.session.workspace.history.count == steps)
    try test.run("redo(9)")
    #expect(try test.run("n, hat.type") == "3\tsine")
  }

  @Test func aQuantumIsTheNextMultipleOfItsBeats() throws {
    let test = try TestSession()
    try test.run("quantum(4) bass = sine(440) * perc(0, 1)")
    test.output.position = 100_000
    try test.run("play(bass)")
    #expect(test.playing[0].start == 192_000)
    #expect(test.failure("quantum(-1)").contains("0 to 1024 beats are expected"))
  }

  @Test func barsThatWereHeardKeepTheirMeter() throws {
    let test = try TestSession()
    try test.run("play(constant(0))")
    test.output.position = 192_000
    #expect(try test.run("bar(), beat()") == "2.0\t8.0")
    try test.run("meter(3)")
    #expect(try test.run("tempo(), meter()") == "120.0\t3")
    test.output.position = 264_000
    #expect(try test.run("bar(), beat()") == "3.0\t11.0")
    test.output.position = 96_000
    #expect(try test.run("tempo(), bar(), beat()") == "120.0\t1.0\t4.0")
    // What is saved tells each stretch's own, and what was saved before that did, the last one's.
    let map = test.session.workspace.tempo
    #expect(try TempoCoding.map(TempoCoding.json(map), rate: 48_000) == map)
    let former = JSONValue.object([
      "meter": .number(3), "map": .array([.array([0, 0, 1e-5, 1e-5, 0].map(JSONValue.number))]),
    ])
    #expect(try TempoCoding.map(former, rate: 48_000).meter(at: 0) == 3)
    for meter in [0, 65, Double.nan] {
      let wrong = JSONValue.object([
        "meter": .number(3), "map": .array([.array([0, 0, 1e-5, 1e-5, 0, meter].map(JSONValue.number))]),
      ])
      #expect(throws: SignalError.self) { try TempoCoding.map(wrong, rate: 48_000) }
    }
  }

  /// A tempo that there is already bends nothing, and nothing is made anew for it.
  @Test func whatIsTheTempoAlreadyCostsNothing() throws {
    let test = try TestSession()
    try test.run("x = p\"bd hh\":on(kits.default) play(x)")
    test.output.position = 96_000
    let version = test.playing[0].version.id
    let steps = test.session.workspace.history.count
    try test.run("tempo(120) meter(4)")
    #expect(test.session.workspace.tempo.stretches.count == 1)
    #expect(test.playing[0].version.id == version && test.session.workspace.history.count == steps)
    try test.run("tempo(90)")
    try test.run("tempo(90)")
    #expect(test.session.workspace.tempo.stretches.count == 2)
    #expect(test.session.workspace.history.count == steps + 1)
  }

  @Test func tapsOfAChunkThatFailsCountForNothing() throws {
    let test = try TestSession()
    try test.run("play(constant(0))")
    for frame in [48_000, 60_000, 72_000, 84_000] {
      test.output.position = frame
      #expect(test.failure("tap() error('a')").contains("a"))
    }
    try test.run("tap()")
    #expect(try test.run("tempo()") == "120.0")
  }

  @Test func aRampIsReachedInAStraightLine() {
    var map = TempoMap(rate: 48_000)
    map.bend(at: 0, to: 120)
    map.bend(at: 96_000, to: 240, over: 96_000)
    #expect(abs(map.beatsPerMinute(at: 144_000) - 180) < 1e-9)
    #expect(abs(map.cycle(at: 192_000) - 2.5) < 1e-9)
    for frame in stride(from: 0.0, to: 400_000, by: 7_777) {
      #expect(abs(map.frame(at: map.cycle(at: frame)) - frame) < 1e-4)
    }
  }
}
