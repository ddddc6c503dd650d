import Signals

/// Which nodes keep what they rendered: those that cost more to render than to keep.
enum KeepingPolicy {
  /// Whether the blocks of a version are kept once a pure question rendered them.
  static func keeps(_ version: SignalVersion) -> Bool { version.openLoops == 0 && version.kernel.isWorthKeeping }

  /// What a block costs to render per byte, in classes, the cheapest 0: it is evicted first.
  static func cost(_ version: SignalVersion) -> Int {
    switch version.kernel.memory {
    case .none: version.inputs.isEmpty ? 1 : 0
    case .window, .elsewhere: 0
    case .recursive: version.loopDepth == nil ? 2 : 3
    }
  }

  /// The longest period, in bytes of all channels, that a playing signal keeps whole.
  static let wholePeriod = 4 << 20

  /// Bytes of working blocks that one run may fill, so that a run stays in the second-level cache.
  static let runBytes = 1 << 20
}
