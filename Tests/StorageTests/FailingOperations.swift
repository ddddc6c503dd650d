import Storage
import Synchronization

/// The disk, with one call that fails, and a list of the calls that were made.
final class FailingOperations: FileOperations {
  private let disk = DiskOperations()
  private let failing: Int
  private let calls = Mutex<[String]>([])

  /// The call of number `failing`, from 0 on, fails.
  init(failing: Int) { self.failing = failing }

  var made: [String] { calls.withLock { $0 } }

  private func note(_ call: String) throws(StorageError) {
    let number = calls.withLock { calls in
      calls.append(call)
      return calls.count - 1
    }
    if number == failing { throw StorageError("\(call) fails") }
  }

  func create(_ path: String, isPrivate: Bool) throws(StorageError) -> Int32 {
    try note("create")
    return try disk.create(path, isPrivate: isPrivate)
  }
  func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(StorageError) {
    do throws(StorageError) { try note("write") } catch {
      // A full disk takes a part.
      try disk.write(Array(bytes.prefix(bytes.count / 2)), to: file, path)
      throw error
    }
    try disk.write(bytes, to: file, path)
  }
  func sync(_ file: Int32, _ path: String) throws(StorageError) {
    try note("sync")
    try disk.sync(file, path)
  }
  func rename(_ path: String, to other: String) throws(StorageError) {
    try note("rename")
    try disk.rename(path, to: other)
  }
  func link(_ path: String, to other: String) throws(StorageError) {
    try note("link")
    try disk.link(path, to: other)
  }
  func syncFolder(_ path: String) throws(StorageError) {
    try note("syncFolder")
    try disk.syncFolder(path)
  }
  func remove(_ path: String) { disk.remove(path) }
}
