import Glibc
import Graphs
import Signals
import Testing
import Workspaces

@testable import Sessions

/// Words for sources that are written in Lua, and what holds for all sources.
struct SoundSourceTests {
  private func render(_ expression: String, _ frames: Range<Int>) throws -> [Float] {
    let test = try TestSession()
    try test.run("it = \(expression)")
    let slot = try #require(test.session.workspace.slot("it"))
    return try test.session.manager.samples(of: slot.id, frames)[0]
  }

  /// Frequency and decibels a second of the partial near `hertz`, from two windowed stretches, the second `apart` frames
  /// after the first.
  private func partial(_ samples: [Float], near hertz: Double, from: Int, apart: Int, length: Int) -> (
    hertz: Double, fall: Double
  ) {
    let ends = [from, from + apart].map { start -> (real: Double, imaginary: Double) in
      var sums = (0.0, 0.0)
      for i in 0..<length {
        let turn = 2 * .pi * Double(i) / Double(length)
        let window = 0.35875 - 0.48829 * cos(turn) + 0.14128 * cos(2 * turn) - 0.01168 * cos(3 * turn)
        let angle = 2 * .pi * (hertz * Double(start + i) / 48_000).truncatingRemainder(dividingBy: 1)
        sums.0 += Double(samples[start + i]) * window * cos(angle)
        sums.1 -= Double(samples[start + i]) * window * sin(angle)
      }
      return sums
    }
    let turned = remainder(
      atan2(ends[1].imaginary, ends[1].real) - atan2(ends[0].imaginary, ends[0].real), 2 * .pi)
    let seconds = Double(apart) / 48_000
    let levels = ends.map { 20 * log10(hypot($0.real, $0.imaginary)) }
    return (hertz + turned / (2 * .pi * seconds), (levels[1] - levels[0]) / seconds)
  }

  @Test(arguments: [27.5, 82.41, 220, 440, 987.77, 1_318.5, 2_093, 3_000.1, 4_000])
  func aPluckedStringIsInTuneToACentAndDiesAwayInItsTime(hertz: Double) throws {
    for damping in [0.0, 0.4, 1] {
      let samples = try render("pluck{\(hertz), 4, \(damping), seed=1}", 0..<72_000)
      let found = partial(samples, near: hertz, from: 6_000, apart: 4_800, length: 24_000)
      let cents = 1_200 * log2(found.hertz / hertz)
      #expect(abs(cents) < 1, "\(hertz) Hz with damping \(damping): \(cents) cents")
      #expect(abs(found.fall + 15) < 1.5, "\(hertz) Hz with damping \(damping): \(found.fall) dB a second")
    }
  }

  @Test func aStringWhoseFrequencyMovesIsInTuneWhereItStands() throws {
    let samples = try render("pluck{line(440, 440, 1) + 0, 4, seed=1}", 0..<48_000)
    #expect(samples.allSatisfy { $0.isFinite && $0.magnitude < 2 })
    let bent = try render("pluck{line(400, 440, 0.1), 4, seed=1}", 0..<48_000)
    let found = partial(bent, near: 440, from: 9_600, apart: 2_400, length: 24_000)
    #expect(abs(1_200 * log2(found.hertz / 440)) < 1)
  }

  @Test func dampingTakesTheHighTonesFirst() throws {
    func fall(_ damping: Double) throws -> Double {
      let samples = try render("pluck{220, 4, \(damping), seed=1}", 0..<48_000)
      return partial(samples, near: 2_200, from: 2_000, apart: 2_400, length: 9_600).fall
    }
    let (none, some, much) = try (fall(0), fall(0.3), fall(1))
    #expect(none > some + 3 && some > much + 10)
  }

  @Test func aTubeHasOddHarmonicsAndAStringAll() throws {
    for (body, hasSecond) in [("string", true), ("tube", false)] {
      let samples = try render(
        "(noise(1) * perc(0, 0.005)):waveguide(220, 4, 0.1, \"\(body)\")", 0..<60_000)
      func level(_ hertz: Double) -> Double {
        let sums = (4_800..<52_800).reduce((0.0, 0.0)) { sums, n in
          let turn = 2 * .pi * Double(n - 4_800) / 48_000
          let angle = 2 * .pi * (hertz * Double(n) / 48_000).truncatingRemainder(dividingBy: 1)
          let x = Double(samples[n]) * (0.5 - 0.5 * cos(turn))
          return (sums.0 + x * cos(angle), sums.1 + x * sin(angle))
        }
        return hypot(sums.0, sums.1)
      }
      #expect((level(440) > 0.05 * level(220)) == hasSecond, "\(body)")
      #expect(level(660) > 0.05 * level(220))
    }
  }

  @Test func eachPluckedStringHasItsOwnNoise() throws {
    let test = try TestSession()
    try test.run("a = pluck(220) b = pluck(220)")
    #expect(try test.run("a:get_temporal(0, 50)") != test.run("b:get_temporal(0, 50)"))
    #expect(
      try test.run("pluck{220, seed=3}:get_temporal(0, 50)")
        == test.run("pluck{220, seed=3}:get_temporal(0, 50)"))
  }

  @Test func everyKindWithASeedTakesOneFromItsName() throws {
    let test = try TestSession()
    for word in ["noise()", "pink()", "brown()", "dust(1000)", "lfnoise{frequency=100, steps=\"linear\"}"] {
      try test.run("a = \(word) b = \(word)")
      let first = try test.run("a.seed, b.seed")
      let seeds = first.split(separator: "\t")
      #expect(seeds[0] != seeds[1], "\(word)")
      try test.run("a = \(word) b = \(word)")
      #expect(try test.run("a.seed, b.seed") == first, "\(word)")
    }
    #expect(try test.run("dust{20, seed=4}.seed") == "4")
  }

  @Test func frequencyModulationHasBesselsSidebands() throws {
    // 2.003: what goes below 0 Hz comes back beside the others.
    let samples = try render("fm(1000, 2.003, 2)", 0..<48_000)
    for order in -6...6 {
      let expected = abs(jn(Int32(order), 2))
      #expect(abs(level(samples, abs(1_000 + 2_003 * order)) - expected) < 1e-5, "\(order)")
    }
  }

  @Test func phaseModulationByASineIsFrequencyModulation() throws {
    let pm = try render("sine(500):pm(1000, 2)", 0..<2_000)
    #expect(pm == (try render("fm(1000, 0.5, 2)", 0..<2_000)))
  }

  @Test func aModalSoundIsItsSines() throws {
    let samples = try render("modal({220, 607}, {3, 1}, {0.4, 0.2})", 0..<4_800)
    for (n, sample) in samples.enumerated() {
      let t = Double(n) / 48_000
      let expected =
        0.4 * pow(0.001, t / 3) * sin(2 * .pi * 220 * t) + 0.2 * pow(0.001, t) * sin(2 * .pi * 607 * t)
      #expect(abs(Double(sample) - expected) < 1e-6)
    }
  }

  @Test func aSupersawWithoutDetuningOrSidesIsASaw() throws {
    let samples = try render("supersaw(220, 0, 0) / saw(220, 4 * 2.399963)", 100..<4_000)
    let middle = samples.sorted()[samples.count / 2]
    // The others are never quite silent.
    #expect(abs(middle - 0.25) < 0.03)
  }

  private func level(_ samples: [Float], _ hertz: Int) -> Double {
    let sums = samples.enumerated().reduce((0.0, 0.0)) { sums, sample in
      let angle = 2 * .pi * Double(hertz * sample.offset % 48_000) / 48_000
      return (sums.0 + Double(sample.element) * cos(angle), sums.1 + Double(sample.element) * sin(angle))
    }
    return hypot(sums.0, sums.1) / 24_000
  }
}
