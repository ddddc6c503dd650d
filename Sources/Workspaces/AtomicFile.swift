package import Signals
package import Storage

/// Files that are written whole or not at all.
package enum AtomicFile {
  /// Writes beside `path`, syncs, renames over it and syncs the folder. On an error the old file is as it was. Where it
  /// `keepsFormer`, that stays as `path~`.
  package static func write(
    _ bytes: [UInt8], to path: String, keepsFormer: Bool = false,
    _ operations: any FileOperations = DiskOperations()
  ) throws(SignalError) {
    do { try WholeFile(operations).write(bytes, to: path, keepsFormer: keepsFormer) } catch {
      throw SignalError(error.description.replacing("cannot write", with: "cannot save"))
    }
  }

  /// The whole of a regular file, at most `limit` bytes.
  package static func read(_ path: String, limit: Int = 1 << 30) throws(SignalError) -> [UInt8] {
    do { return try WholeFile.read(path, limit: limit) } catch { throw SignalError(error.description) }
  }
}
