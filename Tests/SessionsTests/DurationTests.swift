import Glibc
import Playback
import Scripting
@testable import Sessions
import Signals
import Testing
import Workspaces

/// Durations in beats follow the tempo of where the transport is.
struct DurationTests {
  private typealias Stage = TransportTests.Stage

  /// A ramp of ten seconds that is heard a beat late: 120 beats a minute, 240 from the second second on.
  private func stage() throws -> Stage {
    let stage = try Stage()
    try stage.run("ramp = line(0, 1, 10):delay(beats(1)) play(ramp) volume(0)")
    while stage.output.position < 96_000 { stage.step(min(2_400, 96_000 - stage.output.position)) }
    try stage.run("tempo(240)", then: 24_000)
    return stage
  }

  /// The frame at which the second tempo begins: where the edit was heard.
  private func change(_ stage: Stage) throws -> Int {
    let frame = Int(try #require(stage.session.workspace.tempo.stretches.last).frame)
    try #require((96_000..<98_000).contains(frame))
    return frame
  }

  /// The seconds of a beat by the latest `count` frames; nil where they are not all the same.
  private func beat(_ stage: Stage, _ count: Int = 4_800) -> Double? {
    let heard = Array(stage.heard().suffix(count))
    let end = stage.output.position
    let late = heard.indices.map { Double(end - count + $0) / 48_000 - Double(heard[$0]) * 10 }
    guard let least = late.min(), let most = late.max(), most - least < 0.002 else { return nil }
    return (least * 100).rounded() / 100
  }

  private func tempo(_ stage: Stage) throws -> Double? {
    try stage.session.evaluate("return tempo()", name: "test")[0].asDouble
  }

  @Test func theyFollowASeek() throws {
    let stage = try stage()
    #expect(beat(stage) == 0.25)
    #expect(try tempo(stage) == 240)
    for (place, after, bpm) in [
      (1.0, 0.5, 120.0), (3, 0.25, 240), (0.5, 0.5, 120), (1.2, 0.5, 120), (2.5, 0.25, 240),
    ] {
      // From the first frame of the jump on.
      try stage.run("seek(\(place))", then: 9_600)
      #expect(beat(stage, 6_000) == after, "seek(\(place))")
      #expect(try tempo(stage) == bpm)
      let told = try stage.session.evaluate("return tostring(beats(1))", name: "test")[0].asString
      #expect(told == "1 beat, \(Numerals.text(after)) s now")
    }
    #expect(stage.faults.isEmpty)
  }

  @Test func theyFollowTheTempoThatIsComeToAgain() throws {
    let stage = try stage()
    let change = try change(stage)
    try stage.run("seek(1.5)", then: 14_400)
    #expect(beat(stage) == 0.5)
    for _ in 0..<100 where stage.output.position < change { stage.step(480) }
    stage.step(9_600)
    #expect(beat(stage) == 0.25)
    // At its frame and not about it: the fade of 960 frames lies behind.
    let shift = stage.output.position - stage.device.read
    let heard = stage.heard()
    for place in [change - 1_000, change - 1, change + 960, change + 1_100] {
      let late = Double(place) / 48_000 - Double(heard[place - shift]) * 10
      #expect(abs(late - (place < change ? 0.5 : 0.25)) < 0.002, "\(place - change)")
    }
    try stage.run("tempo(60)", then: 9_600)
    #expect(beat(stage) == 1)
  }

  @Test func eachPassOfALoopBeginsWithItsOwn() throws {
    let stage = try stage()
    let change = try change(stage)
    try stage.run("loop_region(1.5, 2.5)", then: 9_600)
    for pass in 0..<4 {
      for (place, late) in [(76_800, 0.5), (change - 4_800, 0.5), (change + 9_600, 0.25), (112_800, 0.25)] {
        var least = Int.max
        for _ in 0..<400 {
          stage.step(480)
          least = abs(stage.output.position - place)
          if least < 480 { break }
        }
        try #require(least < 480, "\(pass): \(place) is not come to")
        #expect(beat(stage, 2_400) == late, "pass \(pass) at \(place)")
      }
    }
    #expect(stage.faults.isEmpty)
  }

  @Test func theyFollowALoopThatIsJumpedTo() throws {
    let stage = try stage()
    // From the first frame of the jump on.
    try stage.run("loop_region(1.5, 2.5)", then: 9_600)
    #expect(beat(stage, 6_000) == 0.5)
    #expect(stage.faults.isEmpty)
  }
}
