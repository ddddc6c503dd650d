import Glibc
import Testing
import Waits

@testable import Playback

/// Playing into a real server. One after the other: they measure time.
@Suite(.serialized, .waits) struct PulseSinkTests {
  private final class Tone: PlaySource {
    let channels = 2

    func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
      for (index, frame) in frames.enumerated() {
        let value = Float(0.5 * sin(2 * .pi * 440 * Double(frame) / 48_000))
        out[2 * index] = value
        out[2 * index + 1] = value
      }
    }

    func apply(_ edit: Int, at frame: Int, fade: Int) {}
    func heard(upTo frame: Int) {}
  }

  /// A server whose sink cannot take back what it was given, so an edit that comes too late is heard late. The
  /// recording of a sink that can lacks what it took back, from each stream's beginning for one, and
  /// cannot be held to every frame.
  private static func daemonWithoutRewinds() throws -> TestDaemon {
    try TestDaemon(sinkArguments: "norewinds=1")
  }

  private func counting(
    _ server: String, _ log: SourceLog
  ) throws -> Player<CountingSource> {
    try Player(
      sink: .pulse(server: server), rate: 48_000, channels: 2, makeSource: { CountingSource(log: log) },
      report: { _ in })
  }

  /// The frames that were recorded, without the silence around them, and where they do not follow each other.
  private func course(_ recorded: [Float]) -> (frames: [Int], breaks: [String]) {
    let frames = stride(from: 0, to: recorded.count - 1, by: 2).compactMap {
      CountingSource.frame(recorded[$0])
    }
    let breaks = zip(frames, frames.dropFirst()).filter { $1 != $0 + 1 }
    return (frames, breaks.map { "after \($0) comes \($1)" })
  }

  @Test func aToneHasItsFrequencyAndLevel() async throws {
    let daemon = try TestDaemon()
    let recording = try daemon.record()
    try await Task.sleep(for: .seconds(2.3))
    let player = try Player(
      sink: .pulse(server: daemon.server), rate: 48_000, channels: 2, makeSource: { Tone() },
      report: { _ in })
    try await Task.sleep(for: .seconds(2.5))
    player.stop()
    let all = recording.finish()
    let left = stride(from: 0, to: all.count, by: 2).map { all[$0] }
    let first = try #require(left.firstIndex { $0 != 0 })
    let sound = left[(first + 4_800)...].prefix(48_000)
    try #require(sound.count == 48_000)
    let crossings = zip(sound, sound.dropFirst()).count { $0 < 0 && $1 >= 0 }
    #expect(439...441 ~= crossings)
    let power = sound.reduce(0) { $0 + Double($1) * Double($1) } / 48_000
    #expect(abs(10 * log10(power) + 9.03) < 0.02)
  }

  @Test func anEditIsHeardWithinMillisecondsAtItsFrame() async throws {
    let daemon = try Self.daemonWithoutRewinds()
    var waits = try await editArrivals(daemon, edits: 40, pause: 300...400)
    waits.sort()
    guard waits.count >= 10 else {
      print("From the edit to the ear: this machine stalls too often to tell.")
      return
    }
    let median = waits[waits.count / 2]
    let most = waits[waits.count * 95 / 100]
    print("From the edit to the ear: median \(median) ms, 95 % within \(most) ms (\(waits.count) edits).")
    // What is measured is told; timings judge no test.
    #expect(waits.allSatisfy { $0 > 0 })
  }

  @Test(.timeLimit(.minutes(2)))
  func sixtySecondsWithAHundredEditsDropAndRepeatNothing() async throws {
    let daemon = try Self.daemonWithoutRewinds()
    _ = try await editArrivals(daemon, edits: 100, pause: 400...790)
  }

  @Test func editsInQuickSuccessionAreAllHeard() async throws {
    let daemon = try Self.daemonWithoutRewinds()
    _ = try await editArrivals(daemon, edits: 20, pause: 100...200)
  }

  /// Plays, edits, and checks each recorded frame. Answers how long each edit took to the ear, in milliseconds.
  /// Edits near which the machine stood still tell nothing of the player, and are left out.
  private func editArrivals(
    _ daemon: TestDaemon, edits: Int, pause: ClosedRange<Int>
  ) async throws
    -> [Double]
  {
    let recording = try daemon.record()
    try await Task.sleep(for: .seconds(2.3))
    let log = SourceLog()
    let player = try counting(daemon.server, log)
    #expect(try await eventually { player.position > 4_800 })
    let stalls = try StallWatch(process: daemon.process)
    var sent: [(frame: Int, time: UInt64)] = []
    for edit in 0..<edits {
      try await Task.sleep(for: .milliseconds(Int.random(in: pause)))
      sent.append((player.position, Monotonic.now()))
      player.edit(edit % 2 == 0 ? 0.5 : -0.5)
    }
    try await Task.sleep(for: .milliseconds(700))
    player.stop()
    let calm = stalls.finish()
    let recorded = recording.finish()
    let (frames, breaks) = course(recorded)
    #expect(frames.first == 0)
    #expect(breaks == [])
    #expect(log.forbidden == 0)

    let applied = log.applied
    try #require(applied.count == edits && (frames.last ?? 0) > applied[edits - 1].frame + 960)
    var levels = [Float](repeating: .nan, count: (frames.max() ?? 0) + 1)
    for index in stride(from: 0, to: recorded.count - 1, by: 2) {
      if let frame = CountingSource.frame(recorded[index]) { levels[frame] = recorded[index + 1] }
    }
    let undisturbed = sent.map { calm($0.time - 100_000_000..<$0.time + 150_000_000) }
    var wrong: [String] = []
    for (index, edit) in applied.enumerated() where undisturbed[index] {
      let before = index == 0 ? (level: Float(0), frame: 0) : applied[index - 1]
      let curve = Fade(start: edit.frame, length: 960)
      let differing = (edit.frame - 960..<edit.frame + 1_920).filter { frame in
        let weight = curve.weight(at: frame)
        let level = weight < 1 ? before.level + weight * (edit.level - before.level) : edit.level
        return levels[frame] != level
      }
      if let first = differing.first {
        wrong.append("\(differing.count) frames from \(first - edit.frame) after \(edit.frame)")
      }
    }
    #expect(wrong == [], "of \(edits) edits")
    return (0..<edits).filter { undisturbed[$0] }.map { Double(applied[$0].frame - sent[$0].frame) / 48 }
  }
}
