import Graphs
import Sessions
import Testing

/// The steps of undo in a workspace file.
struct SavingStepsTests {
  /// Another session that opens what `test` saves.
  private func opened(_ test: TestSession) throws -> TestSession {
    try test.run("save('a.neap')")
    let other = try TestSession()
    try other.write("a.neap", test.bytes("a.neap"))
    try other.session.open("a.neap")
    try other.run("save('b.neap')")
    #expect(try other.bytes("b.neap") == test.bytes("a.neap"))
    return other
  }

  @Test func whatWasDoneCanBeTakenBackAfterOpening() throws {
    let test = try TestSession()
    for chunk in [
      "bass = saw(55)", "play(bass)", "bass.frequency = 66", "mixer.bass.gain = -6", "volume(-20)",
      "k = {1, 2}",
      "k = 3", "master(function(mix) return mix:lowpass(900) end)", "tempo(90)",
    ] { try test.run(chunk) }
    try test.run("undo() ")
    let other = try opened(test)
    #expect(try other.run("redo() ").contains("tempo(90)"))
    #expect(try other.run("tempo()") == "90.0")
    try other.run("undo(2)")
    #expect(try other.run("master()") == test.run("undo() master()"))
    #expect(try other.run("k") == "3")
    try other.run("undo()")
    #expect(try other.run("k[2]") == "2")
    try other.run("undo(3)")
    #expect(try other.run("mixer.bass.gain, volume()") == "0\t-12.0" || other.run("volume()") == "-12.0")
    #expect(try other.run("bass.frequency") == "66.0")
    try other.run("undo()")
    #expect(try other.run("bass.frequency") == "55.0")
    #expect(other.playing.map(\.name) == ["bass"])
    try other.run("undo()")
    #expect(other.playing.isEmpty)
    try other.run("undo()")
    #expect(other.failure("undo()").contains("nothing to take back"))
    #expect(other.failure("bass").contains("not bound"))
    try other.run("redo(3)")
    #expect(try other.run("bass.frequency") == "66.0")
  }

  @Test func patternsGoBackAndWhatReadsThemFollows() throws {
    let test = try TestSession()
    try test.run("d = p\"1 2\"")
    try test.run("s = d:hold()")
    try test.run("d = p\"7\"")
    let other = try opened(test)
    #expect(try other.run("s:get_temporal(0, 1)[1]") == "7.0")
    try other.run("undo()")
    #expect(try other.run("s:get_temporal(0, 1)[1]") == "1.0")
    try other.run("redo()")
    #expect(try other.run("s:get_temporal(0, 1)[1]") == "7.0")
  }

  /// A step that no file holds whole is there nevertheless, and those before it.
  @Test func whatNoFileHoldsIsLeftOutOfItsStepAlone() throws {
    let test = try TestSession()
    for chunk in ["a = saw(1)", "c = coroutine.create(print)", "c = nil", "a = saw(2)", "a = saw(3)"] {
      try test.run(chunk)
    }
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run("save('a.neap')")
    let other = try TestSession()
    try other.write("a.neap", test.bytes("a.neap"))
    try other.session.open("a.neap")
    #expect(hints == ["a.neap holds all but what c was in 2 steps of undo, which no file holds"])
    try other.run("undo(2)")
    #expect(try other.run("a.frequency") == "1.0")
    try other.run("undo(3)")
    #expect(other.failure("a").contains("not bound"))
    try other.run("redo(5)")
    #expect(try other.run("a.frequency") == "3.0")
    #expect(other.failure("c").contains("not bound"))
  }

  @Test func chainsThatTheMasterHadOpenAgain() throws {
    let test = try TestSession()
    for chunk in [
      "bass = saw(55) play(bass)", "master(function(m) return m:lowpass(900) end)",
      "master(function(m) return m:lowpass(1900) end)", "master()",
    ] { try test.run(chunk) }
    let other = try opened(test)
    #expect(other.output.last?.chain == nil)
    try other.run("undo()")
    let second = try #require(other.output.last?.chain?.version)
    try other.run("undo()")
    let first = try #require(other.output.last?.chain?.version)
    #expect(first !== second)
  }

  @Test func soundsOfEveryStepBeginAsMuchEarlier() throws {
    let test = try TestSession()
    test.output.position = 480_000
    try test.run("hit = sine(440) * perc(0.01, 30)")
    try test.run("play(hit)")
    try test.run("volume(-20)")
    let other = try TestSession()
    try test.run("save('a.neap')")
    try other.write("a.neap", test.bytes("a.neap"))
    try other.session.open("a.neap")
    #expect(other.playing.map(\.start) == [0])
    try other.run("undo()")
    #expect(other.playing.map(\.start) == [0])
  }

  @Test func aFileWhoseStepsAreAtFaultOpensWithoutThem() throws {
    let test = try TestSession()
    var hint = ""
    test.session.onHint = { hint = $0 }
    try test.write(
      "a.neap",
      Array(
        #"{"neap": 1, "rate": 48000, "signals": [], "names": {"y": 5}, "steps": {"present": 1, "list": [{"names": {"x": ["gone", null]}}]}}"#
          .utf8))
    try test.session.open("a.neap")
    #expect(hint.contains("a.neap is damaged") && hint.contains("steps: they refer to gone"))
    #expect(try test.run("y") == "5")
    #expect(test.failure("undo()").contains("nothing to take back"))
  }

  @Test func twoNamesOfOneTableStayOneThroughSteps() throws {
    let test = try TestSession()
    try test.run("kit = {level = 1}")
    try test.run("other = kit")
    try test.run("kit = {level = 2} third = {kit, kit}")
    try test.run("other = 3")
    let opened = try opened(test)
    #expect(try opened.run("kit == third[1] and kit == third[2]") == "true")
    try opened.run("undo(2)")
    #expect(try opened.run("kit == other and kit.level == 1") == "true")
    try opened.run("kit.level = 5")
    #expect(try opened.run("other.level") == "5")
    try opened.run("redo()")
    #expect(try opened.run("kit == third[1] and kit ~= other and other.level") == "5")
  }
}
