import Scripting
import Testing

@testable import Sessions

struct HomeworkTests {
  /// What is told of an answer by a check.
  static func verdict(_ answer: String, _ check: String, _ options: String = "") throws -> String {
    let test = try TestSession()
    try test.write("anna.lua", Array(answer.utf8))
    try test.write("checks.lua", Array(check.utf8))
    let text = try test.run("homework('anna.lua'\(options))")
    #expect(text.hasPrefix("anna.lua, checked by checks.lua\n"))
    return text.split(separator: "\n").dropFirst().joined(separator: "\n")
  }

  @Test(arguments: [
    ("{pitch = 0}", "pitch: hertz above 0"), ("{pitch = -440}", "pitch: hertz above 0"),
    ("{level = -math.huge}", "level: a finite number"), ("{level = 0/0}", "level: a finite number"),
    ("{pitch = 440, level = 'x'}", "level: a finite number"),
    ("{duration = math.huge}", "duration: a finite"),
    ("{pitch = 440}, {cents = 0/0}", "cents: a finite number, 0 or above,"),
    ("{pitch = 440}, {decibels = -1}", "decibels: a finite number, 0 or above,"),
    ("sine(440) * 0.9999, {within = -math.huge}", "within: a finite number"),
    ("sine(440), {within = 80}", "within: decibels below 0 are expected, as -80"),
    ("{1, 2, 3}, {within = 0}", "within: decibels below 0 are expected"),
    ("math.huge", "what is wanted is not finite; a number that is finite"),
    ("0/0", "what is wanted is not finite"),
    ("{1, math.huge, 3}", "what is wanted is not finite; a list whose values are finite"),
    ("sine(440) * 1e38 * 1e38", "what is wanted is not finite; a signal whose samples are finite"),
    ("sine(440), {margin = 'a'}", "margin: a finite number"), ("{}", "an empty table expects nothing"),
  ])
  func aCheckThatIsNoneIsTheTeachersMistake(check: String, sentence: String) throws {
    let test = try TestSession()
    try test.write("anna.lua", Array("a = sine(440)".utf8))
    try test.write("checks.lua", Array("expect('a', \(check))".utf8))
    let told = test.failure("homework('anna.lua')")
    #expect(told.contains(sentence), "\(told)")
  }

  @Test func complexNumbersAreComparedByTheirParts() throws {
    let check = "expect('s', fft{1, 2, 3, 4})"
    #expect(try Self.verdict("s = fft{1, 2, 3, 4}", check).contains("  s  right"))
    #expect(try Self.verdict("s = fft{1, 2, 3, 5}", check).contains("of the real parts"))
    #expect(try Self.verdict("s = fft{1, 2, 3, 4}:conj()", check).contains("of the imaginary parts"))
    #expect(try Self.verdict("s = 3", check).contains("a buffer of complex numbers is expected"))
    #expect(try Self.verdict("s = fft{1, 2}", check).contains("it has 2 values, 4 are expected"))
  }

  @Test func anAnswerThatFailsIsWrongAndTheOthersAreTold() throws {
    let check = "expect('n', 3) expect('f', function(f) return f(3) == 9 end) expect('m', 4)"
    let none = try Self.verdict("n = 3 f = 5 m = 4", check)
    #expect(
      none.contains("  n  right\n  f  it is the number 5, with which the check does not run: checks.lua:1: "),
      "\(none)")
    #expect(none.hasSuffix("  m  right\n2 of 3 right"))
    let inside = try Self.verdict("n = 3 m = 4\nf = function(x) return x.y.z end", check)
    #expect(inside.contains("f  it fails: anna.lua:2: x is a number"), "\(inside)")
    #expect(inside.hasSuffix("2 of 3 right"))
    // What the checks do besides is theirs; what was judged is told.
    let rest = try Self.verdict("n = 3", "expect('n', 3)\nlocal x = lead.cutoff")
    #expect(rest.hasPrefix("  n  right\n  the checks end here: checks.lua:2: lead is not bound"), "\(rest)")
  }

  /// Of what kind the answer shall be is said, and not which it is.
  @Test(arguments: [
    ("x = 5", "{1, 2, 3}", "it is the number 5, a list of 3 numbers is expected"),
    ("x = 'hamming'", "'hann'", "it is the string \"hamming\", another text is expected"),
    ("x = 3", "'hann'", "it is the number 3, a text is expected"),
    ("x = false", "true", "it is the boolean false, the other is expected"),
    ("x = 1", "true", "it is the number 1, true or false is expected"),
    ("x = {0.5, 0, -0.1}", "saw(55)", "it is a list of 3 numbers, a signal is expected"),
  ]) func anAnswerOfAnotherKindIsToldSo(answer: String, wanted: String, sentence: String) throws {
    #expect(try Self.verdict(answer, "expect('x', \(wanted))") == "  x  \(sentence)\n0 of 1 right")
  }

  @Test func aFileOfOneLineIsToldAtItsLine() throws {
    let told = try Self.verdict("bass = saw(55", "expect('bass', saw(55))")
    #expect(told.contains("anna.lua:1: this ( is not closed"), "\(told)")
  }

  @Test func eachAnswerHasAsLongAsAChunk() throws {
    let test = try TestSession()
    test.session.lua.timeLimit = 0.2
    try test.write("anna.lua", Array("f = function() while true do end end g = f n = 3".utf8))
    try test.write(
      "checks.lua",
      Array(
        "expect('f', function(f) return f() end) expect('g', function(g) return g() end) expect('n', 3)".utf8)
    )
    let told = try test.run("homework('anna.lua')")
    #expect(told.contains("f  it fails: anna.lua:1: stopped here after 0.2 s"), "\(told)")
    #expect(told.contains("g  it fails: anna.lua:1: stopped here after 0.2 s"))
    #expect(told.hasSuffix("n  right\n1 of 3 right"))
  }

  @Test func eachAnswerHasItsLine() throws {
    #expect(
      try Self.verdict(
        "bass = saw(55) * 0.3 lead = sine(440) * 0.25 n = 3",
        "expect('bass', saw(55) * 0.3) expect('lead', sine(440) * 0.5) expect('n', 4) expect('pad', 1)")
          == """
            bass  right
            lead  the pitch and the spectrum are right, the level is 6 dB low
            n     3 is too low
            pad   nothing is called pad
          1 of 4 right
          """)
  }

  @Test func samplesMayDifferByThe80DecibelsUnlessToldOtherwise() throws {
    let answer = "x = saw(110) * 0.5 + noise{seed = 1} * 0.0004"
    #expect(try Self.verdict(answer, "expect('x', saw(110) * 0.5)").contains("the samples differ by -6"))
    #expect(
      try Self.verdict(answer, "expect('x', saw(110) * 0.5)", ", {within = -60}").contains("1 of 1 right"))
    #expect(try Self.verdict(answer, "expect('x', saw(110) * 0.5, {within = -60})").contains("1 of 1 right"))
    #expect(try Self.verdict(answer, "expect('x', saw(110) * 0.5, {by = 'sound'})").contains("1 of 1 right"))
    #expect(
      try Self.verdict("x = saw(110) * 0.5 * (1 + 0.00009)", "expect('x', saw(110) * 0.5)").contains(
        "1 of 1 right"))
  }

  @Test func figuresListsAndFunctionsAreExpectedToo() throws {
    #expect(
      try Self.verdict(
        "x = (sine(440) * 0.5):trim(0, 2)", "expect('x', {pitch = 440, level = -6, peak = -6, duration = 2})"
      )
      .contains("1 of 1 right"))
    #expect(
      try Self.verdict(
        "x = (sine(440) * 0.25):trim(0, 1)", "expect('x', {pitch = 440, level = -6, duration = 2})"
      )
      .contains("the pitch is right, the duration is 1 s, 2 s is expected, the level is 6 dB low"))
    #expect(try Self.verdict("x = {1, 2, 3}", "expect('x', buffer{1, 2, 3})").contains("1 of 1 right"))
    #expect(
      try Self.verdict(
        "x = {1, 2, 4}", "expect('x', function(l) return l[3] == 3, 'the third is ' .. l[3] end)"
      )
      .contains("the third is 4"))
    #expect(try Self.verdict("x = 'a'", "expect('x', 'a')").contains("1 of 1 right"))
    #expect(try Self.verdict("x = 440.3", "expect('x', 440, {margin = 0.5})").contains("1 of 1 right"))
    #expect(
      try Self.verdict("x = 3", "expect('x', sine(440))").contains("it is the number 3, a signal is expected")
    )
    #expect(
      try Self.verdict("x = sine{440, 441}", "expect('x', sine(440))").contains(
        "it has 2 channels, 1 is expected")
    )
  }

  /// What is longer, or another number, by ever so little is wrong.
  @Test func whatIsLongerIsNotRight() throws {
    let list = "local t = {} for i = 1, n do t[i] = i <= 200 and math.sin(i) or 50 end a = t"
    let check = "local t = {} for i = 1, 200 do t[i] = math.sin(i) end expect('a', t)"
    func judged(_ count: Int) throws -> String { try Self.verdict("local n = \(count) \(list)", check) }
    #expect(try judged(200).contains("  a  right"))
    #expect(try judged(204).contains("it has 204 values, 200 are expected"))
    #expect(try judged(196).contains("it has 196 values, 200 are expected"))
    // Three frames are less than a duration's tolerance, and are looked at.
    let buffer = "expect('a', buffer{0.25, 0.25, 0.25, 0.25})"
    #expect(try Self.verdict("a = buffer{0.25, 0.25, 0.25, 0.25}", buffer).contains("  a  right"))
    #expect(try !Self.verdict("a = buffer{0.25, 0.25, 0.25, 0.25, 9, 9, 9}", buffer).contains("  a  right"))
    #expect(try !Self.verdict("a = 0", "expect('a', 1e-10)").contains("  a  right"))
    #expect(try Self.verdict("a = 1e-10", "expect('a', 1e-10)").contains("  a  right"))
    #expect(try Self.verdict("a = 0/0", "expect('a', 3)").contains("it is no number"))
  }

  /// What begins late and has no end is heard from where it begins.
  @Test func whatBeginsLateIsHeard() throws {
    let check = "expect('a', (saw(55) * adsr(0.01, 0.1, 0.5, 0.2, 0.5)):delay(2):reverb())"
    let right = "a = (saw(55) * adsr(0.01, 0.1, 0.5, 0.2, 0.5)):delay(2):reverb()"
    #expect(try Self.verdict(right, check).contains("  a  right"))
    #expect(try !Self.verdict("a = stereo(sine(3) * 0, sine(3) * 0)", check).contains("  a  right"))
  }

  /// Figures are those of all channels.
  @Test func figuresHearEveryChannel() throws {
    let check = "expect('a', {pitch = 440, level = 0})"
    #expect(try Self.verdict("a = stereo(sine(440) * 0, sine(440))", check).contains("  a  right"))
    #expect(try !Self.verdict("a = stereo(sine(440), sine(300) * 9)", check).contains("  a  right"))
    #expect(try Self.verdict("a = stereo(sine(440), -sine(440))", check).contains("  a  right"))
  }

  @Test func aNoiseWithoutSeedIsWhatTheAnswersNameMakesIt() throws {
    #expect(
      try Self.verdict("hiss = noise() * 0.1", "expect('hiss', noise() * 0.1)").contains("1 of 1 right"))
    #expect(
      try Self.verdict("hiss = noise{seed = 3} * 0.1", "expect('hiss', noise() * 0.1)").contains(
        "0 of 1 right"))
  }

  @Test func aFileThatDoesNotRunIsToldWithItsLine() throws {
    #expect(
      try Self.verdict("x = 1\ny = sien(3)", "expect('x', 1)")
        == "  it stops: anna.lua:2: sien is not bound; did you mean sine?\n    2 | y = sien(3)\n      |     ^~~~\n  x  right\n1 of 1 right"
    )
  }

  /// The checks and what others handed in stay as they are.
  @Test(arguments: [
    "save('checks.lua')", "write('checks.lua', sine(440), {length = 1})", "save('bob.lua')",
    "plot(sine(440), {file = 'bob.svg'})", "render('bob.wav', {to = 1})",
    "play(sine(440)) record('bob.flac')",
  ]) func whatIsCheckedWritesNothing(chunk: String) throws {
    let test = try TestSession()
    let check = "expect('a', 3)"
    try test.write("anna.lua", Array("a = 3 \(chunk)".utf8))
    try test.write("checks.lua", Array(check.utf8))
    try test.write("bob.lua", Array("a = 4".utf8))
    let told = try test.run("homework('anna.lua')")
    #expect(told.contains("it stops") && told.contains("writes no files"), "\(told)")
    #expect(try test.bytes("checks.lua") == Array(check.utf8))
    #expect(try test.bytes("bob.lua") == Array("a = 4".utf8))
    for name in ["bob.svg", "bob.wav", "bob.flac"] { #expect((try? test.bytes(name)) == nil) }
  }

  @Test func nothingOfTheFileReachesThePrompt() throws {
    let test = try TestSession()
    try test.write("anna.lua", Array("bass = saw(55) play(bass) tempo(90)".utf8))
    try test.write("task.lua", Array("helper = 1 expect('bass', saw(55))".utf8))
    try test.run("bass = sine(3)")
    #expect(try test.run("homework('anna.lua', 'task.lua')").contains("1 of 1 right"))
    #expect(try test.run("bass.type") == "sine")
    #expect(test.playing.isEmpty)
    #expect(test.failure("helper").contains("helper is not bound"))
  }

  @Test func whatIsWrongWithACallIsASentence() throws {
    let test = try TestSession()
    try test.write("anna.lua", Array("x = 1".utf8))
    try test.write("checks.lua", Array("y = 2".utf8))
    #expect(test.failure("homework()").contains("a student's file is expected"))
    #expect(test.failure("homework('bob.lua')").contains("bob.lua"))
    #expect(test.failure("homework('/etc/passwd')").contains("outside the patch's folder"))
    #expect(test.failure("homework('anna.lua', {within = 3})").contains("decibels below 0"))
    #expect(test.failure("homework('anna.lua', {margin = 3})").contains("margin"))
    #expect(test.failure("homework('anna.lua')").contains("a check calls expect"))
    try test.write("checks.lua", Array("expect('x', 1, {marign = 2})".utf8))
    #expect(test.failure("homework('anna.lua')").contains("did you mean margin?"))
    try test.write("checks.lua", Array("expect(x, 1)".utf8))
    #expect(test.failure("homework('anna.lua')").contains("the name of an answer is expected first"))
    try test.write("checks.lua", Array("expect('x', {ptich = 2})".utf8))
    #expect(test.failure("homework('anna.lua')").contains("is no figure; pitch, level, peak, duration are"))
  }

  /// By no name and no way.
  @Test(arguments: [
    "require('checks')", "dofile('checks.lua')", "loadfile('checks.lua')()", "dofile('./checks.lua')",
  ]) func anAnswerCannotReadTheChecks(way: String) throws {
    let told = try Self.verdict(
      "function expect(n, w) if n == 'bass' then bass = w end end \(way)",
      "expect('bass', saw(55):lowpass(800) * 0.5)")
    #expect(told.hasPrefix("  it stops: anna.lua:1: ") && told.hasSuffix("0 of 1 right"), "\(told)")
  }

  @Test func whatStandsBeforeAMistakeIsJudged() throws {
    let told = try Self.verdict(
      "a = sine(440)\nb = sien(3)\nc = 3", "expect('a', sine(440)) expect('b', sine(3)) expect('c', 3)")
    #expect(told.hasPrefix("  it stops: anna.lua:2: sien is not bound"), "\(told)")
    #expect(told.contains("  a  right\n  b  nothing is called b"), "\(told)")
    #expect(told.hasSuffix("1 of 3 right"), "\(told)")
  }

  /// Numbers are numbers, however many.
  @Test func longListsAreJudgedNumberByNumber() throws {
    let small = "s = {} for i = 1, 200 do s[i] = 9e-5 * math.sin(i) end"
    #expect(
      try !Self.verdict(small, "local w = {} for i = 1, 200 do w[i] = 1e-8 end expect('s', w)").contains(
        "s  right"))
    let near = "s = {} for i = 1, 300 do s[i] = 1 + 1e-5 * i end"
    let ones = "local w = {} for i = 1, 300 do w[i] = 1 end "
    #expect(try Self.verdict(near, ones + "expect('s', w, {margin = 1e-9})").contains("value 1"))
    #expect(try Self.verdict(near, ones + "expect('s', w, {margin = 1})").contains("s  right"))
  }

  @Test func aSentenceAloneIsWhatIsWrong() throws {
    let told = try Self.verdict("g = 4", "expect('g', function(x) return 'it is no 5' end)")
    #expect(told == "  g  it is no 5\n0 of 1 right")
  }

  /// What fails when it is committed has bound names by then too.
  @Test func whatCannotPlayIsJudged() throws {
    let told = try Self.verdict(
      "x = 3 s = sine(440) play(s) s = sine{1, 2, 3}", "expect('x', 3)")
    #expect(told.hasSuffix("  x  right\n1 of 1 right"), "\(told)")
  }
}
