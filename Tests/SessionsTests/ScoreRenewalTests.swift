import Testing

@testable import Sessions

/// Which scores become others, and which edits they may refuse.
struct ScoreRenewalTests {
  private static let lead = "function lead(n) return saw(n.freq):lowpass(2000) * perc(0.01, 0.2) end"

  /// What only steps hold that were taken back guards no name.
  @Test func undoGoesBackToBeforeTheInstrument() throws {
    let test = try TestSession()
    try test.run(Self.lead)
    try test.run("x = p\"c4*4\":on(lead)")
    try test.run("play(x)")
    #expect(test.failure("lead = 5").contains("a function from a note to a signal is expected"))
    let before = try test.run("return rms(x)")
    try test.run("save(\"lead.neap\")")
    let other = try TestSession()
    try other.write("lead.neap", try test.bytes("lead.neap"))
    try other.session.open("lead.neap")
    for session in [test, other] {
      for _ in 1...3 { try session.run("undo()") }
      #expect(session.failure("return lead").contains("lead is not bound"))
      try session.run("redo(3)")
      #expect(try session.run("return rms(x)") == before)
    }
  }

  @Test func aPatternOfAFileIsTakenBackToo() throws {
    let test = try TestSession()
    for chunk in ["drums = p\"bd sn\"", "x = drums:on(kits.default)", "play(x)"] { try test.run(chunk) }
    try test.run("save(\"drums.neap\")")
    let other = try TestSession()
    try other.write("drums.neap", try test.bytes("drums.neap"))
    try other.session.open("drums.neap")
    for _ in 1...3 { try other.run("undo()") }
    #expect(other.failure("return drums").contains("drums is not bound"))
  }

  @Test func aScoreThatNothingUsesGuardsNoName() throws {
    let test = try TestSession()
    try test.run(Self.lead)
    try test.run("x = p\"c4*4\":on(lead)")
    try test.run("x = nil")
    try test.run("lead = 5")
    try test.run("undo(2)")
    #expect(test.failure("lead = 5").contains("a function from a note to a signal is expected"))
  }

  /// What was bound while a step was taken back holds where it is done again.
  @Test func redoHearsWhatABarBound() throws {
    let test = try TestSession()
    try test.run("cutoff = 300 function lead(n) return saw(n.freq):lowpass(cutoff) * perc(0.01, 0.2) end")
    try test.run("x = p\"c4*4\":on(lead)")
    let dark = try test.run("return rms(x)")
    try test.run("y = saw(66) play(y)")
    try test.run("undo()")
    try test.run("each(1, function(b) cutoff = 5000 play(saw(55)) mixer.x.gain = -7 return false end)")
    test.output.position = 95_000
    test.session.tick()
    let bright = try test.run("return rms(x)")
    #expect(bright != dark)
    func state() throws -> String {
      try test.run("return cutoff, rms(x)") + " " + test.run("return tostring(mixer)")
    }
    let before = try state()
    #expect(before.contains("x: gain -7 dB"), "\(before)")
    #expect(test.playing.count == 1)
    try test.run("redo()")
    #expect(test.playing.count == 2)
    let after = try state()
    #expect(after.contains("x: gain -7 dB") && after.contains(bright), "\(after)")
    try test.run("undo()")
    #expect(try state() == before)
    #expect(test.playing.count == 1)
  }
}
