import Glibc

/// Where a session records into, kept beside its journal for as long as it does: after a kill it tells which file there is.
package struct RecordingNote: Sendable {
  private let path: String

  /// - Parameter journal: the path of the session's journal.
  package init(besideJournal journal: String) {
    path = "\(journal.hasSuffix(".journal") ? journal.dropLast(".journal".count) : journal[...]).recording"
  }

  /// - Parameter file: the path of the unfinished file.
  package func write(_ file: String) throws(StorageError) {
    let number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard number >= 0 else { throw StorageError("write", path) }
    defer { close(number) }
    var bytes = Array(file.utf8)
    guard Glibc.write(number, &bytes, bytes.count) == bytes.count else { throw StorageError("write", path) }
  }

  /// The file that was being recorded, where it is still there.
  package func read() -> String? {
    guard let bytes = try? WholeFile.read(path), !bytes.isEmpty else { return nil }
    let file = String(decoding: bytes, as: UTF8.self)
    return access(file, F_OK) == 0 ? file : nil
  }

  package func remove() { unlink(path) }
}
