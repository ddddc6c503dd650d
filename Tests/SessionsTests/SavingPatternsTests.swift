import Graphs
import Sessions
import Testing

/// What a workspace file holds of patterns, scores and the tempo.
struct SavingPatternsTests {
  /// Another session that has opened what `test` saves; saved again it is the same, byte for byte.
  private func loaded(_ test: TestSession) throws -> TestSession {
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run("manager:save('a.neap')")
    #expect(hints == [])
    let other = try TestSession()
    try other.write("a.neap", test.bytes("a.neap"))
    try other.run("manager:load('a.neap')")
    try other.run("manager:save('b.neap')")
    #expect(try other.bytes("b.neap") == test.bytes("a.neap"))
    return other
  }

  private func expectSame(_ test: TestSession, _ other: TestSession, _ name: String) throws {
    let text =
      "x = \(name):get_temporal(0, 96000) t = 0 for i, v in ipairs(x) do t = (t * 31 + v) % 1048573 end"
    try test.run(text)
    try other.run(text)
    #expect(try test.run("t") == other.run("t"), "\(name)")
    #expect(try test.run("t ~= 0") == "true", "\(name) is silent")
  }

  @Test func patternsComeBackAsTheirSource() throws {
    let test = try TestSession()
    try test.run("drums = p\"bd [sn sn] ~ hh*4\":every(4, fast(2))")
    // It is built on what it was.
    try test.run("drums = drums:every(3, function(q) return q:rev() end)")
    try test.run("other = drums:fast(2) fill = every(2, rev) list = {p\"1 2\" + 3, fill}")
    let other = try loaded(test)
    for name in ["drums", "other", "fill(drums)", "list[1]", "list[2](drums)"] {
      #expect(try test.run("\(name):query(0, 12)[7]") == other.run("\(name):query(0, 12)[7]"))
      #expect(try test.run("#\(name):query(0, 12)") == other.run("#\(name):query(0, 12)"))
    }
    // What is built on a name follows it still.
    try other.run("drums = p\"cp\"")
    #expect(try other.run("#other:query(0, 1)") == "2")
  }

  @Test func scoresComeBackWithInstrumentAndControls() throws {
    let test = try TestSession()
    try test.run(
      """
      function organ(n) return sine(n.freq * (n.detune or 1)) * perc(0.01, 0.2) * n.amp end
      notes = p"c4 e4 <g4 a4>"
      bass = notes:on(organ, {detune = p"1 1.01", amp = sine(3):range(0.2, 1), cut = "b"})
      own = p"c4 g4":on(function(n) return saw(n.freq) * perc(0.01, 0.1) end)
      hit = p"1 2":on(sine(440) * perc(0.01, 0.05))
      kit = {tick = function(n) return sine(2000) * perc(0.001, 0.01) end}
      ticks = p"tick*4":on(kit)
      beat_ = p"bd sn":on(kits.default):channel(1)
      glide = saw(p"c3 g3":hold():lag(0.05)):lowpass(p"400 2000")
      behind = glide:delay(beats(0.25))
      play(bass) play(p"c5*2":on(organ))
      """)
    let other = try loaded(test)
    for name in [
      "bass:channel(1)", "own:channel(1)", "hit:channel(1)", "ticks:channel(1)", "beat_", "glide", "behind",
    ] { try expectSame(test, other, name) }
    // The instrument is followed by its name, and so is the pattern.
    try other.run("y = bass:channel(1):get_temporal(0, 9600)")
    try other.run("function organ(n) return saw(n.freq) * perc(0.01, 0.2) end")
    #expect(try other.run("bass:channel(1):get_temporal(0, 9600)[2000] ~= y[2000]") == "true")
    #expect(other.playing.map(\.name) == ["bass", "s1"])
  }

  @Test func scoresOfASessionThatHasSomeKeepApart() throws {
    let test = try TestSession()
    try test.run("a = p\"1 2 3\":hold() b = p\"4 5\":hold()")
    try test.run("manager:save('a.neap')")
    let other = try TestSession()
    try other.run("mine = p\"7 8 9 10\":hold() kept = mine play(mine)")
    try other.write("a.neap", test.bytes("a.neap"))
    try other.run("manager:load('a.neap')")
    #expect(try other.run("a:get_temporal(0, 1)[1], b:get_temporal(0, 1)[1]") == "1.0\t4.0")
    try other.run("undo()")
    #expect(try other.run("mine:get_temporal(0, 1)[1], kept:get_temporal(0, 1)[1]") == "7.0\t7.0")
  }

  @Test func theTempoComesBack() throws {
    let test = try TestSession()
    try test.run("meter(3) tempo(96)")
    try test.run("x = (saw(55) * perc(0.01, 0.1)):delay(beats(1))")
    let other = try loaded(test)
    #expect(try other.run("tempo(), meter()") == "96.0\t3")
    try other.run("tempo(60) y = x:get_temporal(0, 60000)")
    #expect(try other.run("y[47999] == 0 and y[48100] ~= 0") == "true")
  }

  @Test func aTempoThatGlidesIsTheSameMapAgain() throws {
    let test = try TestSession()
    try test.run("tempo(140, 8) s = p\"1 2 3 4\":hold()")
    let other = try loaded(test)
    try expectSame(test, other, "s")
  }

  @Test(arguments: [
    #"{"pattern": "(function() stop() return p\"bd\" end)()"}"#,
    #"{"pattern": "p\"bd\":every(1, function#1)", "functions": [{"function": "function(q) stop() return q end"}]}"#,
    #"{"pattern": "p\"bd\":every(1, function#1)", "functions": [{"function": "function(q) y = 3 return q end"}]}"#,
  ])
  func nothingButPatternsRunsWhileAFileIsOpened(_ value: String) throws {
    let test = try TestSession()
    try test.run("bass = saw(55) play(bass)")
    let text = #"{"neap": 1, "rate": 48000, "signals": [], "names": {"d": \#(value)}, "playing": []}"#
    try test.write("a.neap", Array(text.utf8))
    let message = test.failure("manager:load('a.neap')")
    #expect(message.contains("a workspace runs nothing while it is opened"), "\(message)")
    #expect(test.playing.map(\.name) == ["bass"])
  }

  @Test func whatIsDeepOrNoTextIsNamed() throws {
    let test = try TestSession()
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run("t = {} for i = 1, 100000 do t = {t} end s = 'a\\255' least = math.mininteger")
    try test.run(
      "c = {} c.me = c x = p\"c4\":on(function(n) return sine(n.freq) * perc(0, 0.1) end, {foo = c})")
    try test.run("m = setmetatable({}, {__index = function() return 1 end})")
    try test.run("manager:save('a.neap')")
    #expect(hints.count == 1)
    #expect(
      hints.first?.contains(
        "m (a table with a metatable), s (a string that is no UTF-8), t (tables that lie more than") == true,
      "\(hints)"
    )
    let other = try TestSession()
    try other.write("a.neap", test.bytes("a.neap"))
    try other.run("manager:load('a.neap')")
    #expect(try other.run("least == math.mininteger") == "true")
  }

  @Test func whatNoFileHoldsOfAPatternIsNamed() throws {
    let test = try TestSession()
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run("local k = 2 d = p\"1 2\":every(2, function(q) return q:fast(k) end) s = d:hold()")
    try test.run("local k = 2 t = p\"1 2\":every(2, function(q) return q:fast(k) end):hold() play(t)")
    try test.run("manager:save('a.neap')")
    #expect(hints.count == 1)
    for part in ["d (a function that uses locals", "t (its pattern holds a function that uses locals"] {
      #expect(hints.first?.contains(part) == true, "\(hints)")
    }
  }

  @Test(arguments: [
    (
      #""number": 0, "title": "x", "channels": 1, "hold": true, "pattern": {"pattern": "p\"1\""}"#,
      "number: a whole"
    ),
    (
      #""number": 1, "title": "x", "channels": 3, "hold": true, "pattern": {"pattern": "p\"1\""}"#,
      "channels: 1 or 2"
    ),
    (#""number": 1, "title": "x", "channels": 1, "hold": true"#, "a pattern is expected"),
    (
      #""number": 1, "title": "x", "channels": 1, "hold": true, "pattern": {"pattern": "saw(55)"}"#,
      "saw: a workspace runs nothing while it is opened"
    ),
    (
      #""number": 1, "title": "x", "channels": 1, "hold": true, "pattern": {"pattern": "p\"1 [\""}"#,
      "position"
    ),
    (#""number": 1, "title": "x", "channels": 1, "hold": true, "pattern": {"pattern": "stop(1)"}"#, "x:"),
  ])
  func aScoreAtFaultIsRefused(_ fields: String, _ part: String) throws {
    let test = try TestSession()
    try test.run("bass = saw(55)")
    let row = #"{"uuid": "s", "type": "score", \#(fields)}"#
    let text =
      #"{"neap": 1, "rate": 48000, "signals": [\#(row)], "names": {"a": "s"}, "playing": [], "tempo": null}"#
    try test.write("a.neap", Array(text.utf8))
    let message = test.failure("manager:load('a.neap')")
    #expect(message.contains(part), "\(message)")
    #expect(try test.run("bass.frequency") == "55.0")
  }

  @Test func oneNameTwiceBuiltOnIsTwoScores() throws {
    let test = try TestSession()
    try test.run("d = p\"1\" s = d:hold() d = p\"2\"")
    try test.run("t = d:hold()")
    #expect(try test.run("s:get_temporal(0, 1)[1], t:get_temporal(0, 1)[1]") == "1.0\t2.0")
  }
}
