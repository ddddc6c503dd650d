import CSndfile

/// How one sample is stored. `float` keeps every bit; the others clip at full scale.
package enum AudioEncoding: String, CaseIterable, Sendable {
  case float, pcm16, pcm24

  /// The bits of a whole number, or nil for floating-point numbers.
  var wholeBits: Int32? {
    switch self {
    case .float: nil
    case .pcm16: 16
    case .pcm24: 24
    }
  }

  /// Of one sample.
  package var bytes: Int {
    switch self {
    case .float: 4
    case .pcm16: 2
    case .pcm24: 3
    }
  }

  var subtype: Int {
    switch self {
    case .float: SF_FORMAT_FLOAT
    case .pcm16: SF_FORMAT_PCM_16
    case .pcm24: SF_FORMAT_PCM_24
    }
  }
}
