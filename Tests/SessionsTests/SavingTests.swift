import Sessions
import Testing

/// What a workspace file holds of names that are no signals, and what loading refuses.
struct SavingTests {
  /// What another session makes of the file.
  private func loaded(_ test: TestSession) throws -> TestSession {
    try test.run("manager:save('a.neap')")
    let other = try TestSession()
    try other.write("a.neap", test.bytes("a.neap"))
    try other.run("manager:load('a.neap')")
    try other.run("manager:save('b.neap')")
    #expect(try other.bytes("b.neap") == test.bytes("a.neap"))
    return other
  }

  /// The file before it is kept beside it.
  @Test func theFileBeforeIsKept() throws {
    let test = try TestSession()
    var former: [UInt8] = []
    for (number, word) in ["save", "save", "manager:save", "save"].enumerated() {
      try test.run("n = \(number) \(word)('a.neap')")
      if number > 0 { #expect(try test.bytes("a.neap~") == former) }
      former = try test.bytes("a.neap")
    }
  }

  @Test func numbersTablesAndFunctionsStayWhatTheyWere() throws {
    let test = try TestSession()
    try test.run(
      "big = math.maxinteger; five = 5.0; whole = 5; half = 0.5; none = 0/0; text = 'a\\nb'; yes = true")
    try test.run("t = {1, 2.0, x = {y = 'z'}, [true] = false} u = {t, t.x} u.me = u")
    try test.run(
      "fn = function(n) return n * 2 + (big and 1 or 0) end function double(x) if x then return fn(x) end end"
    )
    try test.run("bass = saw(55) sounds = {bass, saw(110), gain = function(s) return s * 0.5 end}")
    try test.run(
      "function sounds:first(n)\n  -- an end in a comment, 'function' in a string\n  return self[n]\nend")
    let other = try loaded(test)
    #expect(
      try other.run(
        "big == math.maxinteger, math.type(big), math.type(five), math.type(whole), half, none ~= none")
        == "true\tinteger\tfloat\tinteger\t0.5\ttrue")
    #expect(
      try other.run("text, yes, t[1], math.type(t[2]), t.x.y, t[true]") == "a\nb\ttrue\t1\tfloat\tz\tfalse")
    #expect(try other.run("u[1] == t, u[2] == t.x, u.me == u") == "true\ttrue\ttrue")
    #expect(try other.run("fn(3), double(4)") == "7\t9")
    #expect(
      try other.run("sounds:first(1) == bass, sounds[2].frequency, sounds.gain(bass).type")
        == "true\t110.0\tmul")
    // What stands in a table follows its name still.
    try other.run("bass = saw(66)")
    #expect(try other.run("sounds[1].frequency") == "66.0")
  }

  @Test func whatNoFileHoldsIsNamed() throws {
    let test = try TestSession()
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run(
      "local k = 2 f = function(x) return x * k end g = print h = coroutine.create(print) a = saw(1)")
    try test.run("manager:save('a.neap')")
    #expect(hints.count == 1)
    for part in ["a.neap holds all but f (a function that uses locals around it", "g (", "h (a thread)"] {
      #expect(hints.first?.contains(part) == true, "\(hints)")
    }
  }

  @Test func whatIsReplacedIsNamedAndComesBack() throws {
    let test = try TestSession()
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run("a = saw(55)")
    try test.run("manager:save('a.neap')")
    try test.run("helper = function() return 3 end")
    try test.run("manager:load('a.neap')")
    #expect(hints == ["a.neap took the place of what there was: helper (undo() brings it back)"])
    try test.run("undo()")
    #expect(try test.run("helper()") == "3")
  }

  @Test(arguments: [
    (
      "[{\"uuid\":\"p\",\"type\":\"saw\",\"name\":\"a\"},{\"uuid\":\"q\",\"type\":\"sine\",\"name\":\"a\"}]",
      "rows p and q both bear the name a"
    ),
    (
      "[{\"uuid\":\"p\",\"type\":\"lowpass\",\"refs\":{\"bogus\":\"q\"}},{\"uuid\":\"q\",\"type\":\"saw\"}]",
      "row p: refs: lowpass has no parameter \"bogus\""
    ),
    (
      "[{\"uuid\":\"p\",\"type\":\"mix\",\"refs\":{\"inputs\":[\"q\",5,null]}},{\"uuid\":\"q\",\"type\":\"saw\"}]",
      "row p: refs: inputs: a uuid, or a list of uuids, is expected"
    ),
    (
      "{\"neap\":1,\"signals\":[],\"names\":{\"y\":\"nonsense\"}}",
      "names: y: it refers to nonsense, which is not in the file"
    ),
    (
      "{\"neap\":1,\"signals\":[],\"mixer\":{\"volume\":\"x\"}}",
      "mixer: volume: a number in decibels is expected"
    ),
    ("{\"neap\":1,\"signals\":[],\"extra\":3}", "\"extra\" is no part of a workspace"),
    (
      "[{\"uuid\":\"p\",\"type\":\"loop_return\",\"depth\":0}]",
      "row p: it hangs on a loop that no feedback row around it closes"
    ),
    (
      "[{\"uuid\":\"p\",\"type\":\"loop_return\",\"depth\":1},{\"uuid\":\"q\",\"type\":\"feedback\",\"depth\":0,\"refs\":{\"body\":\"p\"}}]",
      "row q: it hangs on a loop that no feedback row around it closes"
    ),
    ("{\"neap\":1,\"signals\":[],\"names\":{\"f\":{\"function\":\"function( end\"}}}", "names: f:"),
  ])
  func aFileAtFaultIsRefusedByRow(_ text: String, _ part: String) throws {
    let test = try TestSession()
    try test.run("kept = saw(55)")
    try test.write("a.neap", Array(text.utf8))
    let message = test.failure("manager:load('a.neap')")
    #expect(message.contains(part), "\(message)")
    #expect(try test.run("kept.frequency") == "55.0")
  }

  @Test func everyRowOfTheFoundingFormIsHeldAndReferencesFollowNames() throws {
    let test = try TestSession()
    try test.write(
      "a.neap",
      Array(
        """
        [{"uuid":"p","type":"saw","frequency":55,"name":"osc"},
         {"uuid":"q","type":"lowpass","refs":{"input":"p"},"name":"bass"},
         {"uuid":"r","type":"sine","frequency":3}]
        """.utf8))
    try test.run("manager:load('a.neap')")
    try test.run("osc.frequency = 66")
    #expect(try test.run("bass.input.frequency, manager:get_signal('r').frequency") == "66.0\t3.0")
    try test.run("manager:save('b.neap')")
    try test.run("manager:load('b.neap')")
    #expect(try test.run("#manager:signals(), bass.input == osc") == "3\ttrue")
  }

  @Test func aSoundFileThatHasChangedIsTold() throws {
    let test = try TestSession()
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.write("kick.wav", [1, 2, 3])
    try test.run("k = sample('kick.wav')")
    let former = try test.run("k.content")
    try test.run("manager:save('a.neap')")
    try test.write("kick.wav", [1, 2, 3, 4])
    try test.run("manager:load('a.neap')")
    #expect(hints == ["kick.wav is not what it was when a.neap was saved; what it holds now is used"])
    #expect(try test.run("k.content ~= '\(former)'") == "true")
  }
}
