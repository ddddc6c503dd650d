import Glibc

/// Wakes one waiting thread from any other. A ring while nobody waits is kept; many are one.
///
/// A pipe, since it is waited for with a time limit and is plain numbers, so free to cross threads.
final class Bell: Sendable {
  private let readEnd: Int32
  private let writeEnd: Int32

  init() throws(PlaybackError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw .system("no pipe could be opened, \(String(cString: strerror(errno)))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  func ring() {
    var byte: UInt8 = 1
    // A full pipe is a bell that rings already.
    _ = write(writeEnd, &byte, 1)
  }

  /// Waits for a ring, at most until `deadline` on `Monotonic`'s clock. Answers whether it rang.
  @discardableResult
  func wait(until deadline: UInt64) -> Bool {
    let now = Monotonic.now()
    let limit = deadline > now ? Int32(min((deadline - now + 999_999) / 1_000_000, 60_000)) : 0
    var entry = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, limit) > 0 else { return false }
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { bytes in
      while read(readEnd, bytes.baseAddress, bytes.count) == bytes.count {}
    }
    return true
  }
}
