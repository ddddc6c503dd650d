import Graphs
import Kinds
import Sessions
import Signals
import Testing
import Workspaces

/// Words, channels, tables, printing.
struct LanguageTests {
  @Test func noParameterBearsTheNameOfAWordOrOfLua() throws {
    let test = try TestSession()
    let reserved: Set<String> = [
      "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
      "nil", "not",
      "or", "repeat", "return", "then", "true", "until", "while", "uuid", "type",
    ]
    let words = Set(test.session.wordNames).union(reserved)
    for kind in Catalogue.all.kinds {
      // Spans are told by from and to everywhere.
      for parameter in kind.parameters where (kind.name, parameter.name) != ("sample", "to") {
        #expect(!words.contains(parameter.name), "\(kind.name): \(parameter.name)")
      }
    }
  }

  @Test func aTableWithANamedKeyIsArguments() throws {
    let test = try TestSession()
    #expect(
      try test.run("lowpass{saw(55), cutoff=700}.cutoff, saw(55):lowpass({cutoff=600}).cutoff")
        == "700.0\t600.0")
    #expect(try test.run("saw(55, {phase=1}).phase") == "1.0")
  }

  @Test func aWordCalledWithoutItsSignalAwaitsIt() throws {
    let test = try TestSession()
    try test.run("fx = lowpass{cutoff=800}")
    #expect(try test.run("fx(saw(55)).cutoff") == "800.0")
    #expect(try test.run("fx") == "lowpass, awaiting its signal")
  }

  @Test func oneChannelSpreadsOverMany() throws {
    #expect(
      try TestSession().run("(buffer{1,2} + stereo{buffer{10,20}, buffer{30,40}}):get_temporal(0, 2)")
        == "11 22\t31 42")
  }

  @Test func printingASignalTellsTypeParametersChannelsPeriodAndUuid() throws {
    let test = try TestSession()
    let text = try test.run("sine(440)")
    #expect(text.hasPrefix("sine (frequency 440 Hz, phase 0 rad), 1 channel, period 1200 frames, uuid "))
    #expect(try test.run("perc(0.1, 0.1)").contains("range [0, "))
  }

  @Test func helpIsMadeFromTheDeclarations() throws {
    let test = try TestSession()
    let text = try test.run("help(lowpass)")
    #expect(
      text.contains("cutoff") && text.contains("in hertz") && text.contains("1000 unless told otherwise"))
    for kind in Catalogue.all.kinds {
      #expect(try test.session.help(named: kind.name).contains(kind.doc))
    }
    #expect(try test.run("help()").contains("bass.cutoff = 2000"))
  }

  @Test func everyKindsExampleRuns() throws {
    for kind in Catalogue.all.kinds {
      #expect(!kind.example.isEmpty, "\(kind.name)")
      let test = try TestSession()
      try test.run("bass = saw(55):lowpass(800) x = saw(110)")
      #expect(throws: Never.self, "\(kind.name): \(kind.example)") { try test.run(kind.example) }
    }
  }

  @Test func anEchoIsALoopWithADelay() throws {
    let test = try TestSession()
    try test.run("dry = buffer{1}")
    try test.run("e = feedback(function(loop) return dry + loop:delay(frames(100)) * 0.5 end)")
    #expect(
      try test.run("e:get_temporal(0, 1)[1], e:get_temporal(100, 101)[1], e:get_temporal(300, 301)[1]")
        == "1.0\t0.5\t0.125")
    #expect(
      try test.run("feedback(function(y) return dry * 0.1 + y:z(1) * 0.9 end):get_temporal(0, 3)")
        == "0.1 0.09 0.081")
    let loops =
      "feedback(function(a) return dry + feedback(function(b) return a:z(2) * 0.5 + b:z(3) * 0.5 end) end):get_temporal(0, 7)"
    #expect(try test.run(loops) == "1 0 0.5 0 0.25 0.25 0.125")
  }

  @Test func playedListsAndSounds() throws {
    let test = try TestSession()
    try test.run("a = saw(55) b = saw(66)")
    try test.run("play{a, b, saw(77)}")
    #expect(test.playing.map(\.name) == ["a", "b", "s1"])
    try test.run("play(a)")
    #expect(test.playing.count == 3)
    try test.run("stop(b)")
    #expect(test.playing.map(\.name) == ["a", "s1"])
    test.output.position = 128 * 10
    try test.run("play(perc(0.1, 0.1))")
    #expect(test.playing.last?.start == 1280)
    try test.run("stop()")
    #expect(test.playing.isEmpty)
  }

  @Test func theManagerAnswers() throws {
    let test = try TestSession()
    try test.run("a = saw(55) b = a:lowpass(800) * 0.5")
    #expect(try test.run("#manager:dependents(a) >= 2, #manager:signals() == 4 or #manager:signals()") != "")
    #expect(try test.run("manager:get_signal(b.uuid).uuid == b.uuid") == "true")
    try test.run("b:get_temporal(0, 1000)")
    #expect(
      try test.run("manager:stats().blocks > 0, manager:stats(b).blocks > 0, manager:stats(b).misses > 0")
        == "true\ttrue\ttrue")
    #expect(try test.run("manager:events()[1].event, #manager:events()") == "rendered\t0")
  }

  @Test func aWorkspaceIsSavedLoadedAndSavedTheSame() throws {
    let test = try TestSession()
    try test.run("a = saw(55):lowpass(800) n = 120 t = 'words' play(a) volume(-6)")
    try test.run("e = feedback(function(l) return a + l:delay(0.1) * 0.5 end)")
    try test.run("manager:save('one.neap')")
    try test.run("a = nil and a or constant(1) stop()")
    try test.run("manager:load('one.neap')")
    #expect(try test.run("a.cutoff, n, t, volume()") == "800.0\t120\twords\t-6.0")
    try test.run("manager:save('two.neap')")
    #expect(try test.bytes("one.neap") == test.bytes("two.neap"))
    #expect(test.playing.map(\.name) == ["a"])
  }

  @Test func aFileThatDoesNotLoadChangesNothing() throws {
    let test = try TestSession()
    try test.run("keep = saw(55) play(keep)")
    let row =
      "{\"uuid\": \"x\", \"type\": \"delay\", \"time\": -5, \"refs\": {\"input\": \"s\"}}, {\"uuid\": \"s\", \"type\": \"saw\"}"
    for text in [
      "{\"neap\": 1, \"rate\": 1e300}", "{\"neap\": 1, \"signals\": [\(row)]}",
      "{\"neap\": 1, \"playing\": [{\"signal\": \"a\", \"start\": 1e300}]}",
      "{\"neap\": 1, \"signals\": [{\"uuid\": \"f\", \"type\": \"sample\", \"file\": \"/etc/passwd\"}]}",
    ] {
      try AtomicFile.write(Array(text.utf8), to: test.folder + "/bad.neap")
      #expect(test.failure("manager:load('bad.neap')").contains("bad.neap: "))
      #expect(try test.run("keep.frequency") == "55.0")
      #expect(test.playing.map(\.name) == ["keep"])
    }
  }
}
