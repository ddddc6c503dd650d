import Glibc

/// Why a file could not be written or read, as a sentence.
package struct StorageError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  /// What the system said of `path`.
  init(_ action: String, _ path: String, _ code: Int32 = errno) {
    description = "cannot \(action) \(path): \(String(cString: strerror(code)))"
  }
}
