import Foundation
import Testing

/// Strings, combs and echoes: how long they ring.
struct RingingTests {
  /// What is left of the lowest tone after half a second tells its decay, wherever its period lies among the frames.
  @Test(
    arguments: [44_100, 48_000, 96_000],
    [
      "pluck(hertz, decay, 0, 3)", "pluck(hertz, decay, 0.7, 3)", "pluck(constant(hertz), decay, 0.3, 3)",
      "(noise{seed=3}:trim(0, 0.01)):waveguide(hertz, decay, 0.2, \"tube\")",
    ])
  func aStringRingsAsLongAsAsked(rate: Int, string: String) throws {
    let test = try TestSession(rate: rate)
    for hertz in [110, 2_349.3, 3_322, 3_500, 4_500, 4_900] {
      for decay in [2.0, 8] {
        let fall = try test.run(
          """
          hertz = \(hertz) decay = \(decay)
          x = (\(string)):bandpass(hertz, 5):bandpass(hertz, 5)
          return rms(x, {from=0.2, length=0.1}) / rms(x, {from=0.7, length=0.1})
          """)
        let measured = try 30 / (20 * log10(#require(Double(fall))))
        #expect(abs(measured / decay - 1) < 0.02, "\(hertz) Hz: \(measured) s in place of \(decay) s")
      }
    }
  }

  @Test func anEchoWithoutDecayDoesNotRepeat() throws {
    let test = try TestSession()
    for decay in ["0", "line(0, 0, 1)", "sine(1) * 0"] {
      #expect(try test.run("peak(echo(buffer{1}, 0.02, \(decay)), {from=0.01, length=0.1})") == "0.0")
    }
  }

  /// At its resonance, for long, with what reads between frames and overshoots.
  @Test(arguments: [44_100, 48_000, 96_000]) func whatBuildsUpStaysBelow24Decibels(rate: Int) throws {
    let test = try TestSession(rate: rate)
    for built in [
      "square{4000, bandlimit=false}:comb(1 / 8000, -0.92)", "sine(1000):comb(0.001, 0.92)",
      "constant(1):comb(0.0123, 0.92)", "square{100, bandlimit=false}:echo(0.02, 60)",
      "sine(200):echo(0.02, 60)",
      "sine(220):waveguide(220, 60, 0)", "constant(1):granular(0, 500, 0.79)",
      "constant(1):granular(line(0, 1, 1), 500, 0.79)",
      "granular{constant(1), density=80, size=5, irregularity=0, jitter=0}",
      "granular{constant(1), density=constant(500) + sine(1) * 0, size=5, irregularity=1}",
      "sine(440):reverb(1, 60, 1000000)", "sine(200):flanger{regen=0.9, depth=0}",
    ] {
      let peak = try test.run("math.max(peak(\(built), {from=8, length=2}))")
      #expect(try #require(Double(peak)) < 15.85, "\(built): \(peak)")
    }
  }

  @Test func aSlowOscillationStaysInItsBounds() throws {
    let test = try TestSession()
    for wave in ["sine", "triangle", "saw", "square"] {
      for rate in [0.5, 2, 30, 1_000] {
        let peak = try test.run("peak(lfo(\(rate), \"\(wave)\"), {length=4})")
        #expect(try #require(Double(peak)) <= 1.000001, "\(wave): \(peak)")
      }
    }
  }
}
