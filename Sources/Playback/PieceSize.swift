/// How much is rendered at once: little after an edit and then more, but never so much that the next edit
/// would have to wait for it.
struct PieceSize {
  /// Frames of the largest piece, on the grid.
  static let most = 8192
  private static let least = 512
  private static let small = 2048
  /// Nanoseconds that one piece may take.
  private static let patience = 3_000_000.0

  private var size = small
  /// Nanoseconds for one frame, by what the last pieces took.
  private var cost = 0.0

  /// After an edit.
  mutating func begin() { size = Self.small }

  /// Frames of the next piece.
  mutating func next() -> Int {
    let bearable = cost > 0 ? PlayGrid.down(Int(min(Self.patience / cost, Double(Self.most)))) : Self.most
    let frames = max(Self.least, min(size, bearable))
    size = min(size * 2, Self.most)
    return frames
  }

  mutating func took(_ nanoseconds: UInt64, frames: Int) {
    let latest = Double(nanoseconds) / Double(frames)
    cost = cost == 0 ? latest : cost + 0.3 * (latest - cost)
  }
}
