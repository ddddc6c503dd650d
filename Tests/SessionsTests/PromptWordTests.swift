import Scripting
import Testing

@testable import Sessions

/// What the prompt shows, finds and refuses.
struct PromptWordTests {
  @Test func tablesAndWordsAreShown() throws {
    let test = try TestSession()
    #expect(try test.run("{1, 2, x = 'a', {3}}") == "{\n  1,\n  2,\n  {3},\n  x = \"a\"\n}")
    #expect(try test.run("{1, 2, 3}") == "{1, 2, 3}")
    #expect(try test.run("get_window('boxcar', 40)").hasSuffix("… (40 samples)"))
    #expect(try test.run("manager:stats()").contains("hits = "))
    #expect(try test.run("t = {} t.t = t").isEmpty)
    #expect(try test.run("t") == "{t = {…}}")
    #expect(try test.run("lowpass").hasPrefix("lowpass(input, [cutoff], [q])\n  "))
    #expect(try test.run("function f() end").isEmpty)
    #expect(try test.run("f") == "a function, test:1")
  }

  @Test func helpAndItsLikeTellRatherThanAnswer() throws {
    let test = try TestSession()
    var told: [String] = []
    test.session.onTell = { told.append($0) }
    try test.session.evaluate("help('echo') help('reverb') apropos('echo') playing()", name: "test")
    #expect(told.count == 4)
    try test.run("bass = saw(55):lowpass(800)")
    #expect(try test.run("help('bass')").hasPrefix("bass: lowpass"))
    #expect(test.failure("help('oscilator')").contains("did you mean oscillators"))
  }

  @Test func linesBreakBetweenWords() {
    let text = "  name  what it is and does, in many words\n  other  more"
    #expect(
      Paragraphs.broken(text, columns: 24)
        == "  name  what it is and\n        does, in many\n        words\n  other  more")
    #expect(Paragraphs.broken("a long line of words", columns: 10) == "a long\nline of\nwords")
  }

  @Test func wordsAreFoundByWhatPeopleCallThem() throws {
    let test = try TestSession()
    for (term, words) in [
      ("echo", ["echo", "feedback", "delay", "multitap", "comb"]),
      ("distortion", ["tanh", "fold", "bitcrush"]),
      ("equalizer", ["peaking", "lowshelf"]),
    ] {
      let text = try test.run("apropos('\(term)')")
      for word in words {
        #expect(text.contains("\n  \(word) ") || text.hasPrefix("  \(word) "), "\(term): \(word)")
      }
    }
    #expect(!(try test.run("apropos('delay')").contains("\n  balance ")))
    #expect("Later, by at least 0.6 dB: so. And more.".firstSentence == "Later, by at least 0.6 dB: so")
    #expect("As bass:find(\"a\").b. More.".firstSentence == "As bass:find(\"a\").b")
  }

  @Test(arguments: [
    ("saw(nil)", "saw: frequency: nil was given, as a misspelt name gives it; a number or a signal in hertz"),
    ("t = {} x = saw(55):lowpass(t.freq)", "lowpass: cutoff: nil was given"),
    (
      "mix{saw(55), 3, nil, sine(3)}",
      "mix: inputs: entry 3 of 4: a signal, or a number is expected; nil was given"
    ),
    ("saw(55):sos(butter(4, 1000))", "sections are expected: butter(4, 1000, {output=\"sos\"})"),
    ("saw(55, {freq=3})", "did you mean frequency?"),
    ("sample('kick.wav', {from=3})", "from: 3 s was given; kick.wav is 0.1 s long"),
    ("io.open('x')", "io is not there: a patch opens no files itself; sample, samples and write take sounds"),
    ("os.execute('ls')", "os.execute is not there: a patch runs no programs"),
    ("os.exit()", "os.exit is not there: exit(status) leaves"),
    ("buttord(1)", "buttord is not here: choose the order N"),
    ("firpm()", "one value for each band, not for each edge"),
    ("hanning(8)", "get_window(\"hann\", n + 2, false)"),
    ("impz()", "impulse(0):lowpass(800)"), ("tf2sos()", "tf2sos is not needed"),
    ("require('../x')", "require: there is neither"),
    (
      "require('nothing')",
      "require: there is neither nothing.lua nor nothing/init.lua below the patch's folder"
    ),
    ("dofile('../x.lua')", "lies outside the patch's folder"),
    ("exit('x')", "exit: a whole number from 0 to 255"),
    ("error({})", "test:1: the error is a table"),
  ])
  func theSentenceSaysWhatIsWrong(chunk: String, part: String) throws {
    let message = try TestSession().failure(chunk)
    #expect(message.contains(part), "\(message)")
  }

  @Test func aNormalisedFrequencyIsHintedAt() throws {
    let test = try TestSession()
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run("b, a = butter(2, 0.5)")
    #expect(
      hints.first?.contains(
        "butter: Wn is in hertz here, 0.5 Hz; as a part of half the rate it would be 12000 Hz") == true)
    try test.run("b, a = butter(2, 0.5, {fs = 2})")
    #expect(hints.count == 1)
  }

  @Test func whatIsCutOffIsTold() throws {
    let test = try TestSession()
    var hints: [String] = []
    test.session.onHint = { hints.append($0) }
    try test.run("write('w.flac', sine(55) * 2, {to = 0.1}) write('w.wav', sine(55) * 2, {to = 0.1})")
    #expect(hints.count == 1)
    #expect(hints.first?.hasPrefix("w.flac: the signal peaks at 2, past full scale") == true)
  }

  @Test func modulesAreLoadedOnceAndSeeTheWords() throws {
    let test = try TestSession()
    try test.write(
      "drums.lua",
      Array("local m = {} function m.kick() return sine(50) end loads = (loads or 0) + 1 return m".utf8))
    try test.run("loads = 0")
    try test.run("d = require('drums') e = require('drums')")
    #expect(try test.run("d.kick().type, d == e, loads") == "sine\ttrue\t1")
    #expect(try test.run("dofile('drums.lua').kick().frequency, loads") == "50.0\t2")
    try test.write("bad.lua", Array("x = 3\nerror('no')".utf8))
    #expect(test.failure("require('bad')") == "bad.lua:2: no")
    try test.write("bad.lua", Array("\u{FEFF}x = 4 return ...".utf8))
    #expect(try test.run("require('bad')") == "bad")
  }

  @Test func instrumentsAreFoundAndTold() throws {
    let test = try TestSession()
    #expect(try test.run("help(synths.bell)").contains("hard   A factor: how hard the clapper is"))
    #expect(try test.run("help(\"kits.default\")").contains("hh"))
    #expect(try test.run("apropos(\"bpm\")").contains("tempo"))
    #expect(try test.run("apropos(\"drum\")").contains("kits.acoustic"))
    #expect(try test.run("tostring(beats(1))").hasPrefix("1 beat,"))
    try test.run("x = saw(55) play(x) mixer.x.gain = to(-6, 3)")
    #expect(try test.run("tostring(mixer)").contains("gain gliding to -6 dB"))
  }

  @Test func exitLeavesAtOnce() throws {
    let test = try TestSession()
    try test.run("reached = false")
    try test.run("pcall(function() exit(3) end) reached = true")
    #expect(test.session.exitStatus == 3)
    #expect(try test.run("reached") == "false")
  }

  @Test func aChunkThatTakesTooLongIsStoppedWhereItIs() throws {
    let test = try TestSession()
    test.session.lua.timeLimit = 0.2
    let sentence = "stopped here after 0.2 s: a chunk may take that long, Neap's own answers aside"
    #expect(test.failure("x = 1\nwhile true do end").hasPrefix("test:2: " + sentence))
    #expect(test.failure("while true do pcall(frames, 1) end").hasPrefix("test:1: " + sentence))
    #expect(test.failure("pcall(function() while true do end end)").hasPrefix("test:1: " + sentence))
    // What Neap renders does not count.
    #expect(try test.run("#noise(1):reverb():get_temporal(0, 480000)") == "480000")
    #expect(try test.run("1 + 1") == "2")
  }

  @Test func completionKnowsWhereItStands() throws {
    let test = try TestSession()
    func texts(_ word: String, _ chunk: String) -> [String] {
      test.session.completions(of: word, in: chunk).map(\.text)
    }
    #expect(texts("math.si", "math.si") == ["math.sin", "math.sinh"])
    #expect(texts("ban", "saw(55, {ban").first == "bandlimit=")
    #expect(texts("cu", "lowpass{saw(55), cu").first == "cutoff=")
    func choices(_ chunk: String) -> [String] {
      if case .choices(let choices) = test.session.textCompletions(in: chunk) { return choices }
      return []
    }
    #expect(choices("lfo{2, wave=\"") == ["sine", "triangle", "saw", "square"])
    #expect(choices("butter(4, 1000, \"").contains("bandstop"))
    #expect(choices("x:tremolo(5, 0.5, \"").contains("square"))
    guard case .files(let endings) = test.session.textCompletions(in: "sample \"to") else {
      Issue.record("files are expected")
      return
    }
    #expect(endings.contains(".wav"))
  }
}
