import Graphs
import Testing

/// Words that are made of others keep their parameters once bound, as kinds do.
struct MadeWordTests {
  @Test func everyParameterThatHelpShowsIsReadAndSet() throws {
    let test = try TestSession()
    try test.run("pad = saw(110):echo(0.3, 2)")
    #expect(try test.run("pad.type, pad.time, pad.decay, pad.input.type") == "echo\t0.3\t2.0\tsaw")
    try test.run("pad.decay = 4")
    #expect(try test.run("pad.decay") == "4.0")
    #expect(try test.run("pad == saw(110):echo(0.3, 4)") == "true")
    for (word, parameter, value) in [
      ("supersaw(110)", "detune", "0.3"), ("supersaw(110)", "frequency", "220"),
      ("fm(110, 2, 3)", "index", "5"),
      ("pluck(220)", "frequency", "330"), ("saw(110):limiter()", "ceiling", "-6"),
      ("saw(110):tremolo()", "rate", "3"), ("saw(110):phaser()", "rate", "3"),
      ("saw(110):chorus()", "voices", "5"),
      ("saw(110):reverb()", "wet", "0.6"), ("saw(110):reverb()", "size", "2"), ("asr()", "level", "0.5"),
    ] {
      try test.run("x = \(word)")
      try test.run("x.\(parameter) = \(value)")
      #expect(try test.run("x.\(parameter) == \(value)") == "true", "\(word).\(parameter)")
    }
  }

  @Test func printingTellsTheWord() throws {
    let test = try TestSession()
    try test.run("pad = saw(110):echo(0.3, 2)")
    #expect(try test.run("pad").hasPrefix("pad: echo (time 0.3 s, decay 2 s) of saw, 1 channel"))
    #expect(try test.run("sine{440, 442}").hasPrefix("sine (frequency {440 Hz, 442 Hz}, phase 0 rad)"))
    #expect(try test.run("sample('kick.wav')").hasPrefix("sample (file \"kick.wav\", rate 1), 1 channel"))
  }

  @Test func whatItIsMadeOfIsFoundBehindWhatItWasGiven() throws {
    let test = try TestSession()
    try test.run("pad = saw(110):lowpass(800):echo(0.3, 2)")
    #expect(try test.run("pad.cutoff, pad.frequency") == "800.0\t110.0")
    try test.run("pad.cutoff = 900")
    #expect(try test.run("pad:find('echo').time, pad:find('lowpass').cutoff, pad.decay") == "0.3\t900.0\t2.0")
    #expect(test.failure("pad.longest").contains("pad:find(\"delay\").longest"))
    try test.run("pad:find('delay').time = 0.5")
    // Its inside is another than the word's: it says so no longer.
    #expect(try test.run("pad.type") == "feedback")
    #expect(
      test.failure("pad.decay").contains("neither a method of signals nor a parameter of this feedback"))
  }

  @Test func anEditIsTheSameAsBindingAnewAndIsUndone() throws {
    let test = try TestSession()
    try test.run("pad = saw(110):echo(0.3, 2) play(pad)")
    let former = test.playing.map(\.version.id)
    try test.run("pad.decay = 4")
    let edited = test.playing.map(\.version.id)
    #expect(edited != former)
    try test.run("undo()")
    #expect(test.playing.map(\.version.id) == former)
    #expect(try test.run("pad.decay") == "2.0")
    try test.run("pad = saw(110):echo(0.3, 4)")
    #expect(test.playing.map(\.version.id) == edited)
  }

  @Test func aMistakenValueIsToldAsInTheCall() throws {
    let test = try TestSession()
    try test.run("pad = saw(110):echo(0.3, 2)")
    #expect(test.failure("pad.decay = 99").contains("echo: decay: 99 s was given; expected 0 to 60 s"))
    #expect(test.failure("pad.decay = 'x'").contains("echo: decay: a number or a signal in seconds"))
    #expect(
      test.failure("saw(110):phaser{spread=noise()}").contains(
        "phaser: spread: a number as a factor, 0 to 1 is expected, not a signal that moves"))
    #expect(
      test.failure("saw(55):oversample(4, function(x) end)").contains(
        "oversample: word: the function is expected to return a signal; it returned nil"))
    #expect(test.failure("play(reverb(3))").contains("play: reverb still awaits its signal"))
    #expect(
      test.failure("saw(55):phaser(1, 2000, 200)").contains("phaser: low: 2000.0 Hz was given; at most high"))
  }

  @Test func itFollowsNamesAndGlidesAndLoops() throws {
    let test = try TestSession()
    try test.run("t = constant(0.3)")
    try test.run("pad = saw(110):echo(t, 2)")
    try test.run("t = constant(0.5)")
    #expect(try test.run("pad == saw(110):echo(t, 2), pad.time:get_temporal(0, 1)[1]") == "true\t0.5")
    try test.run("pad.decay = to(4, 8)")
    #expect(try test.run("pad.decay.type") == "to")
    try test.run("l = feedback(function(x) return saw(55) + (x:delay(0.1) * 0.5):tremolo(2) end)")
    try test.run("l.rate = 3")
    #expect(try test.run("l.rate, l:find('tremolo').depth") == "3.0\t0.5")
    try test.run("l:get_temporal(0, 10)")
  }

  @Test func theNoiseOfAPluckStaysTheSame() throws {
    let test = try TestSession()
    try test.run("a = pluck(220)")
    let first = try test.run("a:get_temporal(0, 4)")
    try test.run("a.decay = 3")
    try test.run("a.decay = 2")
    #expect(try test.run("a:get_temporal(0, 4)") == first)
  }

  @Test func aParameterOfANamedInputIsToldWithItsName() throws {
    let test = try TestSession()
    try test.run("a = saw(55):lowpass(200)")
    try test.run("b = a * 0.5")
    #expect(test.failure("b.cutoff = 3").contains("but of a, which it is made of: say a.cutoff"))
  }

  @Test func itIsSavedAndLoaded() throws {
    let test = try TestSession()
    try test.run("pad = saw(110):echo(0.3, 2) wide = pad:chorus() plucked = pluck(220)")
    let sound = try test.run("wide:get_temporal(0, 20000)")
    try test.run("manager:save('a.neap')")
    let other = try TestSession()
    try other.write("a.neap", test.bytes("a.neap"))
    try other.run("manager:load('a.neap')")
    #expect(try other.run("pad.type, pad.decay, wide.wet, plucked.decay") == "echo\t2.0\t0.5\t2.0")
    #expect(try other.run("wide:get_temporal(0, 20000)") == sound)
    try other.run("manager:save('b.neap')")
    #expect(try other.bytes("b.neap") == test.bytes("a.neap"))
    try other.run("pad.decay = 5")
    #expect(try other.run("wide.input == pad, pad.decay") == "true\t5.0")
  }
}
