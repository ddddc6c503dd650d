import Glibc
import Signals
import Workspaces

/// Digests of sample files, so that a file that has changed is another signal. Asked again only when the file's size or
/// time has changed.
struct SampleContents {
  private struct Stamp: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }
  private var known: [String: (stamp: Stamp, digest: String)] = [:]

  /// The digest of a file's bytes, 16 hexadecimal digits; empty where it cannot be read, which loading it will say.
  mutating func digest(_ path: String) -> String {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return "" }
    let stamp = Stamp(
      size: Int(facts.st_size), seconds: facts.st_mtim.tv_sec, nanoseconds: facts.st_mtim.tv_nsec)
    if let entry = known[path], entry.stamp == stamp { return entry.digest }
    guard let bytes = try? AtomicFile.read(path) else { return "" }
    // FNV-1a (Fowler, Noll, Vo, 1991), 64 bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    let digest = String(repeating: "0", count: 16 - digits.count) + digits
    known[path] = (stamp, digest)
    return digest
  }
}
