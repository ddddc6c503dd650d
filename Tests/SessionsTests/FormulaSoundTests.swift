import Glibc
import Testing

@testable import Sessions

/// What is printed is what is heard: equations, worked out frame by frame, give the samples that the filter makes.
struct FormulaSoundTests {
  private static let frames = 9_600

  /// `v1[n] = 0.5 x[n] + 0.9 v1[n-1]`, read.
  private struct Equation {
    let symbol: String
    let terms: [(symbol: String, delay: Int, factor: Double)]

    init(_ line: Substring) throws {
      let sides = line.split(separator: " = ", maxSplits: 1)
      symbol = String(try #require(sides.first).dropLast(3))
      var terms: [(symbol: String, delay: Int, factor: Double)] = []
      var (sign, factor) = (1.0, 1.0)
      for word in try #require(sides.last).split(separator: " ") {
        if word == "+" || word == "-" {
          sign = word == "+" ? 1 : -1
        } else if let number = Double(word) {
          factor = number
        } else {
          let isNegative = word.hasPrefix("-")
          let parts = word.drop { $0 == "-" }.dropLast().split(separator: "[")
          try #require(parts.count == 2 && parts[1].hasPrefix("n"), "\(line)")
          let delay = try parts[1] == "n" ? 0 : #require(Int(parts[1].dropFirst(2)))
          terms.append((String(parts[0]), delay, sign * factor * (isNegative ? -1 : 1)))
          (sign, factor) = (1, 1)
        }
      }
      self.terms = terms
    }
  }

  /// What the equations make of an impulse.
  ///
  /// - Parameter isSingle: Whether each product and each sum is rounded, as those of a loop are.
  private func samples(_ text: String, isSingle: Bool) throws -> [Double] {
    func rounded(_ value: Double) -> Double { isSingle ? Double(Float(value)) : value }
    let equations = try text.split(separator: "\n").map { try Equation($0) }
    var signals: [String: [Double]] = [:]
    for equation in equations { signals[equation.symbol] = [] }
    signals["x"] = [1] + [Double](repeating: 0, count: Self.frames - 1)
    for frame in 0..<Self.frames {
      for equation in equations {
        var value = 0.0
        for term in equation.terms where term.delay <= frame {
          let read = try #require(signals[term.symbol])
          try #require(read.indices.contains(frame - term.delay), "\(text)")
          value = rounded(value + rounded(rounded(term.factor) * read[frame - term.delay]))
        }
        signals[equation.symbol]?.append(value)
      }
    }
    return try #require(signals["y"])
  }

  private func difference(_ one: [Double], _ other: [Double]) -> Double {
    let peak = one.reduce(0) { max($0, $1.magnitude) }
    return zip(one, other).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } / peak
  }

  /// - Returns: What was told.
  @discardableResult
  private func check(_ filter: String, isSingle: Bool) throws -> String {
    let test = try TestSession()
    try test.run("function filter(x) return \(filter) end")
    let text = try test.run("formula(filter)")
    let heard = try test.run(
      "local h = filter(impulse(0)):get_temporal(0, \(Self.frames)) local t = {} for i = 1, \(Self.frames) do t[i] = string.format('%.9g', h[i]) end return table.concat(t, ' ')"
    ).split(separator: " ").compactMap { Double($0) }
    try #require(heard.count == Self.frames && heard.contains { $0 != 0 })
    let off = difference(heard, try samples(text, isSingle: isSingle))
    #expect(off < 1e-3, "\(off): \(text)")
    return text
  }

  @Test(arguments: [
    "lowpass(1000)", "lowpass(20, 9)", "highpass(300, 2)", "bandpass(440, 20)", "bandpass(30, 30)",
    "notch(60, 3)",
    "peaking(1000, 6, 2)", "peaking(40, 18, 20)", "allpass(500)", "lowshelf(200, -9)", "highshelf(4000, 5)",
    "svf(500, 5)", "onepole(500)", "onepole(1)", "dcblock(20)", "lag(0.1)", "comb(0.01, 0.9)",
    "allpass_comb(0.01, 0.5)", "delay(0.01)", "window_mean(0.0002)", "fir{0.5, 0.25, 0, 0, 0.1}",
    "iir(butter(4, 20))", "iir(butter(5, 10000))", "sos(butter(8, 100, {output = 'sos'}))",
    "iir({1}, {1, -1.9999999, 0.99999995})",
  ]) func aFiltersEquationGivesItsSamples(filter: String) throws { try check("x:\(filter)", isSingle: false) }

  /// Their numbers are single ones: 1.9999999 is 1.99999988, which is another tone.
  @Test(arguments: [
    "0.1 * x + 0.9 * y:z(1)", "x - 0.7 * y:z(3)", "x + 0.99 * y:z(480)", "(x + y:z(1) * 1.7) * 0.5",
    "x + 0.9 * y:delay(0.001)", "x + 0.9999995 * y:z(1)", "x + 1.9999999 * y:z(1) - 0.9999999 * y:z(2)",
    "x + 0.3 * y:z(1) + 0.6999999 * y:z(2)",
  ]) func aLoopsEquationGivesItsSamples(loop: String) throws {
    try check("feedback(function(y) return \(loop) end)", isSingle: true)
  }

  /// What goes round by way of others is told to as many digits as it needs, and so are they.
  @Test(arguments: [
    "x + (0.999999 * y:z(1)):onepole(500)", "x + 0.9999 * y:z(1):onepole(2000):onepole(3000)",
    "x + y:z(1) * 0.5 + y:z(1):lowpass(1000) * 0.4",
    "x + 0.5 * feedback(function(w) return y:z(1) + 0.49999 * w:z(1) end)",
    "0.999 * feedback(function(w) return x + 0.99999 * w:z(1) end) + 0.9 * y:z(2)",
  ]) func aLoopThroughOthersGivesItsSamples(loop: String) throws {
    try check("feedback(function(y) return \(loop) end)", isSingle: false)
  }

  /// A resonator of 20 Hz remembers for seconds; with six digits it is one of 24.
  @Test(arguments: [20.0, 30, 55, 440], [1, 0.9999, 0.999999])
  func aResonatorsEquationGivesItsSamples(hertz: Double, radius: Double) throws {
    let text = try check(
      "feedback(function(y) local w, r = 2 * math.pi * \(hertz) / 48000, \(radius) return x + 2 * r * math.cos(w) * y:z(1) - r ^ 2 * y:z(2) end)",
      isSingle: true)
    // Without rounding, too, it is the tone of the numbers that the loop has.
    let factors = (
      Double(Float(2 * radius * cos(2 * Double.pi * hertz / 48_000))), Double(Float(radius * radius))
    )
    var exact = [1, factors.0]
    for frame in 2..<Self.frames { exact.append(factors.0 * exact[frame - 1] - factors.1 * exact[frame - 2]) }
    let off = difference(exact, try samples(text, isSingle: false))
    #expect(off < 2.5e-4, "\(off): \(text)")
  }

  /// What is typed stays as it was, where that is the same sound.
  @Test func digitsThatTellNothingAreNotWritten() throws {
    let test = try TestSession()
    #expect(
      try test.run(
        "formula(function(x) return feedback(function(y) return 0.1 * x + 0.7 * y:z(1) end) * 0.3 end)")
        == "v1[n] = 0.1 x[n] + 0.7 v1[n-1]\ny[n] = 0.3 v1[n]")
    #expect(
      try test.run(
        "formula(function(x) return feedback(function(y) return x + 0.4 * y:z(1):onepole(500) end) end)"
      )
      .hasSuffix("y[n] = x[n] + 0.4 v1[n]"))
  }
}
