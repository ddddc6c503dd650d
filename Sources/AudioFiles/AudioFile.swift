import CSndfile
import Glibc

/// Reads sound files: WAV, FLAC, OGG, AIFF, and whatever else libsndfile knows by its content.
package enum AudioFile {
  /// How many channels a file may have.
  package static let channels = 1...64
  /// Frames per second that a file, or the caller, may ask for.
  package static let rates = 1...768_000
  /// How many samples (frames times channels) are held at most, before and after conversion: 1 GiB.
  package static let sampleLimit = 1 << 28

  private static let piece = 8_192

  /// The whole of the file at `path`, at `rate` frames per second.
  ///
  /// A file that is cut off gives the frames that are whole. Samples that are not finite count as 0 and are
  /// counted. A file of n frames at r Hz has n * rate / r frames, rounded, at least one. The same file gives the
  /// same bits.
  package static func load(
    path: String, rate: Int, sampleLimit: Int = AudioFile.sampleLimit
  ) throws(AudioFileError) -> LoadedAudio {
    guard rates.contains(rate) else {
      throw AudioFileError(
        "the rate \(rate) Hz is out of range: expected \(rates.lowerBound) to \(rates.upperBound) Hz")
    }
    let file = try SourceFile.open(path)
    var info = SF_INFO()
    guard let sound = sf_open_fd(file.number, Int32(SFM_READ), &info, 0) else {
      throw AudioFileError(
        "\"\(path)\" is not a sound file that can be read (\(reason(nil))): expected WAV, FLAC, OGG or AIFF")
    }
    defer { sf_close(sound) }

    let channels = Int(info.channels)
    let sourceRate = Int(info.samplerate)
    guard AudioFile.channels.contains(channels) else {
      throw AudioFileError(
        "\"\(path)\" has \(channels) channels: expected \(AudioFile.channels.lowerBound) to "
          + "\(AudioFile.channels.upperBound)")
    }
    guard rates.contains(sourceRate) else {
      throw AudioFileError(
        "\"\(path)\" has a rate of \(sourceRate) Hz: expected \(rates.lowerBound) to \(rates.upperBound) Hz")
    }

    var planes = [[Float]](repeating: [], count: channels)
    // The header's count is only a hint: a file may be cut off, or lie.
    let hint = Int(clamping: info.frames)
    for channel in planes.indices { planes[channel].reserveCapacity(max(0, min(hint, 1 << 20))) }
    var replaced = 0
    var block = [Float](repeating: 0, count: piece * channels)
    while true {
      let got = Int(sf_readf_float(sound, &block, sf_count_t(piece)))
      guard got > 0 else { break }
      for index in 0..<got * channels where !block[index].isFinite {
        block[index] = 0
        replaced += 1
      }
      for channel in 0..<channels {
        for frame in 0..<got { planes[channel].append(block[frame * channels + channel]) }
      }
      guard planes[0].count <= sampleLimit / channels else {
        throw tooLong(path, "", channels, sourceRate, sampleLimit)
      }
    }

    let frames = planes[0].count
    guard frames > 0 else {
      let why = sf_error(sound) == SF_ERR_NO_ERROR ? "" : " (\(reason(sound)))"
      throw AudioFileError("\"\(path)\" holds no whole frame of sound\(why): expected at least one")
    }
    guard Resampler.length(of: frames, from: sourceRate, to: rate) <= sampleLimit / channels else {
      throw tooLong(path, " at \(rate) Hz", channels, rate, sampleLimit)
    }
    let digest = ContentDigest(planes: planes, rate: sourceRate)
    for channel in planes.indices {
      planes[channel] = try Resampler.resample(planes[channel], from: sourceRate, to: rate)
    }
    return LoadedAudio(
      planes: planes, rate: rate, sourceRate: sourceRate, sourceFrames: frames, replacedSamples: replaced,
      digest: digest)
  }

  private static func tooLong(
    _ path: String, _ at: String, _ channels: Int, _ rate: Int, _ limit: Int
  ) -> AudioFileError {
    AudioFileError(
      "\"\(path)\" is too long\(at): expected at most \(limit / channels) frames of \(channels) "
        + "channel\(channels == 1 ? "" : "s") (\(limit / channels / rate) seconds)", isTooLong: true)
  }

  /// libsndfile's own words for what went wrong last, without its full stop.
  static func reason(_ sound: OpaquePointer?) -> String {
    var words = sf_strerror(sound).map { String(cString: $0) } ?? "unknown error"
    while words.last == "." || words.last == "\n" { words.removeLast() }
    return words
  }
}
