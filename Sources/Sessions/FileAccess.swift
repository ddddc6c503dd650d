import Glibc
package import Signals

/// Which files a patch may touch: those below its own folder. Symbolic links are followed before that is judged.
package struct FileAccess: Sendable {
  /// Where relative names begin.
  package let folder: String
  /// Whether files outside `folder` may be read and written.
  package let isTrusted: Bool

  package init(folder: String, isTrusted: Bool) {
    self.folder = folder
    self.isTrusted = isTrusted
  }

  /// The path of a file to be read.
  package func readable(_ name: String) throws(SignalError) -> String { try inside(name, isThere: true) }

  /// The path of a file to be written; its folder must be there.
  package func writable(_ name: String) throws(SignalError) -> String { try inside(name, isThere: false) }

  /// Whether a patch may read a file, and it is there.
  package func isThere(_ name: String) -> Bool {
    guard let path = try? readable(name) else { return false }
    return access(path, R_OK) == 0
  }

  private func inside(_ name: String, isThere: Bool) throws(SignalError) -> String {
    if name.utf8.contains(0) { throw SignalError("a file's name cannot hold a zero byte") }
    let absolute = name.hasPrefix("/") ? name : folder + "/" + name
    if isTrusted { return absolute }
    let parent = absolute.lastIndex(of: "/").map { String(absolute[..<$0]) } ?? ""
    let judged = isThere && access(absolute, F_OK) == 0 ? absolute : parent.isEmpty ? "/" : parent
    guard let root = Self.real(folder), let place = Self.real(judged) else {
      throw SignalError("\(name): there is no folder of that name")
    }
    guard place == root || place.hasPrefix(root == "/" ? root : root + "/") else {
      throw SignalError(
        "\(name) lies outside the patch's folder; a patch reads and writes below it only (neap --trust lifts this)"
      )
    }
    return absolute
  }

  private static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}

extension Session {
  func readable(_ name: String) throws -> String { try files.readable(name) }
  func writable(_ name: String) throws -> String { try files.writable(name) }
}
