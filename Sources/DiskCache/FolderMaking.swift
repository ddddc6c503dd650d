import Glibc
import Storage

/// The calls that no test needs to fail.
enum FolderMaking {
  /// Makes a folder and those around it, for the owner alone.
  static func make(_ path: String) throws(StorageError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw refused(path) }
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) == 0 || errno == EEXIST else { throw refused(made) }
    }
  }

  private static func refused(_ path: String) -> StorageError {
    let code = errno
    return StorageError("cannot make \(path): \(String(cString: strerror(code)))", code: code)
  }

  static var unique: String { "\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 16))" }

  static func close(_ file: Int32) { _ = Glibc.close(file) }
}
