import Glibc

/// Files that are written whole or not at all: beside, synced, renamed, the folder synced.
package struct WholeFile {
  private let operations: any FileOperations

  package init(_ operations: any FileOperations = DiskOperations()) { self.operations = operations }

  /// Replaces `path`. On an error the old file is as it was.
  ///
  /// - Parameters:
  ///   - keepsFormer: whether the file that stood there stays, as `path~`.
  ///   - isPrivate: whether the owner alone may read it.
  package func write(
    _ bytes: [UInt8], to path: String, keepsFormer: Bool = false, isPrivate: Bool = false
  ) throws(StorageError) {
    let file = try replace(path, keepsFormer: keepsFormer, isPrivate: isPrivate) {
      file, beside throws(StorageError) in
      try operations.write(bytes, to: file, beside)
    }
    close(file)
  }

  /// The same, and the new file stays open for appending.
  package func begin(_ bytes: [UInt8], at path: String) throws(StorageError) -> Int32 {
    try replace(path, keepsFormer: false, isPrivate: true) { file, beside throws(StorageError) in
      try operations.write(bytes, to: file, beside)
    }
  }

  /// The whole of a regular file, at most `limit` bytes.
  package static func read(_ path: String, limit: Int = 1 << 30) throws(StorageError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw StorageError("read", path) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw StorageError("cannot read \(path): it is not a regular file")
    }
    guard facts.st_size <= limit else {
      throw StorageError("cannot read \(path): it has \(facts.st_size) bytes; at most \(limit) are expected")
    }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(file, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw StorageError("read", path)
      }
      if count == 0 { break }
      done += count
    }
    bytes.removeLast(bytes.count - done)
    return bytes
  }

  private func replace(
    _ given: String, keepsFormer: Bool, isPrivate: Bool, _ fill: (Int32, String) throws(StorageError) -> Void
  ) throws(StorageError) -> Int32 {
    // A link keeps pointing to the file, which is what gets replaced.
    var path = given
    if let resolved = realpath(given, nil) {
      path = String(cString: resolved)
      free(resolved)
    }
    // What is renamed over a device takes its place: for whoever may do that, the machine's.
    var facts = stat()
    guard stat(path, &facts) != 0 || facts.st_mode & S_IFMT == S_IFREG else {
      throw StorageError("cannot write \(given): it is not a regular file")
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let beside = Self.beside(path)
    let file: Int32
    do throws(StorageError) { file = try operations.create(beside, isPrivate: isPrivate) } catch {
      throw Self.named(path, error, beside)
    }
    do throws(StorageError) {
      try fill(file, beside)
      try operations.sync(file, beside)
      if keepsFormer { try keep(path, folder) }
      try operations.rename(beside, to: path)
    } catch {
      close(file)
      operations.remove(beside)
      throw Self.named(path, error, beside)
    }
    // The new file is whole and in its place; that its name lasts is all that may fail from here on.
    do throws(StorageError) { try operations.syncFolder(folder) } catch {
      close(file)
      throw error
    }
    return file
  }

  /// The former file gets a second name, so that there is a file under its own at every instant.
  private func keep(_ path: String, _ folder: String) throws(StorageError) {
    guard access(path, F_OK) == 0 else { return }
    let second = Self.beside(path)
    do throws(StorageError) {
      try operations.link(path, to: second)
      try operations.rename(second, to: path + "~")
    } catch {
      operations.remove(second)
      // Some file systems know no second names; the new file is worth more than the former.
      guard Self.knowsNoLinks.contains(error.code) else { throw error }
    }
  }

  private static let knowsNoLinks: Set<Int32> = [EPERM, EOPNOTSUPP, EMLINK]

  private static func beside(_ path: String) -> String {
    "\(path).\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 16)).part"
  }

  /// An error speaks of the file that was asked for.
  private static func named(_ path: String, _ error: StorageError, _ beside: String) -> StorageError {
    StorageError(
      error.description.split(separator: beside, omittingEmptySubsequences: false).joined(separator: path),
      code: error.code)
  }
}
