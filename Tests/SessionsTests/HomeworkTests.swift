import Testing

@testable import Sessions

struct HomeworkTests {
  /// What is told of an answer by a check.
  private func verdict(_ answer: String, _ check: String, _ options: String = "") throws -> String {
    let test = try TestSession()
    try test.write("anna.lua", Array(answer.utf8))
    try test.write("checks.lua", Array(check.utf8))
    let text = try test.run("homework('anna.lua'\(options))")
    #expect(text.hasPrefix("anna.lua, checked by checks.lua\n"))
    return text.split(separator: "\n").dropFirst().joined(separator: "\n")
  }

  @Test func eachAnswerHasItsLine() throws {
    #expect(
      try verdict(
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
    #expect(try verdict(answer, "expect('x', saw(110) * 0.5)").contains("the samples differ by -6"))
    #expect(try verdict(answer, "expect('x', saw(110) * 0.5)", ", {within = -60}").contains("1 of 1 right"))
    #expect(try verdict(answer, "expect('x', saw(110) * 0.5, {within = -60})").contains("1 of 1 right"))
    #expect(try verdict(answer, "expect('x', saw(110) * 0.5, {by = 'sound'})").contains("1 of 1 right"))
    #expect(
      try verdict("x = saw(110) * 0.5 * (1 + 0.00009)", "expect('x', saw(110) * 0.5)").contains(
        "1 of 1 right"))
  }

  @Test func figuresListsAndFunctionsAreExpectedToo() throws {
    #expect(
      try verdict(
        "x = (sine(440) * 0.5):trim(0, 2)", "expect('x', {pitch = 440, level = -6, peak = -6, duration = 2})"
      )
      .contains("1 of 1 right"))
    #expect(
      try verdict("x = (sine(440) * 0.25):trim(0, 1)", "expect('x', {pitch = 440, level = -6, duration = 2})")
        .contains("the pitch is right, the duration is 1 s, 2 s is expected, the level is 6 dB low"))
    #expect(try verdict("x = {1, 2, 3}", "expect('x', buffer{1, 2, 3})").contains("1 of 1 right"))
    #expect(
      try verdict("x = {1, 2, 4}", "expect('x', function(l) return l[3] == 3, 'the third is ' .. l[3] end)")
        .contains("the third is 4"))
    #expect(try verdict("x = 'a'", "expect('x', 'a')").contains("1 of 1 right"))
    #expect(try verdict("x = 440.3", "expect('x', 440, {margin = 0.5})").contains("1 of 1 right"))
    #expect(
      try verdict("x = 3", "expect('x', sine(440))").contains("it is the number 3, a signal is expected"))
    #expect(
      try verdict("x = sine{440, 441}", "expect('x', sine(440))").contains("it has 2 channels, 1 is expected")
    )
  }

  @Test func aNoiseWithoutSeedIsWhatTheAnswersNameMakesIt() throws {
    #expect(try verdict("hiss = noise() * 0.1", "expect('hiss', noise() * 0.1)").contains("1 of 1 right"))
    #expect(
      try verdict("hiss = noise{seed = 3} * 0.1", "expect('hiss', noise() * 0.1)").contains("0 of 1 right"))
  }

  @Test func aFileThatDoesNotRunIsToldWithItsLine() throws {
    #expect(
      try verdict("x = 1\ny = sien(3)", "expect('x', 1)")
        == "  it does not run: anna.lua:2: sien is not bound; did you mean sine?\n    2 | y = sien(3)\n      |     ^~~~"
    )
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
}
