import Glibc

/// Why something between two processes did not come about, a sentence for the user.
package struct RemoteError: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }

  /// What a system call said.
  static func system(_ what: String) -> RemoteError {
    RemoteError("\(what): \(String(cString: strerror(errno)))")
  }
}
