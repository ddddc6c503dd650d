import Glibc
import Testing

@testable import Sessions

/// The known answer is in the picture and in the numbers beside it.
struct PlotTests {
  /// Columns of the picture's first row of dots that have ink, and the column of the tick over a number.
  private func peak(_ picture: String, tick: String) throws -> (inked: [Int], tick: Int) {
    let lines = picture.split(separator: "\n").map(Array.init)
    let number = String(try #require(lines.last))
    let place = try #require(number.firstRange(of: tick))
    let start = number.distance(from: number.startIndex, to: place.lowerBound)
    let axis = lines[lines.count - 2]
    let column = try #require((start..<start + tick.count).first { axis[$0] == "┬" })
    let top = try #require(lines.first { $0.contains("┤") })
    let left = try #require(top.firstIndex(of: "┤"))
    return (top.indices.filter { $0 > left && top[$0] != " " }, column)
  }

  @Test func aToneOfOneKilohertzPeaksThere() throws {
    let test = try TestSession()
    let (inked, tick) = try peak(test.run("spectrum(sine(1000))"), tick: "1k")
    #expect(inked == [tick])
    #expect(
      try test.run("s = spectrum(sine(1000)); return s.frequency[1001], s.level[1001] > -0.001, #s.level")
        == "1000.0\ttrue\t24001")
    #expect(try test.run("return s.level[1001] < 0.001, s.level[900] < -100") == "true\ttrue")
    // With all windows, and between bins, where they are flat.
    for window in ["hann", "blackmanharris", "flattop", "boxcar"] {
      #expect(
        try test.run("math.abs(spectrum(sine(1000), {window=\"\(window)\"}).level[1001]) < 0.001") == "true")
    }
    #expect(
      try test.run("math.abs(spectrum(sine(1000.5), {window=\"flattop\"}).level[1001]) < 0.02") == "true")
    #expect(test.failure("spectrum(sine(1), {window=\"none\"})").contains("no window is called \"none\""))
  }

  @Test func aStereoSpectrumIsTwoAndDrawnOnce() throws {
    let test = try TestSession()
    // A list of signals is these signals.
    #expect(
      try test.run("a, b = spectrum{sine{440, 880}}; return a.level[441] > -0.01, b.level[881] > -0.01")
        == "true\ttrue")
    #expect(try test.run("#plot{sine(440), saw(55)}.values") == "2")
    #expect(
      try test.run(
        "a, b = spectrum(sine{440, 880}); return a.level[441] > -0.01, b.level[881] > -0.01, b.level[441] < -90"
      ) == "true\ttrue\ttrue")
    let two = try test.session.evaluate("spectrum(sine{440, 880})", name: "test", printsExpression: true)
    let text = test.session.printed(two)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("spectrum of") } == 1)
    #expect(text.contains("left") && text.contains("right"))
  }

  @Test func aLowpassIsThreeDecibelsDownAtItsCutoff() throws {
    let test = try TestSession()
    let text = try test.run("freqz(lowpass(1000))")
    #expect(text.contains("-3 dB at 1 kHz"))
    #expect(
      try test.run("f = freqz(lowpass(1000)); return #f.frequency, math.abs(f.level[1]) < 1e-3")
        == "512\ttrue")
    #expect(try test.run("freqz({1, -1})").contains("3 dB below the peak of 6.02 dB at 12 kHz"))
  }

  @Test func polesAndZerosAreThoseOfTheCoefficients() throws {
    let test = try TestSession()
    let text = try test.run("zplane({1, 0, -1}, {1, -1.8, 0.97})")
    for line in ["zero 1", "zero -1", "poles 0.9 ± 0.4i", "stable"] { #expect(text.contains(line)) }
    #expect(
      try test.run(
        "roots = zplane(lowpass(1000)); return #roots.poles, #roots.zeros, roots.zeros[1]:re(), roots.zeros:re()[2]"
      ).hasPrefix("2\t2\t-"))
    #expect(
      try test.run("math.abs(roots.poles[1]:re() - 0.9068) < 1e-3") == "true")
    #expect(try test.run("zplane({1}, {1, -1.2})").contains("not stable"))
    #expect(test.failure("zplane(delay(0.1))").contains("no order up to"))
    #expect(try test.run("#zplane(butter(4, 1000, {output=\"sos\"})).poles") == "4")
    #expect(try test.run("#zplane(butter(4, 1000, {output=\"sos\"})).zeros") == "4")
  }

  @Test func responsesAreWhatTheEquationSays() throws {
    let test = try TestSession()
    #expect(
      try test.run(
        "i = impulse_response({1}, {1, -0.5}); return i.values[1], i.values[2], i.values[4], #i.values")
        == "1.0\t0.5\t0.125\t32")
    #expect(
      try test.run(
        "s = step_response({1}, {1, -0.5}, {length=0.001}); return s.values[1], s.values[2], #s.values")
        == "1.0\t1.5\t48")
    #expect(
      try test.run(
        "math.abs(step_response(onepole(100)).values[#step_response(onepole(100)).values] - 1) < 2e-3")
        == "true")
    #expect(try test.run("impulse_response(z(7)).values[8]") == "1.0")
    #expect(test.failure("impulse_response({1}, {0, 1})").contains("its first coefficient is 0"))
  }

  @Test func aShaperIsItsCurve() throws {
    let test = try TestSession()
    #expect(
      try test.run(
        "t = transfer(tanh()); return t.input[1], t.input[2048], math.abs(t.output[2048] - 0.964) < 1e-3")
        == "-2.0\t2.0\ttrue")
    // What takes its time to settle is waited for; what never does has no curve.
    #expect(
      try test.run(
        "t = transfer(oversample(2, tanh())); return math.abs(t.output[2048] - 0.964) < 2e-3, math.abs(t.output[1024]) < 2e-3"
      ) == "true\ttrue")
    #expect(
      try test.run("t = transfer(function(x) return x:delay(0.001) end); return t.output[2048], t.output[1]")
        == "2.0\t-2.0")
    #expect(test.failure("transfer(function(x) return x:delay(0.5) end)").contains("a function has memory"))
    #expect(try test.run("transfer(function(x) return x * x end, {from=0, to=3}).output[2048]") == "9.0")
  }

  @Test func countsAreOfAllSamples() throws {
    let test = try TestSession()
    #expect(
      try test.run("h = histogram({1, 2, 2, 3}, {bins=2}); return h.count[1], h.count[2]") == "1.0\t3.0")
    #expect(try test.run("histogram({1, 1, 1})").contains("3 samples"))
  }

  @Test func aSpectrogramFollowsTheTone() throws {
    let test = try TestSession()
    #expect(
      try test.run(
        "s = spectrogram(sine(3000), {to=1, nperseg=1024}); return #s.frequency, s.frequency[65], s.level[20][65] > -0.01, s.level[20][200] < -90"
      ) == "513\t3000.0\ttrue\ttrue")
    #expect(try test.run("math.abs(s.time[2] - s.time[1] - 256/48000) < 1e-6") == "true")
    #expect(try test.run("spectrogram(sine(3000), {nperseg=512, noverlap=0})").contains("every 10.67 ms"))
    #expect(
      try test.run("spectrogram(sine(3000) * 1e38 * 1e38)").replacing("\n", with: " ").contains(
        "samples not finite"))
    #expect(try !test.run("spectrogram(sine(3000))").contains("not finite"))
    #expect(
      test.failure("spectrogram(sine(1), {nperseg=9})").contains("an even number is expected; 9 was given"))
  }

  @Test func aTimelineHasTheEventsToCome() throws {
    let test = try TestSession()
    #expect(
      try test.run(
        "t = timeline(p\"c4 e4 <g4 a4>\", {to=bars(2)}); return #t.value, t.value[1], t.value[3], t.value[6], t.time[6] * 3"
      ) == "6\t60.0\t67.0\t69.0\t5.0")
    let text = try test.run("timeline(p\"c4 e4 <g4 a4>\", {to=bars(2)})")
    for name in ["c4", "e4", "g4", "a4"] { #expect(text.contains("\(name)┤")) }
    #expect(try test.run("timeline(p\"bd sn\")").contains("8 events in 4 bars"))
    #expect(try test.run("d = p\"c4 e4\":on(synths.pluck); return #timeline(d, {to=bars(1)}).value") == "2")
    #expect(test.failure("timeline(sine(1))").contains("a pattern is expected"))
  }

  @Test func aGraphTellsWhatIsKeptAndWhatAnEditCosts() throws {
    let test = try TestSession()
    try test.run("wob = sine(2); bass = saw(55):lowpass(wob:range(300, 900)); bass:get_temporal(0, 48000)")
    let text = try test.run("graph(bass)")
    for line in ["bass: lowpass", "input: saw (frequency 55 Hz", "wob: sine (frequency 2 Hz", "*"] {
      #expect(text.contains(line), "\(text)")
    }
    #expect(!text.contains("!"))
    let edit = try test.run("graph(bass, {edit=wob})")
    for line in edit.split(separator: "\n") where line.contains("input: saw") {
      #expect(!line.hasSuffix("!"), "\(line)")
    }
    for line in edit.split(separator: "\n") where line.contains("bass:") {
      #expect(line.hasSuffix("!"), "\(line)")
    }
    #expect(try test.run("graph(bass, {edit=wob}).stale < graph(bass).count") == "true")
  }

  /// A periodic Hann window is 0 at its first sample.
  @Test func anImpulseAtTheBeginningIsSeen() throws {
    let test = try TestSession()
    try test.run("x = {1} for i = 2, 4800 do x[i] = 0 end s = spectrum(buffer(x))")
    let text = try test.run("spectrum(buffer(x))")
    #expect(text.contains("window boxcar (what there is lies where hann is next to 0)"), "\(text)")
    // A 48 000th of full scale in each bin, two bins a sine.
    #expect(abs((Double(try test.run("s.level[100]")) ?? 0) + 87.604) < 0.01)
    #expect(abs((Double(try test.run("s.level[2000]")) ?? 0) + 87.604) < 0.01)
    // Who asks for a window has it, and what fills the span keeps it.
    #expect(try test.run("spectrum(buffer(x), {window='hann'}).level[100]") == "-300.0")
    #expect(try test.run("spectrum(noise())").contains("window hann,"))
  }

  @Test func whatLiesAtZeroHertzIsTold() throws {
    let test = try TestSession()
    #expect(try test.run("spectrum(sine(100) * 0.1 + 0.5)").contains(", -6.0 dB at 0 Hz"))
    #expect(try test.run("spectrum(sine(100) * 0.5 + 0.1)").contains("at 0 Hz") == false)
    #expect(try test.run("spectrum(sine(100) * 0.1 + 0.5, {log=false})").contains("at 0 Hz") == false)
  }

  @Test func aSpanThatIsTooLongIsSaidOfTheSpectrum() throws {
    let test = try TestSession()
    #expect(
      test.failure("spectrum(noise(), {to=87})").contains(
        "spectrum: the span is 87 s long; at most 21.845333 s are expected"))
    #expect(
      test.failure("spectrum(noise():get_temporal(0, 1048577))").contains(
        "spectrum: 1048577 samples were given; at most 1048576 are expected"))
    #expect(try test.run("#spectrum(noise(), {to=21}).level") == "504001")
  }
}
