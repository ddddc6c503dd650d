import Glibc
import Synchronization

/// Where kept samples lie: large chunks of the system's memory, in huge pages where it has them, cut into pieces that are
/// used again. Most of what keeping a block costs would otherwise be the system's, page by page.
enum SampleStore {
  private struct State {
    /// Pieces that were given back, by their size in units.
    var free: [[UInt]] = Array(repeating: [], count: most + 1)
    var next: UInt = 0
    var left = 0
  }
  private static let state = Mutex(State())

  /// Bytes of the unit that sizes are rounded up to.
  private static let unit = 1 << 10
  /// Larger pieces come from the system one by one.
  private static let most = 256
  private static let chunk = 8 << 20

  /// What `count` samples take.
  static func byteCount(_ count: Int) -> Int {
    count <= few ? count * 4 : (count * 4 + unit - 1) / unit * unit
  }

  /// So few come from the system too: they would waste a unit.
  private static let few = 64

  /// Room for `count` samples, not yet set.
  static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let units = (count * 4 + unit - 1) / unit
    guard units <= most, count > few else { return .allocate(capacity: count) }
    let address = state.withLock { state in
      if let address = state.free[units].popLast() { return address }
      if state.left < units * unit {
        // What is left of the chunk before is cut up for later.
        if state.left >= unit { state.free[state.left / unit].append(state.next) }
        state.next = begin()
        state.left = state.next == 0 ? 0 : chunk
      }
      guard state.left > 0 else { return 0 }
      let address = state.next
      state.next += UInt(units * unit)
      state.left -= units * unit
      return address
    }
    guard let raw = UnsafeMutableRawPointer(bitPattern: address) else { return .allocate(capacity: count) }
    return raw.bindMemory(to: Float.self, capacity: count)
  }

  /// Gives back what `allocate` gave for `count`.
  static func free(_ samples: UnsafeMutablePointer<Float>, _ count: Int) {
    let units = (count * 4 + unit - 1) / unit
    guard units <= most, count > few else { return samples.deallocate() }
    state.withLock { $0.free[units].append(UInt(bitPattern: samples)) }
  }

  /// A new chunk's address, 0 where the system has none.
  private static func begin() -> UInt {
    var raw: UnsafeMutableRawPointer?
    guard posix_memalign(&raw, 2 << 20, chunk) == 0, let raw else { return 0 }
    madvise(raw, chunk, MADV_HUGEPAGE)
    return UInt(bitPattern: raw)
  }
}
