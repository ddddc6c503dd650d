package import Graphs
package import Storage

/// Segments as files in a folder, one a segment: written beside and renamed, checked as they are read, those that were
/// not used for longest removed where all take too much. Any number of processes may share it: a file is there whole or
/// not at all, and one that is removed while it is read is read to its end.
///
/// Confined to one thread.
package final class SegmentFolder: SegmentStore {
  package let path: String
  /// Bytes that all segments may take.
  package let limit: Int
  private let operations: any FileOperations
  /// Told once what is wrong; from then on nothing is written.
  private let onTrouble: (String) -> Void
  private var isGivenUp = false
  /// Bytes that were written since the folder was measured; nil where it was not yet.
  private var unmeasured: Int?

  package static let standardLimit = 4 << 30

  package init(
    path: String, limit: Int = standardLimit, operations: any FileOperations = DiskOperations(),
    onTrouble: @escaping (String) -> Void = { _ in }
  ) {
    (self.path, self.limit, self.operations, self.onTrouble) = (path, limit, operations, onTrouble)
  }

  /// `neap/segments` in the XDG cache folder; nil where the environment tells of none.
  package static func standardPath(_ environment: (String) -> String?) -> String? {
    // The specification has relative paths ignored.
    if let cache = environment("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + "/neap/segments" }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.cache/neap/segments"
  }

  /// What was used before an edit is to find its room beside what is used after it.
  package var room: Int { limit / 8 * 5 }

  package func read(_ name: SegmentName, into room: UnsafeMutableRawBufferPointer) -> Int? {
    SegmentFile.read(path + "/" + SegmentFile.place(name), name, into: room)
  }

  package func write(_ name: SegmentName, _ bytes: UnsafeRawBufferPointer) {
    let content = SegmentFile.content(name, bytes)
    guard !isGivenUp, content.count <= room else { return }
    do {
      try makeFolder(name)
      makeRoom()
      let file = path + "/" + SegmentFile.place(name)
      try write(content, to: file)
      unmeasured = (unmeasured ?? 0) + content.count
    } catch {
      isGivenUp = true
      onTrouble("what was rendered is not kept for the next time: \(error)")
    }
  }

  private func makeFolder(_ name: SegmentName) throws(StorageError) {
    try FolderMaking.make(path)
    try FolderMaking.make(path + "/" + SegmentFile.shelf(name))
  }

  private func write(_ content: [UInt8], to path: String) throws(StorageError) {
    let beside = "\(path).\(FolderMaking.unique).part"
    let file = try operations.create(beside, isPrivate: true)
    // Not synced: what the power takes from it, its checksum tells.
    do throws(StorageError) {
      defer { FolderMaking.close(file) }
      try operations.write(content, to: file, beside)
    } catch {
      operations.remove(beside)
      throw error
    }
    do throws(StorageError) { try operations.rename(beside, to: path) } catch {
      operations.remove(beside)
      throw error
    }
  }

  /// Two processes that write at once stay within the limit together: each measures after a sixteenth of it, and leaves
  /// an eighth.
  private func makeRoom() {
    if let unmeasured, unmeasured <= limit / 16 { return }
    unmeasured = 0
    var files = SegmentFile.all(in: path)
    var total = files.reduce(0) { $0 + $1.byteCount }
    guard total > limit / 8 * 7 else { return }
    files.sort { $0.used < $1.used }
    for file in files {
      if total <= limit / 4 * 3 { break }
      operations.remove(file.path)
      total -= file.byteCount
    }
  }

  /// What all segments take at present.
  package var byteCount: Int { SegmentFile.all(in: path).reduce(0) { $0 + $1.byteCount } }
}
