import Graphs
import Testing
import Workspaces

@testable import Sessions

/// What a score answers is what its pattern is now, whatever was asked and heard before.
struct ScoreMakingTests {
  /// A click of the level that a pattern's number tells.
  private static let click = "click = function(n) return constant(n.midi / 128) * adsr(0, 0, 1, 0, 0.01) end "

  private func at(_ test: TestSession, _ name: String, _ frame: Int) throws -> String {
    try test.run("\(name):channel(1):get_temporal(\(frame + 10), \(frame + 11))")
  }

  @Test func whatIsEqualForAWhileIsAnotherPattern() throws {
    let test = try TestSession()
    try test.run(Self.click + "d = p\"32*4\" x = d:on(click) play(x)")
    #expect(try at(test, "x", 24_000) == "0.25")
    #expect(try at(test, "x", 48_000 * 420) == "0.25")
    test.output.position = 48_000 * 12
    test.session.tick()
    // Other in bars that were heard, and in some that were asked for.
    try test.run("d = arrange({4, \"64*4\"}, {200, \"32*4\"}, {800, \"96*4\"})")
    #expect(try at(test, "x", 24_000) == "0.5")
    #expect(try at(test, "x", 48_000 * 12) == "0.25")
    #expect(try at(test, "x", 48_000 * 420) == "0.75")
    try test.run("undo()")
    #expect(try at(test, "x", 24_000) == "0.25")
    #expect(try at(test, "x", 48_000 * 420) == "0.25")
    #expect(try at(test, "x", 48_000 * 440) == "0.25")
    try test.run("redo()")
    #expect(try at(test, "x", 48_000 * 430) == "0.75")
  }

  @Test func functionsThatAreWrittenAlikeAreNotOne() throws {
    let test = try TestSession()
    try test.run(
      Self.click + "g = p\"32*4\":when(function(c) return c < 1 end, add(32)):on(click) play(g)")
    #expect(try at(test, "g", 0) == "0.5")
    test.output.position = 48_000 * 5
    test.session.tick()
    try test.run("v = p\"32*4\":when(function(c) return c < 0 end, add(32)):on(click)")
    #expect(try at(test, "v", 0) == "0.25")
    // What it is when it is made anew, and the sound that plays still plays once.
    #expect(try at(test, "p\"32*4\":when(function(c) return c < 0 end, add(32)):on(click)", 0) == "0.25")
    #expect(test.playing.count == 1)
  }

  @Test func whatHoldsTheSameIsNoChange() throws {
    let test = try TestSession()
    try test.run(
      Self.click + "k = 3 d = p\"32*4\":every(2, function(x) return x:fast(k) end) x = d:on(click) play(x)")
    let before = test.playing[0].version.id
    try test.run("d = p\"32*4\":every(2, function(x) return x:fast(k) end)")
    #expect(test.playing[0].version.id == before)
    try test.run("click = function(n) return constant(n.midi / 128) * adsr(0, 0, 1, 0, 0.01) end")
    #expect(test.playing[0].version.id == before)
    try test.run("k = 3")
    #expect(test.playing[0].version.id == before)
    try test.run("k = 4")
    #expect(test.playing[0].version.id != before)
    try test.run("undo()")
    #expect(test.playing[0].version.id == before)
  }

  @Test func undoGoesBackToTheFormerInstrument() throws {
    let test = try TestSession()
    try test.run(Self.click + "x = p\"32*4\":on(click) play(x)")
    try test.run("click = function(n) return constant(1) * adsr(0, 0, 1, 0, 0.01) end")
    #expect(try at(test, "x", 0) == "1")
    try test.run("undo()")
    // Beyond what was prepared before.
    #expect(try at(test, "x", 48_000 * 30) == "0.25")
  }

  @Test func undoPastATempoKeepsTheMap() throws {
    let test = try TestSession()
    try test.run(Self.click + "d = p\"32*4\" x = d:on(click) play(x)")
    test.output.position = 96_000
    test.session.tick()
    try test.run("d = p\"64*4\"")
    try test.run("tempo(60)")
    test.output.position = 120_064
    try test.run("undo()")
    try test.run("undo()")
    try test.run("v = p\"32*4\":on(click, {pan = 0})")
    for frame in stride(from: 120_000, to: 480_000, by: 6_000) {
      let x = try test.run("x:channel(1):get_temporal(\(frame), \(frame + 1))")
      let v = try test.run("v:channel(1):get_temporal(\(frame), \(frame + 1))")
      #expect((x == "0") == (v == "0"), "\(frame)")
    }
  }

  @Test func aNoteThatFailsIsLeftOutWhereItPlays() throws {
    let test = try TestSession()
    var faults: [String] = []
    test.session.onFault = { faults.append($0) }
    try test.run(
      "some = function(n) return constant(n.midi / 128 + n.level) * adsr(0, 0, 1, 0, 0.01) end "
        + "x = p\"<32!3 64>*2\":set{level = p\"<0 0 0 x>\"}:on(some) play(x)")
    for position in stride(from: 0, through: 48_000 * 20, by: 48_000) {
      test.output.position = position
      test.session.tick()
    }
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix("test:1: x: ") == true || faults.first?.contains("some") == true)
    // What is asked does not go by what was heard.
    #expect(test.failure("x:channel(1):get_temporal(48000 * 16, 48000 * 16 + 1)").contains("level") == true)
    #expect(try at(test, "x", 48_000 * 2) == "0.25")
  }

  @Test func aValueHoldsUntilTheNext() throws {
    let test = try TestSession()
    try test.run("h = p\"5\":slow(64):hold() far = p\"<5 ~!80>\":hold() two = p\"<1 2>/32\":hold()")
    for seconds in [0, 40, 50, 100, 127] {
      #expect(try test.run("h:get_temporal(48000 * \(seconds), 48000 * \(seconds) + 1)") == "5")
      #expect(try test.run("far:get_temporal(48000 * \(seconds), 48000 * \(seconds) + 1)") == "5")
    }
    #expect(try test.run("two:get_temporal(48000 * 63, 48000 * 63 + 1)") == "1")
    #expect(try test.run("two:get_temporal(48000 * 127, 48000 * 127 + 1)") == "2")
    // Asked for backwards, and behind what is forgotten.
    #expect(try test.run("two:get_temporal(48000 * 65, 48000 * 65 + 1)") == "2")
    try test.run("play(saw(220):lowpass(two * 100))")
    for position in stride(from: 0, through: 48_000 * 400, by: 48_000 * 4) {
      test.output.position = position
      test.session.tick()
    }
    #expect(try test.run("two:get_temporal(48000 * 290, 48000 * 290 + 1)") == "1")
  }

  @Test func whatIsContinuousMovesWhereItIsHeld() throws {
    let test = try TestSession()
    try test.run("g = p.saw:hold()")
    // In the middle of each of 256 parts of a bar.
    #expect(try test.run("g:get_temporal(0, 1)") == "0.001953")
    #expect(try test.run("g:get_temporal(48000, 48001)") == "0.502")
    #expect(try test.run("g:get_temporal(48000 * 61, 48000 * 61 + 1)") == "0.502")
    #expect(
      test.failure("x = p.saw:on(synths.default)")
        == "test:1: on: p.saw:on(synths.default): a continuous pattern has no events that could be played: segment(8) makes eight of them in each cycle"
    )
  }
}
