/// All that a signal needs to go on from a frame: its state, and for a loop what can still be read of it.
package struct Checkpoint: Sendable {
  let frame: Int
  let bytes: [UInt8]

  /// Bits of the distance of kept checkpoints, in frames.
  static let gridBits = 16
  /// The distance of kept checkpoints.
  package static let grid = 1 << gridBits

  /// With what its place takes.
  var byteCount: Int { bytes.count + 64 }
}

extension [Checkpoint] {
  /// These and a new one, in order: of those off the grid the new one alone, and those on it at distances that grow with
  /// their age.
  func thinned(with new: Checkpoint) -> [Checkpoint] {
    var kept = filter { $0.frame != new.frame && $0.frame % Checkpoint.grid == 0 }
    kept.append(new)
    kept.sort { $0.frame < $1.frame }
    let newest = (kept.last?.frame ?? 0) / Checkpoint.grid
    kept.removeAll {
      let number = $0.frame / Checkpoint.grid
      let age = newest - number
      guard age > 4, $0.frame != new.frame else { return false }
      // The spacing doubles with every doubling of the age.
      let spacing = 1 << Swift.max(0, Int.bitWidth - 1 - (age / 4).leadingZeroBitCount)
      return number % spacing != 0
    }
    return kept
  }

  var byteCount: Int { reduce(0) { $0 + $1.byteCount } }
}
