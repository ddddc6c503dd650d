import Chance
import Glibc
import Graphs
import Playback
@testable import Sessions
import Signals
import Testing
import Workspaces

/// What holds of the transport whenever anything was prepared: what is over, what is kept, how smooth it goes.
struct TransportLawTests {
  private typealias Stage = TransportTests.Stage

  private func blocks(_ stage: Stage, _ kind: String) -> Int {
    stage.session.manager.log.drain().filter { $0.event == .rendered && $0.kind == kind }
      .reduce(0) { $0 + $1.blocks }
  }

  /// The chain's states are kept on the way, as those of the sounds are: 22 500 blocks lie before the minute.
  @Test(arguments: [
    "mix:compressor()", "mix:compressor():limiter()", "mix:delay(0.1):highpass(30):compressor():limiter()",
    "mix + feedback(function(loop) return mix * 0.1 + loop:delay(0.31) * 0.5 end)",
  ])
  func aSeekUnderAChainWithStatesGoesOnFromWhereItsStatesAreKept(_ chain: String) throws {
    let stage = try Stage()
    try stage.run(
      "bass = saw(55):lowpass(900) * 0.3 play(bass) master(function(mix) return \(chain) end)", then: 4_800)
    try stage.run("seek(60)", then: 9_600)
    _ = blocks(stage, "lowpass")
    for (place, most) in [(60.5, 2_500), (61, 2_500), (30, 8_000), (61, 2_500)] {
      let before = stage.device.read
      try stage.run("seek(\(place))", then: 9_600)
      #expect((1...most).contains(blocks(stage, "lowpass")), "seek(\(place))")
      let first = before + 4_800 + stage.output.position - stage.device.read
      let heard = stage.heard(from: before + 4_800)
      #expect(heard == (try stage.pure(first..<first + heard.count)), "seek(\(place))")
      _ = blocks(stage, "lowpass")
    }
  }

  /// What was played more than two minutes ago is made again, and not forgotten on the way.
  @Test func aSeekFarBackArrivesWherePatternsPlay() throws {
    let stage = try Stage()
    try stage.run("play(p\"bd sn [hh hh] sn\":on(kits.default):lowpass(3000))", then: 4_800)
    try stage.run("seek(260)", then: 9_600)
    try stage.session.evaluate("seek(30)", name: "test")
    for _ in 0..<4_000 where !stage.output.player.isSettled {
      stage.session.tick()
      usleep(2_000)
    }
    #expect(stage.output.player.isSettled)
    stage.step(9_600)
    #expect((30 * 48_000..<31 * 48_000).contains(stage.output.position))
    // When it arrives hangs on how long the preparing took: so long a stretch holds a beat wherever it begins.
    stage.step(38_400)
    #expect((stage.heard(from: stage.device.read - 36_000).map(abs).max() ?? 0) > 1e-4)
  }

  /// Only states are kept of what a seek passes through.
  @Test func aFarSeekLeavesNoBlocksBehind() throws {
    let stage = try Stage()
    try stage.run("bass = (saw(55.1) + sine(91.3)):lowpass(900) * 0.3 play(bass)", then: 4_800)
    let before = stage.session.manager.cache.statistics.bytes
    try stage.run("seek(60)", then: 9_600)
    #expect(stage.session.manager.cache.statistics.bytes - before < 1 << 20)
  }

  /// The greatest third differences of the fastest course without a change bound those of all: what clicks is far above.
  @Test func aHundredChangesOfSpeedDoNotClick() throws {
    let stage = try Stage()
    try stage.run(
      "pad = (sine(110.3) + sine(165.7) * 0.5) * 0.2 play(pad:echo(0.3, 0.5)) volume(0)", then: 48_000)
    func roughness(_ heard: [Float]) -> Double {
      var differences = heard.map(Double.init)
      for _ in 0..<3 {
        let later = differences.dropFirst()
        differences = zip(later, differences).map { $0 - $1 }
      }
      return differences.reduce(0) { max($0, abs($1)) }
    }
    try stage.run("speed(3)", then: 48_000)
    let steady = roughness(Array(stage.heard().suffix(24_000)))
    var chance = SeededGenerator(5)
    let begin = stage.device.read
    for _ in 0..<100 {
      let speed = [0.25, 0.5, 0.7, 1, 1.5, 2, 3][Int.random(in: 0..<7, using: &chance)]
      let seek =
        Int.random(in: 0..<4, using: &chance) == 0
        ? "seek(\(Double(Int.random(in: 0..<600, using: &chance)) / 100 + 0.5)) " : ""
      try stage.run("\(seek)speed(\(speed))", then: 2_000 + Int.random(in: 0..<9_000, using: &chance))
    }
    // Two courses that go over into each other are no rougher than both together.
    #expect(roughness(stage.heard(from: begin)) < 2 * steady)
  }

  @Test func whatIsOverIsOverWhereverTheTransportGoes() throws {
    let stage = try Stage()
    try stage.run(
      "bass = constant(0.1) play(bass) play(constant(0.5) * perc(0, 0.4)) volume(0)", then: 24_000)
    #expect((stage.heard().max() ?? 0) > 0.5)
    try stage.run("seek(0)", then: 24_000)
    #expect((stage.heard(from: 26_000).max() ?? 1) < 0.11)
  }

  /// A pass is prepared while the one before it sounds: what ends meanwhile is not in it, whenever that is.
  @Test(arguments: [0.15, 0.4, 1, 2.7]) func whatEndsInALoopIsHeardOnce(_ length: Double) throws {
    let stage = try Stage()
    let frames = Int(length * 48_000)
    try stage.run(
      "bass = constant(0.1) play(bass) volume(0) loop_region(1, \(1 + length))", then: frames * 2 + 9_000)
    let hits = 8
    for number in 0..<hits {
      // Where it would go over the end it is not over: the last begins 6 000 frames before.
      let place = 48_000 + number * (frames - 7_000) / hits
      for _ in 0..<1_000 where !(place..<place + 1_000).contains(stage.output.position) { stage.step(700) }
      try #require((place..<place + 1_000).contains(stage.output.position))
      try stage.run("play(constant(0.5) * perc(0, 0.02))", then: 300)
      for _ in 0..<12 { stage.step(900) }
    }
    stage.step(3 * frames)
    let heard = stage.heard()
    let onsets = heard.indices.dropFirst(200).filter {
      heard[$0] > 0.35 && heard[$0 - 100..<$0].allSatisfy { $0 < 0.35 }
    }
    #expect(onsets.count == hits)
    #expect(stage.faults.isEmpty)
  }

  @Test func aSeekBackAndForthDoesNotBringBackWhatIsOver() throws {
    let stage = try Stage()
    try stage.run("bass = constant(0.1) play(bass) volume(0)", then: 48_000)
    try stage.run("play(constant(0.5) * perc(0, 0.5))", then: 9_600)
    // It is not over yet, so it sounds as it is there.
    try stage.run("seek(0.9)", then: 9_600)
    #expect((stage.heard(from: 62_000).max() ?? 0) > 0.4)
    stage.step(48_000)
    let over = stage.device.read + 2_000
    for place in ["0.9", "4", "1.1"] { try stage.run("seek(\(place))", then: 24_000) }
    #expect((stage.heard(from: over).max() ?? 1) < 0.11)
  }

  /// What is rendered backward is not heard to its end: it ends where it begins.
  @Test func whatABackwardCourseComesToIsNotOver() throws {
    let stage = try Stage()
    try stage.run("bass = constant(0.1) play(bass) volume(0)", then: 48_000)
    try stage.run("play(constant(0.5) * perc(0, 0.2))", then: 2_400)
    let jumped = stage.device.read
    try stage.run("speed(-1)")
    for _ in 0..<100 where stage.output.position > 44_000 { stage.step(2_400) }
    #expect((stage.heard(from: jumped).max() ?? 0) > 0.55)
    let turned = stage.device.read + 4_800
    try stage.run("speed(1)")
    for _ in 0..<100 where stage.output.position < 80_000 { stage.step(2_400) }
    #expect((stage.heard(from: turned).max() ?? 0) > 0.55)
    let over = stage.device.read + 4_800
    try stage.run("seek(0.9)", then: 24_000)
    #expect((stage.heard(from: over).max() ?? 1) < 0.11)
  }
}
