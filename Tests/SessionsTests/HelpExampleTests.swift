import Graphs
import Scripting
import Sessions
import Testing

/// Help's examples: first, numbered, and done by their numbers.
struct HelpExampleTests {
  @Test func examplesComeFirst() throws {
    let test = try TestSession()
    let lines = try test.run("help('lowpass')").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "  1  (saw(110) * 0.4):lowpass(800)")
    // Those of other words in which it stands follow.
    #expect(lines[1].hasPrefix("  2  ") && lines[1].contains("lowpass("))
    let blank = try #require(lines.firstIndex(of: ""))
    #expect(lines[blank + 1].hasPrefix("lowpass(input"))
  }

  @Test func whatThereIsFitsAScreen() throws {
    let test = try TestSession()
    test.session.columns = { 80 }
    let lines = try test.run("help()").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 23)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(try test.run("help('words')").contains("Filters:"))
  }

  @Test func anExampleIsDoneByItsNumber() throws {
    let test = try TestSession()
    let told = try test.run("help('lowpass', 1)")
    #expect(told.contains("> (saw(110) * 0.4):lowpass(800)"))
    #expect(test.playing.count == 1)
    try test.run("stop()")
    // Those of the list that was told last.
    try test.run("help()")
    try test.run("help(1)")
    try test.run("help(2)")
    #expect(test.playing.map(\.name) == ["bass"])
    try test.run("help(3)")
    #expect(try test.run("bass.cutoff") == "2000.0")
    try test.run("undo() stop()")
  }

  @Test func whatAnExampleNeedsIsBoundFirst() throws {
    let test = try TestSession()
    try test.run("help('scope', 1)")
    #expect(try test.run("bass.frequency") == "55.0")
    // What the patch has by that name stays.
    try test.run("bass = saw(70)")
    try test.run("help('scope', 1)")
    #expect(try test.run("bass.frequency") == "70.0")
  }

  @Test func anExampleThatIsNotThereIsTold() throws {
    let test = try TestSession()
    #expect(test.failure("help(1)").contains("help: no examples were told yet"))
    #expect(test.failure("help('saw', 99)").contains("help: an example from 1 to"))
    #expect(test.failure("help('saw', 'x')").contains("help: an example's number is expected"))
  }

  @Test func aTopicOfSeveralWordsIsFoundByEach() throws {
    let test = try TestSession()
    let found = try test.run("apropos('signal noise')")
    #expect(!found.isEmpty)
    #expect(try test.run("apropos('echo')").contains("delay"))
    #expect(try test.run("apropos('noise zebra')").contains("nothing tells of"))
  }
}
