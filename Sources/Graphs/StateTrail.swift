import Glibc
import Signals

/// The states of one recursive signal at the ends of blocks, kept for the stretch that an edit may still go back to.
final class StateTrail {
  private let size: Int
  private var bytes: [UInt8] = []
  /// The frame of the first entry; entries follow block by block.
  private var first = 0
  private var count = 0
  private var skipped = 0

  init(size: Int) { self.size = size }

  /// Notes the state at `frame`, a block after the last noted one; anything else starts afresh.
  func note(_ state: UnsafeRawPointer, at frame: Int) {
    if count == 0 || frame != first + count * Grid.block {
      bytes.removeAll(keepingCapacity: true)
      (first, count, skipped) = (frame, 0, 0)
    }
    // In small steps: states are large, and all that have memory are noted.
    if bytes.count + size > bytes.capacity {
      bytes.reserveCapacity(bytes.count + max(64 * size, bytes.count / 4))
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: state, count: size))
    count += 1
  }

  /// The state at `frame`, where it is still known.
  func restore(_ frame: Int, into state: UnsafeMutableRawPointer) -> Bool {
    let place = (frame - first) / Grid.block
    guard frame % Grid.block == 0, frame >= first, place < count else { return false }
    bytes.withUnsafeBytes {
      guard let start = $0.baseAddress else { return }
      unsafe memcpy(state, start + (skipped + place) * size, size)
    }
    return true
  }

  func trim(before frame: Int) {
    let gone = min(count, max(0, (frame - first) / Grid.block))
    first += gone * Grid.block
    count -= gone
    skipped += gone
    if skipped > 64, skipped > count / 4 {
      bytes.removeFirst(skipped * size)
      skipped = 0
    }
  }
}
