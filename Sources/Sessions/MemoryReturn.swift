import CLinux

/// What edits leave behind them in the heap lies between what stays: the system has it back now and then, or hours of edits would hold ever more
/// pages of holes.
extension Session {
  /// So many chunks; it takes as long as some edits do.
  private static let chunksBetweenReturns = 64

  func returnMemory() {
    guard chunksSinceReturn >= Self.chunksBetweenReturns else { return }
    chunksSinceReturn = 0
    return_free_pages()
  }
}
