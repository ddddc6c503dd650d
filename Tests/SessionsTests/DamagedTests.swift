import Chance
import Glibc
import Graphs
import Sessions
import Testing

/// Workspaces that are damaged open as far as they are whole, and are not written over.
@Suite struct DamagedTests {
  private func saved() throws -> (test: TestSession, bytes: [UInt8]) {
    let test = try TestSession()
    for chunk in [
      "a = saw(55)", "b = a:lowpass(600)", "c = sine(3) * 2", "k = {1, 2, {x = 'y'}}", "n = 7",
      "d = p\"c4 e4\":on(synths.lead_super)", "play(b)", "play(c)", "mixer.b.gain = -6", "tempo(90)",
    ] { try test.run(chunk) }
    try test.run("save('a.neap')")
    return (test, try test.bytes("a.neap"))
  }

  /// Opens `bytes`; the session, and what was said. Nil where nothing could be opened.
  private func opened(_ bytes: [UInt8]) throws -> (test: TestSession, hint: String)? {
    let other = try TestSession()
    try other.write("a.neap", bytes)
    var hint = ""
    other.session.onHint = { hint += $0 + "\n" }
    do { try other.session.open("a.neap") } catch { return nil }
    #expect(try other.bytes("a.neap") == bytes)
    return (other, hint)
  }

  /// Whatever names are left, each is what it was.
  private func compare(_ other: TestSession, _ test: TestSession) throws -> Int {
    var same = 0
    for name in ["a", "b", "c"] where (try? other.run(name)) != nil {
      #expect(
        try other.run("\(name):get_temporal(0, 480)[300]") == test.run("\(name):get_temporal(0, 480)[300]"))
      same += 1
    }
    return same
  }

  @Test func aLineThatIsGoneTakesAlongWhatHangsOnIt() throws {
    let (test, bytes) = try saved()
    let text = String(decoding: bytes, as: UTF8.self)
    let row = try #require(text.split(separator: "\n").first { $0.contains("\"lowpass\"") })
    let damaged = text.replacing(row, with: row.replacing("\"type\"", with: "\"ty"))
    let (other, hint) = try #require(try opened(Array(damaged.utf8)))
    #expect(hint.hasPrefix("a.neap is damaged; it stays as it is, and this is left out:\n  line "))
    #expect(hint.contains("which is not in the file"))
    #expect(hint.contains("\nwhole: a, ") && hint.contains("\nlost: b\n"), "\(hint)")
    #expect(other.failure("b").contains("b is not bound"))
    #expect(try compare(other, test) == 2)
    #expect(try other.run("k[3].x") == "y")
    #expect(other.playing.map(\.name) == ["c"])
    #expect(try other.run("tempo()") == "90.0")
    #expect(
      other.failure("save('a.neap')")
        == "test:1: a.neap is damaged, and stays as it is; choose another name")
    #expect(other.failure("save()").contains("a file's name is expected"))
    try other.run("save('b.neap')")
  }

  /// By another way there, by a link, or by any word that writes: what is damaged stays as it is.
  @Test func itIsNotWrittenOverByAnyOfItsNames() throws {
    let (_, bytes) = try saved()
    let (other, hint) = try #require(try opened(Array(bytes.dropLast(bytes.count / 3))))
    #expect(hint.contains("is damaged"))
    let former = try other.bytes("a.neap")
    mkdir("\(other.folder)/sub", 0o700)
    symlink("a.neap", "\(other.folder)/soft.neap")
    link("\(other.folder)/a.neap", "\(other.folder)/hard.neap")
    defer { rmdir("\(other.folder)/sub") }
    for name in ["a.neap", "./a.neap", "sub/../a.neap", "soft.neap", "hard.neap", "sub/../soft.neap"] {
      for word in ["save('\(name)')", "manager:save('\(name)')"] {
        #expect(other.failure(word).contains("is damaged, and stays as it is"), "\(word)")
        #expect(try other.bytes("a.neap") == former && other.bytes("hard.neap") == former)
      }
    }
    try other.run("save('b.neap') save('sub/../b.neap')")
  }

  @Test func aRowThatMakesNoSenseIsLeftOut() throws {
    let (test, bytes) = try saved()
    let text = String(decoding: bytes, as: UTF8.self)
    let (other, hint) = try #require(
      try opened(Array(text.replacing("\"cutoff\":600", with: "\"cutoff\":\"wide\"").utf8)))
    #expect(hint.contains("cutoff"))
    #expect(try compare(other, test) == 2)
    let whole = try #require(try opened(bytes))
    #expect(whole.hint == "")
    #expect(try compare(whole.test, test) == 3)
  }

  /// A file that is cut off anywhere: what stands before the cut is there.
  @Test func aFileThatIsCutOffOpensAsFarAsItGoes() throws {
    let (test, bytes) = try saved()
    var most = 0
    for end in stride(from: 0, to: bytes.count - 2, by: 97) {
      guard let (other, hint) = try opened(Array(bytes[..<end])) else { continue }
      #expect(hint.contains("is damaged") || hint == "", "\(end)")
      most = max(most, try compare(other, test))
    }
    #expect(most == 3)
  }

  @Test(arguments: 0..<40) func bytesThatAreOthersDoNoHarm(_ seed: Int) throws {
    let (test, bytes) = try saved()
    var generator = SeededGenerator(seed)
    var damaged = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
        in: 0...255, using: &generator)
    }
    // Another number in a row is no damage that can be seen; that nothing breaks is what counts.
    guard let (other, hint) = try opened(damaged) else { return }
    if !hint.isEmpty { #expect(hint.hasPrefix("a.neap is damaged") || hint.contains("a.neap")) }
    for name in ["a", "b", "c", "d"] { _ = try? other.run("\(name):get_temporal(0, 480)") }
    _ = test
  }
}
