import CXXHash
import Glibc
import Graphs

/// One segment's file: a head of 64 bytes (what it is, the digest and number that it is called by, its length, its
/// checksum), and what it holds.
enum SegmentFile {
  struct Found {
    let path: String
    let byteCount: Int
    /// When it was last used, in seconds.
    let used: Double
  }

  private static let mark = Array("neapseg1".utf8)
  private static let headBytes = 64

  /// The folder within the folder: few enough files in each.
  static func shelf(_ name: SegmentName) -> String { String(name.digest.description.prefix(2)) }

  static func place(_ name: SegmentName) -> String {
    "\(shelf(name))/\(name.digest.description.dropFirst(2)).\(name.number)"
  }

  static func content(_ name: SegmentName, _ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let head = head(name, bytes)
    return [UInt8](unsafeUninitializedCapacity: headBytes + bytes.count) { buffer, count in
      let room = UnsafeMutableRawBufferPointer(buffer)
      room.copyBytes(from: head)
      UnsafeMutableRawBufferPointer(rebasing: room[headBytes...]).copyMemory(from: bytes)
      count = headBytes + bytes.count
    }
  }

  private static func head(_ name: SegmentName, _ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var head = mark + name.digest.bytes
    for number in [UInt64(bitPattern: Int64(name.number)), UInt64(bytes.count), sum(bytes)] {
      withUnsafeBytes(of: number.littleEndian) { head += $0 }
    }
    return head
  }

  private static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let start = bytes.baseAddress else { return 0 }
    return unsafe checksum(start, bytes.count)
  }

  /// What the file holds; nil where it is not there, is another's, or is not as it was written.
  static func read(_ path: String, _ name: SegmentName, into room: UnsafeMutableRawBufferPointer) -> Int? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    let count = Int(facts.st_size) - headBytes
    guard count > 0, count <= room.count else { return nil }
    var found = [UInt8](repeating: 0, count: headBytes)
    let content = UnsafeMutableRawBufferPointer(rebasing: room[..<count])
    let isWhole = found.withUnsafeMutableBytes { fill($0, file) } && fill(content, file)
    guard isWhole, found == head(name, UnsafeRawBufferPointer(content)) else { return nil }
    note(file, facts)
    return count
  }

  private static func fill(_ room: UnsafeMutableRawBufferPointer, _ file: Int32) -> Bool {
    var done = 0
    while done < room.count {
      let count = unsafe Glibc.read(file, room.baseAddress.map { $0 + done }, room.count - done)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      done += count
    }
    return true
  }

  /// Notes that it was used. Systems are told not to note when files are read, so its own time says so; to a minute.
  private static func note(_ file: Int32, _ facts: stat) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    if now.tv_sec - facts.st_mtim.tv_sec > 60 { futimens(file, nil) }
  }

  /// All segments in a folder. What a process left half written long ago is removed.
  static func all(in path: String) -> [Found] {
    var found: [Found] = []
    for shelf in names(path) where shelf.utf8.count == 2 {
      for name in names(path + "/" + shelf) {
        let file = "\(path)/\(shelf)/\(name)"
        var facts = stat()
        guard lstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { continue }
        if name.hasSuffix(".part") {
          if time(nil) - facts.st_mtim.tv_sec > 3_600 { unlink(file) }
          continue
        }
        let used = Double(facts.st_mtim.tv_sec) + Double(facts.st_mtim.tv_nsec) * 1e-9
        found.append(Found(path: file, byteCount: Int(facts.st_size), used: used))
      }
    }
    return found
  }

  private static func names(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
