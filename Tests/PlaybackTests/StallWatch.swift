import Glibc
import Synchronization
import Threads

@testable import Playback

/// Notes when the machine stood still: when a short sleep became a long one, or when a thread that matters waited for a
/// processor that others had. A virtual machine may be held for tens of milliseconds, which no player can make good.
final class StallWatch: Sendable {
  private struct State {
    var stalls: [Range<UInt64>] = []
    var ending = false
  }

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  private let shared: Shared
  private let thread: pthread_t

  /// Watches the players of this process and all threads of another.
  init(process: pid_t?) throws {
    let shared = Shared()
    self.shared = shared
    let watched =
      (process.map { Self.threads(of: "\($0)") } ?? []) + Self.threads(of: "self", named: "player")
    thread = try OwnThread.start("watch", stack: 1 << 20) {
      var before = Monotonic.now()
      var waits = watched.map(Self.wait)
      var stolen = Self.stolen
      while !shared.state.withLock(\.ending) {
        usleep(1_000)
        let now = Monotonic.now()
        let stall = before..<now
        if now - before > 3_000_000 { shared.state.withLock { $0.stalls.append(stall) } }
        // One waits for the other on the way to the ear, so their waits add up.
        var waited: UInt64 = 0
        for (place, path) in watched.enumerated() {
          let wait = Self.wait(path)
          if wait > waits[place] { waited += wait - waits[place] }
          waits[place] = wait
        }
        // Told once it runs again, so it lies before now.
        if waited > 1_000_000 { shared.state.withLock { $0.stalls.append(now - waited - 1_000_000..<now) } }
        // Counted in hundredths of a second, on whichever processor.
        let steal = Self.stolen
        if steal > stolen { shared.state.withLock { $0.stalls.append(now - 20_000_000..<now) } }
        stolen = steal
        before = now
      }
    }
  }

  /// The scheduler's accounts of a process's threads.
  private static func threads(of process: String, named name: String? = nil) -> [String] {
    guard let directory = opendir("/proc/\(process)/task") else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let id = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let path = "/proc/\(process)/task/\(id)"
      guard id.first?.isNumber == true else { continue }
      if let name {
        let own = line("\(path)/comm")
        guard own.contains(name) else { continue }
      }
      found.append("\(path)/schedstat")
    }
    return found
  }

  private static func line(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { buffer in
      let count = read(file, buffer.baseAddress, 128)
      return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
  }

  /// What the machine that this one runs on has kept for others, in hundredths of a second.
  private static var stolen: UInt64 {
    line("/proc/stat").prefix { $0 != "\n" }.split(separator: " ").dropFirst(8).first.flatMap { UInt64($0) }
      ?? 0
  }

  /// How long a thread has waited for a processor, in nanoseconds.
  private static func wait(_ path: String) -> UInt64 {
    line(path).split(separator: " ").dropFirst().first.flatMap { UInt64($0) } ?? 0
  }

  /// Ends the watch. The answer tells whether nothing stood still during a time.
  func finish() -> (Range<UInt64>) -> Bool {
    shared.state.withLock { $0.ending = true }
    pthread_join(thread, nil)
    let stalls = shared.state.withLock(\.stalls)
    return { time in !stalls.contains { $0.overlaps(time) } }
  }
}
