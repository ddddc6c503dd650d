import Glibc
import Testing
import Waits

@testable import Playback

/// What a player does when what it plays on goes.
@Suite(.serialized, .waits) struct PulseLossTests {
  private struct Stage {
    let daemon: TestDaemon
    let log = SourceLog()
    let reports = ReportLog()
    /// What was told of the sound output; on a busy machine what came late is told too.
    var told: [PlayerReport] {
      reports.all.filter {
        switch $0 {
        case .late, .editLate: false
        default: true
        }
      }
    }
    let player: Player<CountingSource>

    init() async throws {
      let daemon = try TestDaemon()
      self.daemon = daemon
      player = try Player(
        sink: .pulse(server: daemon.server), rate: 48_000, channels: 2,
        makeSource: { [log] in CountingSource(log: log) }, report: { [reports] in reports.note($0) })
      #expect(try await eventually { player.position > 9_600 })
    }

    /// Time goes on though no one hears, about as fast as the clock goes.
    func keepsTime() async throws {
      let start = ContinuousClock.now
      let before = player.position
      try await Task.sleep(for: .milliseconds(400))
      let moved = player.position - before
      let frames = Int((ContinuousClock.now - start) / .milliseconds(1)) * 48
      #expect(abs(moved - frames) < 12_000 + frames / 10)
    }

    /// The longest that the clock stands still until all is as it was, and how far it goes from the time of day, in frames.
    func clock(until isDone: () -> Bool) async throws -> (standstill: Int, drift: Int) {
      let (began, first) = (Monotonic.now(), player.position)
      var (seen, since) = (first, began)
      var (standstill, drift) = (0, 0)
      while Monotonic.now() < began + 30_000_000_000 {
        let (now, position) = (Monotonic.now(), player.position)
        if position > seen { (seen, since) = (position, now) }
        standstill = max(standstill, Monotonic.frames(from: since, to: now, rate: 48_000))
        drift = position - first - Monotonic.frames(from: began, to: now, rate: 48_000)
        if isDone() { break }
        try await Task.sleep(for: .milliseconds(2))
      }
      return (standstill, drift)
    }

    /// It sounds again, each frame once and in order, at the frames that the player tells.
    func soundsAgain(after lost: Int) async throws {
      #expect(try await eventually(within: 30) { reports.all.last == .back })
      let recording = try daemon.record()
      let from = player.position
      #expect(from >= lost)
      #expect(try await eventually(within: 30) { player.position > from + 96_000 })
      let recorded = recording.finish()
      let frames = stride(from: 0, to: recorded.count - 1, by: 2).compactMap {
        CountingSource.frame(recorded[$0])
      }
      #expect(frames.count > 24_000)
      #expect((frames.first ?? 0) >= lost)
      #expect(zip(frames, frames.dropFirst()).allSatisfy { $1 == $0 + 1 })
      // The recording ends while the clock goes on: on a machine that stands still, by some seconds.
      #expect(abs((frames.last ?? 0) - player.position) < 240_000)
      #expect(log.forbidden == 0)
      player.stop()
    }
  }

  @Test func aServerThatDiesAndComesBackIsSurvived() async throws {
    let stage = try await Stage()
    stage.daemon.kill()
    #expect(try await eventually { stage.told.count == 1 })
    let lost = stage.player.position
    stage.player.edit(0.5)
    try await stage.keepsTime()
    #expect(stage.log.applied.count == 1)
    try stage.daemon.start()
    try await stage.soundsAgain(after: lost)
    #expect(stage.told.count == 2)
    #expect(stage.told[0].description.hasPrefix("The sound output is lost (Connection terminated)"))
  }

  @Test func aSinkThatIsRemovedIsSurvived() async throws {
    let stage = try await Stage()
    stage.daemon.pactl("unload-module", "module-null-sink")
    #expect(try await eventually { stage.told.count == 1 })
    let lost = stage.player.position
    try await stage.keepsTime()
    stage.daemon.pactl("load-module", "module-null-sink", "sink_name=test", "rate=48000", "format=float32le")
    try await stage.soundsAgain(after: lost)
    #expect(stage.told.count == 2)
  }

  @Test func aServerThatHangsIsLeftAndTakenUpAgain() async throws {
    let stage = try await Stage()
    stage.daemon.signal(SIGSTOP)
    #expect(try await eventually(within: 30) { stage.told.count == 1 })
    let lost = stage.player.position
    try await stage.keepsTime()
    stage.daemon.signal(SIGCONT)
    try await stage.soundsAgain(after: lost)
  }

  @Test(arguments: [true, false]) func thePlayingGoesOnWhereTheClockStands(isServer: Bool) async throws {
    let stage = try await Stage()
    if isServer {
      stage.daemon.kill()
    } else {
      stage.daemon.pactl("unload-module", "module-null-sink")
    }
    #expect(try await eventually { stage.told.count == 1 })
    try await Task.sleep(for: .milliseconds(700))
    if isServer {
      try stage.daemon.start()
    } else {
      stage.daemon.pactl(
        "load-module", "module-null-sink", "sink_name=test", "rate=48000", "format=float32le")
    }
    let recording = try stage.daemon.record()
    let back = stage.player.position
    let end = Monotonic.now() + 4_000_000_000
    let clock = try await stage.clock { Monotonic.now() > end }
    let position = stage.player.position
    let recorded = recording.finish()
    let frames = stride(from: 0, to: recorded.count - 1, by: 2).compactMap {
      CountingSource.frame(recorded[$0])
    }
    // Reports are some milliseconds old, and the machine may be busy: far below the second that a device can hold.
    #expect(clock.standstill < 9_600)
    #expect(abs(clock.drift) < 9_600)
    // What is heard is what stands where the clock is. A new null sink first gives out a silent block of up to 2 s of its
    // own.
    #expect(try #require(frames.first) < back + 120_000)
    #expect(abs((frames.last ?? 0) - position) < 48_000)
    #expect(zip(frames, frames.dropFirst()).allSatisfy { $1 == $0 + 1 })
    stage.player.stop()
  }

  @Test func withoutAServerItSaysSoOnceAndKeepsTime() async throws {
    let reports = ReportLog()
    let log = SourceLog()
    let player = try Player(
      sink: .pulse(server: "unix:/tmp/there-is-no-such-server", device: "any"), rate: 48_000, channels: 2,
      makeSource: { CountingSource(log: log) }, report: { reports.note($0) })
    #expect(try await eventually { player.position > 48_000 })
    player.stop()
    #expect(reports.all == [.absent("Connection refused")])
    #expect(log.forbidden == 0)
  }
}
