import Testing
import Waits

@testable import Playback

@Suite(.waits) struct SilentSinkTests {
  @Test func itKeepsTimeAndEditsHoldWhereTheyWereForetold() async throws {
    let log = SourceLog()
    let player = try Player(
      sink: .silent, rate: 48_000, channels: 2, makeSource: { CountingSource(log: log) }, report: { _ in })
    let began = Monotonic.now()
    player.waitUntilHeard(9_600)
    #expect(Double(Monotonic.now() - began) / 1e9 > 0.19)
    let foretold = player.editFrame()
    player.edit(1)
    #expect(try await eventually { log.applied.count == 1 })
    let frame = log.applied[0].frame
    #expect(frame % PlayGrid.block == 0 && frame >= foretold - PlayGrid.block && frame < foretold + 48_000)
    #expect(log.forbidden == 0)
    player.stop()
  }

  @Test func itWaitsForWhatIsNotRendered() {
    let sink = SilentSink(rate: 48_000)
    #expect(sink.heads(Horizon(rendered: 0, awaited: 0), fresh: true).running == false)
    sink.start(at: 1_000)
    #expect(sink.heads(Horizon(rendered: 900, awaited: 0), fresh: true).play - 1_000 < 480)
  }
}
