import Glibc

/// Why a file could not be written or read, as a sentence.
package struct StorageError: Error, Equatable, CustomStringConvertible {
  package let description: String

  /// The system's number for it; 0 where it is Neap that says no.
  package let code: Int32

  package init(_ description: String, code: Int32 = 0) { (self.description, self.code) = (description, code) }

  /// What the system said of `path`.
  init(_ action: String, _ path: String, _ code: Int32 = errno) {
    self.init("cannot \(action) \(path): \(String(cString: strerror(code)))", code: code)
  }
}
