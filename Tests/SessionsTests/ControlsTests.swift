import Scripting
import Testing

@testable import Sessions

/// What a note carries: controls that nobody reads, words where notes are expected, fields that are misspelt.
struct ControlsTests {
  @Test(arguments: [
    (
      "p\"c4\":on(synths.bass_pluck, {gian = 3})",
      "synths.bass_pluck has no control gian (did you mean gain?); it has cutoff, decay, release, resonance, and like all instruments amp, cut, from, gain, legato, midi, n, note, pan, speed, to, word"
    ),
    ("p\"bd\":on(kits.default, {decya = 3})", "kits.default has no control decya (did you mean decay?)"),
    ("p\"c4\":set{cutof = 300}:on(synths.bass_pluck)", "has no control cutof (did you mean cutoff?)"),
    (
      "p\"bd\":on(synths.bass_pluck)",
      "synths.bass_pluck plays notes, and \"bd\" is none; words play from a kit, as in p\"bd\":on(kits.default)"
    ),
    (
      "p\"c4\":on(kits.default)", "was given the number 60 (notes play on a synth, as in :on(synths.default))"
    ),
    (
      "p\"c4\":on(function(n) return saw(n.frq) * perc(0, 1) end)",
      "a note has no frq; did you mean n.freq? (saw: frequency"
    ),
    ("p\"c4\":on(function(n) return saw(n.freq) * perc(0, n.dru) end)", "did you mean n.dur?"),
  ])
  func whatNobodyReadsIsTold(chunk: String, message: String) throws {
    let failure = try TestSession().failure(chunk)
    #expect(failure.contains(message), "\(failure)")
  }

  @Test func whatIsReadIsNoMistake() throws {
    let test = try TestSession()
    for chunk in [
      "p\"c4 a\":on(synths.bass_pluck, {cutoff = p\"300 400\", decay = 1, pan = 0.3, legato = 2, cut = \"x\"})",
      "p\"bd sn\":loop_at(2):chop(4):on(kits.default)", "p\"bd:1\":on(kits.default, {spacing = 0.1})",
      "p\"c4\":on(function(n) return saw(n.freq) * perc(0, n.long or 1) end, {anything = 3})",
      "p\"x\":on(function(n) return saw(n.freq) * perc(0, 1) end)",
    ] {
      #expect(try test.run("#(\(chunk)):get_temporal(0, 10) > 0") == "true", "\(chunk)")
    }
  }

  @Test func whatRunsWhileTheSoundGoesOnHasHalfASecond() throws {
    let test = try TestSession()
    test.session.lua.timeLimit = 5
    #expect(
      test.failure("bad = function(n)\nwhile true do end end\np\"c4\":on(bad)").contains(
        "test:2: stopped here after 0.5 s: what runs while the sound goes on"))
    var faults: [String] = []
    test.session.onFault = { faults.append($0) }
    let beep = "beep = function(n) return sine(n.freq) * perc(0, 0.1) end play(p\"c4*4\":on(beep)) "
    try test.run(beep + "at(1/4, function()\nwhile true do pcall(function() while true do end end) end end)")
    test.output.position = 24_000
    let start = ContinuousClock.now
    test.session.tick()
    #expect(ContinuousClock.now - start < .seconds(4))
    #expect(faults.count == 1 && faults[0].contains("test:2: stopped here after 0.5 s"), "\(faults)")
    // What is to come again and fails does not come again.
    try test.run("each(1/4, function()\nwhile true do end end)")
    for position in [72_000, 120_000, 168_000] {
      test.output.position = position
      test.session.tick()
    }
    #expect(faults.count == 2 && faults[1].contains("test:2: stopped here after 0.5 s"), "\(faults)")
    // The rest goes on, and so does the time of a chunk.
    #expect(try test.run("1 + 1") == "2")
    test.session.lua.timeLimit = 0.2
    #expect(test.failure("while true do end").contains("stopped here after 0.2 s: a chunk"))
  }

  @Test func anInterruptIsNotLostBetweenPiecesOfWork() throws {
    let test = try TestSession()
    try test.run("beep = function(n) return sine(n.freq) * perc(0, 0.1) end play(p\"c4*4\":on(beep))")
    try test.run("at(1/4, function() done = true end)")
    var faults: [String] = []
    test.session.onFault = { faults.append($0) }
    // It comes when the function is over, and is meant for what takes long then.
    test.session.aside = { body in
      body()
      test.session.lua.interrupt()
    }
    test.output.position = 24_000
    test.session.tick()
    #expect(faults.count == 1 && faults[0].contains("interrupted"), "\(faults)")
    // It has ended what it was meant for, and nothing else.
    #expect(try test.run("done") == "true")
  }
}
