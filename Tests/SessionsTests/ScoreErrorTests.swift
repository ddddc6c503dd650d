import Glibc
import Graphs
import Playback
import Scripting
import Testing
import Workspaces

@testable import Sessions

/// What is said of patterns, instruments and controls that do not fit, and where.
struct ScoreErrorTests {
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
