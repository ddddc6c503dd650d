import Glibc
import Synchronization

/// Where kept samples lie: large chunks of the system's memory, in huge pages where it has them, cut into pieces that are
/// used again. Most of what keeping a block costs would otherwise be the system's, page by page.
///
/// What is kept changes its lengths with the hours, as notes do. So what is given back joins what is free beside it, whatever
/// lengths it had, and a chunk of which nothing is used goes back to the system.
final class SampleStore: Sendable {
  static let shared = SampleStore()

  /// Bytes of the unit that sizes are rounded up to.
  private static let unit = 1 << 10
  /// Larger pieces come from the system one by one.
  private static let most = 256
  /// So few samples come from the system too: they would waste a unit.
  private static let few = 64
  private static let chunk = 8 << 20

  /// A chunk and which of its units are used, one bit for each.
  private struct Chunk {
    static let units = chunk / unit
    let address: UInt
    private var used = [UInt64](repeating: 0, count: units / 64)
    private(set) var free = units
    /// No longer stretch is free.
    private var longest = units

    init(at address: UInt) { self.address = address }

    var isEmpty: Bool { free == Self.units }

    /// The place of the first free stretch of so many units.
    mutating func find(_ count: Int) -> Int? {
      guard count <= min(free, longest) else { return nil }
      var at = 0
      while at + count <= Self.units {
        let open = ~used[at >> 6] >> UInt64(at & 63)
        guard open != 0 else {
          at = (at | 63) + 1
          continue
        }
        at += open.trailingZeroBitCount
        let end = self.end(from: at, atMost: count)
        if end - at >= count { return at }
        at = end
      }
      longest = count - 1
      return nil
    }

    /// Where the free stretch that begins at `first` ends, or at least `count` units of it.
    private func end(from first: Int, atMost count: Int) -> Int {
      var end = first
      while end < Self.units, end - first < count {
        let taken = used[end >> 6] >> UInt64(end & 63)
        guard taken == 0 else { return end + taken.trailingZeroBitCount }
        end = (end | 63) + 1
      }
      return end
    }

    mutating func mark(_ first: Int, _ count: Int, used isUsed: Bool) {
      var at = first
      while at < first + count {
        let here = min(64 - at & 63, first + count - at)
        let bits = (UInt64.max >> UInt64(64 - here)) << UInt64(at & 63)
        if isUsed { used[at >> 6] |= bits } else { used[at >> 6] &= ~bits }
        at += here
      }
      free += isUsed ? -count : count
      if !isUsed { longest = Self.units }
    }
  }

  private struct State {
    var chunks: [Chunk] = []
    /// Places by the chunk's address.
    var places: [UInt: Int] = [:]
    /// Where room was found last, or was given back.
    var latest = 0
  }
  private let state = Mutex(State())

  deinit {
    for chunk in state.withLock({ $0.chunks }) { Self.end(chunk.address) }
  }

  /// Bytes that chunks take.
  var taken: Int { state.withLock { $0.chunks.count * Self.chunk } }

  /// What `count` samples take.
  static func byteCount(_ count: Int) -> Int { units(count).map { $0 * unit } ?? count * 4 }

  /// Whether `count` samples lie in a chunk, where the system has one.
  static func holds(_ count: Int) -> Bool { units(count) != nil }

  /// Nil where they come from the system.
  private static func units(_ count: Int) -> Int? {
    let units = (count * 4 + unit - 1) / unit
    return count > few && units <= most ? units : nil
  }

  /// Room for `count` samples, not yet set.
  func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    guard let units = Self.units(count) else { return .allocate(capacity: count) }
    let raw =
      state.withLock { Self.take(units, &$0) }.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
      ?? .allocate(byteCount: count * 4, alignment: 64)
    return raw.bindMemory(to: Float.self, capacity: count)
  }

  /// Gives back what `allocate` gave for `count`.
  func free(_ samples: UnsafeMutablePointer<Float>, _ count: Int) {
    guard let units = Self.units(count) else { return samples.deallocate() }
    switch state.withLock({ Self.give(UInt(bitPattern: samples), units, &$0) }) {
    case .taken: break
    case .emptied(let unused): Self.end(unused)
    case .stranger: samples.deallocate()
    }
  }

  /// Nil where the system has no room for another chunk: the heap may.
  private static func take(_ units: Int, _ state: inout State) -> UInt? {
    for number in state.chunks.indices {
      let place = (state.latest + number) % state.chunks.count
      if let first = state.chunks[place].find(units) { return use(units, at: first, of: place, &state) }
    }
    guard let address = begin() else { return nil }
    state.places[address] = state.chunks.count
    state.chunks.append(Chunk(at: address))
    return use(units, at: 0, of: state.chunks.count - 1, &state)
  }

  private static func use(_ units: Int, at first: Int, of place: Int, _ state: inout State) -> UInt {
    state.chunks[place].mark(first, units, used: true)
    state.latest = place
    return state.chunks[place].address + UInt(first * unit)
  }

  private enum Given {
    case taken
    /// Nothing of the chunk is used any more, and another is empty too.
    case emptied(UInt)
    /// It lies in no chunk.
    case stranger
  }

  private static func give(_ address: UInt, _ units: Int, _ state: inout State) -> Given {
    let base = address & ~UInt(chunk - 1)
    guard let place = state.places[base] else { return .stranger }
    state.chunks[place].mark(Int(address - base) / unit, units, used: false)
    state.latest = place
    guard state.chunks[place].isEmpty, state.chunks.count(where: \.isEmpty) > 1 else { return .taken }
    state.places[base] = nil
    let last = state.chunks.removeLast()
    if last.address != base {
      state.chunks[place] = last
      state.places[last.address] = place
    }
    state.latest = 0
    return .emptied(base)
  }

  /// A new chunk's address. It is the system's own mapping, not a piece of the heap, which would not give it back.
  private static func begin() -> UInt? {
    // Twice as much, of which what lies before and behind the grid of chunks is given back.
    let raw = mmap(nil, 2 * chunk, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let raw, raw != MAP_FAILED else { return nil }
    let first = UInt(bitPattern: raw)
    let address = (first + UInt(chunk) - 1) & ~UInt(chunk - 1)
    let before = Int(address - first)
    if before > 0 { munmap(raw, before) }
    munmap(UnsafeMutableRawPointer(bitPattern: address + UInt(chunk)), chunk - before)
    madvise(UnsafeMutableRawPointer(bitPattern: address), chunk, MADV_HUGEPAGE)
    return address
  }

  private static func end(_ address: UInt) {
    munmap(UnsafeMutableRawPointer(bitPattern: address), chunk)
  }
}
