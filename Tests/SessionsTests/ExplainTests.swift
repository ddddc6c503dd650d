import Scripting
import Testing

@testable import Sessions

struct ExplainTests {
  @Test func everyPartAndEveryParameterIsTold() throws {
    let test = try TestSession()
    try test.run("wobble = sine(0.5) bass = saw(55):lowpass(400 + 300 * wobble) * 0.3")
    let text = try test.run("explain(bass)")
    for line in [
      "bass, mul: The product of two signals.", "a: lowpass: Lets through what lies below a frequency.",
      "cutoff 400 Hz now, moved by what follows. Where it is 3 dB down at a q of 0.7071.",
      "q 0.7071. Resonance at the cutoff.", "of saw: A sawtooth", "frequency 55 Hz. Periods a second",
      "wobble, sine: ", "frequency 0.5 Hz.",
    ] { #expect(text.contains(line), "\(line) in \(text)") }
  }

  @Test func aParameterIsToldAsItIsNow() throws {
    let test = try TestSession()
    try test.run("wobble = sine(0.5) tone = sine(440 + 20 * wobble)")
    test.output.position = 24_000
    #expect(try test.run("explain(tone)").contains("frequency 460 Hz now"))
    try test.run("tone = sine(440) cut = lowpass(tone, 900) cut.cutoff = 1200")
    #expect(try test.run("explain(cut)").contains("cutoff 1200 Hz."))
  }

  @Test func numbersForEachChannelAreTold() throws {
    let test = try TestSession()
    let text = try test.run("explain(saw{440, 442}:lowpass(800))")
    #expect(text.contains("frequency 440, 442 Hz, one for each channel. Periods a second"), "\(text)")
    #expect(!text.contains("what follows"))
  }

  @Test func whatStandsTwiceIsToldOnceAndLoopsEnd() throws {
    let test = try TestSession()
    try test.run("tone = sine(440) both = tone + tone:delay(0.1)")
    #expect(try test.run("explain(both)").contains("tone, sine, as above"))
    try test.run("ring = feedback(function(y) return noise() + 0.5 * y:delay(0.1) end)")
    #expect(try test.run("explain(ring)").contains("delay: A signal late"))
    try test.run("pad = saw(110):echo(0.3, 2)")
    #expect(try test.run("explain(pad)").contains("pad, echo: "))
    #expect(test.failure("explain(3)").contains("a signal is expected"))
  }

  @Test func everyWordCanBeExplained() throws {
    let test = try TestSession()
    for word in test.session.words.values where word.declaration != nil && !word.example.isEmpty {
      guard let value = try? test.session.evaluate(word.example, name: "test", printsExpression: true).first,
        let object = value.asObject(SignalObject.self)
      else { continue }
      let text = try withExtendedLifetime(object) { try test.run("explain(_)") }
      #expect(!text.isEmpty, "\(word.name)")
    }
  }
}
