import AudioFiles
import Glibc
import Graphs
import Playback
import Scripting
import Sessions
import Signals
import Testing

/// Sound files that are damaged, odd, or replaced while they are heard: whatever becomes of them, all else plays on.
@Suite final class SampleFaultTests {
  private let folder: String

  init() {
    var name = Array("/tmp/neap-samples-XXXXXX".utf8CString)
    folder = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
  }

  deinit { _ = system("rm -rf '\(folder)'") }

  /// A WAV file of floating-point samples, interleaved.
  private static func wave(_ samples: [Float], channels: Int = 1, rate: Int = 48_000) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
    let data = samples.flatMap { number(Int($0.bitPattern), 4) }
    let format =
      number(3, 2) + number(channels, 2) + number(rate, 4) + number(rate * channels * 4, 4)
      + number(channels * 4, 2) + number(32, 2)
    return Array("RIFF".utf8) + number(36 + data.count, 4) + Array("WAVEfmt ".utf8) + number(16, 4) + format
      + Array("data".utf8) + number(data.count, 4) + data
  }

  private static func message(_ error: any Error) -> String { (error as? LuaError)?.message ?? "\(error)" }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    let file = try #require(fopen("\(folder)/\(name)", "w"))
    defer { fclose(file) }
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  /// A session that plays a tone on the left.
  private func stage() throws -> PlayingTests.Stage {
    let stage = try PlayingTests.Stage(folder: folder) { [folder] name in
      do { return Samples(try AudioFile.load(path: "\(folder)/\(name)", rate: 48_000).planes) } catch {
        throw SignalError("\(error)")
      }
    }
    try stage.run("tone = saw(441) * 0.1 play(stereo(tone, 0))", then: 4_800)
    return stage
  }

  /// What is heard of a channel, and what the tone alone would be.
  private func heard(_ stage: PlayingTests.Stage, _ channel: Int) -> [Float] {
    let samples = stage.device.heard
    return stride(from: channel, to: samples.count, by: 2).map { samples[$0] }
  }

  private func toneIsUntouched(_ stage: PlayingTests.Stage, _ what: String) throws {
    let left = heard(stage, 0)
    let alone = try self.stage()
    var count = left.count - heard(alone, 0).count
    while count > 0 {
      try alone.run("", then: min(count, 48_000))
      count = left.count - heard(alone, 0).count
    }
    #expect(left == Array(heard(alone, 0).prefix(left.count)), "\(what)")
  }

  /// How loud the right channel is over the last so many frames.
  private func right(_ stage: PlayingTests.Stage, _ frames: Int = 2_400) -> Float {
    heard(stage, 1).suffix(frames).map(abs).max() ?? 0
  }

  @Test func whatIsCutOffPlaysAsFarAsItIsWhole() throws {
    let whole = Self.wave([Float](repeating: 0.5, count: 48_000))
    try write(Array(whole.prefix(44 + 4 * 9_600 + 2)), "cut.wav")
    let stage = try stage()
    try stage.run("play(stereo(0, sample('cut.wav')))", then: 4_800)
    #expect(right(stage, 1_200) > 0.1)
    try stage.run("", then: 9_600)
    #expect(right(stage, 1_200) == 0)
    try toneIsUntouched(stage, "cut off")
  }

  @Test func oddRatesAndWhatIsNoNumberPlay() throws {
    try write(Self.wave([0.5, 0.5, 0.5, 0.5], rate: 1), "slow.wav")
    try write(Self.wave([Float](repeating: 0.5, count: 768_000), rate: 768_000), "fast.wav")
    try write(
      Self.wave([Float](repeating: .nan, count: 2_400) + [Float](repeating: 0.5, count: 20_000)), "nan.wav")
    for (name, wait) in [("slow.wav", 48_000), ("fast.wav", 9_600), ("nan.wav", 9_600)] {
      let stage = try stage()
      try stage.run("x = sample('\(name)') play(stereo(0, x))", then: wait)
      #expect(abs(right(stage) - 0.1256) < 0.02, "\(name)")
      #expect(heard(stage, 1).allSatisfy { $0.isFinite && abs($0) < 0.2 }, "\(name)")
      try toneIsUntouched(stage, name)
    }
  }

  @Test func manyChannelsAreToldAndOneOfThemPlays() throws {
    try write(Self.wave((0..<64 * 9_600).map { $0 % 64 == 3 ? 0.5 : 0.25 }, channels: 64), "many.wav")
    try write(Self.wave([Float](repeating: 0.5, count: 65 * 10), channels: 65), "toomany.wav")
    let stage = try stage()
    func failure(_ chunk: String) -> String {
      do {
        try stage.session.evaluate(chunk, name: "test")
        return "none"
      } catch { return Self.message(error) }
    }
    #expect(failure("play(sample('many.wav'))").contains("64 channels"))
    #expect(failure("play(sample('toomany.wav'))").contains("65 channels: expected 1 to 64"))
    try stage.run("play(stereo(0, sample('many.wav'):channel(4)))", then: 4_800)
    #expect(abs(right(stage) - 0.1256) < 0.001)
    try toneIsUntouched(stage, "many channels")
  }

  @Test func whatHoldsNoSoundIsToldAndNothingChanges() throws {
    try write([], "empty.wav")
    try write(Array(Self.wave([0.5]).prefix(30)), "head.wav")
    try write(Array("no sound at all".utf8), "text.wav")
    let stage = try stage()
    for name in ["empty.wav", "head.wav", "text.wav", "none.wav"] {
      do {
        try stage.session.evaluate("x = sample('\(name)') play(x)", name: "test")
        Issue.record("\(name) was taken")
      } catch { #expect(Self.message(error).contains(name)) }
    }
    try stage.run("", then: 4_800)
    #expect(right(stage) == 0)
    try toneIsUntouched(stage, "no sound")
  }

  /// What is heard was read before: nothing that happens to the file is heard of it.
  @Test(arguments: ["shorter", "other", "empty", "gone", "folder"])
  func aFileThatIsReplacedIsHeardOnAsItWas(_ how: String) throws {
    let bytes = Self.wave((0..<24_000).map { Float($0 % 100) / 200 })
    try write(bytes, "a.wav")
    let untouched = try stage()
    try untouched.run("x = sample('a.wav', {loop_to=0.4}) play(stereo(0, x))", then: 9_600)
    try untouched.run("tone = saw(441) * 0.1", then: 96_000)
    let stage = try stage()
    try stage.run("x = sample('a.wav', {loop_to=0.4}) play(stereo(0, x))", then: 9_600)
    switch how {
    case "shorter": #expect(truncate("\(folder)/a.wav", 1_000) == 0)
    case "other": try write(Self.wave([Float](repeating: 0.3, count: 24_000)), "a.wav")
    case "empty": try write([], "a.wav")
    case "folder":
      unlink("\(folder)/a.wav")
      mkdir("\(folder)/a.wav", 0o755)
    default: unlink("\(folder)/a.wav")
    }
    // An edit elsewhere asks for nothing of the file.
    try stage.run("tone = saw(441) * 0.1", then: 96_000)
    #expect(heard(stage, 1) == heard(untouched, 1))
    // Asked for anew it is what is there now, or a sentence.
    do {
      try stage.session.evaluate("y = sample('a.wav') print(#y:get_temporal(0, 10))", name: "test")
      #expect(how == "other" || how == "shorter")
    } catch {
      #expect(how != "other" && how != "shorter")
      #expect(Self.message(error).contains("a.wav"))
    }
    // An edit of it that cannot be made leaves it as it was.
    if how == "empty" || how == "gone" || how == "folder" {
      #expect(throws: (any Error).self) { try stage.session.evaluate("x.rate = 0.5", name: "test") }
      try stage.run("", then: 4_800)
      #expect(right(stage) > 0.05)
    }
  }
}
