import Glibc

/// What storing asks of a file system. Tests put one in its place that fails at a given call, or notes them all.
package protocol FileOperations: Sendable {
  /// Makes a file that was not there, with mode 0600 or, where others may read it, 0644.
  func create(_ path: String, isPrivate: Bool) throws(StorageError) -> Int32
  func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(StorageError)
  func sync(_ file: Int32, _ path: String) throws(StorageError)
  func rename(_ path: String, to other: String) throws(StorageError)
  /// A second name for a file.
  func link(_ path: String, to other: String) throws(StorageError)
  /// What names a folder holds is on the disk when this returns.
  func syncFolder(_ path: String) throws(StorageError)
  func remove(_ path: String)
}

/// The file system itself.
package struct DiskOperations: FileOperations {
  package init() {}

  package func create(_ path: String, isPrivate: Bool) throws(StorageError) -> Int32 {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_APPEND, isPrivate ? 0o600 : 0o644)
    guard file >= 0 else { throw StorageError("write", path) }
    return file
  }

  package func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(StorageError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        unsafe Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw StorageError("write", path)
      }
      done += count
    }
  }

  package func sync(_ file: Int32, _ path: String) throws(StorageError) {
    guard fsync(file) == 0 else { throw StorageError("write", path) }
  }

  package func rename(_ path: String, to other: String) throws(StorageError) {
    guard Glibc.rename(path, other) == 0 else { throw StorageError("write", other) }
  }

  package func link(_ path: String, to other: String) throws(StorageError) {
    guard Glibc.link(path, other) == 0 else { throw StorageError("keep", path) }
  }

  package func syncFolder(_ path: String) throws(StorageError) {
    let folder = open(path.isEmpty ? "/" : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw StorageError("write in", path) }
    defer { close(folder) }
    // Some file systems know no syncing of folders, and say so.
    guard fsync(folder) == 0 || errno == EINVAL else { throw StorageError("write in", path) }
  }

  package func remove(_ path: String) { unlink(path) }
}
