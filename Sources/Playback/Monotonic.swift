import Glibc

/// The clock that no one sets, in nanoseconds.
enum Monotonic {
  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// What the calling thread has computed so far: what it takes by itself, whoever else wants the processor.
  static func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  static func nanoseconds(_ seconds: Double) -> UInt64 { UInt64(max(0, seconds) * 1e9) }

  /// Whole frames between two times; nothing where `end` is before `start`.
  static func frames(from start: UInt64, to end: UInt64, rate: Int) -> Int {
    end > start ? Int(Double(end - start) * Double(rate) / 1e9) : 0
  }
}

/// Where the ear was at one time; the position at any other follows from it.
struct ClockMark: Sendable {
  var frame = 0
  var time: UInt64 = 0
  /// Whether time moves the ear on.
  var running = false
  /// The ear is never past this: what is rendered ends there.
  var ceiling = 0

  func position(at now: UInt64, rate: Int) -> Int {
    let moved = running ? frame + Monotonic.frames(from: time, to: now, rate: rate) : frame
    return min(moved, ceiling)
  }
}
