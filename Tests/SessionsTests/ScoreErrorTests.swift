import Glibc
import Graphs
import Playback
import Scripting
import Testing
import Workspaces

@testable import Sessions

/// What is said of patterns, instruments and controls that do not fit, and where.
struct ScoreErrorTests {
  @Test func aNameThatIsNoPatternAnyMoreSaysSo() throws {
    let test = try TestSession()
    try test.run("drums = p\"bd sn\" play(drums:on(kits.default))")
    #expect(
      test.failure("drums = \"bd hh\"")
        == "test:1: drums:on(kits.default): drums: a pattern is expected, as p\"bd hh\"; the string \"bd hh\" was given"
    )
    #expect(
      test.failure("drums = 5")
        == "test:1: drums:on(kits.default): drums: a pattern is expected, as p\"bd sn\"; the number 5 was given"
    )
    // The line that brought it.
    #expect(
      test.failure("x = 1\n\ndrums = p\"bd xx\"").hasPrefix(
        "test:3: drums:on(kits.default): there is no sound in kits.default \"xx\""))
    #expect(try test.run("drums:query(0, 1)[2].value") == "sn")
  }

  @Test func controlsHaveRanges() throws {
    let test = try TestSession()
    for (controls, message) in [
      ("cutoff = \"<300 x>\"", "cutoff: a frequency above 0 and up to 24000 Hz is expected, and not \"x\""),
      ("cutoff = -300", "cutoff: a frequency above 0 and up to 24000 Hz is expected, and not -300"),
      ("decay = -1", "decay: a time from 0 to 60 s is expected, and not -1"),
      ("pan = 7", "pan: a place from -1, left, to 1, right is expected, and not 7"),
      ("legato = 0", "legato: a share of the note's time above 0 and up to 1000 is expected, and not 0"),
      ("gain = \"loud\"", "gain: a number is expected, and not \"loud\""),
    ] {
      // The second note comes in the second bar.
      let text = test.failure("p\"<c2 e2>\":on(synths.bass_acid, {\(controls)}):get_temporal(96000, 96001)")
      #expect(text.hasSuffix(message), "\(text)")
    }
    #expect(
      test.failure("x = p\"300\":on(synths.default)")
        == "test:1: on: p\"300\":on(synths.default): the note 300 is too high to be heard: numbers are MIDI notes, c4 = 60, up to 135"
    )
    #expect(
      test.failure("p\"c2\":on(synths.bass_acid, {cutof = 3})").contains(
        "has no control cutof; did you mean cutoff? it has"))
  }

  @Test func whatIsTooLowIsToldForEachScore() throws {
    let test = try TestSession()
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run("bass = p\"0 3\":on(synths.bass_acid)")
    try test.run("bass = p\"0 4\":on(synths.bass_sub)")
    #expect(hints.count == 2)
    #expect(
      hints.last
        == "test:1: p\"0 4\":on(synths.bass_sub): the note 0 is too low to be heard: numbers are MIDI notes, c4 = 60; degrees of a scale become notes by :scale(\"c4 minor\"), or add 60"
    )
  }

  @Test func functionsAreToldByTheirNames() throws {
    let test = try TestSession()
    try test.run("quick = function(x) return x:fast(2) end")
    #expect(
      test.failure("p\"c4\":every(2, quick):on(kits.default)").contains(
        "p\"c4\":every(2, quick):on(kits.default): "))
    #expect(
      test.failure("p\"c4\":every(2, function(x) return x:rev() end):on(kits.default)").contains(
        "every(2, function(x) return x:rev() end)"))
    #expect(try test.run("p\"c4\":off(1/8, add(12))").hasPrefix("p\"c4\":off(0.125, add(12))\n"))
  }

  @Test func aDotWhereAColonBelongsIsTold() throws {
    let test = try TestSession()
    #expect(
      test.failure("play(p\"c2\".on(synths.pluck))")
        == "test:1: on: a colon is expected before it, pattern:on(…), and not a dot")
  }

  @Test func whatIsStoppedInTheLibraryIsToldByThePatchsLine() throws {
    let test = try TestSession()
    test.session.lua.timeLimit = 0.3
    let text = test.failure("x = 1\ny = p\"bd*4000\":fast(4000):query(0, 4000)")
    #expect(text.hasPrefix("test:2: stopped here after 0.3 s"), "\(text)")
  }

  @Test func aHelperMayBringACut() throws {
    let test = try TestSession()
    try test.run(
      "long = function(n) return constant(0.1) * adsr(0, 0, 1, 0, 3) end volume(0) helper = function(x) return x:set{cut = \"x\"} end"
    )
    try test.run("a = p\"c4 ~ ~ ~\":every(1, function(x) return helper(x) end):on(long) play(a)")
    try test.run("b = p\"~ c4 ~ ~\":on(long, {cut = \"x\"}) play(b)")
    #expect(try test.run("a:channel(1):get_temporal(20000, 20001)") == "0.1")
    #expect(try test.run("a:channel(1):get_temporal(30000, 30001)") == "0")
    // Another helper brings none.
    try test.run("helper = function(x) return x:fast(1) end")
    #expect(try test.run("a:channel(1):get_temporal(30000, 30001)") == "0.1")
  }

  @Test func lookingIsNoStep() throws {
    let test = try TestSession()
    try test.run("bass = p\"c3*4\":on(synths.bass_sub)")
    for look in [
      "p\"c4\":on(synths.pluck)", "saw(p\"c2\":hold())", "saw(55)",
      "changes(\"bass = p'c2':on(synths.bass_sub)\")",
    ] {
      try test.run(look)
    }
    #expect(test.session.workspace.history.count == 1)
    #expect(try test.run("undo()").hasPrefix("took back: bass = "))
  }

  @Test func aWorkspaceThatIsOpenedHasTheTempoOfItsEnd() throws {
    let test = try TestSession()
    try test.run("x = p\"c4*4\":on(synths.pluck) play(x)")
    test.output.position = 480_000
    try test.run("tempo(133)")
    try test.run("save(\"w.neap\")")
    let other = try TestSession()
    try other.run("y = 1")
    let text = try AtomicFileText.read("\(test.folder)/w.neap")
    try AtomicFileText.write(text, "\(other.folder)/w.neap")
    try other.session.open("w.neap", toPlay: true)
    #expect(abs(try #require(Double(try other.run("tempo()"))) - 133) < 1e-9)
    #expect(other.session.workspace.tempo.stretches.count == 1)
  }

  @Test func aRenderingThatIsTooLoudSaysSo() throws {
    let test = try TestSession()
    try test.run("volume(12) play(saw(110))")
    #expect(
      try test.run("render(\"a.wav\", {to = 1})").hasSuffix(
        "a.wav: 1.00 s, in parts louder than -1 dBFS, which the guard rounds off: volume(6) is softer"))
    try test.run("volume(-12)")
    #expect(try test.run("render(\"a.wav\", {to = 1})").hasSuffix("a.wav: 1.00 s"))
  }
}

private enum AtomicFileText {
  static func read(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 22)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }
  static func write(_ bytes: [UInt8], _ path: String) throws {
    let file = try #require(fopen(path, "wb"))
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
  }
}
