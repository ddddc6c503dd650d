import Glibc

/// What an input records, kept beside a session's journal while it comes: float32, the lowest byte first, in a file for each
/// recording. What was appended is there after a kill; it is not synced, for seconds of sound are less than edits are.
package struct TakeFiles: Sendable {
  private let base: String

  /// - Parameter journal: the path of the journal that names the recordings.
  package init(besideJournal journal: String) {
    base = String(journal.hasSuffix(".journal") ? journal.dropLast(".journal".count) : journal[...])
  }

  private func path(_ number: Int) -> String { "\(base).take\(number)" }

  package func append(_ samples: [Float], to number: Int) throws(StorageError) {
    let path = path(number)
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw StorageError("write", path) }
    defer { close(file) }
    let words = samples.map(\.bitPattern.littleEndian)
    let count = words.count * MemoryLayout<UInt32>.size
    var done = 0
    while done < count {
      let written = words.withUnsafeBytes {
        unsafe write(file, $0.baseAddress.map { $0 + done }, count - done)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw StorageError("write", path)
      }
      done += written
    }
  }

  /// All that was appended; nil where there is nothing.
  package func samples(of number: Int) -> [Float]? {
    guard let bytes = try? WholeFile.read(path(number)), bytes.count >= 4 else { return nil }
    return bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)
        let sample = Float(bitPattern: UInt32(littleEndian: word))
        return sample.isFinite ? sample : 0
      }
    }
  }

  package func remove(_ number: Int) { unlink(path(number)) }

  /// All of the journal's.
  package func removeAll() {
    guard let slash = base.lastIndex(of: "/"), let folder = opendir(String(base[..<slash])) else { return }
    let prefix = base[base.index(after: slash)...] + ".take"
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(prefix) { names.append(name) }
    }
    closedir(folder)
    for name in names { unlink("\(base[...slash])\(name)") }
  }
}
