@testable import AudioFiles
import Glibc
import Testing

/// Recordings, and the noise that samples are rounded with.
@Suite struct RecorderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func hear(_ recorder: Recorder, _ frames: Range<Int>) {
    let samples = frames.map { Float($0) / 1_000 }
    samples.withUnsafeBufferPointer { recorder.hear($0, at: frames.lowerBound) }
  }

  @Test func whatLiesBetweenBeginningAndEndIsWritten() throws {
    let recorder = try Recorder(
      path: folder / "a.wav", rate: 48_000, channels: 1, encoding: nil, from: 100)
    for start in stride(from: 0, to: 640, by: 128) { hear(recorder, start..<start + 128) }
    let outcome = recorder.finish(at: 640)
    #expect(outcome.frames == 540 && outcome.problem == nil)
    let audio = try AudioFile.load(path: folder / "a.wav", rate: 48_000)
    #expect(audio.planes == [(100..<640).map { Float($0) / 1_000 }])
  }

  @Test func whatNeverComesIsNotAwaitedForEver() throws {
    let recorder = try Recorder(
      path: folder / "a.wav", rate: 48_000, channels: 1, encoding: nil, from: 0)
    hear(recorder, 0..<128)
    #expect(recorder.finish(at: 10_000, patience: 0.05).frames == 128)
    let empty = try Recorder(path: folder / "b.wav", rate: 48_000, channels: 1, encoding: nil, from: 0)
    #expect(empty.finish(at: nil).problem != nil)
    #expect(folder.names == ["a.wav"])
  }

  /// What a killed program has recorded can be found and played.
  @Test(arguments: ["wav", "aiff", "flac", "ogg"]) func whatIsBeingWrittenCanBeRead(ending: String) throws {
    let recorder = try Recorder(
      path: folder / "take.\(ending)", rate: 48_000, channels: 1, encoding: nil, from: 0)
    let silence = [Float](repeating: 0.25, count: 480_000)
    silence.withUnsafeBufferPointer { recorder.hear($0, at: 0) }
    let unfinished = folder / "take.unfinished-\(getpid()).\(ending)"
    #expect(recorder.unfinishedPath == unfinished)
    var seconds = 0.0
    for _ in 0..<1_000 where seconds < (ending == "ogg" ? 7 : 8) {
      usleep(10_000)
      if let audio = try? AudioFile.load(path: unfinished, rate: 48_000) {
        seconds = Double(audio.planes[0].count) / 48_000
      }
    }
    // Pages of OGG wait until they are full.
    #expect(seconds >= (ending == "ogg" ? 7 : 8))
    #expect(recorder.finish(at: 480_000).problem == nil)
    #expect(folder.names == ["take.\(ending)"])
  }

  /// What has been written stays, is told, and whoever hands samples over does not wait for it.
  @Test func whatComesToTheLimitKeepsWhatItHas() throws {
    let recorder = try Recorder(
      path: folder / "a.wav", rate: 48_000, channels: 1, encoding: nil, from: 0,
      budget: WriteBudget(limit: 400_000))
    var at = 0
    while recorder.problem == nil {
      hear(recorder, at..<at + 4_800)
      at += 4_800
      usleep(1_000)
    }
    let told = try #require(recorder.problem).description
    #expect(
      told.hasPrefix("\(folder / "a.wav") ends after 2.1 s")
        && told.contains("and is whole: patches may write 0 MiB"))
    for _ in 0..<100 { hear(recorder, at..<at + 4_800) }
    let audio = try AudioFile.load(path: folder / "a.wav", rate: 48_000)
    #expect(audio.planes[0].count == 100_000)
    #expect(audio.planes[0].indices.allSatisfy { audio.planes[0][$0] == Float($0) / 1_000 })
    #expect(recorder.finish(at: nil).frames == audio.planes[0].count)
  }

  @Test func ditherIsTriangularAndTheSameEachTime() {
    let noise = (0..<100_000).map { Dither(seed: 3).noise(at: $0) }
    #expect(noise == (0..<100_000).map { Dither(seed: 3).noise(at: $0) })
    #expect(noise.allSatisfy { $0.magnitude < 1 })
    let mean = noise.reduce(0, +) / 100_000
    let power = noise.reduce(0) { $0 + $1 * $1 } / 100_000
    #expect(abs(mean) < 0.01 && abs(power - 1.0 / 6) < 0.005)
    #expect(Dither(seed: 4).noise(at: 0) != noise[0])
  }
}
