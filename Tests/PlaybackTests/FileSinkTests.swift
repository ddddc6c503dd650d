import Synchronization
import Testing
import Waits

@testable import Playback

@Suite(.waits) struct FileSinkTests {
  private final class Tape: Sendable {
    let samples = Mutex<[Float]>([])
    var all: [Float] { samples.withLock { $0 } }
  }

  private struct Full: Error, CustomStringConvertible {
    var description: String { "no space is left" }
  }

  private func player(
    _ pace: FilePace, log: SourceLog = SourceLog(), reports: ReportLog = ReportLog(),
    write: @escaping @Sendable (UnsafeBufferPointer<Float>) throws -> Void
  ) throws -> Player<CountingSource> {
    try Player(
      sink: .file(pace, write: write), rate: 48_000, channels: 2, makeSource: { CountingSource(log: log) },
      report: { reports.note($0) })
  }

  @Test func itWritesAsFarAsSomeoneWaitsAndNotFurther() async throws {
    let tape = Tape()
    let player = try player(.awaited) { samples in tape.samples.withLock { $0 += samples } }
    for end in [1, 100_000, 250_001] {
      #expect(player.waitUntilHeard(end))
      #expect(tape.all.count == 2 * end)
      #expect(player.position == end)
    }
    player.edit(0.5)
    player.edit(0.75, notBefore: 256_000)
    player.finish(at: 300_000)
    let all = tape.all
    #expect(all.count == 600_000 && all.last == 0.75)
    #expect(all[2 * 255_999 + 1] == 0.5 && all[2 * 256_001 + 1] > 0.5)
    #expect((0..<300_000).allSatisfy { all[2 * $0] == CountingSource.count($0) })
  }

  @Test func inRealTimeTheFileGrowsAsTheClockGoes() async throws {
    let tape = Tape()
    let player = try player(.realTime) { samples in tape.samples.withLock { $0 += samples } }
    let began = Monotonic.now()
    player.waitUntilHeard(24_000)
    let took = Double(Monotonic.now() - began) / 1e9
    #expect(took > 0.48 && took < 2)
    player.stop()
    let all = tape.all
    #expect((0..<all.count / 2).allSatisfy { all[2 * $0] == CountingSource.count($0) })
  }

  @Test func aWriterThatFailsIsToldOnceAndTimeGoesOn() async throws {
    let reports = ReportLog()
    let player = try player(.awaited, reports: reports) { _ in throw Full() }
    player.finish(at: 500_000)
    #expect(reports.all == [.fileFailed("no space is left")])
    #expect(
      reports.all[0].description == "The output file cannot be written (no space is left): playing silently.")
  }
}
