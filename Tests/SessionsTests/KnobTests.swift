import Graphs
import Pictures
import Scripting
import Sessions
import Signals
import Testing
import Workspaces

/// Knobs: numbers that are set by hand, stepped by keys, undone and saved.
struct KnobTests {
  /// Types keys while `chunk` shows something live; the frames that were drawn.
  private func typing(_ keys: [LiveKey?], _ test: TestSession, _ chunk: String) throws -> [LiveFrame] {
    var frames: [LiveFrame] = []
    test.session.onLive = { frame in
      for key in keys { if let shown = try frame(key.map { [$0] } ?? []) { frames.append(shown) } }
      #expect(try frame([.other]) == nil)
      return true
    }
    try test.run(chunk)
    return frames
  }

  @Test func aKnobIsSetAsANumber() throws {
    let test = try TestSession()
    try test.run("cut = knob(800, 50, 5000)")
    try test.run("bass = saw(55):lowpass(cut)")
    try test.run("former = bass:get_temporal(0, 4000)")
    try test.run("cut = 900")
    #expect(try test.run("cut.type, cut.value, cut.lo, cut.hi") == "knob\t900.0\t50.0\t5000.0")
    // What hangs on it is what the number itself would give, and other than before.
    #expect(
      try test.run(
        "local a = bass:get_temporal(0, 4000) local b = saw(55):lowpass(900):get_temporal(0, 4000) return (a - b):max() == 0 and (b - a):max() == 0"
      ) == "true")
    #expect(try test.run("(bass:get_temporal(0, 4000) - former):max() > 1e-4") == "true")
    try test.run("undo()")
    #expect(try test.run("cut.value") == "800.0")
    #expect(
      test.failure("cut = 9000").contains(
        "cut: 9000 was given; this knob goes from 50 to 5000 (cut = knob(9000, lo, hi) makes another)"))
    #expect(test.failure("x = knob(9, 1, 5)").contains("knob: value: 9 was given; expected 1 to 5"))
    #expect(test.failure("x = knob(1, 5, 1)").contains("knob: lo, 5, is expected to lie below hi, 1"))
    #expect(try test.run("cut.value") == "800.0")
  }

  @Test func aSetKnobReachesWhatPlays() throws {
    let test = try TestSession()
    try test.run("cut = knob(800, 50, 5000)\nbass = saw(55):lowpass(cut)\nplay(bass)")
    let before = test.playing[0].version.id
    try test.run("cut = 900")
    #expect(test.playing[0].version.id != before)
  }

  @Test func aRunOfKeysIsOneStepOfUndo() throws {
    let test = try TestSession()
    try test.run("cut = knob(800, 50, 5000)")
    try test.run("mid = knob(0.5)")
    let frames = try typing([nil, .right, .right, .right, .left, .down, .pageUp], test, "knobs()")
    let steps = 800 * 1.0472 * 1.0472
    let value = try #require(Double(try test.run("cut.value")))
    #expect(abs(value / steps - 1) < 0.01)
    #expect(try test.run("mid.value") == "0.6")
    #expect(
      try test.run("history()").hasSuffix("  3  cut = \(Numerals.text(value))\n> 4  mid = 0.6"))
    // The line moves with it, and the marked one is the chosen one.
    #expect(frames.first?.lines[0].hasPrefix("> cut") == true)
    #expect(frames.last?.lines[1].hasPrefix("> mid") == true)
    #expect(frames.first?.lines[0].contains("800   ") == true)
    try test.run("undo()")
    #expect(try test.run("mid.value") == "0.5")
    #expect(try test.run("cut.value") == "\(value)")
    try test.run("undo()")
    #expect(try test.run("cut.value") == "800.0")
    try test.run("redo()")
    #expect(try test.run("cut.value") == "\(value)")
  }

  @Test func homeTakesBackAndTheEndsHold() throws {
    let test = try TestSession()
    try test.run("cut = knob(800, 50, 5000)")
    _ = try typing([.home] + [LiveKey](repeating: .pageUp, count: 12), test, "knobs()")
    #expect(try test.run("cut.value") == "5000.0")
    _ = try typing([.pageDown, .left, .home], test, "knobs()")
    #expect(try test.run("cut.value") == "5000.0")
    _ = try typing([LiveKey](repeating: .pageDown, count: 12), test, "knobs()")
    #expect(try test.run("cut.value") == "50.0")
  }

  @Test func whatIsLookedAtFollowsEachStep() throws {
    let test = try TestSession()
    try test.run("cut = knob(0.5)")
    try test.run("plot(sine(1000) * cut, {to=0.001})")
    func highest(_ frame: LiveFrame?) -> Float {
      guard case .stems(let curve)? = frame?.pictures.first?.panels.first?.marks.first else { return -1 }
      return curve.y.max() ?? -1
    }
    // The plot that was drawn last is drawn again.
    let frames = try typing([nil, .pageUp], test, "knobs()")
    #expect(abs(highest(frames.first) - 0.5) < 1e-4)
    #expect(abs(highest(frames.last) - 0.6) < 1e-4)
    // So are those that are given, and what functions answer.
    let both = try typing(
      [nil, .pageUp], test,
      "knobs(plot(sine(1000) * cut, {to=0.001}), function() return peak(sine(1000) * cut) end)")
    #expect(abs(highest(both.last) - 0.7) < 1e-4)
    #expect(
      both.first?.lines.first?.hasPrefix("0.6") == true
        || both.first?.lines.first?.hasPrefix("0.59999") == true)
    #expect(
      both.last?.lines.first?.hasPrefix("0.7") == true || both.last?.lines.first?.hasPrefix("0.69999") == true
    )
    // In the scope, the knobs below the signal are stepped.
    try test.run("other = knob(1, 0, 2)\ntone = sine(440) * cut\nplay(tone)")
    let scope = try typing([nil, .pageDown], test, "scope(tone)")
    #expect(scope.first?.lines.count == 2)
    #expect(try test.run("cut.value") == "0.6")
    let bare = try typing([nil], test, "scope(sine(3))")
    #expect(bare.first?.lines.isEmpty == true)
  }

  @Test func aStepThatDoesNotFitIsRefusedAndTold() throws {
    let test = try TestSession()
    try test.run("cut = knob(1.04, 0, 2)")
    try test.run("low = sine(440):lowpass(cut)")
    let frames = try typing([.left, .left, .left, .left], test, "knobs()")
    #expect(try test.run("cut.value") == "1.0")
    #expect(frames.last?.lines.last?.contains("lowpass: cutoff: 0.98 Hz was given") == true)
    let screen = Screen(columns: 40, rows: 24)
    #expect(frames.last?.text(on: screen).allSatisfy { $0.count <= 40 } == true)
  }

  @Test func aChunkBeforeKnobsIsAStepOfItsOwn() throws {
    let test = try TestSession()
    _ = try typing([.right], test, "cut = knob(0.5) a = 1 knobs() b = 2")
    #expect(try test.run("cut.value, a, b") == "0.51\t1\t2")
    try test.run("undo()")
    #expect(try test.run("cut.value, a") == "0.51\t1")
    try test.run("undo()")
    #expect(try test.run("cut.value") == "0.5")
  }

  @Test func knobsAreSavedAndJournalled() throws {
    let test = try TestSession()
    var entries: [JournalEntry] = []
    test.session.beginJournal { entries.append($0) }
    try test.run("cut = knob(0.5)")
    let before = entries.count
    _ = try typing([.right, .right, .right], test, "knobs()")
    let lines = entries.dropFirst(before).compactMap { entry in
      if case .line(let line) = entry { try? line.line() } else { nil }
    }
    // A run is one line.
    #expect(
      lines.count { $0.contains("\"chunk\":\"cut = 0.53\"") || $0.contains("\"chunk\": \"cut = 0.53\"") } == 1
    )
    let other = try TestSession()
    other.session.onRecover = {
      (entries.map { (try? $0.text.line()) ?? "" }, "journal", nil)
    }
    try other.run("recover()")
    #expect(try other.run("cut.value, cut.hi") == "0.53\t1.0")
    try other.run("undo()")
    #expect(try other.run("cut.value") == "0.5")
    try test.run("manager:save('knob.neap')")
    let saved = String(decoding: try test.bytes("knob.neap"), as: UTF8.self)
    #expect(saved.contains("\"knob\""))
    try test.run("cut = 0.1 manager:load('knob.neap')")
    #expect(try test.run("cut.value") == "0.53")
  }

  @Test func withoutATerminalKnobsAreTold() throws {
    let test = try TestSession()
    #expect(
      test.failure("knobs()").contains("knobs: no name is a knob yet; cut = knob(800, 50, 5000) makes one"))
    try test.run("cut = knob(800, 50, 5000)")
    #expect(try test.run("knobs()").hasPrefix("  cut  800   50 ─"))
    #expect(test.failure("knobs(3)").contains("knobs: a plot or a function is expected"))
    #expect(test.failure("changes('knobs()')").contains("knobs: changes only looks"))
  }

  @Test func aKnobOverAllThatNumbersHoldIsDrawn() throws {
    let test = try TestSession()
    #expect(test.failure("c = knob(1, 1e-310, 2)").contains("the least that a number holds in full"))
    try test.run("c = knob(1, 1e-307, 1e9)")
    let line = try test.run("knobs()")
    #expect(line.contains("─●─") && line.count < 80, "\(line)")
  }
}
