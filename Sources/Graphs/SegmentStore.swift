/// What a segment is called: 2^16 frames of what a digest stands for, counted from frame 0.
package struct SegmentName: Hashable, Sendable {
  package let digest: SignalDigest
  package let number: Int

  package init(digest: SignalDigest, number: Int) { (self.digest, self.number) = (digest, number) }
}

/// Where segments outlive the process. What it cannot keep or find is not there: nothing fails by it.
package protocol SegmentStore: AnyObject {
  /// Puts a segment into `room`; answers its bytes, or nil where there is none, or none that is whole.
  func read(_ name: SegmentName, into room: UnsafeMutableRawBufferPointer) -> Int?
  func write(_ name: SegmentName, _ bytes: UnsafeRawBufferPointer)
  /// Bytes that one piece may take.
  var room: Int { get }
}
