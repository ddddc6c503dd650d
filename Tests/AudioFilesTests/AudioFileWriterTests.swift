import AudioFiles
import Glibc
import Testing

@Suite struct AudioFileWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func refusal(
    _ name: String, rate: Int = 48_000, channels: Int = 1, encoding: AudioEncoding? = nil
  ) -> String {
    do throws(AudioFileError) {
      _ = try AudioFileWriter(path: folder / name, rate: rate, channels: channels, encoding: encoding)
      return "no error"
    } catch {
      return error.description.split(separator: folder.path + "/").joined()
    }
  }

  @Test func theNameIsGivenOnlyWhenAllIsWritten() throws {
    try folder.write([1, 2, 3], to: "a.wav")
    let writer = try AudioFileWriter(path: folder / "a.wav", rate: 48_000, channels: 2)
    try writer.write([0.25, -0.25])
    #expect(try folder.bytes(of: "a.wav") == [1, 2, 3])
    try writer.write([0.5, -0.5, 0.75, -0.75])
    #expect(writer.frames == 3)
    try writer.close()
    try writer.close()
    #expect(folder.names == ["a.wav"])
    let audio = try AudioFile.load(path: folder / "a.wav", rate: 48_000)
    #expect(audio.planes == [[0.25, 0.5, 0.75], [-0.25, -0.5, -0.75]])
  }

  @Test func aWriterThatIsDroppedLeavesNothing() throws {
    try AudioFileWriter(path: folder / "a.wav", rate: 48_000, channels: 1).write([0.25])
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: AudioFormat.allCases) func aFileWithoutAFrameIsRefused(format: AudioFormat) throws {
    let path = folder / "a.\(format.rawValue)"
    let writer = try AudioFileWriter(path: path, rate: 48_000, channels: 1)
    #expect {
      try writer.close()
    } throws: {
      "\($0)" == "nothing was written to \"\(path)\": expected at least one frame"
    }
    #expect(folder.names.isEmpty)
  }

  @Test func aClosedWriterTakesNoMore() throws {
    let writer = try AudioFileWriter(path: folder / "a.wav", rate: 48_000, channels: 1)
    try writer.write([0.5])
    try writer.close()
    #expect {
      try writer.write([0])
    } throws: {
      "\($0)" == "\"\(folder / "a.wav")\" is closed and takes no more samples"
    }
  }

  @Test(arguments: ["wav", "aiff", "flac"]) func piecesMakeTheSameBytesAsTheWhole(ending: String) throws {
    let samples = tone(440, rate: 48_000, frames: 30_000)
    let whole = try AudioFileWriter(path: folder / "a.\(ending)", rate: 48_000, channels: 2)
    try whole.write(samples)
    try whole.close()
    let parts = try AudioFileWriter(path: folder / "b.\(ending)", rate: 48_000, channels: 2)
    for start in stride(from: 0, to: samples.count, by: 1_234) {
      try parts.write(Array(samples[start..<min(start + 1_234, samples.count)]))
    }
    try parts.close()
    #expect(try folder.bytes(of: "a.\(ending)") == folder.bytes(of: "b.\(ending)"))
  }

  @Test func aLongPieceOfVorbisIsWritten() throws {
    let samples = tone(440, rate: 48_000, frames: 3_000_000)
    let writer = try AudioFileWriter(path: folder / "a.ogg", rate: 48_000, channels: 1)
    try writer.write(samples)
    try writer.close()
    #expect(try AudioFile.load(path: folder / "a.ogg", rate: 48_000).sourceFrames == 3_000_000)
  }

  @Test func whatIsNotFiniteIsWrittenAsZero() throws {
    let writer = try AudioFileWriter(path: folder / "a.wav", rate: 48_000, channels: 1)
    try writer.write([.nan, 0.5, -.infinity])
    try writer.close()
    #expect(writer.replacedSamples == 2)
    #expect(try AudioFile.load(path: folder / "a.wav", rate: 48_000).planes == [[0, 0.5, 0]])
  }

  @Test(arguments: ["a.wav", "a.flac", "a.aiff"]) func wholeNumbersClipAtFullScale(name: String) throws {
    for encoding in [AudioEncoding.pcm16, .pcm24] {
      let writer = try AudioFileWriter(path: folder / name, rate: 48_000, channels: 1, encoding: encoding)
      try writer.write([1.5, -1.5, 0.5])
      try writer.close()
      #expect(writer.clippedSamples == 2)
      let samples = try AudioFile.load(path: folder / name, rate: 48_000).planes[0]
      #expect(samples == [encoding == .pcm16 ? 1 - 0x1p-15 : 1 - 0x1p-23, -1, 0.5])
    }
  }

  @Test func anEndingThatIsUnknownListsTheKnown() {
    let known = "expected one of .wav, .flac, .ogg, .aiff"
    #expect(refusal("a.mp3") == "\"a.mp3\" ends in \".mp3\", which is no known sound format: \(known)")
    #expect(refusal("a") == "\"a\" has no ending that names a sound format: \(known)")
    #expect(refusal(".wav") == "\".wav\" has no ending that names a sound format: \(known)")
  }

  @Test func whatTheFormatCannotHoldIsRefused() {
    #expect(
      refusal("a.flac", encoding: .float)
        == "\"a.flac\" cannot be written as float: FLAC takes pcm16 or pcm24")
    #expect(
      refusal("a.ogg", encoding: .pcm16)
        == "\"a.ogg\" cannot be written as pcm16: OGG is always Vorbis, so expected no encoding")
    #expect(refusal("a.flac", channels: 9) == "\"a.flac\" cannot have 9 channels: FLAC takes 1 to 8")
    #expect(refusal("a.wav", channels: 0) == "\"a.wav\" cannot have 0 channels: WAV takes 1 to 64")
    #expect(
      refusal("a.ogg", rate: 1) == "\"a.ogg\" cannot have a rate of 1 Hz: OGG takes 8000 to 192000 Hz")
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: AudioFormat.allCases) func everyFormatTakesTheEndsOfItsRanges(format: AudioFormat) throws {
    for (rate, channels) in [(8_000, 8), (192_000, 1), (format == .flac ? 655_350 : 96_000, 8)] {
      let writer = try AudioFileWriter(path: folder / "a.\(format.rawValue)", rate: rate, channels: channels)
      try writer.write([Float](repeating: 0.25, count: 4_800 * channels))
      try writer.close()
      let audio = try AudioFile.load(path: folder / "a.\(format.rawValue)", rate: rate)
      #expect(audio.planes.map(\.count) == [Int](repeating: 4_800, count: channels))
      #expect(audio.sourceRate == rate)
    }
  }

  @Test func wherePlaceIsWrongTheSentenceSaysSo() throws {
    #expect(refusal("none/a.wav") == "cannot write \"none/a.wav\": there is no folder \"none/\"")
    #expect(mkdir(folder / "b.wav", 0o700) == 0)
    defer { rmdir(folder / "b.wav") }
    #expect(refusal("b.wav") == "cannot write \"b.wav\": it is a folder, expected a file or a new name")
  }

  @Test func framesMustBeWhole() throws {
    let writer = try AudioFileWriter(path: folder / "a.wav", rate: 48_000, channels: 2)
    #expect {
      try writer.write([0, 0, 0])
    } throws: {
      "\($0)".hasSuffix("expected a multiple of 2, one for each channel")
    }
  }

  @Test func aLinkStaysALink() throws {
    try folder.write([1], to: "real.wav")
    #expect(chmod(folder / "real.wav", 0o640) == 0)
    #expect(symlink("real.wav", folder / "link.wav") == 0)
    let writer = try AudioFileWriter(path: folder / "link.wav", rate: 48_000, channels: 1)
    try writer.write([0.5])
    try writer.close()
    var facts = stat()
    #expect(lstat(folder / "link.wav", &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(folder / "real.wav", &facts) == 0 && facts.st_mode & 0o777 == 0o640)
    #expect(try AudioFile.load(path: folder / "real.wav", rate: 48_000).planes == [[0.5]])
  }
}
