import Glibc
package import Signals

/// Files that are written whole or not at all.
package enum AtomicFile {
  /// Writes beside `path`, syncs, renames over it and syncs the folder. On an error the old file is as it was.
  package static func write(_ bytes: [UInt8], to path: String) throws(SignalError) {
    // A link keeps pointing to the file, which is what gets replaced.
    var path = path
    if let resolved = realpath(path, nil) {
      path = String(cString: resolved)
      free(resolved)
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let beside = "\(path).\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 16)).part"
    let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure("save", path) }
    var problem: SignalError?
    do throws(SignalError) {
      try writeAll(bytes, file, path)
      if fsync(file) != 0 { throw failure("save", path) }
    } catch { problem = error }
    close(file)
    if problem == nil, rename(beside, path) != 0 { problem = failure("save", path) }
    if let problem {
      unlink(beside)
      throw problem
    }
    let directory = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  /// The whole of a regular file, at most `limit` bytes.
  package static func read(_ path: String, limit: Int = 1 << 30) throws(SignalError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw failure("read", path) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw SignalError("cannot read \(path): it is not a regular file")
    }
    guard facts.st_size <= limit else {
      throw SignalError("cannot read \(path): it has \(facts.st_size) bytes; at most \(limit) are expected")
    }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(file, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("read", path)
      }
      if count == 0 { break }
      done += count
    }
    bytes.removeLast(bytes.count - done)
    return bytes
  }

  private static func writeAll(_ bytes: [UInt8], _ file: Int32, _ path: String) throws(SignalError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        unsafe Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("save", path)
      }
      done += count
    }
  }

  private static func failure(_ what: String, _ path: String) -> SignalError {
    SignalError("cannot \(what) \(path): \(String(cString: strerror(errno)))")
  }
}
