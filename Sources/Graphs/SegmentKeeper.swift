import Signals

/// What of renders outlives the process, and is found again by the next: `store` holds it, digests name it.
package final class SegmentKeeper {
  let store: any SegmentStore
  let digests: VersionDigests
  /// Segments that were found, and that were written: what tests and reports ask for.
  package internal(set) var found = 0
  package internal(set) var written = 0

  init(_ store: any SegmentStore, _ digests: VersionDigests) { (self.store, self.digests) = (store, digests) }
}

extension SignalManager {
  /// - Parameter code: tells what computes: bits are the same within one build on one type of processor.
  package func segmentKeeper(_ store: any SegmentStore, code: [UInt8]) -> SegmentKeeper {
    SegmentKeeper(store, VersionDigests(rate: rate, code: code))
  }
}
