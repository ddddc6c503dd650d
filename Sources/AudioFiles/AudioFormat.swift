import CSndfile

/// The containers that can be written, chosen by the ending of the file's name.
package enum AudioFormat: String, CaseIterable, Sendable {
  case wav, flac, ogg, aiff

  /// The format that the ending of `path` names, in upper or lower case; `aif` is `aiff`.
  package init(endingOf path: String) throws(AudioFileError) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let known = AudioFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      throw AudioFileError("\"\(path)\" has no ending that names a sound format: expected one of \(known)")
    }
    let ending = name[name.index(after: dot)...].lowercased()
    guard let format = AudioFormat(rawValue: ending == "aif" ? "aiff" : ending) else {
      throw AudioFileError(
        "\"\(path)\" ends in \".\(ending)\", which is no known sound format: expected one of \(known)")
    }
    self = format
  }

  /// What is written when nothing else is asked for: all that the container can keep of a Float.
  /// Vorbis has no encoding to choose.
  var usualEncoding: AudioEncoding? {
    switch self {
    case .wav, .aiff: .float
    case .flac: .pcm24
    case .ogg: nil
    }
  }

  /// Whether samples past full scale are cut off, unless an encoding is asked for that keeps them.
  package var cutsOff: Bool { usualEncoding == .pcm24 }

  /// The most channels that the container is specified for, within what this project allows.
  var channels: ClosedRange<Int> { self == .flac ? 1...8 : AudioFile.channels }

  /// The rates in Hz that the container's header, or its encoder, can hold.
  var rates: ClosedRange<Int> {
    switch self {
    case .wav, .aiff: AudioFile.rates
    case .flac: 1...655_350
    case .ogg: 8_000...192_000
    }
  }

  /// The most bytes of samples, where the header's sizes have 32 bits; some room is left for the header.
  var byteLimit: Int { self == .wav || self == .aiff ? (1 << 32) - 65_536 : .max }

  var container: Int {
    switch self {
    case .wav: SF_FORMAT_WAV
    case .flac: SF_FORMAT_FLAC
    case .ogg: SF_FORMAT_OGG
    case .aiff: SF_FORMAT_AIFF
    }
  }
}
