import Glibc
package import Storage
package import Synchronization

/// The disk, which writes nothing while it is held.
package final class HeldDisk: FileOperations {
  private let disk = DiskOperations()
  package let isHeld = Atomic(false)

  package init() {}

  package func create(_ path: String, isPrivate: Bool) throws(StorageError) -> Int32 {
    try disk.create(path, isPrivate: isPrivate)
  }
  package func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(StorageError) {
    while isHeld.load(ordering: .relaxed) { usleep(1_000) }
    try disk.write(bytes, to: file, path)
  }
  package func sync(_ file: Int32, _ path: String) throws(StorageError) { try disk.sync(file, path) }
  package func rename(_ path: String, to other: String) throws(StorageError) {
    try disk.rename(path, to: other)
  }
  package func link(_ path: String, to other: String) throws(StorageError) {
    try disk.link(path, to: other)
  }
  package func syncFolder(_ path: String) throws(StorageError) { try disk.syncFolder(path) }
  package func remove(_ path: String) { disk.remove(path) }
}
