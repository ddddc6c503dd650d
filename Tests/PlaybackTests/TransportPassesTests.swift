import Testing
import Waits

@testable import Playback

/// Loops keep their time, whatever happens in them.
@Suite(.waits) struct TransportPassesTests {
  private typealias Stage = TransportTests.Stage

  /// The frames heard from `first` on lie where a loop in time has them; those within fades are left out.
  private func expectInTime(
    _ heard: [Int?], _ loop: Range<Int>, from first: Int, leavingOut edits: [Int] = [], _ what: String
  ) {
    var checked = 0
    for frame in first..<heard.count {
      let place = (frame - first) % loop.count
      if place >= loop.count - 1_024 || edits.contains(where: { $0..<$0 + 3_000 ~= frame }) { continue }
      checked += 1
      guard heard[frame] != loop.lowerBound + place else { continue }
      Issue.record("\(what): frame \(frame) is \(heard[frame] ?? -1), not \(loop.lowerBound + place)")
      return
    }
    #expect(checked > heard.count / 8)
  }

  /// Where a pass begins; within a fade the frame may come by chance.
  private func begin(of loop: Range<Int>, in heard: [Int?], from frame: Int) -> Int? {
    (frame..<heard.count - 1).first { heard[$0] == loop.lowerBound && heard[$0 + 1] == loop.lowerBound + 1 }
  }

  @Test func editsAnywhereInALoopLeaveItInTime() async throws {
    let stage = try Stage()
    stage.log.setPreparing(3)
    try await stage.step(1_000)
    let loop = 12_800..<25_600
    try await stage.change(.loop(loop), then: 40_000)
    let first = try #require(begin(of: loop, in: stage.frames(), from: 20_000))
    var edits: [Int] = []
    for number in 1...40 {
      // Before each place of the loop, its last moments too.
      try await stage.step(12_800 + (number * 1_237) % 1_000 - 160)
      edits.append(stage.device.read)
      stage.player.edit(.edit(Float(number) / 64))
      try await stage.settle()
    }
    try await stage.step(40_000)
    expectInTime(stage.frames(), loop, from: first, "edits")
    #expect(stage.reports.all.isEmpty)
    let levels = stage.levels()
    // Each edit is heard at once, but for one that falls into a jump: behind its fade.
    for (number, edit) in edits.enumerated() where number + 1 < edits.count {
      #expect(
        levels[(edit + 3_000)..<edits[number + 1]].allSatisfy { abs($0 - Float(number + 1) / 64) < 1e-6 },
        "edit \(number + 1) at \(edit)")
    }
    #expect(stage.log.forbidden == 0)
    stage.player.stop()
  }

  @Test func passesPlayWhatIsTheirs() async throws {
    let stage = try Stage()
    stage.log.setPreparing(3)
    try await stage.step(1_000)
    let loop = 12_800..<60_800
    try await stage.change(.loop(loop), then: 40_000)
    // From the middle of each pass on another plays, as behind a change of tempo; passes begin with their own.
    for pass in 0..<4 {
      for _ in 0..<200 where !(36_000..<37_000).contains(stage.frames().last.flatMap { $0 } ?? 0) {
        try await stage.step(500)
      }
      stage.player.edit(.placed(0.5, passes: 0.25, isPassing: pass > 0))
      try await stage.settle()
      try await stage.step(12_000)
      #expect(stage.levels().last == 0.5, "pass \(pass)")
    }
    try await stage.step(48_000)
    let (frames, levels) = (stage.frames(), stage.levels())
    var begun = 0
    for place in frames.indices.dropFirst(100_000) where frames[place] == loop.lowerBound {
      begun += 1
      #expect(levels[place..<min(levels.count, place + 20_000)].allSatisfy { $0 == 0.25 }, "at \(place)")
    }
    #expect(begun >= 2)
    #expect(stage.reports.all.isEmpty)
    stage.player.stop()
  }

  @Test(arguments: [2_400, 4_800, 9_600, 24_000, 40_000])
  func shortLoopsBeginInTimeAndStayThere(_ length: Int) async throws {
    let stage = try Stage()
    stage.log.setPreparing(3)
    try await stage.step(96_000 + length / 3)
    try await stage.change(.loop(96_000..<96_000 + length), then: 96_000)
    let loop = try #require(stage.clock.loop)
    let heard = stage.frames()
    let second = try #require(begin(of: loop, in: heard, from: 100_000 + length))
    expectInTime(heard, loop, from: second, "\(length)")
    stage.player.edit(.edit(0.5))
    try await stage.settle()
    try await stage.step(48_000)
    expectInTime(stage.frames(), loop, from: second, leavingOut: [], "\(length), edited")
    #expect(stage.levels().last == 0.5)
    try await stage.change(.loop(nil), then: 60_000)
    #expect(stage.reports.all.isEmpty)
    #expect(try #require(stage.frames().last ?? nil) > loop.upperBound + 10_000)
    stage.player.stop()
  }

  @Test func aSeekThatIsPreparedDoesNotHoldUpTheLoop() async throws {
    let stage = try Stage()
    try await stage.step(1_000)
    let loop = 0..<12_800
    try await stage.change(.loop(loop), then: 40_000)
    stage.log.setPreparing(50)
    stage.player.edit(.course(.seek(500_000)))
    stage.player.edit(.edit(0.5))
    try await stage.settle()
    try await stage.step(48_000)
    #expect(stage.reports.all.isEmpty)
    #expect(try #require(stage.frames().last ?? nil) > 500_000)
    #expect(stage.levels().last == 0.5)
    stage.player.stop()
  }

  @Test func aLoopIsBegunAgainAtAnotherPlaceAndAnotherSpeed() async throws {
    let stage = try Stage()
    stage.log.setPreparing(2)
    try await stage.step(10_000)
    try await stage.change(.loop(0..<12_800), then: 30_000)
    try await stage.change(.loop(48_000..<54_400), then: 30_000)
    #expect(stage.frames(from: 50_000).allSatisfy { $0.map { (46_976..<54_400).contains($0) } ?? true })
    try await stage.change(.speed(2), then: 30_000)
    let loop = try #require(stage.clock.loop)
    let place = stage.clock.read(at: stage.player.position).frame
    #expect((loop.lowerBound - 1_024..<loop.upperBound).contains(place))
    try await stage.change(.speed(-1), then: 30_000)
    let back = stage.clock.read(at: stage.player.position).frame
    #expect((loop.lowerBound..<loop.upperBound + 1_024).contains(back))
    #expect(stage.reports.all.isEmpty)
    stage.player.stop()
  }
}
