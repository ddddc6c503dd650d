import Testing

@testable import Sessions

/// What the user's functions in pattern words read is followed as names in patterns are.
struct FunctionReadingsTests {
  private let test: TestSession
  init() throws { test = try TestSession() }

  private func notes(_ pattern: String) throws -> String {
    try test.run(
      "local told = {} for _, e in ipairs((\(pattern)):query(0, 1)) do told[#told + 1] = tostring(e.value) end return table.concat(told, \" \")"
    )
  }

  private func level(_ name: String, _ from: Int) throws -> String {
    try test.run("return (rms(\(name), {from = \(from), to = \(from) + 1}))")
  }

  /// What it answers hangs on what the names hold, not on what was asked before.
  @Test func aConditionIsAskedAgain() throws {
    try test.run("limit = 60")
    try test.run("x = p\"60 61\":when(function(c) return limit == 60 end, add(12)):on(synths.default)")
    let high = (try level("x", 0), try level("x", 100))
    try test.run("limit = 5")
    let low = (try level("x", 0), try level("x", 100))
    #expect(high.0 != low.0 && high.1 != low.1)
    #expect(
      try level("x", 200) == test.run("return (rms(p\"60 61\":on(synths.default), {from = 200, to = 201}))"))
    try test.run("limit = 60")
    #expect(try (level("x", 0), level("x", 100)) == high)
    try test.run("undo()")
    #expect(try (level("x", 0), level("x", 100)) == low)
  }

  /// Chance in a function hangs on the cycle or the note alone, and takes nothing of the sequence that a chunk draws from.
  @Test func chanceDoesNotHangOnTheOrderOfAsking() throws {
    let counts = """
      local function tell(order)
        local x = p"bd sn":when(function(cycle) return math.random() < 0.5 end, fast(2))
        local counts = {}
        for _, cycle in ipairs(order) do counts[cycle + 1] = #x:query(cycle, cycle + 1) end
        return table.concat(counts)
      end
      """
    let up = try test.run(counts + " return tell{0, 1, 2, 3, 4, 5, 6, 7}")
    #expect(try test.run(counts + " return tell{7, 3, 5, 6, 1, 0, 2, 4}") == up)
    #expect(Set(up).isSuperset(of: "24"))
    let sound = "p\"60 64\":on(function(note) return sine(note.freq) * math.random() * perc() end)"
    try test.run("a = \(sound) b = \(sound)")
    let late = try level("b", 3)
    #expect(try (level("a", 0), level("a", 3)) == (level("b", 0), late))
    let draw = "math.randomseed(5) local first = math.random(1000) "
    #expect(
      try test.run(draw + counts + " tell{1, 2} return math.random(1000)")
        == test.run(draw + "return math.random(1000)"))
  }

  /// Also where it fails.
  @Test func whatFailsTakesNothingOfTheSequence() throws {
    let fail = "pcall(function() p\"1\":every(1, function() math.random() error(\"no\") end) end) "
    #expect(
      try test.run("math.randomseed(5) \(fail) return math.random(1000)")
        == test.run("math.randomseed(5) return math.random(1000)"))
  }

  @Test func aTransformIsMadeAgain() throws {
    try test.run("shift = 12")
    try test.run("a = p\"60 61\":every(1, function(x) return x + shift end)")
    try test.run("x = a:on(synths.default)")
    #expect(try notes("a") == "72 73")
    let high = try level("x", 0)
    try test.run("shift = 0")
    #expect(try notes("a") == "60 61")
    let low = try level("x", 0)
    #expect(high != low)
    try test.run("x = p\"60 61\":every(1, function(x) return x + shift end):on(synths.default)")
    #expect(try level("x", 0) == low)
    try test.run("undo(2)")
    #expect(try notes("a") == "72 73")
    #expect(try level("x", 0) == high)
  }

  @Test func whatIsSetInATableIsHeard() throws {
    try test.run("list = {0, 7}")
    try test.run("a = p\"60 61\":superimpose(function(x) return x + list[2] end)")
    try test.run("x = a:on(synths.default)")
    let before = try level("x", 0)
    try test.run("list[2] = 12")
    #expect(try notes("a") == "60 72 61 73")
    #expect(try level("x", 0) != before)
    try test.run("undo()")
    #expect(try notes("a") == "60 67 61 68")
    #expect(try level("x", 0) == before)
  }

  /// A name's function, and what that reads in its turn.
  @Test func whatOtherFunctionsReadIsFollowed() throws {
    try test.run("step = 1 function up(x) return x + step end")
    try test.run("a = p\"60 61\":every(1, function(x) return up(up(x)) end)")
    #expect(try notes("a") == "62 63")
    try test.run("step = 3")
    #expect(try notes("a") == "66 67")
    try test.run("function up(x) return x - step end")
    #expect(try notes("a") == "54 55")
  }

  /// Whatever else an answer may hang on.
  @Test(arguments: [
    ("bass = saw(55):lowpass(50)", "bass.cutoff > 500", "bass.cutoff = 800"),
    ("bass = saw(55):lowpass(50)", "bass.cutoff > 500", "bass = saw(55):lowpass(800)"),
    ("tempo(120)", "tempo() < 100", "tempo(60)"),
    ("bass = saw(55)", "mixer.bass.gain < -3", "mixer.bass.gain = -6"),
    ("one = 1", "pcall(function() return later end) and later == true", "later = true"),
    ("k = setmetatable({level = 1}, {__index = function() return 0 end})", "k.level > 5", "k.level = 20"),
  ]) func whatAConditionAsksIsAskedAgain(made: String, condition: String, edit: String) throws {
    try test.run(made)
    try test.run("a = p\"1 2\":when(function(c) return \(condition) end, rev)")
    #expect(try notes("a") == "1 2")
    try test.run(edit)
    #expect(try notes("a") == "2 1")
    #expect(try test.run("return a:query(7, 8)[1].value") == "2")
  }

  /// One that reads no name is asked once for each cycle, so that one that rolls dice stays what it is.
  @Test func whatReadsNoNameIsAskedOnce() throws {
    try test.run(
      "local n = 0 function count() return n end a = p\"60\":when(function(c) n = n + 1 return true end, add(1))"
    )
    for _ in 1...3 { #expect(try notes("a") == "61") }
    #expect(try test.run("return count()") == "1")
  }

  @Test func aMistakeThatANewMeaningMakesIsTold() throws {
    try test.run("shift = 12")
    try test.run("x = p\"60 61\":every(1, function(x) return x + shift end):on(synths.default) play(x)")
    let before = try level("x", 0)
    #expect(test.failure("shift = print").contains("every(1, function"))
    #expect(try test.run("return shift") == "12")
    #expect(try level("x", 0) == before)
  }

  /// What a condition hears of another pattern's function it hangs on as well, also where that is remembered.
  @Test func whatIsReadWithinIsReadAround() throws {
    let words = """
      a = p"1 2":every(1, function(q) return q + x end)
      b = p"7":when(function(c) return a:query(c, c + 1)[1].value > 5 end, fast(2))
      """
    let count = "return #b:query(0, 1) .. #b:query(1, 2) .. #b:query(2, 3)"
    try test.run("x = 0")
    try test.run(words)
    #expect(try test.run("return #b:query(0, 2)") == "2")
    try test.run("x = 10")
    #expect(try test.run(count) == "222")
    try test.run("x = 0")
    #expect(try test.run(count) == "111")
  }

  @Test func aChunkThatFailsTakesNothingOfTheSequence() throws {
    let whole = try TestSession()
    _ = try whole.run("math.random(1000)")
    let next = try whole.run("math.random(1000)")
    _ = try test.run("math.random(1000)")
    _ = test.failure("error('x' .. math.random(1000))")
    #expect(try test.run("math.random(1000)") == next)
  }
}
