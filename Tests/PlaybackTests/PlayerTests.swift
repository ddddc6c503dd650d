import Glibc
import Testing
import Waits

@testable import Playback

/// The player on a device that is moved by hand.
@Suite(.waits) struct PlayerTests {
  private struct Stage {
    let device = SteppedDevice(channels: 2)
    let log = SourceLog()
    let reports = ReportLog()
    let player: Player<CountingSource>

    init() throws {
      player = try Player(
        sink: .stepped(device), rate: 48_000, channels: 2, makeSource: { [log] in CountingSource(log: log) },
        report: { [reports] in reports.note($0) })
    }

    func settle() async throws { #expect(try await eventually { player.isSettled }) }

    func step(_ frames: Int) async throws {
      #expect(device.step(frames) == frames)
      try await settle()
    }

    /// What was heard, checked: every frame once and in order; answers the second channel.
    func levels() -> [Float] {
      let heard = device.heard
      let broken = (0..<heard.count / 2).filter { heard[2 * $0] != CountingSource.count($0) }
      #expect(broken.isEmpty, "first at \(broken.first ?? 0)")
      #expect(log.forbidden == 0)
      return stride(from: 1, to: heard.count, by: 2).map { heard[$0] }
    }

    /// What should be heard of `edits`, each with its fade in frames.
    private func expected(_ edits: [(level: Float, frame: Int)], fade: Int, count: Int) -> [Float] {
      var levels = [Float](repeating: 0, count: count)
      for edit in edits {
        let curve = Fade(start: edit.frame, length: fade)
        for frame in edit.frame..<count where levels[frame] != edit.level {
          let weight = curve.weight(at: frame)
          levels[frame] = weight < 1 ? levels[frame] + weight * (edit.level - levels[frame]) : edit.level
        }
      }
      return levels
    }

    /// Checks all that was heard.
    func check(_ edits: [(level: Float, frame: Int)], fade: Int = 960) {
      let heard = levels()
      let due = expected(edits, fade: fade, count: heard.count)
      let wrong = heard.indices.first { heard[$0] != due[$0] }
      if let wrong { Issue.record("frame \(wrong) is \(heard[wrong]), not \(due[wrong])") }
    }
  }

  @Test func theQueueIsFilledTwoSecondsAheadAndKeptSo() async throws {
    let stage = try Stage()
    try await stage.settle()
    #expect(stage.device.writes.last?.upperBound == PlayGrid.down(105_600))
    for _ in 0..<30 {
      try await stage.step(4_801)
      let end = stage.device.writes.map(\.upperBound).max() ?? 0
      #expect(end - stage.device.read >= 96_000 && end - stage.device.read <= 105_600)
    }
    #expect(stage.player.position == 30 * 4_801)
    _ = stage.levels()
    stage.player.stop()
  }

  @Test func anEditFadesExactlyAndTheRestPassesBitForBit() async throws {
    let stage = try Stage()
    try await stage.settle()
    try await stage.step(10_000)
    for level: Float in [0.5, -0.25, 0.75, 0.75] {
      stage.player.edit(level)
      try await stage.settle()
      try await stage.step(9_000)
    }
    let edits = stage.log.applied
    #expect(edits.map(\.level) == [0.5, -0.25, 0.75, 0.75])
    #expect(edits.map(\.frame) == (0..<4).map { PlayGrid.up(10_000 + 9_000 * $0 + 384) })
    stage.check(edits)
    #expect(stage.reports.all.isEmpty)
    stage.player.stop()
  }

  @Test func aLongFadeReachesOverManyPieces() async throws {
    let stage = try Stage()
    try await stage.settle()
    try await stage.step(1_000)
    stage.player.edit(1, fade: 1)
    try await stage.settle()
    try await stage.step(60_000)
    stage.check(stage.log.applied, fade: 48_000)
    stage.player.stop()
  }

  @Test func aNewerEditGivesUpTheRestOfAnOlderOne() async throws {
    let stage = try Stage()
    try await stage.settle()
    try await stage.step(1_000)
    let rest = stage.log.entries.count
    let player = stage.player
    stage.log.onRender { [log = stage.log] range in
      // The second piece of the first edit: the next edit comes while it is rendered.
      guard log.entries.count == rest + 3 else { return }
      player.edit(-0.5)
    }
    player.edit(0.5)
    try await stage.settle()
    let entries = Array(stage.log.entries[rest...])
    let frame = PlayGrid.up(1_384)
    #expect(entries[0] == .apply(0.5, at: frame))
    #expect(entries[3] == .apply(-0.5, at: frame + PlayGrid.block), "nothing moved, so it is the next block")
    guard case .render(let second) = entries[2] else {
      Issue.record("\(entries[2]) is no rendering")
      return
    }
    #expect(second.upperBound < 20_000)
    try await stage.step(30_000)
    // The first edit is not heard at its frame any more, but it is what the second fades from.
    stage.check(stage.log.applied)
    stage.log.onRender(nil)
    stage.player.stop()
  }

  @Test func editsThatComeTogetherAreRenderedOnce() async throws {
    let stage = try Stage()
    try await stage.settle()
    let rest = stage.log.entries.count
    let player = stage.player
    stage.log.onRender { [log = stage.log] _ in
      guard log.entries.count == rest + 1 else { return }
      for level in [0.1, 0.2, 0.3] as [Float] { player.edit(level) }
    }
    // Past the low mark: something is rendered, and meanwhile three edits come.
    try await stage.step(12_000)
    stage.log.onRender(nil)
    let edits = stage.log.applied
    #expect(edits.map(\.level) == [0.1, 0.2, 0.3])
    #expect(Set(edits.map(\.frame)).count == 1)
    try await stage.step(12_000)
    stage.check([edits[2]])
    stage.player.stop()
  }

  @Test func anEditThatIsNeverInTimeFadesBehindTheQueue() async throws {
    let stage = try Stage()
    try await stage.settle()
    try await stage.step(5_000)
    let end = try #require(stage.device.writes.map(\.upperBound).max())
    stage.log.onRender { [log = stage.log, device = stage.device] _ in
      let entries = log.entries
      let applied = entries.lastIndex { if case .apply = $0 { true } else { false } }
      // What is rendered first of each edit takes long.
      if let applied, applied == entries.count - 2, log.applied.last?.frame ?? end < end {
        device.step(30_000)
      }
    }
    stage.player.edit(0.5)
    try await stage.settle()
    stage.log.onRender(nil)
    let edit = try #require(stage.log.applied.last?.frame)
    #expect(stage.log.entries.count { if case .retract = $0 { true } else { false } } == 3)
    #expect(edit >= end)
    try await stage.step(edit + 4_800 - stage.device.read)
    let heard = stage.device.heard
    let levels = stride(from: 1, to: heard.count, by: 2).map { heard[$0] }
    #expect(levels.last == 0.5)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { abs($0 - $1) < 0.001 })
    stage.player.stop()
  }

  @Test func aFirstPieceThatComesTooLateIsChosenAgain() async throws {
    let stage = try Stage()
    try await stage.settle()
    try await stage.step(5_000)
    let rest = stage.log.entries.count
    stage.log.onRender { [log = stage.log, device = stage.device] _ in
      if log.entries.count == rest + 2 { device.step(3_000) }
    }
    stage.player.edit(0.5)
    try await stage.settle()
    stage.log.onRender(nil)
    try await stage.step(8_000)
    let entries = Array(stage.log.entries[rest...])
    let early = PlayGrid.up(5_384)
    #expect(entries[0] == .apply(0.5, at: early))
    #expect(entries[2] == .retract(early))
    let edits = stage.log.applied
    #expect(edits.count == 1 && edits[0].frame >= 8_384)
    stage.check(edits)
    #expect(stage.reports.all == [.editLate(seconds: Double(edits[0].frame - early) / 48_000)])
    stage.player.stop()
  }

  @Test func anEditCanWaitForItsFrameAndLetsOthersPass() async throws {
    let stage = try Stage()
    try await stage.settle()
    try await stage.step(1_000)
    stage.player.edit(0.5, notBefore: 48_000)
    stage.player.edit(0.25)
    try await stage.settle()
    #expect(stage.log.applied.map(\.level) == [0.25])
    for _ in 0..<60 { try await stage.step(1_000) }
    let edits = stage.log.applied
    #expect(edits.map(\.level) == [0.25, 0.5])
    #expect(edits.last?.frame == 48_000)
    stage.check(edits)
    stage.player.stop()
  }

  @Test func anEditBeforeAnythingIsHeardNeedsNoFadeFromNothing() async throws {
    let stage = try Stage()
    stage.player.edit(0.5)
    try await stage.settle()
    try await stage.step(20_000)
    let levels = stage.levels()
    #expect(levels.last == 0.5)
    #expect((stage.log.applied.first?.frame ?? .max) <= 384)
    stage.player.stop()
  }

  @Test func aSourceThatCannotKeepUpIsToldOfOnceInAWhile() async throws {
    final class Slow: PlaySource {
      let channels = 1
      func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
        out.update(repeating: 0)
        usleep(UInt32(frames.count * 25))
      }
      func apply(_ edit: Int, at frame: Int, fade: Int) {}
      func heard(upTo frame: Int) {}
    }
    let reports = ReportLog()
    let player = try Player(
      sink: .silent, rate: 48_000, channels: 1, makeSource: { Slow() }, report: { reports.note($0) })
    let start = ContinuousClock.now
    #expect(try await eventually { player.position > 96_000 })
    player.stop()
    // A machine that stands still takes longer than the two seconds played: one report for each while that has begun.
    let whiles = Int((ContinuousClock.now - start) / .seconds(5)) + 1
    #expect((1...whiles).contains(reports.all.count))
    guard case .late(let seconds)? = reports.all.first else {
      Issue.record("\(reports.all) does not tell that it is late")
      return
    }
    #expect(0..<0.3 ~= seconds)
  }

  @Test func stoppingEndsTheThreadAndTheSource() async throws {
    final class Mortal: PlaySource {
      let channels = 1
      let log: ReportLog
      init(log: ReportLog) { self.log = log }
      deinit { log.note(.back) }
      func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
        out.update(repeating: 0)
      }
      func apply(_ edit: Int, at frame: Int, fade: Int) {}
      func heard(upTo frame: Int) {}
    }
    let log = ReportLog()
    for _ in 0..<20 {
      let player = try Player(
        sink: .silent, rate: 48_000, channels: 1, makeSource: { Mortal(log: log) }, report: { _ in })
      player.stop()
      #expect(!player.waitUntilHeard(1 << 40))
    }
    do {
      _ = try Player(
        sink: .silent, rate: 48_000, channels: 1, makeSource: { Mortal(log: log) }, report: { _ in })
    }
    #expect(log.all.count == 21)
  }
}
