import Glibc
package import Storage
import Synchronization

/// The disk, with some calls that fail, and a list of the calls that were made.
package final class FailingOperations: FileOperations {
  private let disk = DiskOperations()
  private let failing: Range<Int>
  /// What the system says of a call that fails.
  private let code: Int32
  /// The calls that may fail; all of them where there is none.
  private let only: String?
  private let calls = Mutex<[String]>([])

  /// The calls of these numbers, from 0 on, fail.
  package init(failing: Range<Int>, code: Int32 = ENOSPC, only: String? = nil) {
    (self.failing, self.code, self.only) = (failing, code, only)
  }

  package convenience init(failing: Int) { self.init(failing: failing..<failing + 1) }

  package var made: [String] { calls.withLock { $0 } }

  private func note(_ call: String) throws(StorageError) {
    let number = calls.withLock { calls in
      calls.append(call)
      return calls.count - 1
    }
    if failing.contains(number), only ?? call == call { throw StorageError("\(call) fails", code: code) }
  }

  package func create(_ path: String, isPrivate: Bool) throws(StorageError) -> Int32 {
    try note("create")
    return try disk.create(path, isPrivate: isPrivate)
  }
  package func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(StorageError) {
    do throws(StorageError) { try note("write") } catch {
      // A full disk takes a part.
      try disk.write(Array(bytes.prefix(bytes.count / 2)), to: file, path)
      throw error
    }
    try disk.write(bytes, to: file, path)
  }
  package func sync(_ file: Int32, _ path: String) throws(StorageError) {
    try note("sync")
    try disk.sync(file, path)
  }
  package func rename(_ path: String, to other: String) throws(StorageError) {
    try note("rename")
    try disk.rename(path, to: other)
  }
  package func link(_ path: String, to other: String) throws(StorageError) {
    try note("link")
    try disk.link(path, to: other)
  }
  package func syncFolder(_ path: String) throws(StorageError) {
    try note("syncFolder")
    try disk.syncFolder(path)
  }
  package func remove(_ path: String) { disk.remove(path) }
}
