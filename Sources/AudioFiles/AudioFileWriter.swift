import CSndfile
import Glibc

/// Writes a sound file piece by piece, into a file beside the one asked for, which takes its name only when all is
/// written: a reader never sees half a file, and one that was there before stays until then.
///
/// Samples that are not finite are written as 0. Equal samples give equal bytes, but for OGG, whose streams bear
/// a random number. A writer that is dropped without `close()` leaves nothing behind.
package final class AudioFileWriter {
  package let path: String
  package let format: AudioFormat
  package let rate: Int
  package let channels: Int

  /// Frames written so far.
  package private(set) var frames = 0
  /// How many samples were not finite and are 0 in the file.
  package private(set) var replacedSamples = 0
  /// How many samples lay past full scale and were clipped to it; floating-point files and OGG keep them.
  package private(set) var clippedSamples = 0
  /// From this size on samples are counted, whatever the format: those that a guard before the file has bent, say.
  package var mark = Float.infinity
  package private(set) var markedSamples = 0

  /// What the bytes are taken from; nil for no bound.
  package var budget: WriteBudget?
  /// Whether the budget has refused what came last. What was written before can be closed.
  package private(set) var isCutShort = false
  /// Whether of a piece that is too much what fits is written: where the file stays.
  package var keepsWhatFits = false

  private let destination: Destination
  private let isFound: Bool
  /// What the header tells of the unfinished file.
  private var framesTold = 0
  private let wholeBits: Int32?
  private let bytesPerFrame: Int
  private let dither: Dither?
  private var sound: OpaquePointer?
  private var block: [Float] = []
  private var wholeBlock: [Int32] = []

  /// In one call libsndfile's Vorbis encoder keeps what it is given on its stack, so pieces are small.
  private static let piece = 4_096

  /// Opens `path` for writing; its ending says the format.
  ///
  /// - Parameters:
  ///   - rate: frames per second.
  ///   - encoding: how samples are stored; nil is the closest to Float that the format has: `float` in WAV and
  ///     AIFF, `pcm24` in FLAC. OGG is always Vorbis.
  ///   - dither: the seed of the noise that whole numbers are rounded with; nil is none.
  ///   - isFound: whether what was written, to the second, can be found and played where the program is killed; see
  ///     `unfinishedPath`.
  package init(
    path: String, rate: Int, channels: Int, encoding: AudioEncoding? = nil, dither seed: UInt64? = nil,
    isFound: Bool = false
  ) throws(AudioFileError) {
    let format = try AudioFormat(endingOf: path)
    let name = format.rawValue.uppercased()
    if format == .ogg, let encoding {
      throw AudioFileError(
        "\"\(path)\" cannot be written as \(encoding.rawValue): OGG is always Vorbis, so expected no encoding"
      )
    }
    if format == .flac, encoding == .float {
      throw AudioFileError("\"\(path)\" cannot be written as float: FLAC takes pcm16 or pcm24")
    }
    guard format.channels.contains(channels) else {
      throw AudioFileError(
        "\"\(path)\" cannot have \(channels) channels: \(name) takes \(format.channels.lowerBound) to "
          + "\(format.channels.upperBound)")
    }
    guard format.rates.contains(rate) else {
      throw AudioFileError(
        "\"\(path)\" cannot have a rate of \(rate) Hz: \(name) takes \(format.rates.lowerBound) to "
          + "\(format.rates.upperBound) Hz")
    }
    let stored = encoding ?? format.usualEncoding
    if seed != nil, stored?.wholeBits == nil {
      throw AudioFileError(
        "\"\(path)\" takes no dither: it is noise for rounding to whole numbers, so 16 or 24 bits are expected"
      )
    }
    dither = seed.map(Dither.init)
    var info = SF_INFO()
    info.samplerate = Int32(rate)
    info.channels = Int32(channels)
    info.format = Int32(format.container | (stored?.subtype ?? SF_FORMAT_VORBIS))

    destination = try Destination(path, isFound: isFound)
    guard let sound = sf_open_fd(destination.number, Int32(SFM_WRITE), &info, 0) else {
      destination.abandon()
      throw AudioFileError("cannot write \"\(path)\": \(AudioFile.reason(nil))")
    }
    // The chunk of peaks bears the time of day, which would make equal files differ.
    sf_command(sound, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
    self.sound = sound
    self.isFound = isFound
    self.path = path
    self.format = format
    self.rate = rate
    self.channels = channels
    wholeBits = stored?.wholeBits
    bytesPerFrame = channels * (stored?.bytes ?? 1)
  }

  deinit { abandon() }

  /// Appends `interleaved.count / channels` frames, the samples of one frame side by side. A failure removes the
  /// unfinished file.
  package func write(_ interleaved: [Float]) throws(AudioFileError) {
    try write(interleaved.span)
  }

  /// What so many frames take at most, in bytes.
  package func bytes(ofFrames frames: Int) -> Int {
    let (bytes, isTooMuch) = frames.multipliedReportingOverflow(by: bytesPerFrame)
    return isTooMuch ? .max : bytes
  }

  package func write(_ interleaved: Span<Float>) throws(AudioFileError) {
    guard let sound else {
      throw AudioFileError("\"\(path)\" is closed and takes no more samples")
    }
    guard interleaved.count.isMultiple(of: channels) else {
      throw AudioFileError(
        "cannot write \(interleaved.count) samples to \"\(path)\": expected a multiple of \(channels), one for each "
          + "channel")
    }
    for at in interleaved.indices where mark < .infinity && abs(interleaved[at]) > mark { markedSamples += 1 }
    let count = interleaved.count / channels
    guard frames + count <= format.byteLimit / bytesPerFrame else {
      abandon()
      throw AudioFileError(
        "\"\(path)\" is too long: \(format.rawValue.uppercased()) takes at most "
          + "\(format.byteLimit / bytesPerFrame) frames of this sort; write FLAC instead")
    }
    do throws(AudioFileError) { try budget?.take(count * bytesPerFrame) } catch {
      isCutShort = true
      if keepsWhatFits, let budget {
        try put(interleaved, frames: budget.takeWhatFits(count, of: bytesPerFrame), to: sound)
      }
      throw error
    }
    try put(interleaved, frames: count, to: sound)
    renewHeader(sound)
  }

  private func put(_ interleaved: Span<Float>, frames count: Int, to sound: OpaquePointer)
    throws(AudioFileError)
  {
    var at = 0
    while at < count * channels {
      let length = min(AudioFileWriter.piece * channels, count * channels - at)
      errno = 0
      let written = write(interleaved, at..<at + length, to: sound)
      frames += Int(written)
      guard written == sf_count_t(length / channels) else {
        let why = errno == 0 ? AudioFile.reason(sound) : systemReason(errno)
        abandon()
        throw AudioFileError("cannot write \"\(path)\": \(why)")
      }
      at += length
    }
  }

  /// Where the samples are until `close()`.
  package var unfinishedPath: String { destination.unfinished }

  /// Lets who opens the unfinished file find what has been written. The headers of WAV and AIFF tell how much there is; the other
  /// formats are streams.
  private func renewHeader(_ sound: OpaquePointer) {
    guard isFound, frames - framesTold >= rate, format == .wav || format == .aiff else { return }
    sf_command(sound, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
    framesTold = frames
  }

  /// Finishes the file and gives it its name. Closing twice does nothing; a file without a frame is refused, since
  /// not every format can be read back without one.
  package func close() throws(AudioFileError) {
    guard let sound else { return }
    guard frames > 0 else {
      abandon()
      throw AudioFileError("nothing was written to \"\(path)\": expected at least one frame")
    }
    self.sound = nil
    errno = 0
    guard sf_close(sound) == SF_ERR_NO_ERROR else {
      let why = errno == 0 ? "its end could not be written" : systemReason(errno)
      destination.abandon()
      throw AudioFileError("cannot write \"\(path)\": \(why)")
    }
    try destination.finish()
  }

  /// Ends without a file.
  package func abandon() {
    guard let sound else { return }
    self.sound = nil
    sf_close(sound)
    destination.abandon()
  }

  private func write(_ samples: Span<Float>, _ range: Range<Int>, to sound: OpaquePointer) -> sf_count_t {
    let count = sf_count_t(range.count / channels)
    guard let wholeBits else {
      block.removeAll(keepingCapacity: true)
      for index in range { block.append(finite(samples[index])) }
      return sf_writef_float(sound, block, count)
    }
    wholeBlock.removeAll(keepingCapacity: true)
    let first = frames * channels - range.lowerBound
    for index in range { wholeBlock.append(whole(finite(samples[index]), wholeBits, at: first + index)) }
    return sf_writef_int(sound, wholeBlock, count)
  }

  private func finite(_ sample: Float) -> Float {
    guard sample.isFinite else {
      replacedSamples += 1
      return 0
    }
    return sample
  }

  /// The nearest whole number of so many bits, in the upper bits. libsndfile would round in some formats and cut
  /// in others.
  private func whole(_ sample: Float, _ bits: Int32, at index: Int) -> Int32 {
    if abs(sample) > 1 { clippedSamples += 1 }
    let half = Float(1 << (bits - 1))
    if let dither {
      let value = (Double(sample) * Double(half) + dither.noise(at: index)).rounded(.toNearestOrEven)
      return Int32(max(-Double(half), min(Double(half) - 1, value))) << (32 - bits)
    }
    return Int32(max(-half, min(half - 1, (sample * half).rounded(.toNearestOrEven)))) << (32 - bits)
  }
}
