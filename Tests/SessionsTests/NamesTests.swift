import Graphs
import Sessions
import Testing

/// Names: what follows them, what keeps their former value.
struct NamesTests {
  /// The first sample of what a global is.
  private func first(_ test: TestSession, _ name: String) throws -> String {
    try test.run("\(name):get_temporal(0, 1)[1]")
  }

  @Test func whatIsBuiltOnANameFollowsIt() throws {
    let test = try TestSession()
    try test.run("a = constant(1)")
    try test.run("b = a + 1")
    try test.run("a = constant(5)")
    #expect(try first(test, "b") == "6.0")
  }

  @Test func bindingANameToWhatIsMadeOfItWraps() throws {
    let test = try TestSession()
    try test.run("a = constant(1)")
    try test.run("a = a + 1")
    try test.run("a = a + 1")
    #expect(try first(test, "a") == "3.0")
  }

  @Test func aBareNameBindsWhatItIsNowSoNamesCanBeSwapped() throws {
    let test = try TestSession()
    try test.run("a, b = constant(1), constant(2)")
    try test.run("old = a")
    try test.run("a, b = b, a")
    #expect(try [first(test, "a"), first(test, "b"), first(test, "old")] == ["2.0", "1.0", "1.0"])
  }

  @Test func aLoopThroughOneVariableGivesEightVoices() throws {
    let test = try TestSession()
    try test.run("parts = {} for i = 1, 8 do v = constant(i); parts[i] = v * 10 end")
    #expect(try test.run("parts[1]:get_temporal(0, 1)[1], parts[8]:get_temporal(0, 1)[1]") == "10.0\t80.0")
    #expect(try test.run("mix(parts):get_temporal(0, 1)[1]") == "360.0")
  }

  @Test func withinAChunkWhatReadANameBeforeItWasBoundAgainKeepsTheFormerValue() throws {
    let test = try TestSession()
    try test.run("a = constant(1); sooner = a + 0; a = constant(2); afterwards = a + 0")
    #expect(try [first(test, "sooner"), first(test, "afterwards")] == ["1.0", "2.0"])
    try test.run("a = constant(7)")
    #expect(try [first(test, "sooner"), first(test, "afterwards")] == ["1.0", "7.0"])
  }

  @Test func aCircleOfNamesOverSeveralChunksIsAnErrorThatPrintsIt() throws {
    let test = try TestSession()
    try test.run("a = constant(1)")
    try test.run("b = a + 1")
    let message = test.failure("a = b + 1")
    #expect(message.contains("a -> b -> a") || message.contains("b -> a -> b"))
    #expect(try first(test, "b") == "2.0")
  }

  @Test func aChunkThatFailsChangesNoNameAndNothingThatPlays() throws {
    let test = try TestSession()
    try test.run("a = constant(1) play(a)")
    let before = test.playing.map(\.version.id)
    #expect(test.failure("a = constant(2); b = constant(3); error('no')") == "test:1: no")
    #expect(try first(test, "a") == "1.0")
    #expect(test.failure("return b").contains("b is not bound"))
    #expect(test.playing.map(\.version.id) == before)
  }

  @Test func undoAndRedoWalkTheStepsAndUndoneSignalsAreTheFormerOnes() throws {
    let test = try TestSession()
    try test.run("a = saw(55):lowpass(800)")
    try test.run("play(a)")
    let former = test.playing.map(\.version.id)
    try test.run("a.cutoff = 2000")
    #expect(test.playing.map(\.version.id) != former)
    try test.run("undo()")
    #expect(test.playing.map(\.version.id) == former)
    #expect(try test.run("a.cutoff") == "800.0")
    try test.run("redo()")
    #expect(try test.run("a.cutoff") == "2000.0")
    try test.run("undo()")
    try test.run("undo()")
    #expect(test.playing.isEmpty)
    try test.run("undo()")
    #expect(test.failure("return a").contains("a is not bound"))
    #expect(test.failure("undo()").contains("nothing to take back"))
  }

  @Test func aNameThatOthersUseTakesASignalOrANumberOnly() throws {
    let test = try TestSession()
    try test.run("a = constant(1)")
    try test.run("b = a + 1")
    #expect(test.failure("a = 'text'").contains("a is used by b: a signal or a number is expected"))
    try test.run("a = 4")
    #expect(try first(test, "b") == "5.0")
  }

  @Test func aNameIsOneEditAndAnEqualBindingIsNone() throws {
    let test = try TestSession()
    try test.run("a = saw(55) * 0.3; play(a)")
    test.session.manager.log.drain().forEach { _ in }
    try test.run("a = saw(55) * 0.3; play(a)")
    #expect(test.session.manager.log.drain().isEmpty)
    #expect(test.playing.count == 1)
  }

  @Test func eachNoiseWithoutASeedIsItsOwnAndTheSameWhenThePatchRunsAgain() throws {
    let test = try TestSession()
    try test.run("n = stereo{noise(), noise()}")
    let first = try test.run("n:get_temporal(0, 3)")
    let sides = first.split(separator: "\t")
    #expect(sides[0] != sides[1])
    try test.run("n = stereo{noise(), noise()}")
    #expect(try test.run("n:get_temporal(0, 3)") == first)
    #expect(
      try TestSession().run("noise{seed=3}:get_temporal(0, 1)[1] == noise(3):get_temporal(0, 1)[1]") == "true"
    )
  }

  @Test func undoInAChunkThatFailsLeavesTheHistoryAsItWas() throws {
    let test = try TestSession()
    for number in 1...3 { try test.run("a = constant(\(number))") }
    #expect(test.failure("undo() error('x')") == "test:1: x")
    #expect(try first(test, "a") == "3.0")
    #expect(try test.run("undo()") == "took back: a = constant(3)")
    #expect(try first(test, "a") == "2.0")
  }

  @Test func namesThatChangedRolesGoBackTogether() throws {
    for _ in 0..<8 {
      let test = try TestSession()
      try test.run("b = constant(1); a = b * 2")
      try test.run("a = constant(30); b = a * 2")
      try test.run("undo()")
      #expect(try [first(test, "a"), first(test, "b")] == ["2.0", "1.0"])
    }
  }

  @Test func aNumberForANameThatAnUnnamedSoundUsesIsAConstant() throws {
    let test = try TestSession()
    try test.run("bass = constant(0.5) play(bass * 0.5)")
    try test.run("bass = 3")
    #expect(try first(test, "bass") == "3.0")
  }

  /// Whatever code is made from text, and wherever that runs: Lua's own tables stay, for Neap's own Lua and for strings' methods.
  @Test(arguments: [
    "string.format = nil", "coroutine.wrap(load)('string.format = nil')()",
    "coroutine.wrap(load)('return _G')().string.sub = nil",
    "coroutine.wrap(function(l, s) return l(s) end)(load, 'return string')().gsub = nil",
    "local g = coroutine.wrap(load)('return _ENV')() g.string = nil",
    "return coroutine.wrap(load)('string.rep = nil')", "return load('string.rep = nil')",
    "rawset(string, 'sub', nil)", "getmetatable('').__index = {}",
    "setmetatable(string, {__index = function() end})",
  ])
  func luasOwnTablesStayWhateverRuns(code: String) throws {
    let test = try TestSession()
    try test.run("x = 7")
    try test.run("pcall(function() local ok, f = pcall(function() \(code) end) if ok and f then f() end end)")
    #expect(
      try test.run("p'bd [sn hh]':query(0, 1)[1].value, ('%d'):format(3), ('ab'):rep(2):sub(2, 3)")
        == "bd\t3\tba")
    #expect(try test.run("coroutine.wrap(load)('return x')(), load('return x')()") == "7\t7")
  }
}
