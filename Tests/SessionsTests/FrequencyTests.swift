import Glibc
import Graphs
import Scripting
import Signals
import Testing

@testable import Sessions

/// What freqz claims is what is measured from an impulse, to 0.1 dB.
struct FrequencyTests {
  /// What is called of a signal x, or a whole expression of it.
  static let filters = [
    "lowpass(1000)", "lowpass(300, 5)", "highpass(2000, 2)", "bandpass(1500, 4)", "notch(1000, 2)",
    "allpass(3000, 0.5)", "peaking(800, 9, 2)", "peaking(800, -12, 0.3)", "lowshelf(500, 12)",
    "highshelf(4000, -24, 1.5)", "svf(700, 3, \"notch\")", "ladder(1500, 0.6)", "onepole(400)",
    "dcblock(100)",
    "biquad(0.3, 0.2, -0.1, -1.2, 0.7)", "iir({0.5, 0, 0.1}, {2, -2.5, 1.4, -0.1})", "iir(butter(4, 1000))",
    "sos(ellip(6, 1, 60, 3000, {output=\"sos\"}))", "fir(firwin(63, 4000))", "fir({0.25, 0.5, -0.25})",
    "hilbert()", "z(7)", "delay(0.0123)", "delay(0.00215)", "offset(0.01)", "comb(0.002, 0.7)",
    "comb(0.0031, -0.9)", "allpass_comb(0.003, 0.8)", "echo(0.03, 0.3)",
    "multitap({0.001, 0.0025}, {0.5, -0.25})",
    "multitap({0.001, 0.0025}, {0.5, -0.25}, 0.7)", "convolve({1, -0.5, 0.25, 0.1})",
    "resonators({500, 1210, 5000}, {0.2, 0.1, 0.05}, {0.3, 0.2, -0.4})", "absorb(0.02, 0.3, 4000)",
    "allpass_chain(1000, 5, 0.6)", "allpass_chain(4000, 2)", "window_mean(0.0013)", "lag(0.01)",
    "waveguide(410, 0.2, 0.3)", "reverb{size=0.3, decay=0.4, damping=4000, wet=0.7}", "pan(0.4)",
    "function(x) return x:lowpass(900):highpass(200):delay(0.001) * 0.5 + x end",
    "function(x) return feedback(function(l) return (x + l * 0.6):onepole(2000):z(3) end) end",
    "function(x) return mix{x, -x:z(2), x:z(4) * 0.5} / 2 end",
  ]

  /// Levels in dB of a response at 24 frequencies from 0 to half the rate.
  private func levels(_ response: [Float]) -> [Double] {
    (0..<24).map { point in
      let turns = Double(point) / 48
      var (real, imaginary) = (0.0, 0.0)
      for (n, sample) in response.enumerated() where sample != 0 {
        let angle = 2 * .pi * (turns * Double(n)).truncatingRemainder(dividingBy: 1)
        real += Double(sample) * cos(angle)
        imaginary += Double(sample) * sin(angle)
      }
      return 20 * log10(hypot(real, imaginary))
    }
  }

  /// Where the filter has lost half of its power, whatever is drawn.
  @Test(arguments: [
    ("lowpass(30)", "30 Hz"), ("lowpass(15)", "15 Hz"), ("butter(4, 20)", "20 Hz"),
    ("butter(2, {990, 1010}, \"bandpass\")", "990 Hz, 1.01 kHz"),
    ("butter(8, {990, 1010}, \"bandpass\", {output = \"sos\"})", "990 Hz, 1.01 kHz"),
    ("lowpass(1000)", "1 kHz"), ("butter(3, 12000, \"highpass\")", "12 kHz"),
  ]) func theEdgesAreWhereTheyAre(filter: String, edges: String) throws {
    let told = try TestSession().run("tostring(freqz(\(filter)))")
    #expect(told.contains("-3 dB at \(edges)\n"), "\(told.prefix(200))")
  }

  /// A delay turns many times between two points; what is told is the whole fall.
  @Test func thePhaseOfADelayFallsAllTheWay() throws {
    let test = try TestSession()
    for milliseconds in [1.0, 10, 20] {
      let told = try test.run(
        "local f = freqz(delay(\(milliseconds / 1000))) return f.phase[512], f.frequency[512]"
      ).split(separator: "\t").compactMap { Double($0) }
      #expect(abs(told[0] + 2 * .pi * told[1] * milliseconds / 1000) < 1e-3 * told[0].magnitude)
    }
  }

  @Test func whatSaturatesIsShownOfSmallSounds() throws {
    let test = try TestSession()
    for word in ["freqz", "zplane"] {
      let told = try test.run("tostring(\(word)(ladder(1000)))").replacing("\n", with: " ")
      #expect(told.contains("of sounds so small that ladder does not saturate"), "\(told)")
      #expect(try !test.run("tostring(\(word)(lowpass(1000)))").contains("saturate"))
    }
  }

  /// A title tells names and units, and calls a knob by its name.
  @Test func theTitleTellsTheParameters() throws {
    let test = try TestSession()
    try test.run("cut = knob(800, 50, 5000)")
    for (cutoff, text) in [("cut", "cut"), ("1000", "1000 Hz")] {
      let told = try test.run("tostring(freqz(lowpass{cutoff = \(cutoff)}))")
      #expect(told.hasPrefix("frequency response of lowpass (cutoff \(text))\n"), "\(told)")
    }
    #expect(test.failure("freqz({1}, {0})").contains("a[1], by which all is divided, is 0"))
  }

  @Test(arguments: [44_100, 48_000, 96_000]) func theClaimIsMeasured(_ rate: Int) throws {
    let test = try TestSession(rate: rate)
    // Small, so that what saturates does not.
    try test.run("source = buffer{0.001}")
    for text in Self.filters {
      let filter = text.hasPrefix("function") ? text : "function(x) return x:\(text) end"
      let values = try test.session.evaluate(
        "local f = \(filter) out = f(source) return out", name: "test", printsExpression: false)
      let object = try #require(values.first?.asObject(SignalObject.self))
      let planes = try test.session.manager.samples(of: object.signal, 0..<2 * rate)
      for (number, plane) in planes.enumerated() {
        let values = try test.session.evaluate(
          "return freqz(\(filter), {points=24, channel=\(number + 1)}).level", name: "test",
          printsExpression: false)
        let claimed = try #require(values.first?.asObject(SampleBuffer.self)).samples("freqz")
        for (point, measured) in levels(plane.map { $0 * 1_000 }).enumerated() where claimed[point] > -60 {
          #expect(
            abs(measured - Double(claimed[point])) < 0.1,
            "\(filter), channel \(number + 1), at \(point * rate / 48) Hz of \(rate): \(claimed[point]) claimed, \(measured) measured"
          )
        }
      }
    }
  }

  /// Every kind and word that, as it stands without more than its input, does the same to what comes later and to what
  /// is louder, answers a response.
  @Test func whatIsLinearClaims() throws {
    let test = try TestSession()
    let names = test.session.wordNames.filter { name in
      guard let word = test.session.words[name]?.declaration, word.isMethod else { return false }
      return word.parameters.dropFirst().allSatisfy { $0.standard != nil }
    }
    #expect(names.count > 60)
    // Worked out in whole stretches that overlap: linear, but what they do to a frame hangs on where it lies.
    let byStretches: Set<String> = ["spectral_filter", "spectral_blur", "stretch", "pitch_shift"]
    var linear = 0
    for name in names where !byStretches.contains(name) {
      func samples(_ input: String, _ frames: Range<Int>) -> [[Float]]? {
        guard
          let values = try? test.session.evaluate(
            "return \(name)(\(input))", name: "test", printsExpression: false),
          let object = values.first?.asObject(SignalObject.self)
        else { return nil }
        return try? test.session.manager.samples(of: object.signal, frames)
      }
      let input = "buffer{0.5, -0.25, 0.125, 0.01, 0.3}"
      guard let plain = samples(input, 0..<3_000), plain.joined().contains(where: { $0.magnitude > 1e-3 }),
        let late = samples(input + ":offset(frames(517))", 517..<3_517),
        let soft = samples("(\(input) * -0.1)", 0..<3_000),
        let other = samples("noise{seed=1}:trim(0, 0.01)", 0..<3_000),
        let sum = samples("(\(input) + noise{seed=1}:trim(0, 0.01))", 0..<3_000)
      else { continue }
      func agree(_ a: [[Float]], _ b: (Int, Int) -> Float) -> Bool {
        a.indices.allSatisfy { channel in
          a[channel].indices.allSatisfy { (a[channel][$0] - b(channel, $0)).magnitude < 2e-6 }
        }
      }
      let isLinear =
        agree(late) { plain[$0][$1] } && agree(soft) { -0.1 * plain[$0][$1] }
        && agree(sum) { plain[$0][$1] + other[$0][$1] }
      linear += isLinear ? 1 : 0
      let message = test.failure("freqz(function(x) return x:\(name)() end)")
      #expect(!isLinear || message.hasPrefix("no error"), "\(name): \(message)")
    }
    #expect(linear > 10)
  }

  @Test func coefficientsPhaseAndGroupDelay() throws {
    let test = try TestSession()
    // A pure delay of 7 frames.
    try test.run("f = freqz({0, 0, 0, 0, 0, 0, 0, 1}, 1, {points=64})")
    #expect(try test.run("#f.frequency, f.frequency[1], f.frequency[2]") == "64\t0.0\t375.0")
    let delays = try test.run("f.group_delay[2] * 48000, f.group_delay[60] * 48000").split(separator: "\t")
    #expect(delays.compactMap { Double($0) }.allSatisfy { abs($0 - 7) < 1e-3 })
    // Without jumps.
    let phase = try #require(Double(try test.run("f.phase[64]")))
    #expect(abs(phase + 7 * .pi * 63 / 64) < 1e-3)
    #expect(try test.run("#freqz(butter(4, 1000)).level") == "512")
    // A word that awaits its signal, and one that is bound.
    #expect(
      try test.run(
        "freqz(lowpass(1000)).level[100] == freqz(function(x) return x:lowpass(1000) end).level[100]")
        == "true")
    #expect(
      try test.run("fx = lowpass{cutoff=800} return #freqz(fx, {from=100, to=900, points=9}).phase") == "9")
    #expect(try test.run("#freqz(butter(8, 1000, {output=\"sos\"})).level") == "512")
  }

  @Test func whatHasNoResponseIsToldInASentence() throws {
    let test = try TestSession()
    #expect(test.failure("freqz(function(x) return x:tanh() end)").contains("tanh: this is not linear"))
    #expect(test.failure("freqz(lowpass{cutoff=line(200, 2000, 1)})").contains("a parameter moves"))
    #expect(test.failure("freqz(saw(55))").contains("a filter is expected"))
    #expect(test.failure("freqz(lowpass(200), {point=3})").contains("did you mean points?"))
    #expect(test.failure("freqz(function(x) return saw(55) end)").contains("does not hang on what goes in"))
  }
}
