import Synchronization

/// How much may be written to files, all together: a patch that renders without end shall not fill the disk.
package final class WriteBudget: Sendable {
  private let state: Mutex<(limit: Int, used: Int, allowance: Int)>

  /// - Parameter limit: in bytes.
  package init(limit: Int = 4 << 30) { state = Mutex((limit, 0, limit)) }

  package var limit: Int {
    get { state.withLock(\.limit) }
    set { state.withLock { ($0.limit, $0.allowance) = (newValue, newValue) } }
  }

  /// What the limit was set to, before more was allowed.
  package var allowance: Int { state.withLock(\.allowance) }

  /// How many bytes are left.
  package var left: Int { state.withLock { $0.limit - $0.used } }

  /// Allows as much again as is needed for so many bytes to be left.
  package func make(room bytes: Int) {
    state.withLock { state in
      let missing = bytes - (state.limit - state.used)
      if missing > 0 { state.limit += min(missing, .max - state.limit) }
    }
  }

  /// Counts bytes that are about to be written; where they are more than is left, none.
  package func take(_ bytes: Int) throws(AudioFileError) { try judge(bytes, isTaken: true) }

  /// As many of `count` frames as are left room for, counted.
  func takeWhatFits(_ count: Int, of bytesPerFrame: Int) -> Int {
    state.withLock { state in
      let fits = min(count, max(0, state.limit - state.used) / bytesPerFrame)
      state.used += fits * bytesPerFrame
      return fits
    }
  }

  /// Counts bytes that were written, however many were left.
  package func note(_ bytes: Int) { state.withLock { $0.used = min($0.limit, $0.used + bytes) } }

  /// Whether so many are left.
  package func check(_ bytes: Int) throws(AudioFileError) { try judge(bytes, isTaken: false) }

  private func judge(_ bytes: Int, isTaken: Bool) throws(AudioFileError) {
    let limit = state.withLock { state -> Int? in
      guard bytes <= state.limit - state.used else { return state.limit }
      if isTaken { state.used += bytes }
      return nil
    }
    if let limit {
      throw AudioFileError(
        "patches may write \(Self.text(limit)) to files, and this would be more (neap --write-limit 20 allows 20 GiB)"
      )
    }
  }

  /// Bytes as a person reads them: `4 GiB`, `9.3 GiB`, `12 MiB`.
  package static func text(_ bytes: Int) -> String {
    let gibibytes = Double(bytes) / 1_073_741_824
    if gibibytes < 0.1 { return "\((bytes + 524_288) >> 20) MiB" }
    let rounded = (gibibytes * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded)) GiB" : "\(rounded) GiB"
  }
}
