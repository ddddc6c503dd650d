import Glibc
import Graphs
import Kinds
import Playback
import Scripting
@testable import Sessions
import Signals
import Spectra
import Synchronization
import Testing
import Workspaces

/// A session that plays through a real player into a device that is moved by hand.
struct PlayingTests {
  final class Stage: SteppedSession {
    /// Evaluates, waits until the edit is in the queue, and lets `frames` be heard.
    func run(_ chunk: String, then frames: Int) throws {
      try session.evaluate(chunk, name: "test")
      while !output.player.isSettled { usleep(1_000) }
      var left = frames
      while left > 0 {
        left -= device.step(min(left, 2_400))
        while !output.player.isSettled { usleep(1_000) }
      }
    }

    /// What was heard on the left since `frame`.
    func heard(from frame: Int) -> [Float] {
      let samples = device.heard
      return stride(from: frame * 2, to: samples.count, by: 2).map { samples[$0] }
    }
  }

  @Test func aSoundThatBeginsKeepsItsAttack() throws {
    let stage = try Stage()
    try stage.run("play(saw(55) * 0)", then: 4_800)
    try stage.run("play(constant(0.5) * perc(0, 0.2))", then: 9_600)
    let sound = stage.heard(from: 0)
    let first = try #require(sound.firstIndex { $0 != 0 })
    // -12 dB of one half, from the first sample on.
    #expect(abs(sound[first] - 0.1256) < 0.001)
  }

  @Test func aSoundKeepsItsAttackWhereItsChunkAlsoEditsWhatPlays() throws {
    let stage = try Stage()
    try stage.run("hum = constant(0.1) play(hum)", then: 9_600)
    try stage.run("hum = constant(0.2) play(constant(0.5) * perc(0, 0.2))", then: 9_600)
    let sound = stage.heard(from: 0)
    // -12 dB of the half and the tenth; the hum's own fade has hardly begun.
    let first = try #require(sound.firstIndex { $0 > 0.1 })
    #expect(abs(sound[first - 1] - 0.0251) < 0.001)
    #expect(abs(sound[first] - 0.1507) < 0.001)
  }

  @Test func aSoundOfASlowChunkStillBeginsWithItsFirstFrame() throws {
    let stage = try Stage()
    try stage.run("play(saw(55) * 0)", then: 4_800)
    let device = stage.device
    try stage.session.define("pass", .help, "pass()", "Lets time go by.") { _, _ in
      device.step(4_800)
      usleep(50_000)
      return []
    }
    try stage.run("play(constant(0.5) * perc(0, 0.2)) pass()", then: 9_600)
    let sound = stage.heard(from: 0)
    let first = try #require(sound.firstIndex { $0 != 0 })
    #expect(abs(sound[first] - 0.1256) < 0.001)
  }

  @Test func anEditOfAFilterMakesNoClick() throws {
    let stage = try Stage()
    try stage.run("bass = saw(110):lowpass(400) * 0.3 play(bass)", then: 24_000)
    let before = stage.heard(from: 14_400)
    let edit = stage.device.heard.count / 2
    try stage.run("bass.cutoff = 900", then: 24_000)
    let around = Array(stage.heard(from: edit)[..<4_800])
    let after = Array(stage.heard(from: edit + 14_400)[..<4_800])
    let loudest = max(try Self.high(Array(before[..<4_800])), try Self.high(after))
    // Not more than 6 dB over the louder of before and after, above 8 kHz, in windows of 30 ms.
    #expect(try Self.high(around) <= loudest * 4)
  }

  /// The greatest energy above 8 kHz of any 30 ms.
  static func high(_ samples: [Float]) throws -> Double {
    let window = 1_440
    // A raised cosine, so that the edges of the stretch are no clicks themselves.
    let weights = (0..<window).map { Float(0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(window))) }
    var most = 0.0
    for start in stride(from: 0, through: samples.count - window, by: 240) {
      let part = zip(samples[start..<start + window], weights).map { $0 * $1 }
      let bins = try FourierTransform.forward(real: part)
      var energy = 0.0
      for bin in window / 6...window / 2 {
        let (re, im) = (Double(bins.real[bin]), Double(bins.imaginary[bin]))
        energy += re * re + im * im
      }
      most = max(most, energy)
    }
    return most
  }

  @Test func whatHasRungOutIsForgotten() throws {
    let stage = try Stage()
    for _ in 0..<5 { try stage.run("play((saw(220) * perc(0, 0.05)):lowpass(900))", then: 4_800) }
    #expect(!stage.session.workspace.playing.isEmpty)
    try stage.run("x = 1", then: 96_000)
    try stage.run("x = 2", then: 4_800)
    #expect(stage.session.workspace.playing.isEmpty)
  }
}
