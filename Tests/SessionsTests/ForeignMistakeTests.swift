import Testing

/// Mistakes of who comes from other languages, and of places in lists.
struct ForeignMistakeTests {
  typealias Case = MistakeTests.Case

  @Test(arguments: [
    Case("a = {1, 2, 3}\nx = a[4] + 1", "a[4] is nil: the list holds nothing there", "a"),
    Case("a = {1, 2, 3}\nx = a[0].y", "a[0] is nil: a list begins at 1", "a"),
    Case("b = array{1, 2}\nx = b[0]", "counted from 1 to 2; 0 was asked for", "b"),
    Case("x = saw(55) | lowpass(800)", "a chain is written with a colon", "|"),
    Case("x = saw(55)\nx -> lowpass(800)", "a chain is written with a colon", "-"),
    Case("x = saw(55):lowpass(800):", "a name is missing behind the :", ":"),
    Case("for i in range(3): x = i", "do stands where the : does", ":"),
    Case("if x == 1: x = 2", "then stands where the : does", ":"),
    Case("while x do y = 1\nend\nelse: x = 2", "else has no : behind it in Lua", ":"),
    Case("# a comment", "-- begins a comment in Lua", "#"),
    Case("x = 5 // half", "-- begins a comment in Lua, // divides", "//"),
    Case("x = None", "None is not bound: here it is nil", "None"),
    Case("xs = {1, 2}\nxs:lowpass(100)", "signals have a method lowpass, and xs is none", "lowpass"),
    Case("x = math.max(sine(440), 1)", "a signal cannot be compared so", "x"),
    Case("else x = 3", "else goes on with if … then, and there is none open here", "else"),
    Case("play(nosuch\n)", "nosuch is not bound", "nosuch"),
    Case("function f(x)\n  for i = 1, 3 do\n    x = i\nend\nx = 3", "for has no end", "for"),
    Case("plot(saw(55), 0, 0.1)", "a span is given as {from = 0, to = 0.1}", "0"),
    Case("plot(array{1, 2}, {from = 1})", "a buffer is drawn whole", "plot"),
    Case("x = transfer(lowpass(1000))", "has memory", "transfer"),
    Case("x = synths.marimba{note = 60}", "an instrument called by hand takes a whole note", "synths"),
    Case("smooth = feedback(function(y) return y[n-1] end)", "y[n-1] is written y:z(1)", "y"),
    Case("x = sine(1k)", "1k: a number has no unit behind it; a thousand is written out: 1000", "1"),
    Case("x = db(-6)", "undb(-6) is the factor of -6 dB", "db"),
    Case("y = 2\nx = synths.default(60)", "an instrument called by hand takes a whole note", "synths"),
  ]) func whatIsWrittenElsewhere(mistake: Case) throws { try MistakeTests.check(mistake) }
}
