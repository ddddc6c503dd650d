import Glibc
import Testing

@testable import Sessions

struct FormulaTests {
  @Test func aLowpassTellsItsCoefficients() throws {
    let test = try TestSession()
    // The bilinear transform of 1 / (s^2 + s / q + 1), at 48 kHz, by hand.
    let k = tan(Double.pi * 1_000 / 48_000)
    let norm = 1 / (1 + k / 0.5.squareRoot() + k * k)
    let b0 = Formula.number(k * k * norm)
    let text = try test.run("formula(lowpass(1000, math.sqrt(0.5)))")
    #expect(
      text
        == "y[n] = \(b0) x[n] + \(Formula.number(2 * k * k * norm)) x[n-1] + \(b0) x[n-2] + \(Formula.number(-2 * (k * k - 1) * norm)) y[n-1] - \(Formula.number((1 - k / 0.5.squareRoot() + k * k) * norm)) y[n-2]"
    )
  }

  @Test func aLoopIsWrittenAsItIs() throws {
    let test = try TestSession()
    #expect(
      try test.run("formula(function(x) return feedback(function(y) return 0.1*x + 0.9*y:z(1) end) end)")
        == "y[n] = 0.1 x[n] + 0.9 y[n-1]")
    #expect(try test.run("formula(function(x) return x - x:z(2) * 0.5 end)") == "y[n] = x[n] - 0.5 x[n-2]")
    #expect(try test.run("formula(function(x) return x:delay(0.01) end)") == "y[n] = x[n-480]")
  }

  @Test func coefficientsAreAnEquation() throws {
    let test = try TestSession()
    #expect(try test.run("formula({1, 2}, {2, -1})") == "y[n] = 0.5 x[n] + x[n-1] + 0.5 y[n-1]")
    #expect(try test.run("formula{0.25, 0.5, 0.25}") == "y[n] = 0.25 x[n] + 0.5 x[n-1] + 0.25 x[n-2]")
    #expect(test.failure("formula({1}, {0, 1})").contains("is 0; another number is expected"))
    #expect(test.failure("formula()").contains("a filter or a signal is expected"))
  }

  @Test func aSignalIsToldFromItsSources() throws {
    let test = try TestSession()
    try test.run("dry = saw(110) loud = dry:tanh(2) * 0.5")
    #expect(try test.run("formula(loud)") == "s1[n] = saw(110, 0)\nv1[n] = tanh(s1[n], 2)\ny[n] = 0.5 v1[n]")
    try test.run("ring = sine(440) * sine(30)")
    #expect(
      try test.run("formula(ring)") == "s1[n] = sine(440, 0)\ns2[n] = sine(30, 0)\ny[n] = s1[n] * s2[n]")
  }

  @Test func tapsAreWrittenOrCounted() throws {
    let test = try TestSession()
    #expect(
      try test.run("formula(function(x) return x:fir{0.5, 0.25, 0, 0, 0, 0, 0.125} end)")
        == "y[n] = 0.5 x[n] + 0.25 x[n-1] + 0.125 x[n-6]")
    #expect(
      try test.run("formula(function(x) return x:fir(firwin(101, 1000)) end)").contains("k = 0 to 100"))
  }

  /// What is written is what is heard: the equation of an equaliser, worked out by hand, is its sound.
  @Test(arguments: [
    "onepole(500)", "highpass(300, 2)", "peaking(1000, 6, 2)", "notch(60, 3)", "dcblock(20)",
    "lowshelf(200, -9)",
  ])
  func theEquationIsTheSound(filter: String) throws {
    let test = try TestSession()
    let text = try test.run("formula(\(filter))")
    let (b, a) = coefficients(text)
    let numerator = (0...2).map { "\(b[$0] ?? 0)" }.joined(separator: ", ")
    let denominator = "1, \(-(a[1] ?? 0)), \(-(a[2] ?? 0))"
    let off = try test.run(
      "h = noise{seed = 1}:\(filter) g = noise{seed = 1}:iir({\(numerator)}, {\(denominator)}) return (rms(h - g, {to = 0.1}))"
    )
    #expect(Double(off).map { $0 < 2e-3 } == true, "\(text): \(off)")
  }

  /// The factors of x and y by their delays.
  private func coefficients(_ text: String) -> (b: [Int: Double], a: [Int: Double]) {
    var (b, a) = ([Int: Double](), [Int: Double]())
    var sign = 1.0
    var factor = 1.0
    for word in text.split(separator: " ").dropFirst(2) {
      if word == "+" || word == "-" {
        sign = word == "+" ? 1 : -1
      } else if let number = Double(word) {
        factor = number
      } else {
        let negative = word.hasPrefix("-")
        let name = negative ? word.dropFirst() : word
        let delay = name.contains("n-") ? Int(name.drop { $0 != "-" }.dropFirst().dropLast()) ?? 0 : 0
        let value = sign * factor * (negative ? -1 : 1)
        if name.hasPrefix("x") { b[delay] = value } else { a[delay] = value }
        (sign, factor) = (1, 1)
      }
    }
    return (b, a)
  }

  /// Coefficients that were given are told, not what a response of some points lets guess.
  @Test func coefficientsOfAnyOrderAreToldAsTheyAre() throws {
    let test = try TestSession()
    try test.run("t = {} for i = 1, 1031 do t[i] = 0 end t[1] = 1 t[1031] = 0.5")
    #expect(try test.run("formula(fir(t))") == "y[n] = x[n] + 0.5 x[n-1030]")
    #expect(try test.run("formula(iir({1}, {1, 0, 0, 0, 0, 0, -0.5}))") == "y[n] = x[n] + 0.5 y[n-6]")
    #expect(try test.run("formula(iir(butter(5, 10000)))") == test.run("formula(butter(5, 10000))"))
    let lines = try test.run("formula(sos(butter(4, 1000, {output = \"sos\"})))").split(separator: "\n")
    #expect(lines.count == 2 && lines[0].hasPrefix("v1[n] = ") && lines[1].contains("v1[n-2]"), "\(lines)")
  }

  /// Of what has several channels no one equation is told.
  @Test(arguments: [
    ("reverb()", "it has 2 channels"), ("pan(0.5)", "it has 2 channels"),
    ("stereo(saw(55), saw(56)):lowpass(800)", "it has 2 channels"),
    ("function(x) return stereo(x, x:delay(0.01)) end", "it has 2 channels"),
  ]) func severalChannelsAreRefused(_ filter: String, _ sentence: String) throws {
    let told = try TestSession().failure("formula(\(filter))")
    #expect(told.contains("\(sentence), which no one equation tells"), "\(told)")
  }

  /// What clips only where it is loud, and what turns one side over, is no sum.
  @Test(arguments: ["clip(-1, 1)", "clip(-2, 2)", "fold()", "abs()", "tanh()"])
  func aShaperStandsAsAFunction(shaper: String) throws {
    let test = try TestSession()
    let name = shaper.prefix { $0 != "(" }
    #expect(try test.run("formula(function(x) return x:\(shaper) end)").contains("\(name)(x[n]"))
  }

  @Test func aRectifierHasNoResponse() throws {
    let test = try TestSession()
    for filter in ["abs", "function(x) return max(x, 0) end", "function(x) return min(x, 0) end"] {
      #expect(test.failure("freqz(\(filter))").contains("not linear"), "\(filter)")
    }
  }

  @Test func aLowCutoffTakesMoreDigits() throws {
    let test = try TestSession()
    let (b, a) = coefficients(try test.run("formula(butter(4, 20))"))
    let gain = b.values.reduce(0, +) / (1 - a.values.reduce(0, +))
    #expect((gain - 1).magnitude < 2e-3)
  }

  @Test func whatSaturatesIsToldForSmallSounds() throws {
    let test = try TestSession()
    #expect(
      try test.run("formula(ladder(1000))").hasSuffix("while it is so small that ladder does not saturate"))
    #expect(try !test.run("formula(lowpass(1000))").contains("saturate"))
  }

  /// A response that no number holds ended the process where it was taken for whole frames.
  @Test func aResponseThatIsNotFiniteHasNoEquation() throws {
    #expect(try TestSession().run("formula(iir({1e308}, {1e-308}))").hasPrefix("y[n] = iir(x[n])"))
  }

  @Test func aKnobInASignalsPlaceIsSaid() throws {
    let test = try TestSession()
    try test.run("cut = knob(800, 50, 5000)")
    for word in ["formula", "freqz"] {
      #expect(
        test.failure("\(word)(lowpass(cut))").contains(
          "\(word): lowpass(cut) filters the knob itself; lowpass{cutoff = cut} is the filter that it sets"))
    }
    #expect(try test.run("formula(lowpass{cutoff = cut})") == (try test.run("formula(lowpass(800))")))
    // A knob may be smoothed.
    try test.run("smooth = cut:lag(0.1)")
  }

  /// What has loops inside names each of their signals once, and itself y.
  @Test(arguments: [
    "formula(allpass_comb(0.01, 0.5))",
    "formula(feedback(function(y) return sine(1) + 0.5 * y:z(1) end) * 0.5)",
    "formula(pluck(220))",
    "formula(function(x) return feedback(function(y) return x + 0.3 * y:z(1) end) + feedback(function(y) return x - 0.3 * y:z(2) end) end)",
  ]) func eachSignalIsDefinedOnce(_ chunk: String) throws {
    let test = try TestSession()
    let lines = try test.run(chunk).split(separator: "\n")
    let names = lines.compactMap { $0.split(separator: "[n] = ").first }
    #expect(Set(names).count == lines.count, "\(lines)")
    #expect(names.last == "y")
  }

  @Test func loopsAreToldByTheirOwnNames() throws {
    let test = try TestSession()
    #expect(
      try test.run("formula(allpass_comb(0.01, 0.5))")
        == "v1[n] = 0.866025 x[n] + 0.5 v1[n-480]\ny[n] = 0.866025 v1[n-480] - 0.5 x[n]")
  }

  @Test func sectionsAreAnEquationEach() throws {
    let test = try TestSession()
    let text = try test.run("formula(butter(4, 1000, {output = 'sos'}))")
    #expect(text.hasPrefix("v1[n] = ") && text.contains("\ny[n] = ") && text.contains("v1[n-2]"), "\(text)")
    #expect(try text == test.run("formula(sos(butter(4, 1000, {output = 'sos'})))"))
  }
}
