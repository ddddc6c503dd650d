import Signals

/// Room that tracks of one answer take as they are written and give back as they are read: what was given back last is
/// taken next, so that it still lies in the nearest cache.
final class SamplePool {
  /// What a track holds its samples in.
  struct Room {
    let samples: UnsafeMutablePointer<Float>
    let flags: UnsafeMutablePointer<Bool>
  }

  /// Frames of a plane: the longest run, which need not begin on the grid.
  static let capacity = (KeepingPolicy.longestRun + 1) * Grid.block
  static let channels = 2
  /// Rooms do not follow each other by a multiple of what the nearest cache maps to the same lines.
  private static let padding = 48

  private var free: [Room] = []
  /// How many there are, taken or not.
  private(set) var count = 0

  deinit { for room in free { Self.deallocate(room) } }

  func take() -> Room {
    if let room = free.popLast() { return room }
    count += 1
    let floats = Self.channels * Self.capacity + Self.padding
    let flags = UnsafeMutablePointer<Bool>.allocate(capacity: Self.capacity / Grid.block)
    flags.initialize(repeating: false, count: Self.capacity / Grid.block)
    let samples = UnsafeMutableRawPointer.allocate(byteCount: floats * 4, alignment: 64)
    return Room(samples: samples.bindMemory(to: Float.self, capacity: floats), flags: flags)
  }

  func give(_ room: Room) { free.append(room) }

  private static func deallocate(_ room: Room) {
    room.samples.deallocate()
    room.flags.deallocate()
  }
}
