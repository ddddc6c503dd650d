package import Signals

/// The sum of all that plays, as a signal inside the master's chain. What it holds comes from whoever plays or renders.
struct MasterMix: Kernel {
  let channels: Int
  /// How many sounds it is the mix of; 0 where it is open.
  let sounds: Int

  var shape: SignalShape { SignalShape(channels: channels) }
  // Its samples are there already: nothing is saved by keeping them again.
  var isWorthKeeping: Bool { false }
  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) { block.fillWithZero() }
}

extension SignalKind {
  /// Inside the master's chain, the mix: a row of `channels` alone stands for whatever plays, one that has sounds and
  /// their starts is the mix of those.
  package static let mixType = "master_mix"
  /// The bit of a mix that is still open, among those of the loops.
  static let openMix = UInt64(1) << 63
}

extension SignalData {
  /// Stands for the mix, whatever plays.
  package static func mix(channels: Int) -> SignalData {
    SignalData(type: SignalKind.mixType, arguments: [.number(Double(channels))])
  }

  /// The mix of these sounds.
  package static func mix(channels: Int, of sounds: [(signal: SignalID, start: Int)]) -> SignalData {
    SignalData(
      type: SignalKind.mixType,
      arguments: [
        .number(Double(channels)), .signals(sounds.map(\.signal)), .numbers(sounds.map { Double($0.start) }),
      ])
  }

  /// Whether it stands for the mix without saying of what.
  package var isOpenMix: Bool { type == SignalKind.mixType && arguments.count == 1 }
}

extension VersionBuilder {
  /// The version of the mix: another one for other sounds, and the former one when they are back.
  func mix(_ data: SignalData, _ version: (SignalID) -> SignalVersion?) throws -> SignalVersion {
    guard case .number(let channels)? = data.arguments.first else {
      throw SignalError("the mix has no channels")
    }
    var parts: [VersionKey.Part] = [.number(channels)]
    if !data.isOpenMix {
      parts.append(.list(data.references.compactMap { version($0).map { .version($0.id) } }))
      if case .numbers(let starts)? = data.arguments.last { parts.append(.numbers(starts)) }
    }
    let sounds = data.isOpenMix ? 0 : data.references.count
    let key = VersionKey(kind: SignalKind.mixType, parts: parts)
    if let found = table.find(key) { return found }
    return table.insert(key) {
      SignalVersion(
        place: $0, kernel: MasterMix(channels: Int(channels), sounds: sounds), streams: [], inputs: [],
        openLoops: data.isOpenMix ? SignalKind.openMix : 0, loopDepth: nil)
    }
  }
}

/// Where a mix node gets its samples.
final class MixFeed {
  /// Writes frames of the mix into a track that holds them.
  var fill: (Track, Range<Int>) -> Void = { _, _ in }
}
