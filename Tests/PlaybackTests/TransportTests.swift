import Testing
import Waits

@testable import Playback

/// The transport over a world that tells its frames, on a device that is moved by hand.
@Suite(.waits) struct TransportTests {
  struct Stage {
    let device = SteppedDevice(channels: 2)
    let log = SourceLog()
    let reports = ReportLog()
    let clock = TransportClock()
    let player: Player<Transport<CountingSource>>

    init() throws {
      player = try Player(
        sink: .stepped(device), rate: 48_000, channels: 2,
        makeSource: { [log, clock] in Transport(CountingSource(log: log), clock: clock) },
        report: { [reports] in reports.note($0) })
    }

    func settle() async throws { #expect(try await eventually { player.isSettled }) }

    func step(_ frames: Int) async throws {
      var left = frames
      while left > 0 {
        left -= device.step(min(left, 4_096))
        try await settle()
      }
    }

    func change(_ change: CourseChange, then frames: Int) async throws {
      player.edit(.course(change))
      try await settle()
      try await step(frames)
    }

    /// The frames of the project that were heard from `frame` on; nil where it was silent.
    func frames(from frame: Int = 0) -> [Int?] {
      let heard = device.heard
      return stride(from: 2 * frame, to: heard.count, by: 2).map { CountingSource.frame(heard[$0]) }
    }

    func levels(from frame: Int = 0) -> [Float] {
      let heard = device.heard
      return stride(from: 2 * frame + 1, to: heard.count, by: 2).map { heard[$0] }
    }

    /// The first frame heard after the latest change and its fade, and all of its course.
    var line: CourseLine { clock.line(at: player.position) }
  }

  @Test func aSeekFadesAndThenIsWhereItWasToGo() async throws {
    let stage = try Stage()
    try await stage.step(10_000)
    try await stage.change(.seek(500_000), then: 20_000)
    let heard = stage.frames()
    let start = stage.line.start
    #expect((10_000...10_000 + 1_024).contains(start))
    #expect(Array(heard[..<start]) == Array(0..<start))
    // The fade lies before the frame that was asked for, so that its attack is whole.
    let target = try #require(heard[(start + 960)...].first ?? nil)
    #expect(target <= PlayGrid.down(500_000))
    #expect(Array(heard[(start + 960)...]) == Array(target..<target + heard.count - start - 960))
    #expect(stage.player.position == 30_000)
    #expect(stage.clock.read(at: 30_000).frame == target + 30_000 - start - 960)
    #expect(stage.clock.read(at: 30_000).jumps == 1)
    #expect(stage.log.forbidden == 0)
    stage.player.stop()
  }

  @Test func whatIsBeingPreparedDoesNotHoldUpTheSoundNorAnEdit() async throws {
    let stage = try Stage()
    try await stage.step(10_000)
    stage.log.setPreparing(.max)
    stage.player.edit(.course(.seek(500_000)))
    #expect(try await eventually { stage.clock.isPreparing })
    for _ in 0..<100 {
      #expect(stage.device.step(2_400) == 2_400)
      #expect(try await eventually { stage.player.position == stage.device.read })
    }
    stage.player.edit(.edit(0.5))
    #expect(try await eventually { stage.log.applied.count == 1 })
    // An edit is applied before what it changes is written: the device goes on until it is heard.
    #expect(
      try await eventually {
        guard stage.player.position == stage.device.read else { return false }
        if stage.levels().last == 0.5 { return true }
        stage.device.step(2_400)
        return false
      })
    #expect(stage.frames() == Array(0..<stage.device.read))
    #expect(try await eventually { !stage.reports.all.isEmpty })
    #expect(stage.reports.all.contains(.preparing(part: 0.25)))
    let told = [0.0, 0.009, 0.01, 0.25].map { PlayerReport.preparing(part: $0).description.contains("%") }
    // Where nothing is known of it yet no part is told.
    #expect(told == [false, false, true, true])
    stage.log.setPreparing(3)
    try await stage.settle()
    try await stage.step(4_800)
    #expect(stage.frames().last == stage.clock.read(at: stage.player.position).frame - 1)
    #expect(stage.clock.read(at: stage.player.position).frame > 500_000)
    // The world that begins there has the edit.
    #expect(stage.levels().last == 0.5)
    stage.player.stop()
  }

  @Test func apauseHoldsTheCourseAndNothingIsLost() async throws {
    let stage = try Stage()
    try await stage.step(10_000)
    try await stage.change(.pause, then: 20_000)
    let start = stage.line.start
    #expect(stage.clock.read(at: 30_000) == .init(frame: start, speed: 1, isPaused: true, jumps: 0))
    #expect(stage.frames(from: start + 960).allSatisfy { $0 == nil })
    stage.player.edit(.edit(0.25))
    try await stage.change(.resume, then: 20_000)
    let again = stage.line.start
    let heard = stage.frames()
    #expect(Array(heard[..<start]) == Array(0..<start))
    #expect(Array(heard[(again + 960)...]) == Array(start + 960..<start + heard.count - again))
    #expect(stage.levels().last == 0.25)
    #expect(stage.log.applied.map(\.frame) == [start])
    stage.player.stop()
  }

  @Test func aLoopGoesRoundUntilItIsEnded() async throws {
    let stage = try Stage()
    try await stage.step(10_000)
    try await stage.change(.loop(96_000..<120_064), then: 96_000)
    let start = stage.line.start
    let heard = stage.frames()
    let length = 24_064
    let first = try #require(heard[10_000...].firstIndex(of: 96_000))
    for frame in first..<heard.count {
      let place = (frame - first) % length
      // The last frames of a pass go over to the next.
      if place < length - 1_024 { #expect(heard[frame] == 96_000 + place) }
    }
    #expect(start > 80_000)
    try await stage.change(.loop(nil), then: 96_000)
    let end = try #require(stage.frames().last ?? nil)
    #expect(end > 120_064 + 40_000)
    #expect(Array(stage.frames().suffix(30_000)) == Array(end - 29_999...end))
    #expect(stage.reports.all.isEmpty)
    stage.player.stop()
  }

  @Test func aPassThatIsNotPreparedInTimeIsToldAndTheSoundGoesOn() async throws {
    let stage = try Stage()
    try await stage.step(1_000)
    stage.log.setPreparing(.max)
    stage.player.edit(.course(.loop(0..<48_000)))
    for _ in 0..<120 {
      let wanted = stage.device.read + 1_000
      #expect(try await eventually { stage.device.writes.contains { $0.upperBound >= wanted } })
      #expect(stage.device.step(1_000) == 1_000)
      #expect(try await eventually { stage.player.position == stage.device.read })
    }
    #expect(stage.frames() == Array(0..<121_000))
    // How long an edit takes to render hangs on what else the machine does.
    let told = stage.reports.all.filter { if case .editLate = $0 { false } else { true } }
    #expect(told == [.passLate(frames: 48_000)])
    stage.log.setPreparing(0)
    try await stage.settle()
    try await stage.step(120_000)
    #expect(try #require(stage.frames().last ?? .max) < 48_000)
    stage.player.stop()
  }

  @Test func anEditInALoopIsHeardInThisPassAndTheNext() async throws {
    let stage = try Stage()
    try await stage.step(1_000)
    try await stage.change(.loop(12_800..<25_600), then: 40_000)
    stage.player.edit(.edit(0.5))
    try await stage.settle()
    try await stage.step(60_000)
    let levels = stage.levels()
    let first = try #require(levels.firstIndex { $0 != 0 })
    #expect((41_000...41_600).contains(first))
    #expect(levels[(first + 1_000)...].allSatisfy { $0 == 0.5 })
    #expect(stage.log.forbidden == 0)
    stage.player.stop()
  }

  @Test func atHalfSpeedEverySecondSampleIsTheWorldsOwn() async throws {
    let stage = try Stage()
    try await stage.step(10_000)
    try await stage.change(.speed(0.5), then: 20_000)
    let line = stage.line
    #expect(line.speed == 0.5)
    let heard = stage.device.heard
    for frame in stride(from: line.start + 960, to: 30_000, by: 2) {
      #expect(heard[2 * frame] == CountingSource.count(Int(line.origin) + (frame - line.start) / 2))
    }
    // Back at speed 1 it goes on, on the grid.
    try await stage.change(.speed(1), then: 20_000)
    let again = stage.line
    #expect(Int(again.origin) % PlayGrid.block == 0)
    let frames = stage.frames(from: again.start + 960)
    #expect(frames == Array(Int(again.origin) + 960..<Int(again.origin) + 960 + frames.count))
    stage.player.stop()
  }

  @Test func anEditAtAnotherSpeedIsHeardAtOnce() async throws {
    let stage = try Stage()
    try await stage.step(10_000)
    try await stage.change(.speed(2), then: 20_000)
    stage.player.edit(.edit(0.5))
    try await stage.settle()
    try await stage.step(9_600)
    let levels = stage.levels()
    let first = try #require(levels.firstIndex { abs($0) > 0.005 })
    #expect((30_000...31_500).contains(first))
    #expect(levels[(first + 1_200)...].allSatisfy { abs($0 - 0.5) < 1e-4 })
    stage.player.stop()
  }

  /// Of two changes in one chunk the second knows the first.
  @Test func aSpeedHoldsForTheJumpThatComesWithIt() async throws {
    for jump in [CourseChange.seek(480_000), .loop(480_000..<600_000)] {
      let stage = try Stage()
      try await stage.step(10_000)
      stage.player.edit(.course(.speed(0.5)))
      stage.player.edit(.course(jump))
      try await stage.settle()
      try await stage.step(60_000)
      let line = stage.line
      #expect(line.speed == 0.5 && line.jumps == 1, "\(jump)")
      stage.player.stop()
    }
  }

  /// What is told of a loop lies in it, also while a pass fades into the next.
  @Test(arguments: [1.0, -1.0]) func aLoopIsNotLeftByWhatIsTold(speed: Double) async throws {
    let stage = try Stage()
    try await stage.step(10_000)
    if speed < 0 {
      try await stage.change(.seek(120_000), then: 20_000)
      try await stage.change(.speed(speed), then: 20_000)
    }
    let loop = 48_000..<96_000
    try await stage.change(.loop(loop), then: 60_000)
    let grid = loop.lowerBound / PlayGrid.block * PlayGrid.block
    var passes = Set<Int>()
    for _ in 0..<300 {
      try await stage.step(480)
      let reading = stage.clock.read(at: stage.player.position)
      passes.insert(reading.jumps)
      // Where it comes in, the fade before it lies outside.
      guard passes.count > 1 else { continue }
      #expect((grid...grid + loop.count + PlayGrid.block).contains(reading.told), "\(reading)")
    }
    #expect(passes.count > 2)
    stage.player.stop()
  }
}
