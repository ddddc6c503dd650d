import AudioFiles
import Glibc
import Graphs
import Playback
import Scripting
import Sessions
import Signals
import Testing
import Workspaces

/// The master's chain, its meters and silence, through a real player.
struct MasterTests {
  @Test func theChainIsHeardAndTakenAway() throws {
    let stage = try PlayingTests.Stage()
    try stage.run("bass = constant(0.5) play(bass)", then: 4_800)
    try stage.run("master(function(mix) return mix * 0.5 end)", then: 9_600)
    #expect(abs((stage.heard(from: 0).last ?? 0) - 0.0628) < 0.001)
    try stage.run("bass = constant(0.25)", then: 9_600)
    #expect(abs((stage.heard(from: 0).last ?? 0) - 0.0314) < 0.001)
    try stage.run("master()", then: 9_600)
    #expect(abs((stage.heard(from: 0).last ?? 0) - 0.0628) < 0.001)
    try stage.run("undo()", then: 9_600)
    #expect(abs((stage.heard(from: 0).last ?? 0) - 0.0314) < 0.001)
  }

  @Test func aSoundThatBeginsBelowAChainKeepsItsAttack() throws {
    let stage = try PlayingTests.Stage()
    try stage.run("hum = constant(0.1) play(hum) master(function(mix) return mix * 1 end)", then: 9_600)
    try stage.run("play(constant(0.5) * perc(0, 0.2))", then: 9_600)
    let sound = stage.heard(from: 0)
    let first = try #require(sound.firstIndex { $0 > 0.1 })
    #expect(abs(sound[first - 1] - 0.0251) < 0.001)
    #expect(abs(sound[first] - 0.1507) < 0.001)
  }

  @Test func whatRingsInTheChainRingsOnWhenASoundStopsAndNotWhenHushed() throws {
    for (end, rings) in [("stop()", true), ("hush(0.001)", false)] {
      let stage = try PlayingTests.Stage()
      try stage.run("play(constant(0.5)) master(function(mix) return mix + mix:delay(0.5) end)", then: 48_000)
      try stage.run(end, then: 9_600)
      let last = stage.heard(from: 0).last ?? 0
      #expect((abs(last) > 0.05) == rings)
    }
  }

  @Test func levelsTellWhatWasHeard() throws {
    let stage = try PlayingTests.Stage()
    try stage.run(
      "bass = constant(0.5) lead = constant(0.1) play{bass, lead} mixer.lead.pan = 1", then: 24_000)
    let levels = stage.output.levels(seconds: 0.4)
    #expect(levels.map(\.name) == ["bass", "lead", nil])
    #expect(abs(levels[0].peak - 0.5) < 1e-6 && abs(levels[0].rms - 0.5) < 1e-3)
    #expect(abs(levels[1].peak - 0.1414) < 1e-3 && abs(levels[1].rms - 0.1) < 1e-3)
    #expect(abs(levels[2].peak - 0.161) < 1e-3 && !levels[2].isGuarded)
    // What is already rendered and not yet heard does not count.
    try stage.run("bass = constant(4)", then: 0)
    #expect(abs(stage.output.levels(seconds: 0.4)[0].peak - 0.5) < 1e-6)
    try stage.run("x = 1", then: 24_000)
    #expect(abs(stage.output.levels(seconds: 0.4)[0].peak - 4) < 1e-6)
    #expect(stage.output.levels(seconds: 0.4)[2].isGuarded)
  }

  @Test func hushFadesOverHalfASecondAndIsTakenBack() throws {
    let stage = try PlayingTests.Stage()
    try stage.run("play(constant(0.5))", then: 9_600)
    let before = stage.device.heard.count / 2
    try stage.run("hush()", then: 48_000)
    let sound = stage.heard(from: before)
    let half = try #require(sound.firstIndex { $0 < 0.0628 })
    #expect(half > 10_000 && half < 15_000)
    #expect(sound.last == 0)
    try stage.run("undo()", then: 9_600)
    #expect(abs((stage.heard(from: 0).last ?? 0) - 0.1256) < 0.001)
  }

  @Test func aMutedFilterGoesOnAndIsThereAgain() throws {
    let stage = try PlayingTests.Stage()
    try stage.run("bass = constant(0.5):lag(0.3) play(bass)", then: 48_000)
    try stage.run("mixer.bass.mute = true", then: 9_600)
    #expect(stage.heard(from: 0).last == 0)
    try stage.run("mixer.bass.mute = false", then: 4_800)
    #expect(abs((stage.heard(from: 0).last ?? 0) - 0.1256) < 0.001)
  }

  @Test func playedFromTheStartIsWhatIsRendered() throws {
    let stage = try PlayingTests.Stage()
    try stage.run(
      "a = saw(110):lowpass(900) b = sine(3) * saw(55) play{a, b} mixer.a.gain = -3 mixer.b.pan = 0.4 master(function(mix) return mix:compressor() + mix:delay(0.05):lowpass(2000) end)",
      then: 9_600)
    let snapshot = try stage.session.workspace.snapshot()
    let manager = stage.session.manager
    // A played graph from frame 0, with no edit between, and the pure answer.
    let graph = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: PlayedReport())
    graph.apply(snapshot, at: 0)
    var played = [Float](repeating: 0, count: 2 * 12_800)
    played.withUnsafeMutableBufferPointer { graph.render(0..<12_800, into: $0) }
    let mix = MixAnswer(snapshot, channels: 2, cache: manager.cache, log: manager.log)
    var pure: [Float] = []
    try mix.forEachPiece(of: 0..<12_800) { pure += $0 }
    #expect(played == pure)
    #expect(pure.contains { $0 != 0 })
  }
}
