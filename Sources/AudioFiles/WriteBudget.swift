import Synchronization

/// How much may be written to files, all together: a patch that renders without end shall not fill the disk.
package final class WriteBudget: Sendable {
  private let state: Mutex<(limit: Int, used: Int)>

  /// - Parameter limit: in bytes.
  package init(limit: Int = 4 << 30) { state = Mutex((limit, 0)) }

  package var limit: Int {
    get { state.withLock(\.limit) }
    set { state.withLock { $0.limit = newValue } }
  }

  /// Counts bytes that are about to be written; where they are more than is left, none.
  package func take(_ bytes: Int) throws(AudioFileError) { try judge(bytes, isTaken: true) }

  /// Whether so many are left.
  package func check(_ bytes: Int) throws(AudioFileError) { try judge(bytes, isTaken: false) }

  private func judge(_ bytes: Int, isTaken: Bool) throws(AudioFileError) {
    let limit = state.withLock { state -> Int? in
      guard bytes <= state.limit - state.used else { return state.limit }
      if isTaken { state.used += bytes }
      return nil
    }
    if let limit {
      let gibibytes = (Double(limit) / 1_073_741_824 * 100).rounded() / 100
      throw AudioFileError(
        "patches may write \(gibibytes == gibibytes.rounded() ? "\(Int(gibibytes))" : "\(gibibytes)") GiB to files, and this would be more (neap --write-limit 20 allows 20 GiB)"
      )
    }
  }
}
