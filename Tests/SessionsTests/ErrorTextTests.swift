import Testing

/// Errors speak to a person: what was given, what is expected, in which unit.
struct ErrorTextTests {
  @Test(arguments: [
    (
      "saw(55):lowpass(90000)",
      "test:1: lowpass: cutoff: 90000 Hz was given; expected 1 to 24000 Hz, half the sample rate"
    ),
    (
      "saw('x')",
      "test:1: saw: frequency: a number or a signal in hertz, minus half the sample rate to half the sample rate is expected; the string \"x\" was given"
    ),
    (
      "saw(55):lowpas(3)",
      "test:1: lowpas is neither a method of signals nor a parameter of this saw; did you mean lowpass?"
    ),
    (
      "lowpass{saw(55), cutof=3}",
      "test:1: lowpass has no parameter \"cutof\": it is called lowpass(input, [cutoff], [q]); did you mean cutoff?"
    ),
    ("sien(3)", "test:1: sien is not bound; did you mean sine?"),
    ("play()", "test:1: play: a signal is expected, as in play(saw(55) * 0.3); nothing was given"),
    ("play(3)", "test:1: play: a signal is expected, as in play(saw(55) * 0.3); the number 3 was given"),
    ("stop(saw(1))", "test:1: stop: this signal does not play; nothing plays"),
    (
      "volume('loud')",
      "test:1: volume: a number in decibels up to 12 is expected, as in volume(-12); the string \"loud\" was given"
    ),
    ("pause(3)", "test:1: pause(): nothing is expected; the number 3 was given"),
    ("hush(1, 2, 3)", "test:1: hush([seconds]): one value is expected; 3 were given"),
    ("tempo(1, 2, 3)", "test:1: tempo(bpm, [seconds]): at most 2 values are expected; 3 were given"),
    ("each(0, print)", "each: 1/64 to 1000000 bars are expected from one time to the next; 0 was given"),
    ("compare()", "compare: a name is expected, as in compare(\"bass\", 1, 2); nothing was given"),
    ("butter{4, 1000}", "a table was given (one by one, as in butter(4, 1000)"),
    ("freqz(3)", "freqz: a filter is expected, as in freqz(lowpass(1000))"),
    ("noise():lowpass(to(100, 3))", "lowpass: cutoff: to(last, length) glides a parameter"),
    (
      "x = saw(55):lowpass(100) x.cutoff = to(-5, 3)",
      "lowpass: to: cutoff: -5 Hz was given; expected 1 to 24000 Hz"
    ),
    ("p\"bd*1000000\"", "1000000 times is more than a cycle can hold: up to 4096 are expected"),
    ("fade(3)", "test:1: fade: 0.001 to 1, in seconds, is expected; the number 3 was given"),
    ("stereo{sine{1,2}, saw(3)}", "stereo: left"),
    ("sine{1,2} + sine{1,2,3}", "2 channels and 3 channels cannot be combined"),
    ("feedback(function(l) return l * 0.5 end)", "this loop has no delay"),
    ("feedback(3)", "feedback: a function is expected"),
    (
      "feedback(function(l) end)",
      "feedback: the function is expected to return a signal; nothing was returned"
    ),
    (
      "feedback(function(l) x = l:delay(1) return x end)",
      "means something only inside the function given to feedback"
    ),
    (
      "saw(1):get_temporal(0.5, 3)",
      "a whole number of frames is expected; 0.5 was given (1 s is 48000 frames)"
    ),
    ("saw = 3", "saw is a word of Neap's and keeps its meaning"),
    ("print = 3", "print is a word of Lua's and keeps its meaning"),
    (
      "manager:sav('x')",
      "manager has no sav, only get_signal, signals, dependents, stats, events, save, load; did you mean save?"
    ),
    ("manager:get_signal('nope')", "get_signal: no signal has the uuid nope"),
    ("write('x.wav', saw(1))", "write: this signal has no end"),
    ("write('../x.wav', saw(1), {to=1})", "lies outside the patch's folder"),
    ("sample('missing.wav')", "missing.wav"),
    (
      "play(lowpass(800))",
      "play: lowpass still awaits its signal: put it first, as in saw(110):lowpass(…), with a colon"
    ),
    ("x = saw(1) + 'a'", "add: b: a signal, or a number is expected; the string \"a\" was given"),
    ("delay{saw(1), time=100}", "delay: time: 100 s was given; expected 0 to 60 s"),
  ])
  func theSentenceSaysWhatIsWrong(chunk: String, part: String) throws {
    let message = try TestSession().failure(chunk)
    #expect(message.contains(part), "\(message)")
  }

  @Test func theLineIsTheOneOfTheMistake() throws {
    let test = try TestSession()
    #expect(test.failure("a = saw(1)\n\n-- a comment\nb = sien(2)").hasPrefix("test:4: sien"))
    #expect(test.failure("a = saw(1)\nb = = 2").hasPrefix("test:2:"))
  }
}
