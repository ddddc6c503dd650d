import Scripting
import Sessions
import Testing

/// Mistakes that people make, each with the sentence that it is told by and what the caret stands under.
struct MistakeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let code: String
    let sentence: String
    let marked: String
    init(_ code: String, _ sentence: String, _ marked: String) {
      (self.code, self.sentence, self.marked) = (code, sentence, marked)
    }
    var testDescription: String { code }
  }

  static func check(_ mistake: Case) throws {
    let test = try TestSession()
    do {
      let values = try test.session.evaluate(mistake.code, name: "test")
      Issue.record("no error: \(values.map { test.session.text(of: $0) })")
    } catch let error as LuaError {
      #expect(error.message.hasPrefix("test:"), "\(error.message)")
      #expect(error.message.contains(mistake.sentence), "\(error.message)")
      #expect(error.message.contains("attempt to") == false, "\(error.message)")
      let lines = error.excerpt.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
      try #require(lines.count == 2, "\(error.excerpt)")
      let start = try #require(lines[1].firstIndex(of: "^"), "\(error.excerpt)")
      let end = min(lines[0].count, lines[1].count)
      #expect(
        String(lines[0][start..<max(start, end)]) == mistake.marked, "\(error.message)\n\(error.excerpt)")
      // The line is told as the message counts it, but for what was opened elsewhere and never closed.
      let number = lines[0].drop { $0 == " " }.prefix { $0.isNumber }
      #expect(Int(String(number)) != nil)
    }
  }

  @Test(arguments: [
    Case("x = math.pi * 2 + pi", "pi is not bound: here it is math.pi", "pi"),
    Case("x = cos(200)", "cos is not bound: here it is math.cos of a number", "cos"),
    Case("x = log10(2)", "log10 is not bound: here it is math.log(x, 10)", "log10"),
    Case("x = sinus(440)", "sinus is not bound: here it is sine(440)", "sinus"),
    Case("x = sien(440)", "sien is not bound; did you mean sine?", "sien"),
    Case("bass = saw(55)\nbas.cutoff = 3", "bas is not bound; did you mean", "bas"),
    Case("x = saw(55):lowpas(800)", "did you mean lowpass?", "lowpas"),
    Case("x = pulse{110, width = 0.3}", "pulse has no parameter \"width\": here it is duty", "width"),
    Case("x = chirp{f0 = 100}", "chirp has no parameter \"f0\": here it is first", "f0"),
    Case("x = peak(p\"1 2\")", "a pattern was given, of which :on(synths.default) makes sounds", "peak"),
    Case("x = lowpass{saw(55), cutof = 300}", "did you mean cutoff?", "cutof"),
    Case("plot(saw(55), {form = 1})", "form is no option", "form"),
    Case("x = p\"bd sn\":fsat(2)", "fast", "fsat"),
    Case("manager:stat()", "did you mean stats?", "stat"),
    Case("x = firwin(31, 1000, {windw = 'hann'})", "did you mean window?", "windw"),
    Case("local wobble = 3\nx = math.flor(2)", "nil", "flor"),
  ]) func aMisspeltNameSuggestsTheNearest(mistake: Case) throws { try Self.check(mistake) }

  @Test(arguments: [
    Case(
      "x = saw(55):delay(250)",
      "250 s was given; expected 0 to 60 s; 250 s is 12 000 000 frames; did you mean 0.25?", "250"),
    Case(
      "x = adsr(10, 100, 0.7, 300)",
      "adsr: decay: 100 s was given; expected 0 to 60 s; 100 s is 4 800 000 frames; did you mean 0.1?", "100"),
    Case(
      "x = saw(55):lowpass(0.25)", "frequencies are in hertz: as a part of half the rate, did you mean 6000?",
      "0.25"),
    Case("x = saw(55):lowpass(90000)", "expected 1 to 24000 Hz, half the sample rate", "90000"),
    Case("x = saw(55):pan(50)", "in percent, did you mean 0.5?", "50"),
    Case("x = saw('440 Hz')", "saw: frequency: a number or a signal in hertz", "'440 Hz'"),
    Case("x = saw(55):lowpass('800')", "lowpass: cutoff: a number or a signal in hertz", "'800'"),
    Case("volume(30)", "a number in decibels up to 12 is expected", "30"),
    Case("fade(20)", "0.001 to 1, in seconds, is expected", "20"),
    Case("x = saw(55):get_temporal(0, 0.5)", "a whole number of frames is expected; 0.5 was given", "0.5"),
    Case(
      "x = butter(4, 48000)",
      "48000 Hz was given; expected more than 0 and less than half the rate, 24000 Hz", "48000"),
    Case("tempo(0)", "1 to 2000 beats a minute are expected", "0"),
    Case("x = knob(9000, 50, 5000)", "9000 was given; expected 50 to 5000", "9000"),
  ]) func aWrongUnitSaysSo(mistake: Case) throws { try Self.check(mistake) }

  @Test(arguments: [
    Case(
      "local x\nx:lowpass(800)",
      "x is nil, so :lowpass finds nothing: nothing was given to the local x before", "x"),
    Case(
      "t = {}\nt.a:lowpass(3)",
      "a is nil, so :lowpass finds nothing: the table before it holds nothing of this name", "a"),
    Case("t = {}\nt.a.b = 3", "a is nil, so .b finds nothing", "a"),
    Case(
      "sine(440):play():lowpass(3)", "nil has no :lowpass: what stands before it gave nothing", "lowpass"),
    Case(
      "x = highpass(1000):lowpass(3000)",
      "highpass(…) still awaits its signal and has no lowpass yet: filters in a row are function(x)",
      "lowpass"),
    Case(
      "x = buffer{1, 2, 3}\nprint(x[1])", "array{…} is a list of numbers that is indexed", "x"),
    Case(
      "drums = \"bd sn\"\ndrums:fast(2)",
      "there is no method fast here: fast is a word of patterns, and a string is none without its p: p\"bd sn\":fast",
      "fast"),
    Case(
      "local function f(a) return a + 1 end\nf()",
      "a is nil, which cannot be calculated with: nothing was given to the local a before", "a"),
    Case("t = {}\nt.play(3)", "play is nil: that table holds nothing of this name to call", "play"),
    Case("local f\nf(3)", "f is nil: there is nothing to call", "f"),
    Case("local n\nprint('n is ' .. n)", "n is nil, which cannot be joined by ..", "n"),
    Case("local n\nprint(#n)", "n is nil, which has no length", "n"),
    Case("local n\nif n < 3 then print(n) end", "two numbers are expected; one of them is nil", "<"),
    Case("x = lowpass(nil, 800)", "nil was given, as a misspelt name gives it", "lowpass"),
    Case("x = sine(440) + nil", "nil was given", "+"),
    Case("b = 3\nx = b * nil * sine(3)", "nil", "*"),
    Case("x = nil + 1", "nil cannot be calculated with", "+"),
  ]) func aMethodOnNilNamesTheVariable(mistake: Case) throws { try Self.check(mistake) }

  @Test(arguments: [
    Case(
      "bass = saw(55)\nif bass then print(1) end",
      "bass is a signal: it is another number at each sample, and neither true nor false; gt(a, b)", "bass"),
    Case("bass = saw(55)\nif not bass then print(1) end", "bass is a signal", "bass"),
    Case("bass = saw(55)\nwhile bass do print(1) end", "bass is a signal", "bass"),
    Case("bass = saw(55)\nif bass == 0 then print(1) end", "bass is a signal", "bass"),
    Case("bass = saw(55)\nif bass > 0 then print(1) end", "a signal cannot be compared so", ">"),
    Case("bass = saw(55)\nif bass < bass then print(1) end", "a signal cannot be compared so", "<"),
    Case("if sine(1):lowpass(3) then print(1) end", "sine(…) is a signal", "sine"),
    Case("repeat print(1) until sine(1)", "sine(…) is a signal", "sine"),
    Case("x = not saw(55)", "saw(…) is a signal", "saw"),
    Case("if sine(3) == 0 then print(1) end", "sine(…) is a signal", "sine"),
    Case("x = saw(55):lowpass(3) ~= 3", "saw(…) is a signal", "saw"),
    Case("x = sine(440) and saw(3)", "sine(…) is a signal", "sine"),
    Case("x = sine(440) or saw(3)", "sine(…) is a signal", "sine"),
    Case("bass = saw(55)\ny = bass == 3", "bass is a signal", "bass"),
    Case("bass = saw(55)\ny = bass and 3 or 4", "bass is a signal", "bass"),
  ]) func aSignalIsNoCondition(mistake: Case) throws { try Self.check(mistake) }

  @Test(arguments: [
    Case(
      "x = fft(saw(55))", "take its samples first, here a second of them: sig:get_temporal(0, 48000)", "fft"),
    Case("x = welch(saw(55))", "sig:get_temporal(0, 48000)", "welch"),
    Case("x = lfilter({1}, {1}, saw(55))", "sig:get_temporal(0, 48000)", "lfilter"),
    Case("x = find_peaks(saw(55))", "sig:get_temporal(0, 48000)", "find_peaks"),
    Case("x = fir(saw(55), {b = {1, 2}})", "fir has no parameter", "b"),
    Case("x = lfilter({b = 1}, {1}, {1, 2})", "lfilter: b", "lfilter"),
    Case(
      "x = freqz({1, 2}, {'a'})", "a list of coefficients is expected; it holds the string \"a\"", "freqz"),
    Case("x = {0.5, 0.5} * 2", "a table cannot be calculated with", "*"),
    Case("x = mix{saw(1), 'b'}", "entry 2 of 2: a signal, or a number is expected", "'b'"),
    Case("play(saw)", "play: a signal is expected", "play"),
    Case("x = saw:lowpass(800)", "saw is a word that is called first", "saw"),
    Case("play(lowpass(800))", "lowpass still awaits its signal", "play"),
    Case("x = saw(55) + 'a'", "the string \"a\" was given", "'a'"),
    Case("x = 'a' + 1", "text is not calculated with", "'a'"),
    Case("x = print + 1", "print is a function, which cannot be calculated with", "print"),
    Case("x = #saw(55)", "a signal has no length", "#"),
  ]) func whatIsMeantIsSaid(mistake: Case) throws { try Self.check(mistake) }

  @Test(arguments: [
    Case(
      "x = saw(55) sine(3)", "sine(…) stands behind a value: a * or another sign is missing before it", "sine"
    ),
    Case("x = saw(55) saw(3) * 0.5", "saw(…) stands behind a value", "saw"),
    Case(
      "x = saw(55):quantize(8):dither()",
      "dither is text, which is not called: a parameter is set, as in bass.dither = …, or given", "dither"),
    Case(
      "bass = saw(55):lowpass(800)\nbass.cutoff(300)", "cutoff is a number, which is not called", "cutoff"),
    Case("bass = saw(55)\nx = bass.lowpass(800)", "with a colon: bass:lowpass(…)", "lowpass"),
    Case("play(saw(55).lowpass(800))", "with a colon: saw(…):lowpass(…)", "lowpass"),
    Case("x = saw(55)lowpass(800)", "lowpass(…) stands behind a value", "lowpass"),
    Case("y = 3\nx = y saw(55)", "saw(…) stands behind a value", "saw"),
    Case(
      "f = function(n) saw(n) end", "saw(…) makes a signal for nothing: return is missing before it", "saw"),
    Case("x = 2 saw(55)", "2 saw(…): a * is missing between them: 2 * saw(…)", "saw"),
    Case("x = 2saw(55)", "is a * missing, as in 2 * s…?", "2"),
    Case("x = saw(55) 0.5", "something is missing between ) and 0.5: a *, or a comma", "0.5"),
    Case("x = (0.3)(0.4)", "is a * missing before the parenthesis?", "("),
    Case("bass = saw(55)\nx = bass(0.5)", "bass is a signal, which is not called: is a * missing", "("),
    Case("play saw(110)", "play saw: what a word is given stands in parentheses, play(saw(…))", "saw"),
    Case("x = 440Hz", "440Hz: a number has no unit behind it; frequencies are in hertz: 440", "440"),
    Case("x = saw(55):delay(20ms)", "20ms: a number has no unit behind it; times are in seconds: 0.02", "20"),
    Case("x = saw 440", "what a word is given stands in parentheses, saw(440)", "440"),
    Case("x = saw(440 442)", "a *, a comma or a ) is missing between 440 and 442", "442"),
  ]) func aMissingProductIsSaid(mistake: Case) throws { try Self.check(mistake) }

  @Test(arguments: [
    Case(
      "bass = saw(55)\nbass:lowpass", "lowpass stands behind a : and is called: bass:lowpass(…)", "lowpass"),
    Case("x = saw(55):lowpass * 3", "called: …:lowpass(…), with parentheses", "lowpass"),
    Case("bass = saw(55)\nx = bass:lowpass + 1", "called: bass:lowpass(…), with parentheses", "lowpass"),
    Case("x = additive{1, 0.5}, 200", "200 is lost: one name is bound to one value", "200"),
    Case("tone = 440 Hz", "440Hz: a number has no unit behind it; frequencies are in hertz: 440", "Hz"),
    Case("x = sine(6500 Hz)", "frequencies are in hertz: 6500", "Hz"),
    Case(
      "x = sine(6500) * 0.1:bitcrush(24, 8000)",
      "0.1 has no methods: what a method is asked of stands in parentheses", ":"),
    Case("x = {1, 0.5/3²}", "² is written ^ 2", "²"),
    Case("x = mean(sine(3))", "mean is not bound: here it is dc(sig)", "mean"),
    Case("x = @", "@ means nothing outside of texts", "@"),
    Case("x = 3 $ 4", "$ means nothing outside of texts", "$"),
    Case("if n then x = 1 else x = 2 else x = 3 end", "this if has an else already", "else"),
    Case("x = sine(440) * 0,5", "0,5 is two numbers, of which the second is lost: a decimal point", "0"),
    Case("local x = saw(55, 0):lowpass(800) * 0,25", "a decimal point is a point, as in 0.25", "0"),
    Case("if 1 > 0 then\n  print(1)", "if has no end: what begins in line 1 is never ended", "if"),
    Case("x = 1\nlocal function f()\n  return 3\n", "function has no end: what begins in line 2", "function"),
    Case("for i = 1, 3 do\n  if i > 1 then print(i) end", "for has no end", "for"),
    Case("x = 3 end", "this end ends nothing", "end"),
    Case("x = 1\nif x < 1 then x = 2\nelse if x < 2 then x = 3\nend", "elseif goes on with the first", "if"),
    Case("x = saw(440", "this ( is not closed: a ) is missing", "("),
    Case("x = mix{saw(440), sine(3)", "this { is not closed: a } is missing", "{"),
    Case("x = saw(440))", ") closes nothing that is open", ")"),
    Case("x = 'abc", "the text that begins here has no closing quote", "'abc"),
    Case("x = ", "a value is missing behind =", "="),
    Case("x = 3 +", "a value is missing behind +", "+"),
  ]) func whatIsNotEndedIsSaid(mistake: Case) throws { try Self.check(mistake) }

  @Test(arguments: [
    Case("x = 3\nif x = 3 then print(1) end", "= binds a name; == compares, as in if x == …", "="),
    Case("x = 3\nwhile x = 3 do print(1) end", "= binds a name; == compares, as in while x == …", "="),
    Case("if 1 > 0 print(1) end", "then is missing before print", "print"),
    Case("x = 3\nif x != 3 then print(1) end", "!= is ~= in Lua", "!="),
    Case("x = 3\nif (x != 3) then print(1) end", "!= is ~= in Lua", "!="),
    Case("x = true && false", "&& is and in Lua", "&&"),
    Case("x = 1 || 2", "|| is or in Lua", "||"),
    Case("x = 1\nx += 1", "x += y is x = x + y in Lua", "+"),
    Case("x = 1\nx++", "x++ is x = x + 1 in Lua", "+"),
    Case("x = 2 ** 3", "a power is written with ^", "*"),
    Case("/* a comment */", "-- begins a comment in Lua", "/"),
    Case("def f(x):", "def is function in Lua: function f(…) … end", "def"),
    Case("let x = 3", "a name is bound without let: x = …", "let"),
    Case("y = 3\nimport numpy", "import is no word here", "import"),
    Case("x = lambda y: y", "lambda is function in Lua", "lambda"),
    Case("// a comment", "-- begins a comment in Lua", "//"),
    Case("x = [1, 2, 3]", "a list is written in braces, as in {1, 2, 3}", "["),
    Case("saw(55)[1]", "a value stands here by itself: bind it (x = …), or play(…) it", "saw"),
    Case("for k, v in {1, 2} do print(v) end", "as in for i, v in ipairs(t) do; a table was given", "{"),
    Case(
      "for i = 1, 'x' do print(i) end", "numbers are expected, as in for n = 1, 8 do; the limit is text",
      "for"),
    Case("äöü = 3", "names are of the letters a to z, digits and _", "ä"),
    Case("return = 3", "return is a word of Lua's and cannot be bound", "return"),
    Case(
      "x = lowpass(saw(55), cutoff = 800)",
      "named values stand in braces, as in lowpass{saw(55), cutoff = 800}", "="),
  ]) func otherLanguagesHabitsAreTold(mistake: Case) throws { try Self.check(mistake) }

  /// Which of two equal words it was, Lua does not say.
  @Test func equalWordsOnALineHaveNoCaret() throws {
    let test = try TestSession()
    do {
      try test.session.evaluate("x = string.format('%d', 1) .. string.format('%d', {})", name: "test")
      Issue.record("no error")
    } catch let error as LuaError {
      #expect(error.message.contains("format: argument 2: a number is expected; a table was given"))
      #expect(error.excerpt == "  1 | x = string.format('%d', 1) .. string.format('%d', {})")
    }
  }

  @Test func aListOfCoefficientsAloneAwaitsItsSignal() throws {
    let test = try TestSession()
    try test.run("smooth = fir{0.5, 0.5}")
    #expect(try test.run("#freqz(fir{0.5, 0.5}).level > 0") == "true")
    #expect(
      try test.run(
        "a = fir{0.5, 0.5}(saw(55)):get_temporal(0, 500) b = fir(saw(55), {0.5, 0.5}):get_temporal(0, 500) return (a - b):max() == 0"
      ) == "true")
    #expect(
      try test.run(
        "b, a = butter(2, 1000) x = iir(b, a)(saw(55)):get_temporal(0, 500) y = saw(55):iir(b, a):get_temporal(0, 500) return (x - y):max() == 0"
      ) == "true")
    #expect(test.failure("play(fir{0.5, 0.5})").contains("fir still awaits its signal"))
  }

  @Test func theLineOfAFunctionThatWasMadeBeforeIsShown() throws {
    let test = try TestSession()
    try test.session.evaluate("x = 1\nfunction broken(n) return n.a.b end", name: "one")
    do {
      try test.session.evaluate("y = 2\nbroken({})", name: "two")
      Issue.record("no error")
    } catch let error as LuaError {
      #expect(error.message.hasPrefix("one:2: a is nil, so .b finds nothing"))
      #expect(error.excerpt.contains("2 | function broken(n) return n.a.b end"))
    }
    // A long line is cut around what is meant.
    do {
      try test.session.evaluate(String(repeating: "x = 1; ", count: 30) + "sien(3)", name: "long")
      Issue.record("no error")
    } catch let error as LuaError {
      let lines = error.excerpt.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 })
      #expect(lines[0].contains("sien(3)"))
    }
  }
}
