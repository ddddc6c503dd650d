import AudioFiles
import Glibc
import Testing

@Suite struct AudioFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(
    _ planes: [[Float]], to name: String, rate: Int = 48_000, encoding: AudioEncoding? = nil
  ) throws {
    let writer = try AudioFileWriter(
      path: folder / name, rate: rate, channels: planes.count, encoding: encoding)
    try writer.write(interleaved(planes))
    try writer.close()
  }

  private func refusal(_ name: String, rate: Int = 48_000, sampleLimit: Int = AudioFile.sampleLimit) -> String
  {
    do throws(AudioFileError) {
      _ = try AudioFile.load(path: folder / name, rate: rate, sampleLimit: sampleLimit)
      return "no error"
    } catch {
      let sentence = error.description
      return sentence.split(separator: folder.path + "/").joined()
    }
  }

  @Test(arguments: [
    ("a.wav", AudioEncoding?.none, Float(0)), ("a.aiff", nil, 0), ("a.AIF", .pcm24, 0x1p-24),
    ("a.wav", .pcm16, 0x1p-16), ("a.wav", .pcm24, 0x1p-24), ("a.flac", nil, 0x1p-24),
    ("a.flac", .pcm16, 0x1p-16), ("a.ogg", nil, 0.05),
  ])
  func whatIsWrittenIsReadBack(name: String, encoding: AudioEncoding?, error: Float) throws {
    let planes = [tone(440, rate: 48_000, frames: 20_000), tone(1_000, rate: 48_000, frames: 20_000)]
    try write(planes, to: name, encoding: encoding)
    let audio = try AudioFile.load(path: folder / name, rate: 48_000)
    try #require(audio.planes.map(\.count) == [20_000, 20_000])
    #expect(audio.rate == 48_000 && audio.sourceRate == 48_000 && audio.sourceFrames == 20_000)
    #expect(audio.replacedSamples == 0 && audio.remark == nil)
    for (read, written) in zip(audio.planes, planes) {
      #expect(zip(read, written).allSatisfy { abs($0 - $1) <= error })
    }
    #expect(folder.names == [name])
  }

  @Test(arguments: [(44_100, 48_000), (48_000, 44_100), (96_000, 48_000), (11_025, 48_000)])
  func aToneKeepsItsPitchLevelAndPlaceAtAnotherRate(from: Int, to: Int) throws {
    try write([tone(997, rate: from, frames: from)], to: "a.wav", rate: from)
    let audio = try AudioFile.load(path: folder / "a.wav", rate: to)
    try #require(audio.planes.map(\.count) == [to])
    let ideal = tone(997, rate: to, frames: to)
    // The ends ring: there the tone begins and stops at once.
    let inner = to / 10..<to - to / 10
    #expect(inner.allSatisfy { abs(audio.planes[0][$0] - ideal[$0]) < 1e-5 })
  }

  @Test func aLongFileIsConvertedInPiecesWithoutSeams() throws {
    let frames = 300_007
    try write([tone(3_001, rate: 44_100, frames: frames)], to: "a.wav", rate: 44_100)
    let audio = try AudioFile.load(path: folder / "a.wav", rate: 48_000)
    #expect(audio.planes[0].count == 326_538)
    let ideal = tone(3_001, rate: 48_000, frames: audio.planes[0].count)
    #expect((1_000..<ideal.count - 1_000).allSatisfy { abs(audio.planes[0][$0] - ideal[$0]) < 1e-5 })
  }

  @Test func theSameFileGivesTheSameBits() throws {
    try write([tone(441, rate: 44_100, frames: 30_000)], to: "a.wav", rate: 44_100)
    let first = try AudioFile.load(path: folder / "a.wav", rate: 48_000)
    let second = try AudioFile.load(path: folder / "a.wav", rate: 48_000)
    #expect(first.planes == second.planes)
    #expect(first.digest == second.digest)
  }

  @Test(arguments: [(1, 48_000, 48_000), (48_000, 1, 1), (768_000, 8_000, 1), (3, 768_000, 256_000)])
  func oneFrameSurvivesTheFurthestRates(from: Int, to: Int, frames: Int) throws {
    try write([[0.5]], to: "a.wav", rate: from)
    let audio = try AudioFile.load(path: folder / "a.wav", rate: to)
    #expect(audio.planes.map(\.count) == [frames])
    #expect(audio.planes[0].allSatisfy { $0.isFinite })
  }

  @Test func ratesTooFarApartAreRefused() throws {
    try write([[0.5]], to: "a.wav", rate: 1)
    #expect(
      refusal("a.wav", rate: 768_000)
        == "cannot convert from 1 Hz to 768000 Hz: expected rates that differ by a factor of at most 262144")
  }

  @Test func sixtyFourChannelsStayInOrder() throws {
    try write((0..<64).map { [Float($0) / 64, 0] }, to: "a.wav")
    let audio = try AudioFile.load(path: folder / "a.wav", rate: 48_000)
    #expect(audio.planes == (0..<64).map { [Float($0) / 64, 0] })
  }

  @Test func floatsPastFullScaleAreKept() throws {
    try write([[3, -7.5]], to: "a.wav")
    #expect(try AudioFile.load(path: folder / "a.wav", rate: 48_000).planes == [[3, -7.5]])
  }

  @Test func samplesThatAreNotFiniteCountAsZeroAndAreReported() throws {
    try write([[0.25, 0.5], [0.75, 1]], to: "a.wav")
    var bytes = try folder.bytes(of: "a.wav")
    let infinity: [UInt8] = [0, 0, 0x80, 0x7f]
    let nan: [UInt8] = [0, 0, 0xc0, 0x7f]
    bytes.replaceSubrange(bytes.count - 16..<bytes.count - 8, with: infinity + nan)
    try folder.write(bytes, to: "a.wav")
    let audio = try AudioFile.load(path: folder / "a.wav", rate: 48_000)
    #expect(audio.planes == [[0, 0.5], [0, 1]])
    #expect(audio.replacedSamples == 2)
    #expect(audio.remark == "2 of 4 samples were not finite numbers and count as 0")
  }

  @Test(arguments: ["a.wav", "a.aiff", "a.flac", "a.ogg"]) func aFileThatIsCutOffGivesWhatIsWhole(
    name: String
  ) throws {
    let whole = [tone(440, rate: 48_000, frames: 480_000), tone(660, rate: 48_000, frames: 480_000)]
    try write(whole, to: name)
    let bytes = try folder.bytes(of: name)
    let before = try AudioFile.load(path: folder / name, rate: 48_000)
    try folder.write(Array(bytes[..<(bytes.count / 2 + 3)]), to: name)
    let after = try AudioFile.load(path: folder / name, rate: 48_000)
    #expect(after.sourceFrames > 200_000 && after.sourceFrames < 300_000)
    #expect(after.planes == before.planes.map { Array($0[..<after.sourceFrames]) })
  }

  @Test func aStreamThatDoesNotKnowItsLengthIsReadToItsEnd() throws {
    try write([tone(440, rate: 48_000, frames: 10_000)], to: "a.flac")
    let whole = try AudioFile.load(path: folder / "a.flac", rate: 48_000)
    var bytes = try folder.bytes(of: "a.flac")
    // In FLAC the count of frames is the last half byte at 21 and the four bytes after it; 0 is "unknown".
    bytes[21] &= 0xf0
    bytes.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    try folder.write(bytes, to: "a.flac")
    #expect(try AudioFile.load(path: folder / "a.flac", rate: 48_000).planes == whole.planes)
  }

  @Test func aMissingFileIsNamedWithTheNearestOne() throws {
    try folder.write([1], to: "Kick.wav")
    try folder.write([1], to: "snare.flac")
    try folder.write([1], to: ".hidden")
    #expect(refusal("kik.wav") == "there is no file \"kik.wav\"; did you mean \"Kick.wav\"?")
    #expect(refusal("snare") == "there is no file \"snare\"; did you mean \"snare.flac\"?")
    #expect(refusal("vibraphone.wav") == "there is no file \"vibraphone.wav\"")
    #expect(
      refusal("drums/kick.wav") == "there is no file \"drums/kick.wav\": there is no folder \"drums\"")
    #expect(
      refusal("Kick.wav/x.wav") == "there is no file \"Kick.wav/x.wav\": there is no folder \"Kick.wav\"")
  }

  @Test(.timeLimit(.minutes(1))) func whatIsNoRegularFileIsRefusedAtOnce() throws {
    #expect(mkfifo(folder / "pipe.wav", 0o600) == 0)
    #expect(refusal("pipe.wav") == "\"pipe.wav\" is a named pipe: expected a sound file")
    #expect(refusal(".") == "\".\" is a folder: expected a sound file")
    #expect(symlink("/dev/zero", folder / "zero.wav") == 0)
    #expect(refusal("zero.wav") == "\"zero.wav\" is a device: expected a sound file")
    #expect(symlink("loop.wav", folder / "loop.wav") == 0)
    #expect(refusal("loop.wav") == "cannot open \"loop.wav\": Too many levels of symbolic links")
    #expect(refusal("a\0b.wav") == "\"ab.wav\" holds a zero byte, which no file name can")
  }

  @Test func whatHoldsNoSoundIsRefused() throws {
    try folder.write([], to: "empty.wav")
    #expect(refusal("empty.wav") == "\"empty.wav\" is empty (0 bytes): expected a sound file")
    try folder.write(Array("print(\"hello, this is a patch\")\n".utf8), to: "patch.wav")
    #expect(
      refusal("patch.wav")
        == "\"patch.wav\" is not a sound file that can be read (Format not recognised): "
        + "expected WAV, FLAC, OGG or AIFF")
    try write([[0.5]], to: "none.wav", encoding: .pcm16)
    // The header of a plain WAV file has 44 bytes.
    try folder.write(Array(try folder.bytes(of: "none.wav")[..<44]), to: "none.wav")
    #expect(refusal("none.wav") == "\"none.wav\" holds no whole frame of sound: expected at least one")
  }

  @Test func aHeaderOutOfBoundsIsRefused() throws {
    try write([[0, 0]], to: "a.wav", encoding: .pcm16)
    var bytes = try folder.bytes(of: "a.wav")
    // In a WAV header channels stand at byte 22, the rate at 24, the bytes of a frame at 32.
    bytes.replaceSubrange(24..<28, with: [0, 0, 0x10, 0])
    try folder.write(bytes, to: "fast.wav")
    #expect(refusal("fast.wav") == "\"fast.wav\" has a rate of 1048576 Hz: expected 1 to 768000 Hz")
    bytes.replaceSubrange(22..<24, with: [65, 0])
    bytes.replaceSubrange(32..<34, with: [130, 0])
    try folder.write(bytes, to: "wide.wav")
    #expect(refusal("wide.wav") == "\"wide.wav\" has 65 channels: expected 1 to 64")
  }

  @Test func theRateAskedForMustBeInRange() throws {
    try write([[0.5]], to: "a.wav")
    #expect(refusal("a.wav", rate: 0) == "the rate 0 Hz is out of range: expected 1 to 768000 Hz")
    #expect(refusal("a.wav", rate: 768_001) == "the rate 768001 Hz is out of range: expected 1 to 768000 Hz")
  }

  @Test func whatIsTooLongIsRefused() throws {
    try write([tone(1, rate: 48_000, frames: 1_000), tone(1, rate: 48_000, frames: 1_000)], to: "a.wav")
    #expect(
      try AudioFile.load(path: folder / "a.wav", rate: 48_000, sampleLimit: 2_000).sourceFrames == 1_000)
    #expect(
      refusal("a.wav", sampleLimit: 1_998)
        == "\"a.wav\" is too long: expected at most 999 frames of 2 channels (0 seconds)")
    #expect(
      refusal("a.wav", rate: 96_000, sampleLimit: 2_000)
        == "\"a.wav\" is too long at 96000 Hz: expected at most 1000 frames of 2 channels (0 seconds)")
  }

  @Test func aSampleCountsByItsContent() throws {
    let planes = [tone(440, rate: 48_000, frames: 5_000), tone(550, rate: 48_000, frames: 5_000)]
    try write(planes, to: "a.wav", encoding: .pcm16)
    try write(planes, to: "b.flac", encoding: .pcm16)
    try write(planes.reversed(), to: "c.wav", encoding: .pcm16)
    try write(planes, to: "d.wav", rate: 44_100, encoding: .pcm16)
    let digests = try ["a.wav", "b.flac", "c.wav", "d.wav"].map {
      try AudioFile.load(path: folder / $0, rate: 48_000).digest
    }
    #expect(digests[0] == digests[1])
    #expect(Set(digests).count == 3)
    #expect(try AudioFile.load(path: folder / "a.wav", rate: 22_050).digest == digests[0])
  }
}
