import Glibc

/// Where the process stands: relative paths on a command line begin there.
package enum WorkingFolder {
  /// Its absolute path; nil where the folder is gone.
  package static var path: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
