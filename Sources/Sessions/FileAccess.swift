import Glibc
import Scripting

/// Which files a patch may touch: those below its own folder. Symbolic links are followed before that is judged.
extension Session {
  /// The path of a file to be read.
  func readable(_ name: String) throws -> String { try inside(name, name, isThere: true) }

  /// The path of a file to be written; its folder must be there.
  func writable(_ name: String) throws -> String { try inside(name, name, isThere: false) }

  private func inside(_ path: String, _ given: String, isThere: Bool) throws -> String {
    if path.utf8.contains(0) { throw LuaError("a file's name cannot hold a zero byte") }
    let absolute = path.hasPrefix("/") ? path : folder + "/" + path
    if isTrusted { return absolute }
    let parts = absolute.split(separator: "/")
    let parent = "/" + parts.dropLast().joined(separator: "/")
    guard let root = Self.real(folder),
      let place = Self.real(isThere && access(absolute, F_OK) == 0 ? absolute : parent)
    else { throw LuaError("\(given): there is no folder of that name") }
    guard place == root || place.hasPrefix(root == "/" ? root : root + "/") else {
      throw LuaError(
        "\(given) lies outside the patch's folder; a patch reads and writes below it only (neap --trust lifts this)"
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
