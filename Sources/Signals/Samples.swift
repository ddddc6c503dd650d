/// Samples that are given rather than computed: one plane per channel, all of one length. Shared, never changed.
package final class Samples: Hashable, Sendable {
  package let planes: [[Float]]
  private let digest: Int

  /// The planes must be of one length; at least one.
  package init(_ planes: [[Float]]) {
    // Equal samples are one row, so there is one zero.
    self.planes = planes.map { $0.map { $0 == 0 ? 0 : $0 } }
    self.digest = planes.hashValue
  }

  package var channels: Int { planes.count }
  package var count: Int { planes.first?.count ?? 0 }

  package static func == (a: Samples, b: Samples) -> Bool {
    a === b || (a.digest == b.digest && a.planes == b.planes)
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
