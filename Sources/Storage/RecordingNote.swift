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
    try WholeFile().write(Array(file.utf8), to: path, isPrivate: true)
  }

  /// The file that was being recorded, where it is still there.
  package func read() -> String? {
    guard let bytes = try? WholeFile.read(path), !bytes.isEmpty else { return nil }
    let file = String(decoding: bytes, as: UTF8.self)
    return access(file, F_OK) == 0 ? file : nil
  }

  package func remove() { unlink(path) }
}
