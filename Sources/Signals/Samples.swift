/// Samples that are given rather than computed: one plane per channel, all of one length. Shared, never changed.
package final class Samples: Hashable, Sendable {
  package let planes: [[Float]]
  private let digest: Int
  private let account: SampleAccount?

  /// The planes must be of one length; at least one. Where there is an account, what they hold stands in it as long as they live.
  package init(_ planes: [[Float]], in account: SampleAccount? = nil) {
    // Equal samples are one row, so there is one zero.
    self.planes = planes.map { $0.map { $0 == 0 ? 0 : $0 } }
    self.digest = planes.hashValue
    self.account = account
    account?.add(bytes)
  }

  deinit { account?.remove(bytes) }

  private var bytes: Int { count * channels * 4 }

  package var channels: Int { planes.count }
  package var count: Int { planes.first?.count ?? 0 }

  package static func == (a: Samples, b: Samples) -> Bool {
    a === b || (a.digest == b.digest && a.planes == b.planes)
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
